"""Articles 1 to 3 of the complaint regulation: independence, purpose, what a complaint is."""

from __future__ import annotations

from flemish_lokaal_bestuur.decreet_lokaal_bestuur.source import LAW as DECREET
from flemish_lokaal_bestuur.functions import DIRECTOR, HANDLER, staff_against_staff
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from gehoor.domain import events as ev
from gehoor.domain.case import Case, Status
from gehoor.domain.organisation import Candidate
from gehoor.regulation import AssignmentObjection, Definition, Duty, IntakeRequirement

FOUNDED = (ev.Judgement.FOUNDED, ev.Judgement.PARTLY_FOUNDED)


@LAW.article("1", answers="objection:same_service", also=(DECREET.cite("303", "1"),))
def same_service_only_with_a_reason(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    """Independence of the service complained about is "to the utmost", not absolute: a reason is asked."""
    unit = case.complaint.accused.unit
    if not unit or candidate.unit != unit or candidate.is_accused or staff_against_staff(case.complaint):
        return None
    return AssignmentObjection(
        key="same_service",
        blocks=False,
        reason=(
            "Deze persoon werkt bij de dienst waarover de klacht gaat. Kies bij voorkeur iemand van een andere dienst,"
            " of schrijf op waarom dat niet kan."
        ),
    )


def needs_measures(case: Case) -> bool:
    """Whether some part of the complaint was founded, wholly or partly."""
    judged = case.last(ev.Judged)
    return judged is not None and any(part.judgement in FOUNDED for part in judged.parts)


@LAW.article("2", lid="1", answers="duty:measures")
def measures_repair_and_prevent(case: Case) -> Duty | None:
    """Complaint handling answers with measures that repair the harm and prevent the like.

    The text says this of each complaint; we ask a measure where the complaint was founded or partly founded.
    """
    if not needs_measures(case):
        return None
    return Duty(
        key="measures",
        who=DIRECTOR if staff_against_staff(case.complaint) else HANDLER,
        what="Leg minstens één maatregel vast: om dit te herstellen, of om zulke klachten in de toekomst te vermijden.",
        done=case.last(ev.MeasureAdded) is not None,
    )


LAW.no_code(
    "2",
    "Says in which spirit complaints are read, as an occasion to improve; the follow-up itself is article 6 point 7.",
    lid="2",
)


@LAW.article("3", lid="1", answers="definition:complaint")
def what_a_complaint_is() -> Definition:
    """A citizen, user of services or legal person utters discontent with what the board did or left undone.

    In writing, orally or digitally. That the tone "is not neutral" is a sign of it and no condition: a polite
    complaint is one as well.
    """
    return Definition(
        key="complaint",
        term="Klacht",
        text=(
            "U bent duidelijk ontevreden over iets wat de stad of het OCMW deed of juist niet deed: een fout, een"
            " afwijking van de gewone werkwijze, of iets wat niet goed is uitgevoerd. Het kan gaan over hoe u bent"
            " behandeld, over hoelang het duurde, over een beslissing of over onze hulp- en dienstverlening."
            " U mag uw klacht schriftelijk, mondeling of digitaal indienen."
        ),
        is_complaint=True,
        example="U kreeg maanden geen antwoord op uw brief, of een medewerker was onbeleefd aan het loket.",
    )


@LAW.article("3", lid="1", answers=("requirement:what_happened", "requirement:any_channel"))
def what_a_complaint_must_tell() -> list[IntakeRequirement]:
    """Each channel is open; a complaint must let one see which act or failure it is about."""
    return [
        IntakeRequirement(
            key="any_channel",
            what="Een klacht mag schriftelijk, mondeling of digitaal. Ook een mondelinge klacht wordt ingeschreven.",
            repairable=False,
        ),
        IntakeRequirement(
            key="what_happened",
            what="Wat gebeurde er, of wat gebeurde er juist niet? Over welke dienst of medewerker gaat het?",
        ),
    ]


for _point, _what in (
    ("2", "a wrongful or punishable act"),
    ("3", "a departure from the fixed or usual way of working"),
    ("4", "an act that was not carried out correctly"),
):
    LAW.no_code(
        "3",
        f"Describes {_what} as an object of a complaint; recognising it is judged under article 4 point 2 and in the"
        " findings, and no rule may do that by itself.",
        lid=_point,
    )
for _point, _what in (
    ("5", "the manner of treatment"),
    ("6", "a term"),
    ("7", "a decision, whose outcome is for appeal or objection (article 4 point 2) and whose making is a complaint"),
    ("8", "aid and services"),
):
    LAW.no_code(
        "3",
        f"Lists {_what} among what an act may concern; it widens the definition of point 1 and decides nothing alone.",
        lid=_point,
    )


def open_for_handling(case: Case) -> bool:
    """Whether the case is open and is to be treated, or may be."""
    return case.status not in (Status.CLOSED, Status.REFUSED)
