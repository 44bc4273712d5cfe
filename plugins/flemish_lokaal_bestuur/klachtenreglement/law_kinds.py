"""Article 5 of the complaint regulation, with the exits of article 4: what is no complaint, and where it goes."""

from __future__ import annotations

from flemish_lokaal_bestuur.functions import COORDINATOR
from flemish_lokaal_bestuur.klachtenreglement.law_grounds import stated_kinds
from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from flemish_lokaal_bestuur.setting.handling import reachable
from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.regulation import Definition, Duty


@LAW.article("4", lid="2", answers=("definition:appeal", "definition:objection", "definition:ocmw_decision"))
def appeal_and_objection() -> list[Definition]:
    """An appeal or an objection is no complaint: it goes against the outcome of a decision, by its own way and term."""
    return [
        Definition(
            key="appeal",
            term="Beroep",
            text="U bent het niet eens met de uitkomst van een beslissing en wilt ze laten herzien.",
            goes_to=(
                "Volg de beroepsprocedure die onderaan uw beslissing staat. De termijn loopt door, ook als u een"
                " klacht indient."
            ),
            example="U kreeg geen vergunning en wilt dat een hogere overheid dat opnieuw bekijkt.",
        ),
        Definition(
            key="objection",
            term="Bezwaar",
            text="U bent het niet eens met een belasting, een boete of een plan, en een wet geeft u het recht bezwaar"
            " in te dienen.",
            goes_to=(
                "Dien uw bezwaar in zoals op uw aanslagbiljet, uw boete of de bekendmaking staat. De termijn loopt"
                " door, ook als u een klacht indient."
            ),
            example="U vindt dat uw gemeentebelasting verkeerd berekend is.",
        ),
        Definition(
            key="ocmw_decision",
            term="Beroep tegen een OCMW-beslissing",
            text="U bent het niet eens met een beslissing van het OCMW over leefloon of andere hulp, of u kreeg geen"
            " beslissing.",
            goes_to=(
                "De arbeidsrechtbank, binnen drie maanden. Dat is gratis. Een klacht houdt die termijn niet tegen. Over"
                " hoe u werd behandeld kunt u wel een klacht indienen."
            ),
            example="Het OCMW weigerde een leefloon.",
        ),
    ]


@LAW.article("4", lid="9", answers="definition:supervision_complaint")
def complaint_to_the_supervising_authority() -> Definition:
    """A complaint to the supervising authority bears the same name and is meant for another body."""
    return Definition(
        key="supervision_complaint",
        term="Klacht bij de toezichthoudende overheid",
        text="U vindt dat een besluit van ons bestuur in strijd is met de wet of het algemeen belang.",
        goes_to="De gouverneur of de Vlaamse overheid, Agentschap Binnenlands Bestuur. Vaak moet het binnen 30 dagen.",
        example="U vindt dat de gemeenteraad een reglement niet zo mocht goedkeuren.",
    )


@LAW.article("5", lid="1", answers="definition:information_question")
def information_question() -> Definition:
    """Somebody looks for information; whoever cannot answer says where it can be found."""
    return Definition(
        key="information_question",
        term="Informatievraag",
        text="U bent op zoek naar inlichtingen.",
        goes_to="Het onthaal van de stad of het OCMW. Weten wij het niet zelf, dan zeggen wij waar u moet zijn.",
        example="U wilt weten welke documenten u nodig hebt voor een nieuwe identiteitskaart.",
    )


@LAW.article("5", lid="1", answers="duty:tell_where_to_find")
def tell_where_the_information_is(case: Case) -> Duty | None:
    """Where no direct answer is possible, the person is told where to look: the letter must say so."""
    kinds = {kind for kind, _ in stated_kinds(case.complaint)}
    decision = case.decision
    if "question" not in kinds or (decision and decision.decision is not ev.Decision.NO_COMPLAINT):
        return None
    return Duty(
        key="tell_where_to_find",
        who=COORDINATOR,
        what="Beantwoord de vraag om informatie, of zeg waar die informatie wel te vinden is.",
        done=queued(case, "reclassified_question") or queued(case, "no_complaint"),
    )


@LAW.article("5", lid="2", answers="definition:suggestion")
def suggestion() -> Definition:
    """A proposal to improve how the city or the OCMW works."""
    return Definition(
        key="suggestion",
        term="Suggestie",
        text="U hebt een voorstel om de werking van de stad of het OCMW te verbeteren.",
        goes_to="Stuur uw voorstel naar de dienst waarover het gaat, of naar het onthaal.",
        example="U stelt voor om het loket ook op zaterdag te openen.",
    )


@LAW.article("5", lid="3", answers="definition:report")
def report() -> Definition:
    """Somebody lets the city or the OCMW know of a defect; without discontent about how they acted."""
    return Definition(
        key="report",
        term="Melding",
        text="U laat weten dat er iets niet goed werkt, zonder dat u ontevreden bent over hoe wij handelden.",
        goes_to="Het meldpunt of de dienst die het kan oplossen.",
        example="Er zit een put in het fietspad, of een straatlamp is stuk.",
    )


LAW.no_code(
    "5",
    "Keeps questions, suggestions and reports out of the procedure; carried out by the effect of the ground of article"
    " 4 point 2 (no complaint) and by the settlement term that then stops.",
    lid="4",
)


def queued(case: Case, key: str) -> bool:
    """Whether a letter of this key was composed."""
    return any(letter.key == key for letter in case.all(ev.LetterQueued))


def letter_due(case: Case, event: str, key: str) -> bool:
    """Whether a letter goes out at this event: at the decision, or at closing where it did not go out before."""
    if not reachable(case):
        return False
    return event == "admissibility_decided" or (event == "closed" and not queued(case, key))
