"""The letters on an extension and on consent to a further one; a step that is refused makes no letter."""

from __future__ import annotations

import pytest

from gehoor.domain import events as ev
from gehoor.errors import InvalidInput, Refused
from gehoor.services import dossier
from services.dutch_letters.story import OMBUDSMAN, Story, only

pytestmark = pytest.mark.anyio


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


async def test_a_step_that_is_refused_leaves_no_letter_behind(story: Story) -> None:
    await story.treated()
    before = len((await story.found()).case.all(ev.LetterQueued))
    with pytest.raises(Refused):
        await story.by("karel").ask_further(story.day(1), None, "Te vroeg.")
    found = await dossier.by_reference(story.place, story.reference)
    assert len(found.case.all(ev.LetterQueued)) == before
