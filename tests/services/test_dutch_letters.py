"""Every letter of the checklist for Dutch law, from the step on the desk to who gets it and what it says."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest

from gehoor.bootstrap import Platform
from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel
from gehoor.domain.events import Decision, Party
from gehoor.errors import GehoorError, InvalidInput, Refused
from gehoor.services import assignment, casefile, dossier, timeline
from gehoor.services.letter_work import ResponseInput
from services.conftest import Clock
from services.dutch_letters import Made, Story, answered_to_the_ombudsman, heard, told

pytestmark = pytest.mark.anyio
NO_APPEAL = re.compile("bezwaar maken|bezwaarschrift|beroep instellen|in beroep", re.IGNORECASE)
OMBUDSMAN = "Nationale ombudsman, Postbus 93122, 2509 AC Den Haag"


@pytest.fixture
async def story(platform: Platform, clock: Clock) -> AsyncIterator[Story]:
    async with platform.at("zaltbommel") as place:
        yield await told(platform, clock, place)


def text_of(letter: Made) -> str:
    """The words of a letter, without its style."""
    body = letter.html.partition("<body")[2]
    words = unescape(re.sub(r"<[^>]+>", " ", body.partition(">")[2]))
    return re.sub(r"\s+([.,?:])", r"\1", " ".join(words.split()))


async def only(story: Story, key: str, *roles: str) -> dict[str, str]:
    """The words of the letters of this kind, which went to these readers and to nobody else."""
    made = await story.made(key)
    assert sorted(made) == sorted(roles), f"{key} went to {sorted(made)}"
    words = {role: text_of(letter) for role, letter in made.items()}
    for text in words.values():
        assert not NO_APPEAL.search(text), "article 9:3: nobody can object or appeal"
        assert story.reference in text
    return words


async def test_l1_the_acknowledgement_tells_the_day_of_receipt_and_of_the_outcome(story: Story) -> None:
    text = (await only(story, "acknowledgement", "complainant"))["complainant"]
    assert "Wij hebben uw klacht ontvangen op vrijdag 20 november 2026." in text
    assert "artikel 9:11 lid 1 Awb" in text
    assert "Uiterlijk op maandag 4 januari 2027" in text
    assert "Noor Verbeek Klachtencoördinator" in text


async def test_l2_the_accused_gets_the_notice_the_complaint_and_what_came_with_it(story: Story) -> None:
    await story.treated()
    words = await only(story, "handler_notice", "complainant", "accused")
    assert (
        "wordt behandeld door het afdelingshoofd, namens het college van burgemeester en wethouders"
        in words["complainant"]
    )
    assert "Bijlagen" not in words["complainant"]
    assert "Afschrift aan degene over wie de klacht gaat" in words["complainant"]
    copied = (await story.made("handler_notice"))["accused"]
    assert "Dit is een afschrift van onze brief aan Petra Proefpersoon." in words["accused"]
    assert (
        "Bijlagen De klacht van vrijdag 20 november 2026 Bijlage bij de klacht: foto van de balie.png"
        in words["accused"]
    )
    assert "Wat is er gebeurd? Aan de balie werd mij de deur gewezen." in words["accused"]
    assert "Voorbeeldlaan" not in words["accused"], "the address is of no use to the accused"
    assert len(copied.queued.enclosed) == 1
    assert copied.queued.recipient is Party.ACCUSED
    assert (await story.made("handler_notice"))["complainant"].queued.enclosed == ()


async def test_l3_what_is_missing_is_asked_with_a_day(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        story = await told(platform, clock, place, Channel.LETTER)
        await story.by("noor").request_repair(("signature",), story.day(14))
        text = (await only(story, "repair", "complainant"))["complainant"]
    assert "Dit ontbreekt nog: de ondertekening." in text
    assert "uiterlijk op vrijdag 4 december 2026" in text


async def test_l4_a_refusal_has_its_ground_its_reason_and_the_ombudsman(story: Story) -> None:
    await story.facts()
    await story.assign()
    await story.by("karel").decide(Decision.NOT_TREATED, ("earlier_handled",), "Zie onze brief van mei.")
    text = (await only(story, "refusal", "complainant"))["complainant"]
    assert "(artikel 9:8 lid 1 onder a Awb)" in text
    assert "Zie onze brief van mei." in text
    assert OMBUDSMAN in text
    assert "tot en met zaterdag 20 november 2027" in text
    assert "namens het college van burgemeester en wethouders, Karel Wilgenboom Afdelingshoofd" in text


async def test_l5_the_extension_goes_to_both_with_the_new_day(story: Story) -> None:
    await story.treated()
    await story.by("karel").extend(4, None, "Een getuige is ziek.")
    words = await only(story, "extension", "complainant", "accused")
    for text in words.values():
        assert "De nieuwe datum is vrijdag 29 januari 2027." in text
        assert "artikel 9:11 lid 2 Awb" in text
        assert "Een getuige is ziek." in text


async def test_l6_consent_is_asked_in_writing_and_no_term_changes(story: Story) -> None:
    await story.treated()
    before = (await story.found()).rulebook.deadlines((await story.found()).case, story.day(0))
    await story.by("karel").ask_further(story.day(80), story.day(21), "Een getuige is in het buitenland.")
    text = (await only(story, "further_extension_request", "complainant"))["complainant"]
    assert "afhandelen tot en met maandag 8 februari 2027" in text
    assert "schriftelijk laat weten dat u het goedvindt (artikel 9:11 lid 3 Awb)" in text
    assert "blijft de datum maandag 4 januari 2027" in text
    assert "uiterlijk op vrijdag 11 december 2026" in text
    assert OMBUDSMAN in text
    assert "Ik vind het goed dat mijn klacht wordt afgehandeld tot en met maandag 8 februari 2027." in text
    after = await story.found()
    assert after.rulebook.deadlines(after.case, story.day(0)) == before


@pytest.mark.parametrize(
    ("until", "reply_by", "field"),
    [(30, None, "further_extension_asked"), (80, 0, "reply_by"), (80, 60, "reply_by")],
)
async def test_consent_is_not_asked_to_an_earlier_end_or_after_the_term(
    story: Story, until: int, reply_by: int | None, field: str
) -> None:
    await story.treated()
    answer = story.day(reply_by) if reply_by is not None else None
    with pytest.raises(Refused) as refused:
        await story.by("karel").ask_further(story.day(until), answer, "Daarom.")
    assert refused.value.field == field
    with pytest.raises(InvalidInput):
        await story.by("karel").ask_further(story.day(80), None, " ")


async def test_l7_both_are_invited_with_their_rights_and_a_day_to_answer_by(story: Story) -> None:
    await story.treated()
    await heard(story)
    words = await only(story, "hearing_invitation", "complainant", "accused")
    for text in words.values():
        assert "U mag iemand meenemen die u helpt, of u laten vertegenwoordigen." in text
        assert "U mag vragen om apart te worden gehoord" in text
        assert "uiterlijk op vrijdag 4 december 2026" in text
    assert "artikel 9:10 lid 2 onder c Awb" in words["complainant"]
    assert "artikel 9:10" not in words["accused"]
    planned = await only(story, "hearing_appointment", "complainant", "accused")
    for text in planned.values():
        assert "Het gesprek is op vrijdag 11 december 2026 om 10.30 uur." in text
        assert "kamer 3" in text
        assert "apart te worden gehoord" in text


async def test_l8_the_report_of_the_hearing_is_a_document_for_the_file_and_for_who_was_heard(story: Story) -> None:
    await story.treated()
    await heard(story)
    words = await only(story, "hearing_report", "file", "complainant", "accused")
    for text in words.values():
        assert "Op vrijdag 20 november 2026 hoorden wij de klager en degene over wie de klacht gaat." in text
        assert "De beklaagde zegt dat het erg druk was." in text
        assert "De wet vraagt dat niet; wij doen het zo." in text
    filed_away = (await story.made("hearing_report"))["file"]
    assert (filed_away.queued.recipient, filed_away.queued.reader) == (None, "file")
    answer = (await story.found()).rulebook.letters((await story.found()).case, "hearing_held")[0]
    assert "instelling van de gemeente" in " ".join(citation.label for citation in answer.basis)


async def test_who_were_heard_apart_do_not_get_one_report_of_both(story: Story) -> None:
    await story.treated()
    await story.by("karel").record_hearing(tuple(Party), "Ieder vertelde een kant.", separately=True)
    assert "apart van elkaar" in (await only(story, "hearing_report", "file"))["file"]


async def test_l9_the_closing_letter_goes_to_the_complainant_and_in_copy_to_three(story: Story) -> None:
    await story.facts(crosses_units=True)
    at = story.clock()
    actor = story.place.actor("noor", story.place.day(at))
    secretary = "tine:gemeentesecretaris:"
    await assignment.assign(story.place, actor, story.reference, secretary, "Twee afdelingen.", at, declared=True)
    await story.by("tine").decide(Decision.TREAT, (), "")
    for party in Party:
        await story.by("tine").offer_hearing(party, story.day(14))
    await story.by("tine").waive_hearing(Party.COMPLAINANT, "waived", "Liet dit weten.")
    await story.judged(by="tine")
    await story.by("tine").add_measure("prevention", "Wij hangen een klok bij de balie.", None)
    await story.by("tine").close("formal_judgement", "", consent=False)
    words = await only(story, "closing", "complainant", "accused", "manager", "klachtencoordinator")
    for text in words.values():
        assert "Wij spraken met u en met de medewerker." in text
        assert "onderdeel 1 is gegrond en onderdeel 2 is zonder oordeel gebleven" in text
        assert "Wij hangen een klok bij de balie." in text
        assert OMBUDSMAN in text
        assert "binnen een jaar na deze brief, dus tot en met zaterdag 20 november 2027" in text
        assert "Afschrift aan degene over wie de klacht gaat de leidinggevende de klachtencoördinator" in text
        assert "Beste Petra Proefpersoon," in text
    assert "Karel Wilgenboom De leidinggevende Burgerzaken" in words["manager"]
    assert "Noor Verbeek De klachtencoördinator" in words["klachtencoordinator"]
    assert "Dit is een afschrift" not in words["complainant"]
    assert all("Dit is een afschrift" in words[role] for role in ("accused", "manager", "klachtencoordinator"))


async def test_whoever_handled_the_case_gets_no_copy_of_their_own_letter(story: Story) -> None:
    await story.treated()
    await heard(story)
    await story.judged()
    await story.by("karel").close("formal_judgement", "", consent=False)
    await only(story, "closing", "complainant", "accused", "klachtencoordinator")


async def test_l10_an_early_end_is_confirmed_with_its_reasons_and_the_ombudsman(story: Story) -> None:
    await story.treated()
    await story.by("karel").close("ended_with_consent", "Wij hebben de vergunning alsnog verstuurd.", consent=True)
    text = (await only(story, "early_end", "complainant"))["complainant"]
    assert "Wij hebben de vergunning alsnog verstuurd." in text
    assert OMBUDSMAN in text


async def test_l11_an_oral_complaint_that_is_not_solved_has_two_ways_on(platform: Platform, clock: Clock) -> None:
    async with platform.at("zaltbommel") as place:
        story = await told(platform, clock, place, Channel.ORAL)
        await story.by("noor").simple(ev.MediationFailed(on=story.day(0)))
        text = (await only(story, "oral_not_resolved", "complainant"))["complainant"]
    assert "U kunt uw klacht schriftelijk indienen." in text
    assert OMBUDSMAN in text


async def test_l12_forwarding_is_told_with_where_to_and_the_day_that_is_kept(story: Story) -> None:
    await story.facts()
    await story.assign()
    await story.by("karel").decide(
        Decision.REFERRED, ("other_instance",), "Het waterschap gaat hierover.", "Waterschap"
    )
    await story.by("karel").forward("Waterschap Verzonnen, Dijk 1")
    text = (await only(story, "forwarded", "complainant"))["complainant"]
    assert "Waterschap Verzonnen, Dijk 1" in text
    assert "vrijdag 20 november 2026" in text


async def advised(story: Story) -> None:
    await story.facts(committee=True)
    await story.assign()
    await story.by("karel").decide(Decision.TREAT, (), "")
    await heard(story)
    await story.by("karel").record_advice("De commissie vindt de klacht ongegrond.", None)


async def test_l13_who_deviates_from_the_advice_says_why_and_encloses_it(story: Story) -> None:
    await advised(story)
    with pytest.raises(Refused, match="volgt of ervan afwijkt"):
        await story.judged()
    with pytest.raises(Refused, match="waarom het oordeel afwijkt"):
        await story.judged(follows=False, deviation=" ")
    await story.judged(follows=False, deviation="De commissie zag de beelden niet.")
    await story.by("karel").close("formal_judgement", "", consent=False)
    words = await only(story, "closing", "complainant", "accused", "klachtencoordinator")
    for text in words.values():
        assert (
            "Wij wijken af van dit advies (artikel 9:16 Awb). De reden daarvan is: De commissie zag de beelden niet."
            in text
        )
        assert "Bijlagen Het advies van de commissie van vrijdag 20 november 2026" in text
        assert text.endswith("De commissie vindt de klacht ongegrond.")


async def test_who_follows_the_advice_says_so(story: Story) -> None:
    await advised(story)
    await story.judged(follows=True)
    await story.by("karel").close("formal_judgement", "", consent=False)
    text = text_of((await story.made("closing"))["complainant"])
    assert "Wij volgen dit advies." in text
    assert "Wij wijken af" not in text


async def test_a_judgement_waits_for_the_advice_and_no_advice_is_kept_that_nobody_asked(story: Story) -> None:
    await story.treated()
    with pytest.raises(Refused, match="adviseert niemand"):
        await story.by("karel").record_advice("Ongegrond.", None)
    await story.facts(committee=True)
    await heard(story)
    await story.judged()
    with pytest.raises(Refused, match="Eerst het advies"):
        await story.by("karel").close("formal_judgement", "", consent=False)


async def test_l14_the_ombudsman_is_told_what_is_done_with_each_recommendation(story: Story) -> None:
    await story.treated()
    await story.by("karel").close("satisfied", "Opgelost.", consent=True)
    story.clock.forward(days=90)
    await answered_to_the_ombudsman(story)
    text = (await only(story, "ombudsman_answer", "ombudsman"))["ombudsman"]
    assert "Nationale ombudsman Postbus 93122 2509 AC Den Haag" in text
    assert "Geachte heer of mevrouw," in text
    assert "In uw rapport over deze klacht doet u 2 aanbevelingen." in text
    assert "Aanbeveling 1 volgen wij op. Aanbeveling 2 volgen wij niet op." in text
    assert "(artikel 9:36 lid 4 Awb)" in text
    assert "De klager woont om de hoek" in text
    assert "namens het college van burgemeester en wethouders, Noor Verbeek Klachtencoördinator" in text
    queued = (await story.made("ombudsman_answer"))["ombudsman"].queued
    assert (queued.recipient, queued.reader) == (None, "ombudsman")
    after = await story.found()
    duty = next(d for d in after.rulebook.duties(after.case, story.day(0)) if d.key == "answer_recommendations")
    assert duty.done
    assert duty.by is None, "the law names no term"


async def test_an_answer_to_the_ombudsman_needs_a_report_and_a_response_to_each(story: Story) -> None:
    work = story.by("noor")
    with pytest.raises(Refused, match="Leg eerst vast"):
        await work.record_ombudsman_report("Niet behoorlijk.", ["Bied excuses aan."], None)
    await story.by("noor").simple(ev.OmbudsmanInvolved(on=story.day(0)))
    with pytest.raises(Refused, match="geen rapport met aanbevelingen"):
        await story.by("noor").answer_ombudsman([])
    await story.by("noor").record_ombudsman_report("Niet behoorlijk.", ["Bied excuses aan.", "Betaal."], None)
    with pytest.raises(GehoorError, match="Geef op elke aanbeveling"):
        await story.by("noor").answer_ombudsman([ResponseInput(followed=True, text="Dat doen wij.")])


async def test_everything_that_happened_is_told_in_the_timeline(story: Story) -> None:
    await advised(story)
    await story.by("karel").ask_further(story.day(80), story.day(14), "Een getuige is ziek.")
    await story.judged(follows=False, deviation="De commissie zag de beelden niet.")
    await answered_to_the_ombudsman(story)
    found = await story.found()
    moments = await timeline.happened(story.place, found, await casefile.open_file(found))
    steps = [f"{step.title} {step.text}" for moment in moments for step in moment.steps]
    for words in (
        "Gevraagd om in te stemmen met verder uitstel: tot en met maandag 8 februari 2027",
        "Advies ontvangen De commissie vindt de klacht ongegrond.",
        "in afwijking van het advies",
        "Rapport van de ombudsman ontvangen: 2 aanbevelingen",
        "Gereageerd op de aanbevelingen van de ombudsman: 1 van de 2 opgevolgd",
        "Onze reactie op uw aanbevelingen (aan de ombudsman)",
        "(aan het dossier)",
    ):
        assert any(words in step for step in steps), words


async def test_a_step_that_is_refused_leaves_no_letter_behind(story: Story) -> None:
    await story.treated()
    before = len((await story.found()).case.all(ev.LetterQueued))
    with pytest.raises(Refused):
        await story.by("karel").ask_further(story.day(1), None, "Te vroeg.")
    found = await dossier.by_reference(story.place, story.reference)
    assert len(found.case.all(ev.LetterQueued)) == before
