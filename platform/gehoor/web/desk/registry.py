"""All steps of the desk by name, the pages of a dossier, and which steps a case offers to somebody now."""

from __future__ import annotations

from gehoor.domain import events as ev
from gehoor.domain.case import Status
from gehoor.domain.complaint import Channel
from gehoor.domain.organisation import Actor
from gehoor.services.casefile import open_measures
from gehoor.services.sight import is_coordinator
from gehoor.web.desk import (
    acts_admission,
    acts_assignment,
    acts_closing,
    acts_hearing,
    acts_informing,
    acts_judgement,
    acts_ombudsman,
    acts_planning,
    acts_representation,
    acts_sending,
    acts_terms,
)
from gehoor.web.desk.actions import Action, Known

ACTIONS: dict[str, Action] = {
    action.name: action
    for module in (
        *(acts_admission, acts_representation, acts_assignment, acts_terms),
        *(acts_hearing, acts_judgement, acts_closing, acts_informing),
        *(acts_planning, acts_sending, acts_ombudsman),
    )
    for action in module.ACTIONS
}
#: The pages of a dossier after the first, with their titles.
SECTIONS = {
    "beoordelen": "Beoordelen",
    "toewijzen": "Toewijzen",
    "behandelen": "Behandelen",
    "afsluiten": "Afsluiten",
    "brieven": "Brieven",
}


def offered(known: Known, actor: Actor, *, decides: bool) -> frozenset[str]:
    """The steps whose forms are shown; a service refuses what is not permitted, whatever is shown."""
    case, law = known.found.case, known.law
    coordinator = is_coordinator(known.place, actor)
    under_way = case.status not in (Status.CLOSED, Status.REFUSED)
    shown = {
        "aanvulling-binnen": _waits_for_completion(known),
        "formulier-vragen": case.complaint.channel is Channel.EMAIL and "authenticity_doubted" in law.steps,
        "ontvangst-bevestigd": "acknowledged" in law.steps,
        "overleg": coordinator and "service_consulted" in law.steps,
        "overdragen": "handed_to_handler" in law.steps,
        "maatregel": (under_way and case.last(ev.Judged) is not None) or case.status is Status.CLOSED,
        "maatregel-uitgevoerd": bool(open_measures(known.found)),
        "toestemming": "forward_consent_given" in law.steps,
        "niet-opgelost": "mediation_failed" in law.steps,
        **acts_ombudsman.offered(known),
        **acts_representation.offered(known),
        "verzendwijze": True,
        **acts_informing.offered(known),
    }
    if case.closed_on is None:
        shown |= {
            "feiten": True,
            "gronden": True,
            # Where another office decides, the conclusion of the coordinator comes before that decision.
            "besluit": decides or (coordinator and case.decision is None),
            "aanvulling-vragen": any(need.repairable for need in law.needs),
            "doorsturen": case.last(ev.Forwarded) is None
            and any(way.key == "forwarded" and way.available for way in law.outcomes),
            "sluiten": any(way.available for way in law.outcomes),
        }
    if under_way:
        shown |= {
            "aanwijzen": coordinator and law.assignment is not None and bool(law.assignment.office),
            "verlengen": _allowed(known, "extended"),
            "instemming-vragen": _allowed(known, "further_extension_agreed") and "further_extension_asked" in law.steps,
            "uitstel": _allowed(known, "further_extension_agreed"),
            "advies": "advice_received" in law.steps or case.last(ev.AdviceReceived) is not None,
            "verslag": True,
            "reactie": True,
            "bevindingen": True,
            "oordeel": bool(law.judgements),
            **_hearings(known),
            **acts_planning.offered(known),
        }
    return frozenset(name for name, so in shown.items() if so)


def _allowed(known: Known, kind: str) -> bool:
    answer = known.law.extensions.get(kind)
    return answer is not None and answer.allowed


def _hearings(known: Known) -> dict[str, bool]:
    case = known.found.case
    shown: dict[str, bool] = {}
    for party, answer in known.law.hearings.items():
        settled = case.heard(party) is not None or case.waived(party) is not None
        shown[f"horen-{acts_hearing.NAMES[party]}"] = not settled
        shown[f"afzien-{acts_hearing.NAMES[party]}"] = not settled and bool(answer.waivers)
    return shown


def _waits_for_completion(known: Known) -> bool:
    case = known.found.case
    latest = [event for event in case.events if isinstance(event, ev.RepairRequested | ev.Repaired)]
    return case.closed_on is None and bool(latest) and isinstance(latest[-1], ev.RepairRequested)
