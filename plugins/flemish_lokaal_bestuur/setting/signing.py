"""Who signs a letter and whom a reader may turn to: the text names a signatory for one letter only, the referral."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR, DIRECTOR, HANDLER, conflict, staff_against_staff, title_of
from flemish_lokaal_bestuur.options import AnswersFor, Options
from gehoor.domain.case import Case

#: The codes of the bodies for whom an answer may be signed.
COLLEGE, VAST_BUREAU, BOTH = "college_van_schepenen", "vast_bureau", "college_en_vast_bureau"
_BODY_OF = {"stad": COLLEGE, "ocmw": VAST_BUREAU}
#: These bodies as they stand in a sentence.
BODIES = {
    COLLEGE: "het college van burgemeester en schepenen",
    VAST_BUREAU: "het vast bureau",
    BOTH: "het college van burgemeester en schepenen en het vast bureau",
}


def guards_the_process(case: Case) -> str:
    """The office that writes about the course of a case.

    Normally that is the coordinator. A case that was passed on to the algemeen directeur, or a case about the
    coordinator that somebody else handles, is none of the coordinator's any more.
    """
    assigned = case.assigned
    if assigned is None:
        return COORDINATOR
    if staff_against_staff(case.complaint) and assigned.office == DIRECTOR:
        return DIRECTOR
    return assigned.office if conflict(case.complaint) == "about_coordinator" and assigned.office else COORDINATOR


def handles(case: Case) -> str:
    """The office that works the complaint out and signs what comes of it."""
    return case.assigned.office if case.assigned and case.assigned.office else HANDLER


def answers_for(case: Case, options: Options) -> str:
    """The body for whom the answer is signed; empty where whoever handles signs in the own name."""
    if options.answers_for is AnswersFor.OFFICE:
        return ""
    return _BODY_OF.get(case.complaint.entity, BOTH)


def contact(case: Case) -> str:
    """Whom the reader may turn to, in a sentence: "de klachtencoördinator"."""
    office = guards_the_process(case)
    # Whoever has the case is one person by now, not any handler.
    return "de klachtenbehandelaar" if office == HANDLER else title_of(office)
