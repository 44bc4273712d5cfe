"""The advice of a committee, the answer to the ombudsman, and how the timeline tells of both."""

from __future__ import annotations

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision
from gehoor.errors import GehoorError, Refused
from gehoor.services import casefile, timeline
from gehoor.services.letter_work import ResponseInput
from services.dutch_letters.story import Story, answered_to_the_ombudsman, heard, only, text_of

pytestmark = pytest.mark.anyio


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
