"""Article 6 of the complaint regulation: coordinator, handler, register and the way of staff complaints."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import (
    COORDINATOR,
    DIRECTOR,
    HANDLER,
    about_mandate,
    by_staff,
    conflict,
    staff_against_staff,
)
from flemish_lokaal_bestuur.klachtenreglement.law import open_for_handling
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.signing import guards_the_process
from flemish_lokaal_bestuur.setting.source import BY_SETTING
from flemish_lokaal_bestuur.setting.terms import settlement_of
from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import Access, Assignment, AssignmentObjection, Duty, Office, Part, Sight


@LAW.article("6", lid="1", answers="office:klachtencoordinator")
def coordinator_guards_the_process() -> Office:
    """The coordinator guards the quality of the process of each complaint; quality itself is judged by people."""
    return Office(key=COORDINATOR, title="Klachtencoördinator", required=True, single=True, part=Part.COORDINATOR)


@LAW.article("6", lid="2", answers="assignment:handler")
def handler_is_appointed(complaint: Complaint) -> Assignment:
    """For each complaint the coordinator appoints a handler, in consultation with the services."""
    question = ""
    if about_mandate(complaint):
        question = (
            "De klacht gaat over een mandataris. Beslis eerst of ze onder het klachtenreglement valt, dat alleen over"
            " de administratie gaat."
        )
    elif by_staff(complaint.complainant):
        question = (
            "Een personeelslid dient deze klacht in. Is ze gericht tegen een ander personeelslid? Vul dat dan in: zulke"
            " klachten behandelt de algemeen directeur zelf."
        )
    return Assignment(
        key="handler",
        office=HANDLER,
        title="Klachtenbehandelaar",
        because="De klachtencoördinator stelt in overleg met de dienst een klachtenbehandelaar aan.",
        if_involved=HANDLER,
        designates=True,
        question=question,
    )


@LAW.article("6", lid="2", answers="office:afdelingshoofd")
def head_of_service_is_consulted() -> Office:
    """The services have a say in who handles; their head speaks for them."""
    return Office(key="afdelingshoofd", title="Diensthoofd", per_unit=True, single=True)


@LAW.article("6", lid="2", answers="objection:not_consulted")
def service_is_consulted_first(case: Case) -> AssignmentObjection | None:
    """Appointment is "in consultation with the services", so a consultation must be on the register first."""
    if not _appointed_in_consultation(case.complaint) or case.last(ev.ServiceConsulted):
        return None
    return AssignmentObjection(
        key="not_consulted",
        blocks=True,
        reason="Overleg eerst met de dienst en leg dat overleg vast. Stel daarna een klachtenbehandelaar aan.",
    )


@LAW.article("6", lid="2", answers="objection:coordinator_as_handler")
def coordinator_handles_only_with_a_reason(
    case: Case, candidate: Candidate, options: Options
) -> AssignmentObjection | None:
    """The text keeps the two roles apart without forbidding one person both: a reason, or a setting, is asked."""
    if not (candidate.is_coordinator or candidate.office == COORDINATOR) or options.coordinator_may_handle:
        return None
    chosen = conflict(case.complaint)
    if staff_against_staff(case.complaint) or (chosen and getattr(options.conflict, chosen) == COORDINATOR):
        return None
    return AssignmentObjection(
        key="coordinator_as_handler",
        blocks=False,
        reason=(
            "Het reglement houdt de klachtencoördinator en de klachtenbehandelaar uit elkaar. Schrijf op waarom de"
            " coördinator deze klacht zelf behandelt."
        ),
    )


@LAW.article("6", lid="2", answers=("duty:consult_service", "duty:appoint_handler"))
def consult_then_appoint(case: Case) -> list[Duty]:
    """The coordinator consults the service and appoints a handler."""
    if not open_for_handling(case) or not _appointed_in_consultation(case.complaint):
        return []
    return [
        Duty(
            key="consult_service",
            who=COORDINATOR,
            what="Overleg met de dienst over wie de klacht behandelt, en leg dat vast.",
            done=case.last(ev.ServiceConsulted) is not None,
        ),
        Duty(
            key="appoint_handler",
            who=COORDINATOR,
            what="Stel een klachtenbehandelaar aan.",
            done=case.assigned is not None,
        ),
    ]


@LAW.article("6", lid="3", answers="office:klachtenbehandelaar")
def handler_is_an_office() -> Office:
    """The handler works the complaint out; one for each complaint."""
    return Office(key=HANDLER, title="Klachtenbehandelaar", required=True, handles=True, part=Part.HANDLER)


@LAW.article("6", lid="3", answers="duty:investigate", also=(BY_SETTING,))
def handler_works_the_complaint_out(case: Case, options: Options) -> Duty | None:
    """The handler works out the substance; the coordinator supports where needed. The day is a setting."""
    if not open_for_handling(case):
        return None
    staff = staff_against_staff(case.complaint)
    return Duty(
        key="investigate",
        who=DIRECTOR if staff else HANDLER,
        what=(
            "Onderzoek de klacht en leg het oordeel vast."
            if staff
            else "Onderzoek de klacht en leg het oordeel vast. De klachtencoördinator ondersteunt waar nodig."
        ),
        by=settlement_of(case, options).due,
        done=case.last(ev.Judged) is not None,
    )


@LAW.article("6", lid="3", answers="access:handler")
def handler_sees_the_case(actor: Actor, case: Case | None) -> Access | None:
    """The handler sees the case that was assigned, and nothing else, while independent of the facts (303 § 1)."""
    if case is None or case.assigned is None or case.assigned.person != actor.person or case.concerns(actor.person):
        return None
    return Access(key="handler", sight=Sight.ASSIGNED, because="Deze klacht is aan u toegewezen.")


@LAW.article("6", lid="4", answers="access:neutral_coordinator")
def coordinator_leaves_a_case_about_the_coordinator(actor: Actor, case: Case | None) -> Access | None:
    """The coordinator keeps neutral at all times, so does not see a case about himself or with a part in the facts.

    Where only the function is known and not the person, the office sees the case until somebody else handles it.
    """
    if case is None or COORDINATOR not in actor.offices:
        return None
    accused = case.complaint.accused.person
    if case.concerns(actor.person):
        about = accused == actor.person
        why = "De klacht gaat over u" if about else "U was betrokken bij de feiten"
        because = f"{why}, en de klachtencoördinator is neutraal. Daarom behandelt iemand anders ze."
        return Access(key="neutral_coordinator", sight=Sight.NOTHING, because=because)
    taken_over = case.assigned is not None and case.assigned.person != actor.person
    if accused or not (taken_over and conflict(case.complaint) == "about_coordinator"):
        return None
    return Access(
        key="neutral_coordinator",
        sight=Sight.NOTHING,
        because="De klacht gaat over de klachtencoördinator, dus behandelt iemand anders ze.",
    )


LAW.no_code(
    "6",
    "Binds the coordinator to professional secrecy: a duty of the person, not of a rule; access is point 6.",
    lid="5",
)


@LAW.article("6", lid="6", answers="access:register")
def only_the_coordinator_has_the_register(actor: Actor) -> Access | None:
    """Only the coordinator or a deputy has direct access to the register; a deputy holds the same office."""
    if COORDINATOR not in actor.offices:
        return None
    return Access(
        key="register",
        sight=Sight.ALL,
        because="De klachtencoördinator en zijn vervanger hebben rechtstreeks toegang tot het klachtenregister.",
    )


@LAW.article("6", lid="6", answers="duty:register")
def complaint_is_registered(case: Case) -> Duty:
    """There is a complaint register that only the coordinator keeps; whatever happened to a case is on it."""
    return Duty(
        key="register",
        who=COORDINATOR,
        what="Schrijf de klacht in het klachtenregister in.",
        done=bool(case.events),
    )


@LAW.article("6", lid="7", answers="duty:follow_up")
def coordinator_watches_the_follow_up(case: Case) -> Duty | None:
    """The coordinator watches over what comes after: it may outlast the closing of the case.

    Whoever took a case over in which the coordinator sees nothing any more watches it instead.
    """
    planned = len(case.all(ev.MeasureAdded))
    if not planned:
        return None
    done = {event.measure for event in case.all(ev.MeasureDone)}
    return Duty(
        key="follow_up",
        who=guards_the_process(case),
        what="Volg het natraject op: ga na of elke maatregel is uitgevoerd.",
        done=len(done) >= planned,
    )


@LAW.article("6", lid="8", answers="office:algemeen_directeur")
def director_is_an_office() -> Office:
    """The algemeen directeur handles complaints of staff about staff."""
    return Office(
        key=DIRECTOR, title="Algemeen directeur", required=True, handles=True, single=True, part=Part.DIRECTOR
    )


@LAW.article("6", lid="8", answers="assignment:staff_case")
def director_handles_staff_against_staff(complaint: Complaint, options: Options) -> Assignment | None:
    """A complaint of a member of the staff against another goes to the algemeen directeur, who handles it himself."""
    if not staff_against_staff(complaint):
        return None
    return Assignment(
        key="staff_case",
        office=DIRECTOR,
        title="Algemeen directeur",
        because="Een klacht van een personeelslid tegen een ander personeelslid behandelt de algemeen directeur zelf.",
        if_involved=options.conflict.about_director,
        in_person=True,
    )


@LAW.article("6", lid="8", answers="objection:staff_case")
def only_the_director_handles_a_staff_case(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    """The algemeen directeur handles these complaints himself: nobody else does."""
    if not staff_against_staff(case.complaint) or candidate.office == DIRECTOR:
        return None
    return AssignmentObjection(
        key="staff_case",
        blocks=True,
        reason="Een klacht van een personeelslid tegen een personeelslid behandelt de algemeen directeur zelf.",
    )


@LAW.article("6", lid="8", answers="duty:hand_over_to_director")
def hand_a_staff_case_over(case: Case) -> Duty | None:
    """The coordinator passes a staff case on to the algemeen directeur."""
    if not staff_against_staff(case.complaint) or not open_for_handling(case):
        return None
    return Duty(
        key="hand_over_to_director",
        who=COORDINATOR,
        what="Geef de klacht door aan de algemeen directeur, die ze zelf behandelt.",
        done=transferred(case),
    )


@LAW.article("6", lid="8", answers="access:staff_case")
def staff_case_is_the_directors(actor: Actor, case: Case | None) -> Access | None:
    """After the transfer of a staff case only the algemeen directeur sees its content, the coordinator no longer."""
    if case is None or not staff_against_staff(case.complaint) or not transferred(case):
        return None
    if DIRECTOR in actor.offices and not case.concerns(actor.person):
        return Access(key="staff_case", sight=Sight.ASSIGNED, because="U behandelt deze klacht als algemeen directeur.")
    return Access(
        key="staff_case",
        sight=Sight.NOTHING,
        because="Deze klacht tussen personeelsleden is doorgegeven aan de algemeen directeur.",
    )


def transferred(case: Case) -> bool:
    """Whether a case was passed on to an algemeen directeur who may handle it (303 § 1); else it comes back."""
    to = case.assigned
    return to is not None and to.office == DIRECTOR and not case.concerns(to.person)


def _appointed_in_consultation(complaint: Complaint) -> bool:
    return not staff_against_staff(complaint) and not conflict(complaint)
