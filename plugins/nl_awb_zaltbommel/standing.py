"""What has happened in a case so far, gathered once for the duties, letters and outcomes of both layers."""

from __future__ import annotations

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.events import Decision, Party


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a case in the words of the duties. `letters` holds (key, role) of every letter queued."""

    written: bool
    #: Whether a person or commission advises on the complaint, and whether the advice is there.
    committee: bool = False
    advice: bool = False
    closed: bool = False
    way: str = ""
    decision: Decision | None = None
    advised: bool = False
    confirmed: bool = False
    acknowledged: bool = False
    assigned: ev.Assigned | None = None
    handed_over: bool = False
    mediation_failed: bool = False
    extended: ev.Extended | None = None
    answered: frozenset[Party] = frozenset()
    heard: frozenset[Party] = frozenset()
    waived: frozenset[Party] = frozenset()
    report_missing: bool = False
    findings: bool = False
    judged: ev.Judged | None = None
    repair: ev.RepairRequested | None = None
    repaired: bool = False
    forwarded: bool = False
    measures_open: tuple[ev.MeasureAdded, ...] = ()
    measures: bool = False
    ombudsman: bool = False
    #: The last report of the ombudsman, and whether its recommendations were answered since.
    reported: ev.OmbudsmanReported | None = None
    answered_ombudsman: bool = False
    letters: frozenset[tuple[str, str]] = frozenset()

    @property
    def refused(self) -> bool:
        """Whether it was decided not to treat the complaint, for whichever reason."""
        return self.decision is not None and self.decision is not Decision.TREAT

    @property
    def under_way(self) -> bool:
        """Whether the complaint is being treated or still may be."""
        return not self.closed and not self.refused

    def sent(self, key: str, role: str = Party.COMPLAINANT) -> bool:
        """Whether the letter went to this role, as its recipient or by copy."""
        return (key, role) in self.letters


_NOTHING_HAPPENED = {
    (written, committee): Standing(written=written, committee=committee)
    for written in (True, False)
    for committee in (True, False)
}


def standing(case: Case) -> Standing:
    """The state of the case after all its events."""
    complaint = case.complaint
    return _gathered(case) if case.events else _NOTHING_HAPPENED[complaint.written, complaint.committee]


def _gathered(case: Case) -> Standing:
    closed = case.last(ev.Closed)
    decided = case.last(ev.AdmissibilityDecided)
    acknowledged = case.all(ev.Acknowledged)
    letters = frozenset(
        (queued.key, role)
        for queued in case.all(ev.LetterQueued)
        for role in (queued.recipient or queued.reader, *queued.copies)
    )
    hearings = case.all(ev.HearingHeld)
    heard = frozenset(party for hearing in hearings for party in hearing.parties)
    waived = frozenset(waiver.party for waiver in case.all(ev.HearingWaived))
    offered = frozenset(offer.party for offer in case.all(ev.HearingOffered))
    measures = case.all(ev.MeasureAdded)
    carried_out = {done.measure for done in case.all(ev.MeasureDone)}
    reported, answered = case.last(ev.OmbudsmanReported), case.last(ev.OmbudsmanAnswered)
    asked = reported.recommendations if reported is not None else ()
    return Standing(
        written=case.complaint.written,
        committee=case.complaint.committee,
        advice=case.last(ev.AdviceReceived) is not None,
        closed=closed is not None,
        way=closed.way if closed else "",
        decision=decided.decision if decided else None,
        advised=case.last(ev.AdmissibilityAdvised) is not None,
        confirmed=bool(acknowledged),
        acknowledged=any(event.by != "screen" for event in acknowledged)
        or ("acknowledgement", Party.COMPLAINANT) in letters,
        assigned=case.assigned,
        handed_over=case.last(ev.HandedToHandler) is not None,
        mediation_failed=case.last(ev.MediationFailed) is not None,
        extended=case.last(ev.Extended),
        answered=heard | waived | offered,
        heard=heard,
        waived=waived,
        report_missing=any(hearing.report is None for hearing in hearings),
        findings=case.last(ev.FindingsRecorded) is not None,
        judged=case.last(ev.Judged),
        repair=case.last(ev.RepairRequested),
        repaired=case.last(ev.Repaired) is not None,
        forwarded=case.last(ev.Forwarded) is not None,
        measures_open=tuple(measure for measure in measures if measure.text not in carried_out),
        measures=bool(measures),
        ombudsman=case.last(ev.OmbudsmanInvolved) is not None,
        reported=reported,
        answered_ombudsman=answered is not None
        and tuple(response.recommendation for response in answered.responses) == asked,
        letters=letters,
    )
