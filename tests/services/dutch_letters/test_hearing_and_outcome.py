"""The letters on the hearing, with its report, and on the end of the case."""

from __future__ import annotations

import pytest

from gehoor.domain.events import Decision, Party
from gehoor.services import assignment
from services.dutch_letters.story import OMBUDSMAN, Story, heard, only

pytestmark = pytest.mark.anyio


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
