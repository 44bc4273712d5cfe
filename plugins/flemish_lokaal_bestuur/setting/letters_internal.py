"""The letters inside the house, all good practice: to the handler, the algemeen directeur and the service."""

from __future__ import annotations

from flemish_lokaal_bestuur.decreet_lokaal_bestuur.source import LAW as DECREET
from flemish_lokaal_bestuur.functions import COORDINATOR, DIRECTOR, staff_against_staff
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.handling import reachable
from flemish_lokaal_bestuur.setting.letters_ending import follow_up
from flemish_lokaal_bestuur.setting.letters_on_the_way import term_of
from flemish_lokaal_bestuur.setting.signing import guards_the_process
from flemish_lokaal_bestuur.setting.source import SETTING
from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.domain.case import Case
from gehoor.regulation import Letter

#: Readers who are no party to the case: whoever it is assigned to, and the head of the service complained about.
TO_HANDLER, TO_SERVICE = "handler", "manager"
#: What the day is about, for whoever writes the answer.
ANSWERED = "De klager heeft uw antwoord"
_INDEPENDENT = (LAW.cite("1"), DECREET.cite("303", "1"))
_WORKS_OUT, _REGISTER, _FOLLOW_UP, _STAFF = (LAW.cite("6", point) for point in ("3", "6", "7", "8"))


@SETTING.article(answers="letter:handler_appointment", also=(LAW.cite("6", "2"), _WORKS_OUT, _REGISTER, *_INDEPENDENT))
def appointment(case: Case, event: str, options: Options) -> Letter | None:
    """The handler gets the complaint with what the job is; that it is written down is practice."""
    if event != "assigned" or staff_against_staff(case.complaint):
        return None
    independent = " en ".join(place.label for place in _INDEPENDENT)
    # Nobody is supported by whom the complaint is about.
    supported = guards_the_process(case) == COORDINATOR
    support = " De klachtencoördinator ondersteunt u waar nodig." if supported else ""
    return Letter(
        key="handler_appointment",
        template="handler_appointment",
        title="U behandelt een klacht",
        recipients=(TO_HANDLER,),
        enclosures=("complaint", "attachments"),
        must_say=(
            ("task", f"U werkt deze klacht inhoudelijk uit ({_WORKS_OUT.label}).{support}"),
            (
                "independent",
                "Klachten worden maximaal onafhankelijk behandeld van de dienst waarover ze gaan"
                f" ({independent}). Bent u toch betrokken? Zeg het dan meteen.",
            ),
            (
                "register",
                "U ziet alleen deze klacht. Rechtstreekse toegang tot het klachtenregister heeft enkel de"
                f" klachtencoördinator of een vervanger ({_REGISTER.label}).",
            ),
            term_of(case, options, ANSWERED),
        ),
        signatory=COORDINATOR,
    )


@SETTING.article(answers=("letter:director_handover", "letter:staff_handover"), also=(_STAFF,))
def staff_case(case: Case, event: str, options: Options) -> list[Letter]:
    """A staff case goes to the algemeen directeur, as the text says; two letters that say so are practice."""
    assigned = case.assigned
    if event != "assigned" or assigned is None or not staff_against_staff(case.complaint):
        return []
    letters = []
    if assigned.office == DIRECTOR:
        letters.append(
            Letter(
                key="director_handover",
                template="director_handover",
                title="Een klacht tussen personeelsleden voor u",
                recipients=(TO_HANDLER,),
                enclosures=("complaint", "attachments"),
                must_say=(
                    (
                        "director",
                        "Een personeelslid diende een klacht in tegen een ander personeelslid. Zulke klachten geeft de"
                        f" klachtencoördinator aan u door, en u behandelt ze zelf ({_STAFF.label}).",
                    ),
                    term_of(case, options, ANSWERED),
                ),
                signatory=COORDINATOR,
            )
        )
    if reachable(case):
        letters.append(
            Letter(
                key="staff_handover",
                template="staff_handover",
                title="Uw klacht is doorgegeven aan de algemeen directeur",
                must_say=(
                    (
                        "director",
                        "De algemeen directeur behandelt uw klacht zelf, omdat ze gaat over een ander personeelslid"
                        f" ({_STAFF.label}).",
                    ),
                    term_of(case, options),
                ),
                signatory=COORDINATOR,
            )
        )
    return letters


@SETTING.article(answers="letter:follow_up_order", also=(LAW.cite("2", "1"), _FOLLOW_UP))
def what_the_service_does(case: Case, event: str) -> Letter | None:
    """The service hears which measures it carries out: at the answer, and for a measure that comes after it.

    In a staff case the algemeen directeur arranges this personally, so no letter spreads what it is about.
    """
    planned = case.all(ev.MeasureAdded)
    if event not in ("closed", "measure_added") or case.closed_on is None or not planned:
        return None
    if guards_the_process(case) == DIRECTOR:
        return None
    days = [
        f"Maatregel {number} is klaar uiterlijk op {written(measure.due)}."
        for number, measure in enumerate(planned, start=1)
        if measure.due is not None
    ]
    return Letter(
        key="follow_up_order",
        template="follow_up_order",
        title="Opdracht na een klacht",
        recipients=(TO_SERVICE if case.complaint.accused.unit else TO_HANDLER,),
        must_say=(
            (
                "follow_up",
                f"{follow_up(case)} Laat het weten zodra een maatregel is uitgevoerd, of als het niet lukt.",
            ),
            *([("days", " ".join(days))] if days else []),
        ),
        signatory=guards_the_process(case),
    )
