"""Who represents the complainant follows from the events about the mandate, and old registers read as before."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from gehoor.domain import events as ev
from gehoor.domain.case import EventOutOfOrder, fold
from gehoor.domain.complaint import Complaint, Mandate, Representation, RepresentativeKind
from gehoor.domain.payloads import decode, encode

RECEIVED, LATER = date(2026, 11, 20), date(2026, 12, 1)
COMPLAINT = Complaint(received_on=RECEIVED)
KIND = RepresentativeKind.AUTHORISED
ASKED = ev.MandateRecorded(on=RECEIVED, kind=KIND, mandate=Mandate.ASKED)
SHOWN = ev.MandateRecorded(on=LATER, kind=KIND, mandate=Mandate.SHOWN, note=3)


def test_the_newest_mandate_counts() -> None:
    assert fold(COMPLAINT, [ASKED]).complaint.representation == Representation(KIND, Mandate.ASKED)
    proven = fold(COMPLAINT, [ASKED, SHOWN]).complaint.representation
    assert proven is not None
    assert proven.proven


def test_after_a_withdrawal_the_complainant_acts_alone_also_in_a_closed_case() -> None:
    closed = ev.Closed(on=LATER, way="withdrawn")
    case = fold(COMPLAINT, [SHOWN, closed, ev.MandateWithdrawn(on=LATER)])
    assert case.complaint.representation is None
    with pytest.raises(EventOutOfOrder):
        case.after(SHOWN)


def test_correcting_the_facts_changes_nothing_about_who_represents() -> None:
    corrected = ev.FactsCorrected(on=LATER, complaint=msgspec.structs.replace(COMPLAINT, committee=True))
    case = fold(COMPLAINT, [SHOWN, corrected])
    assert case.complaint.committee
    assert case.complaint.representation == Representation(KIND, Mandate.SHOWN)


@pytest.mark.parametrize("event", [ASKED, SHOWN, ev.MandateWithdrawn(on=LATER, note=1)])
def test_events_about_the_mandate_read_back_as_they_were_written(event: ev.Event) -> None:
    assert decode(encode(event)) == event


def test_a_receipt_from_before_there_were_representatives_reads_as_a_complainant_who_acts_alone() -> None:
    payload = (
        b'{"type":"received","on":"2026-11-20","complaint":{"received_on":"2026-11-20","channel":"form"},'
        b'"regulation":"x","in_force":"2008-11-15","edition":"1"}'
    )
    received = decode(payload)
    assert isinstance(received, ev.Received)
    assert received.complaint.representation is None
