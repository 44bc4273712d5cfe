"""Article 7: who handles the complaint, on whose behalf, and who does when that person was involved."""

from __future__ import annotations

from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import Access, Assignment, AssignmentObjection, Office, Part, Sight
from nl_awb_zaltbommel.awb.law_handling import may_not_handle
from nl_awb_zaltbommel.awb.source import AWB_9_7_1
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.wording import OFFICES, in_a_sentence
from nl_awb_zaltbommel.zaltbommel_2008 import ladder
from nl_awb_zaltbommel.zaltbommel_2008.ladder import Rung
from nl_awb_zaltbommel.zaltbommel_2008.source import ZALTBOMMEL, ZALTBOMMEL_7_1, ZALTBOMMEL_7_3

KEY = "handler"
SLOT = f"assignment:{KEY}"
INVOLVED = "handler_involved"
_HANDLING_OFFICES = ("afdelingshoofd", "gemeentesecretaris", "burgemeester", "loco_burgemeester", "voorzitter_raad")


@ZALTBOMMEL.article("7", lid="1", answers=tuple(f"office:{code}" for code in (*_HANDLING_OFFICES, "college")))
def offices() -> list[Office]:
    """The offices the bullets name; every department has its own head."""
    named = [
        Office(
            key=code,
            title=OFFICES[code][0],
            required=True,
            handles=True,
            per_unit=code == "afdelingshoofd",
            # A municipality has more than one loco-burgemeester (article 77 Gemeentewet); of the others there is one.
            single=code != "loco_burgemeester",
            part=Part.HANDLER,
        )
        for code in _HANDLING_OFFICES
    ]
    return [*named, Office(key="college", title=OFFICES["college"][0])]


def _on(rung: Rung) -> Assignment:
    return Assignment(
        key=KEY,
        office=rung.office,
        title=OFFICES[rung.office][0],
        on_behalf_of=rung.on_behalf_of,
        because=rung.because,
        if_involved=rung.if_involved,
    )


def _designated(because: str) -> Assignment:
    return Assignment(key=KEY, office="college", title=OFFICES["college"][0], because=because, designates=True)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def head_for_a_civil_servant() -> Assignment:
    """First bullet: the head, for whoever works in or under the department, on behalf of the college."""
    return _on(ladder.DEPARTMENT_HEAD)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def secretary_for_a_head() -> Assignment:
    """Second bullet: the secretary, for a head or the concern controller, on behalf of the college."""
    return _on(ladder.SECRETARY)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def secretary_across_departments() -> Assignment:
    """Second bullet, end: the secretary too where the complaint crosses departments."""
    return _on(ladder.SECRETARY_ACROSS)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def mayor_for_the_secretary() -> Assignment:
    """Third bullet: the mayor, for the secretary, on behalf of the college."""
    return _on(ladder.MAYOR_ON_SECRETARY)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def mayor_for_alderman_or_college() -> Assignment:
    """Fourth bullet: the mayor, for an alderman or the college, on behalf of the college."""
    return _on(ladder.MAYOR_ON_COLLEGE)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def deputy_for_the_mayor() -> Assignment:
    """Fifth bullet: the deputy mayor, for the mayor, on behalf of the mayor."""
    return _on(ladder.DEPUTY_MAYOR)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def chair_for_the_council() -> Assignment:
    """Sixth bullet: the chair of the council, for a member or the council. The chair is the mayor (C8)."""
    return _on(ladder.CHAIR_ON_COUNCIL)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def chair_for_the_clerks() -> Assignment:
    """Seventh bullet: the chair of the council, for the clerk and the clerk's staff, on behalf of the council."""
    return _on(ladder.CHAIR_ON_CLERKS)


@ZALTBOMMEL.article("7", lid="1", answers=SLOT)
def accused_not_known_yet() -> Assignment:
    """Without the function of the accused no rung can be found; a person has to say it."""
    return Assignment(
        key=KEY,
        office="",
        title="",
        because="De functie van de beklaagde is nog niet bekend.",
        question="Over wie gaat de klacht, en welke functie heeft deze persoon of welk bestuursorgaan is het?",
    )


@ZALTBOMMEL.article("7", lid="1", answers=SLOT, also=(AWB_9_7_1,))
def step_up_to_the_secretary() -> Assignment:
    """The head was involved: the next in the line of the ladder, the secretary. The article has no fallback (C7)."""
    return Assignment(
        key=KEY,
        office="gemeentesecretaris",
        title=OFFICES["gemeentesecretaris"][0],
        on_behalf_of="college",
        because=(
            "Het afdelingshoofd was betrokken bij de gedraging en mag de klacht niet behandelen. De gemeentesecretaris"
            " is de volgende in de lijn."
        ),
        if_involved="college",
    )


@ZALTBOMMEL.article("7", lid="2", answers=SLOT, also=(ZALTBOMMEL_7_1,))
def renamed_function(rung: Rung, new: str, old: str) -> Assignment:
    """After a reorganisation the line of lid 1 goes on under the new names, which the municipality sets."""
    assignment = _on(rung)
    return Assignment(
        key=KEY,
        office=assignment.office,
        title=assignment.title,
        on_behalf_of=assignment.on_behalf_of,
        because=f"De functie '{new}' zet de functie '{old}' voort. {assignment.because}",
        if_involved=assignment.if_involved,
    )


@ZALTBOMMEL.article("7", lid="3", answers=SLOT)
def college_designates(because: str) -> Assignment:
    """What the regulation does not provide for: the college designates a handler."""
    return _designated(because)


@ZALTBOMMEL.article("7", lid="3", answers=SLOT, also=(AWB_9_7_1,))
def college_designates_for_involvement(office: str) -> Assignment:
    """The handler of lid 1 was involved and the ladder has no next rung (C7)."""
    return _designated(
        f"Volgens opgave was {in_a_sentence(office)} betrokken bij de gedraging. Die mag de klacht dan niet behandelen."
        " Het college wijst een ander aan."
    )


BY_FUNCTION = {
    "ambtenaar": head_for_a_civil_servant,
    "afdelingshoofd": secretary_for_a_head,
    "concern_controller": secretary_for_a_head,
    "gemeentesecretaris": mayor_for_the_secretary,
    "wethouder": mayor_for_alderman_or_college,
    "college": mayor_for_alderman_or_college,
    "burgemeester": deputy_for_the_mayor,
    "raadslid": chair_for_the_council,
    "gemeenteraad": chair_for_the_council,
    "raadsgriffier": chair_for_the_clerks,
    "griffiemedewerker": chair_for_the_clerks,
}


def handler(complaint: Complaint, options: Options) -> Assignment:
    """The rung for this complaint: the bullet of the function, a step up for involvement, or the college."""
    function = complaint.accused.function
    if not function:
        return accused_not_known_yet()
    if function == "voorzitter_raad" or (function == "burgemeester" and "as_council_chair" in complaint.declared):
        return college_designates(
            "De klacht gaat over de burgemeester als voorzitter van de raad. Daarin voorziet de regeling niet. Het"
            " college wijst een klachtbehandelaar aan; het langst zittende raadslid vervangt de voorzitter"
            " (artikel 77 Gemeentewet)."
        )
    old = options.function_names.get(function, function)
    rung = ladder.RUNGS.get(old)
    across = complaint.crosses_units and old not in ladder.OUTSIDE_DEPARTMENTS
    if across:
        rung = ladder.SECRETARY_ACROSS
    if rung is None:
        return college_designates(
            f"De regeling zegt niet wie een klacht over de functie '{function}' behandelt. Het college wijst iemand"
            " aan."
        )
    if rung.if_involved and INVOLVED in complaint.declared:
        return (
            step_up_to_the_secretary()
            if rung.if_involved != "college"
            else college_designates_for_involvement(rung.office)
        )
    if old != function:
        return renamed_function(rung, function, old)
    return secretary_across_departments() if across else BY_FUNCTION[function]()


@ZALTBOMMEL.article("7", lid="1", answers="objection:accused", overrides="awb")
def accused_does_not_take_over(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    """9:7 Awb is not for oral complaints, but handing over to the accused would hand over nothing."""
    if case.complaint.written or not candidate.is_accused:
        return None
    return AssignmentObjection(
        key="accused", blocks=True, reason="De klacht gaat over deze persoon zelf, dus die kan haar niet overnemen."
    )


@ZALTBOMMEL.article("7", lid="1", answers=("objection:office", "objection:unit"))
def another_office_handles(case: Case, candidate: Candidate, assignment: Assignment) -> AssignmentObjection | None:
    """Only the office the ladder names, and of the heads only the accused's own."""
    if assignment.designates or not assignment.office:
        return None
    if candidate.office == assignment.office:
        return _of_another_department(case, candidate)
    if candidate.office and candidate.office == assignment.if_involved:
        return AssignmentObjection(
            key="office",
            blocks=False,
            reason=(
                f"Dit mag alleen als {in_a_sentence(assignment.office)} betrokken was bij de gedraging. Schrijf op"
                " waarom dat zo is."
            ),
        )
    return AssignmentObjection(
        key="office", blocks=True, reason=f"Deze klacht wordt behandeld door {in_a_sentence(assignment.office)}."
    )


def _of_another_department(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    unit = case.complaint.accused.unit
    if candidate.office != "afdelingshoofd" or not unit or candidate.unit == unit:
        return None
    return AssignmentObjection(
        key="unit", blocks=True, reason="Een afdelingshoofd behandelt alleen klachten over de eigen afdeling."
    )


@ZALTBOMMEL.article("7", lid="3", answers="objection:designation")
def designation_is_recorded(assignment: Assignment) -> AssignmentObjection | None:
    """Anybody the college designates may handle it; the decision is written down."""
    if not assignment.designates:
        return None
    return AssignmentObjection(
        key="designation",
        blocks=False,
        reason="Het college wijst de klachtbehandelaar aan. Leg vast wanneer het college dat deed.",
    )


@ZALTBOMMEL.article("7", lid="1", answers="access:handler", also=(ZALTBOMMEL_7_3, AWB_9_7_1))
def handler_sees_own_case(actor: Actor, case: Case | None) -> Access | None:
    """Who handles a case sees that case and no other, until it turns out that 9:7 Awb forbids this person to."""
    if case is None or case.assigned is None or case.assigned.person != actor.person:
        return None
    if may_not_handle(case, actor.person):
        return None
    return Access(key="handler", sight=Sight.ASSIGNED, because="U behandelt deze klacht.")
