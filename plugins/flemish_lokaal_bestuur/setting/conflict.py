"""Who handles a complaint about the algemeen directeur or the klachtencoördinator: the text says nobody."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR, DIRECTOR, MANDATES, TITLES, conflict, title_of
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.domain.case import Case, Status
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Candidate
from gehoor.regulation import Assignment, AssignmentObjection, Duty

_ABOUT = {"about_director": DIRECTOR, "about_coordinator": COORDINATOR}


@SETTING.article(answers="assignment:conflict")
def chosen_for_the_conflict(complaint: Complaint, options: Options) -> Assignment | None:
    """The office the board set for this; else the office stays empty and the case says what must be settled."""
    about = conflict(complaint)
    if not about:
        return None
    chosen = getattr(options.conflict, about)
    whom = TITLES[_ABOUT[about]]
    if not chosen:
        return Assignment(
            key="conflict",
            office="",
            title="",
            because=f"Het reglement wijst niemand aan voor een klacht over {whom}.",
            question=f"Het bestuur moet eerst instellen wie een klacht over {whom} behandelt.",
        )
    question = ""
    if chosen in MANDATES:
        question = (
            f"Klachten worden behandeld op het ambtelijke niveau. Is {title_of(chosen)} hier de ontvanger, en wie"
            " behandelt de klacht?"
        )
    return Assignment(
        key="conflict",
        office=chosen,
        title=title_of(chosen),
        because=f"Het bestuur heeft ingesteld dat {title_of(chosen)} een klacht over {whom} behandelt.",
        question=question,
    )


@SETTING.article(answers="objection:conflict")
def only_whom_the_board_chose(case: Case, candidate: Candidate, options: Options) -> AssignmentObjection | None:
    """Nobody handles such a complaint before the board chose, and then only the chosen office.

    A choice that is a name and no office code cannot be compared with the candidate and is left to people.
    """
    about = conflict(case.complaint)
    if not about:
        return None
    chosen = getattr(options.conflict, about)
    whom = TITLES[_ABOUT[about]]
    if not chosen:
        reason = f"Het bestuur moet eerst instellen wie een klacht over {whom} behandelt."
    elif chosen in TITLES and candidate.office != chosen:
        reason = f"Het bestuur heeft ingesteld dat {title_of(chosen)} een klacht over {whom} behandelt."
    else:
        return None
    return AssignmentObjection(key="conflict", blocks=True, reason=reason)


@SETTING.article(answers="duty:settle_conflict")
def the_board_must_choose(case: Case, options: Options) -> Duty | None:
    """The board must choose before anybody can handle the complaint; the duty leaves when it did."""
    about = conflict(case.complaint)
    if not about or getattr(options.conflict, about) or case.status in (Status.CLOSED, Status.REFUSED):
        return None
    return Duty(
        key="settle_conflict",
        who="bestuursorgaan",
        what=f"Stel in wie een klacht over {TITLES[_ABOUT[about]]} behandelt.",
        at_once=True,
    )


@SETTING.article(answers="duty:appoint_chosen")
def appoint_the_chosen(case: Case, options: Options) -> Duty | None:
    """Once the board chose, the coordinator hands the complaint to that office."""
    about = conflict(case.complaint)
    chosen = getattr(options.conflict, about) if about else ""
    if not chosen or case.status in (Status.CLOSED, Status.REFUSED):
        return None
    return Duty(
        key="appoint_chosen",
        who=COORDINATOR,
        what=f"Geef de klacht door aan {title_of(chosen)}, zoals het bestuur heeft ingesteld.",
        done=case.assigned is not None,
    )
