"""Article 4 of the complaint regulation: the nine bullets of what is inadmissible or no complaint, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from flemish_lokaal_bestuur.circumstances import KINDS
from flemish_lokaal_bestuur.functions import about_mandate
from flemish_lokaal_bestuur.klachtenreglement.ground_texts import TEXTS
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from gehoor.domain import events as ev
from gehoor.domain.calendar import end_of, written, years
from gehoor.domain.case import Case
from gehoor.domain.complaint import ComplainantKind, Complaint
from gehoor.regulation import Effect, Ground, Verdict

#: Ways of closing after which an earlier complaint counts as fully handled.
FULLY_HANDLED = ("answered", "solved_informally")


@LAW.article("4", lid="1", answers="ground:anonymous")
def anonymous(complaint: Complaint) -> Ground:
    """A complaint without a name is inadmissible."""
    if complaint.complainant.kind is ComplainantKind.ANONYMOUS:
        return _ground("anonymous", Verdict.APPLIES, "De indiener gaf geen naam op.")
    if "anonymous" in complaint.declared:
        return _ground("anonymous", Verdict.APPLIES, "Volgens opgave is de klacht anoniem.")
    return _ground("anonymous", Verdict.DOES_NOT, "De indiener gaf zijn naam op.")


@LAW.article("4", lid="2", answers="ground:not_a_complaint")
def not_a_complaint(complaint: Complaint) -> Ground:
    """A question, a report, a suggestion, an appeal or an objection is no complaint.

    Which of these it is, may be stated; else a person judges, because tone and words decide nothing. The text
    covers the administration only, so a complaint about an elected person is put as a question too.
    """
    kinds = stated_kinds(complaint)
    if kinds:
        because = f"Volgens opgave is het {' en '.join(name for _, name in kinds)}."
        return _ground("not_a_complaint", Verdict.APPLIES, because, effect=Effect.NO_COMPLAINT)
    if about_mandate(complaint):
        return _ground(
            "not_a_complaint",
            Verdict.ASK,
            "De klacht gaat over een mandataris, en het reglement gaat alleen over de administratie.",
            "Gaat de klacht over een mandataris of over de werking van een dienst? Alleen over een dienst van de stad"
            " of het OCMW geldt het klachtenreglement. Verwijs anders door, bijvoorbeeld naar de deontologische"
            " commissie.",
            effect=Effect.NO_COMPLAINT,
        )
    stated = "not_a_complaint" in complaint.declared
    return _ground(
        "not_a_complaint",
        Verdict.ASK,
        "Volgens opgave is dit geen klacht." if stated else "",
        "Is de burger ontevreden over iets wat wij deden of niet deden? Of is het een vraag om informatie, een"
        " melding, een suggestie, een beroep of een bezwaar? Over de manier waarop een beslissing tot stand kwam kan"
        " een klacht gaan, over de uitkomst gaat een beroep of bezwaar.",
        effect=Effect.NO_COMPLAINT,
    )


@LAW.article("4", lid="3", answers="ground:earlier_handled")
def earlier_handled(complaint: Complaint, history: Sequence[Case]) -> Ground:
    """The same complainant complained of the same matter before, and that was fully handled.

    An earlier case on the register can only put the question: whether the matter is the same, a person judges.
    """
    if "earlier_handled" in complaint.declared:
        because = "Volgens opgave is een eerdere klacht over hetzelfde onderwerp volledig afgehandeld."
        return _ground("earlier_handled", Verdict.APPLIES, because)
    handled = [case for case in history if (end := case.last(ev.Closed)) and end.way in FULLY_HANDLED]
    if handled:
        because = f"Van deze indiener {_earlier(len(handled))} in het register."
        question = "Ging een eerdere, volledig afgehandelde klacht van deze indiener over hetzelfde onderwerp?"
        return _ground("earlier_handled", Verdict.ASK, because, question)
    if "earlier_handled" in complaint.denied:
        because = "Volgens opgave is er geen eerdere klacht over hetzelfde onderwerp."
        return _ground("earlier_handled", Verdict.DOES_NOT, because)
    question = "Diende de indiener al eerder een klacht in over hetzelfde onderwerp, en is die volledig afgehandeld?"
    return _ground("earlier_handled", Verdict.ASK, "", question)


@LAW.article("4", lid="4", answers="ground:older_than_one_year")
def older_than_one_year(complaint: Complaint) -> Ground:
    """What the complaint rests on dates from more than one year before it; on the anniversary it still counts.

    A year from 29 February ends on 28 February. Of facts that go on, the last day counts. Only an exact day
    decides: without one a person judges.
    """
    key = "older_than_one_year"
    day = complaint.conduct_on
    if day is None:
        stated = "Volgens opgave is het meer dan één jaar geleden." if key in complaint.declared else ""
        question = "Op welke dag gebeurde het? Zonder precieze dag mag u de klacht niet om deze reden weigeren."
        return _ground(key, Verdict.ASK, stated or "De dag van de feiten is niet bekend.", question)
    last_day = end_of(years(1), day)
    if complaint.received_on <= last_day:
        because = f"Het gebeurde op {written(day)}, dus een klacht kan tot en met {written(last_day)}."
        return _ground(key, Verdict.DOES_NOT, because)
    if "continuing" in complaint.declared:
        because = f"De opgegeven dag is {written(day)}, maar volgens opgave duurt het voort."
        return _ground(key, Verdict.ASK, because, "Wat was de laatste dag waarop het gebeurde?")
    because = f"Het gebeurde op {written(day)}. Een klacht kon tot en met {written(last_day)}."
    return _ground(key, Verdict.APPLIES, because)


@LAW.article("4", lid="5", answers="ground:court")
def court(complaint: Complaint) -> Ground:
    """The complaint is the object of proceedings before a court; when they end, it may be looked at again."""
    return _stated(
        complaint,
        "court",
        "loopt er een gerechtelijke procedure",
        "Is de klacht zelf het voorwerp van een gerechtelijke procedure? Noteer bij welke rechtbank.",
    )


@LAW.article("4", lid="5", answers="ground:criminal")
def criminal(complaint: Complaint) -> Ground:
    """The complaint is the object of a criminal investigation."""
    return _stated(
        complaint,
        "criminal",
        "loopt er een strafonderzoek",
        "Is de klacht zelf het voorwerp van een strafonderzoek?",
    )


@LAW.article("4", lid="6", answers="ground:insurance")
def insurance(complaint: Complaint) -> Ground:
    """An insurance procedure bars only where the organisation is not at fault, so somebody must know that first."""
    if "insurance" in complaint.denied:
        return _ground("insurance", Verdict.DOES_NOT, "Volgens opgave loopt er geen verzekeringsprocedure.")
    stated = "insurance" in complaint.declared
    return _ground(
        "insurance",
        Verdict.ASK,
        "Volgens opgave loopt er een verzekeringsprocedure; over de schuld is nog niets gezegd." if stated else "",
        "Loopt over deze klacht een verzekeringsprocedure, en staat vast dat de organisatie geen schuld treft?",
    )


@LAW.article("4", lid="7", answers="ground:no_interest")
def no_interest(complaint: Complaint) -> Ground:
    """There must be a specific file in which the complainant is individually and actively involved."""
    stated = "no_interest" in complaint.declared
    return _ground(
        "no_interest",
        Verdict.ASK,
        "Volgens opgave is de indiener niet zelf betrokken." if stated else "",
        "Over welk dossier gaat het, en is de indiener daar zelf en actief bij betrokken?",
    )


@LAW.article("4", lid="8", answers="ground:not_competent")
def not_competent(complaint: Complaint) -> Ground:
    """The complaint is about something the city and the OCMW have no power over."""
    stated = "not_competent" in complaint.declared
    return _ground(
        "not_competent",
        Verdict.ASK,
        "Volgens opgave is het bestuur niet bevoegd." if stated else "",
        "Zijn de stad en het OCMW allebei niet bevoegd voor waar de klacht over gaat?",
    )


@LAW.article("4", lid="9", answers="ground:other_instance")
def other_instance(complaint: Complaint) -> Ground:
    """The complaint is meant for another body: the coordinator writes which, and forwards nothing without consent."""
    return _stated(
        complaint,
        "other_instance",
        "is de klacht bedoeld voor een andere instantie",
        "Is de klacht bedoeld voor een andere instantie? Welke? Die instantie moet in de brief aan de klager staan.",
        effect=Effect.ELSEWHERE,
    )


def stated_kinds(complaint: Complaint) -> list[tuple[str, str]]:
    """The kinds of "no complaint" that the parties state, each once, with their Dutch names."""
    return sorted({KINDS[code] for code in complaint.declared if code in KINDS})


def _earlier(amount: int) -> str:
    return "staat één afgehandelde klacht" if amount == 1 else f"staan {amount} afgehandelde klachten"


def _stated(complaint: Complaint, key: str, so: str, question: str, effect: Effect = Effect.MUST_REFUSE) -> Ground:
    if key in complaint.declared:
        return _ground(key, Verdict.APPLIES, f"Volgens opgave {so}.", effect=effect)
    if key in complaint.denied:
        return _ground(key, Verdict.DOES_NOT, "Volgens opgave is dat niet zo.", effect=effect)
    return _ground(key, Verdict.ASK, "", question, effect=effect)


def _ground(
    key: str, verdict: Verdict, because: str, question: str = "", effect: Effect = Effect.MUST_REFUSE
) -> Ground:
    return Ground(key=key, effect=effect, verdict=verdict, title=TEXTS[key].title, because=because, question=question)
