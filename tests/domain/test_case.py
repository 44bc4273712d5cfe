"""A case is its events, in order; a register reads back as it was written."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from gehoor.domain import events as ev
from gehoor.domain.case import Case, EventOutOfOrder, Status, fold, from_register
from gehoor.domain.complaint import Channel, Complaint
from gehoor.domain.payloads import decode, encode

RECEIVED = date(2026, 11, 20)
COMPLAINT = Complaint(received_on=RECEIVED, channel=Channel.FORM, declared=frozenset({"court", "criminal"}))


def on(day: int) -> date:
    return date(2026, 12, day)


def test_an_event_before_the_receipt_is_out_of_order() -> None:
    with pytest.raises(EventOutOfOrder, match="vóór de ontvangst"):
        fold(COMPLAINT, [ev.Extended(on=date(2026, 11, 19))])


def test_an_event_before_the_previous_one_is_out_of_order() -> None:
    with pytest.raises(EventOutOfOrder, match="volgorde"):
        fold(COMPLAINT, [ev.Acknowledged(on=on(2)), ev.Repaired(on=on(1))])


def test_after_closing_nothing_happens_but_measures_letters_and_the_ombudsman() -> None:
    closed = fold(COMPLAINT, [ev.Closed(on=on(1), way="answered")])
    with pytest.raises(EventOutOfOrder, match="gesloten"):
        closed.after(ev.Extended(on=on(2)))
    assert closed.after(ev.OmbudsmanInvolved(on=on(2))).status is Status.CLOSED


def test_the_status_follows_from_the_events() -> None:
    case = Case(complaint=COMPLAINT)
    seen = [case.status]
    for event in (
        ev.AdmissibilityDecided(on=on(1), decision=ev.Decision.TREAT),
        ev.Assigned(on=on(2), office="afdelingshoofd", person="p1"),
        ev.Judged(on=on(3), parts=(ev.Part(number=1, judgement=ev.Judgement.FOUNDED),)),
        ev.Closed(on=on(4), way="formal_judgement"),
    ):
        case = case.after(event)
        seen.append(case.status)
    assert seen == [Status.RECEIVED, Status.ADMITTED, Status.ASSIGNED, Status.JUDGED, Status.CLOSED]


def test_a_refused_complaint_is_refused_until_it_is_closed() -> None:
    case = fold(COMPLAINT, [ev.AdmissibilityDecided(on=on(1), decision=ev.Decision.NOT_TREATED, grounds=("court",))])
    assert case.status is Status.REFUSED


def test_the_same_event_always_gives_the_same_bytes() -> None:
    one = ev.FactsCorrected(on=on(1), complaint=COMPLAINT)
    shuffled = msgspec.structs.replace(COMPLAINT, declared=frozenset(["criminal", "court"]))
    assert encode(one) == encode(ev.FactsCorrected(on=on(1), complaint=shuffled))


@pytest.mark.parametrize("kind", ev.AnyEvent.__args__, ids=lambda kind: kind.__name__)
def test_every_kind_of_event_has_a_code_and_a_dutch_name(kind: type[ev.Event]) -> None:
    from gehoor.services.labels import EVENTS

    assert kind.__struct_config__.tag in EVENTS


def test_an_event_reads_back_as_it_was_written() -> None:
    event = ev.Assigned(on=on(2), office="burgemeester", person="p1", on_behalf_of="college", reason=7)
    assert decode(encode(event)) == event


def test_a_register_that_does_not_begin_with_the_receipt_is_refused() -> None:
    with pytest.raises(EventOutOfOrder, match="begint met de ontvangst"):
        from_register([ev.Acknowledged(on=on(1))])


def test_corrected_facts_take_the_place_of_the_first_ones() -> None:
    other = msgspec.structs.replace(COMPLAINT, crosses_units=True)
    assert fold(COMPLAINT, [ev.FactsCorrected(on=on(1), complaint=other)]).complaint.crosses_units
