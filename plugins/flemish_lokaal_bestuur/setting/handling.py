"""The duties the board takes on beside the text: acknowledge, decide, tell, answer."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR, DIRECTOR, HANDLER, staff_against_staff
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.signing import guards_the_process
from flemish_lokaal_bestuur.setting.source import SETTING
from flemish_lokaal_bestuur.setting.terms import count, runs, settlement_before_extension, settlement_of
from gehoor.domain import events as ev
from gehoor.domain.case import Case, Status
from gehoor.domain.complaint import ComplainantKind
from gehoor.regulation import Duty

#: The three answers, by judgement: founded, partly founded, unfounded.
ANSWERS = ("closing_founded", "closing_partly_founded", "closing_unfounded")


def reachable(case: Case) -> bool:
    """Whether there is somebody to write to."""
    return case.complaint.complainant.kind is not ComplainantKind.ANONYMOUS


def letter_made(case: Case, *keys: str) -> bool:
    """Whether a letter of one of these keys was composed for the complainant."""
    return any(letter.key in keys and letter.recipient is ev.Party.COMPLAINANT for letter in case.all(ev.LetterQueued))


@SETTING.article(answers=("duty:acknowledge", "duty:decide_admissibility"))
def acknowledge_and_decide(case: Case, options: Options) -> list[Duty]:
    """The coordinator acknowledges and decides on admissibility; the text does not name who decides."""
    received_on = case.complaint.received_on
    duties = []
    if reachable(case):
        duties.append(
            Duty(
                key="acknowledge",
                who=COORDINATOR,
                what="Stuur de klager een ontvangstbevestiging.",
                by=count(received_on, options.terms.acknowledgement, options.due_shift).due,
                done=case.last(ev.Acknowledged) is not None or letter_made(case, "acknowledgement"),
            )
        )
    duties.append(
        Duty(
            key="decide_admissibility",
            who=guards_the_process(case),
            what="Beslis of de klacht ontvankelijk is en schrijf de redenen op.",
            by=count(received_on, options.terms.admissibility, options.due_shift).due,
            done=case.decision is not None,
        )
    )
    return duties


@SETTING.article(answers=("duty:tell_who_handles", "duty:tell_extension", "duty:notify_outcome"))
def keep_the_complainant_informed(case: Case, options: Options) -> list[Duty]:
    """The complainant is told who handles the complaint, of an extension with its reason, and of the outcome."""
    if not runs(case) or not reachable(case):
        return []
    duties = []
    if case.status is not Status.CLOSED:
        duties.append(
            Duty(
                key="tell_who_handles",
                who=COORDINATOR,
                what="Laat de klager weten wie de klacht behandelt.",
                done=letter_made(case, "handler_notice", "staff_handover"),
            )
        )
    if case.last(ev.Extended) is not None:
        duties.append(
            Duty(
                key="tell_extension",
                who=guards_the_process(case),
                what="Stuur de klager een brief met de nieuwe datum en de reden van de verlenging.",
                by=settlement_before_extension(case, options).due,
                done=letter_made(case, "extension"),
            )
        )
    closed = case.last(ev.Closed)
    if closed is None or closed.way == "answered":
        duties.append(
            Duty(
                key="notify_outcome",
                who=DIRECTOR if staff_against_staff(case.complaint) else HANDLER,
                what="Stuur de klager een antwoord met het oordeel, de redenen en de maatregelen.",
                by=settlement_of(case, options).due,
                done=letter_made(case, *ANSWERS),
            )
        )
    return duties
