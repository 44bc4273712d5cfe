"""What a decision on admissibility may rest on, whatever a form sends."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from gehoor.bootstrap import Platform
from gehoor.domain.complaint import Channel
from gehoor.domain.events import Decision
from gehoor.errors import GehoorError, InvalidInput, NotAllowed, Refused
from gehoor.services import dossier
from gehoor.services.handling import Work
from services.conftest import ENTRY, filed
from standing_clock import Clock

pytestmark = pytest.mark.anyio


async def at_the_desk(platform: Platform, clock: Clock, **told: object) -> Work:
    """A complaint of today in Flanders, with the coordinator at work on it."""
    async with platform.at("voorbeeldstad") as place:
        given = await filed(platform, place, msgspec.structs.replace(ENTRY, **told))
    return Work(place, place.actor("lies", place.day(clock())), given.reference, clock())


@pytest.mark.parametrize(
    ("decision", "grounds", "reason", "body", "refusal", "field"),
    [
        (Decision.NOT_TREATED, (), "Daarom.", "", InvalidInput, "grounds"),
        (Decision.NOT_TREATED, ("court",), " ", "", InvalidInput, "reason"),
        (Decision.NOT_TREATED, ("insufficient_weight",), "Daarom.", "", NotAllowed, "grounds"),
        (Decision.NOT_TREATED, ("older_than_one_year",), "Daarom.", "", Refused, "grounds"),
        (Decision.REFERRED, ("other_instance",), "Daarom.", "", InvalidInput, "body"),
    ],
)
async def test_a_decision_without_its_ground_reason_or_body_changes_nothing(
    platform: Platform,
    clock: Clock,
    decision: Decision,
    grounds: tuple[str, ...],
    reason: str,
    body: str,
    refusal: type[GehoorError],
    field: str,
) -> None:
    async with platform.store.tenant("voorbeeldstad"):
        work = await at_the_desk(platform, clock, conduct_on=clock().date() - timedelta(days=3))
        before = await dossier.by_reference(work.place, work.reference)
        with pytest.raises(refusal) as refused:
            await work.decide(decision, grounds, reason, body)
        assert refused.value.field == field
        assert (await dossier.by_reference(work.place, work.reference)).seq == before.seq


async def test_an_incomplete_dutch_complaint_is_refused_only_after_the_chance_to_complete_it(
    platform: Platform, clock: Clock
) -> None:
    async with platform.at("zaltbommel") as place:
        given = await filed(platform, place, msgspec.structs.replace(ENTRY, channel=Channel.LETTER))
        work = Work(place, place.actor("noor", place.day(clock())), given.reference, clock())
        with pytest.raises(Refused, match="eerst de kans"):
            await work.decide(Decision.NOT_TREATED, ("incomplete",), "Er staat geen naam op.")
        await work.request_repair(("signature",), work.on + timedelta(days=14))
        advised = await work.decide(Decision.NOT_TREATED, ("incomplete",), "Er kwam geen aanvulling.")
    assert advised.case.decision is None, "the coordinator advises and the handler decides"


async def test_an_extension_whose_letter_must_give_the_reason_asks_for_it(platform: Platform, clock: Clock) -> None:
    async with platform.store.tenant("voorbeeldstad"):
        work = await at_the_desk(platform, clock)
        with pytest.raises(InvalidInput) as missing:
            await work.extend(None, None, "  ")
        assert missing.value.field == "reason"
