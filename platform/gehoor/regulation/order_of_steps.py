"""Refuses steps that the steps before them do not bear: an advice nobody asked, an answer to no recommendation."""

from __future__ import annotations

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.events import Event
from gehoor.errors import Refused


def check_steps_before(case: Case, event: Event) -> None:
    """Raises `Refused` where an advice, a judgement after it or an answer to the ombudsman does not fit this case."""
    match event:
        case ev.AdviceReceived():
            _advice(case, event)
        case ev.Judged():
            _judged(case, event)
        case ev.OmbudsmanReported() if case.last(ev.OmbudsmanInvolved) is None:
            raise Refused("Leg eerst vast dat de klacht bij de ombudsman ligt.", field="report")
        case ev.OmbudsmanAnswered():
            _answered(case, event)


def _advice(case: Case, event: ev.AdviceReceived) -> None:
    if not case.complaint.committee:
        raise Refused(
            "Volgens de feiten adviseert niemand over deze klacht. Vul bij de feiten in dat een commissie adviseert.",
            field="advice",
        )
    if event.text is None and event.attachment is None:
        raise Refused("Schrijf het advies over, of voeg het toe.", field="advice")


def _judged(case: Case, event: ev.Judged) -> None:
    advised = case.last(ev.AdviceReceived) is not None
    if advised and event.follows_advice is None:
        raise Refused("Er is een advies. Kies of het oordeel het advies volgt of ervan afwijkt.", field="advice")
    if not advised and event.follows_advice is not None:
        raise Refused("Er is geen advies vastgelegd, dus er is niets om van af te wijken.", field="advice")
    if event.follows_advice is False and event.deviation is None:
        raise Refused("Schrijf waarom het oordeel afwijkt van het advies.", field="deviation")


def _answered(case: Case, event: ev.OmbudsmanAnswered) -> None:
    report = case.last(ev.OmbudsmanReported)
    if report is None or not report.recommendations:
        raise Refused("Er is geen rapport met aanbevelingen vastgelegd om op te reageren.", field="responses")
    if tuple(response.recommendation for response in event.responses) != report.recommendations:
        raise Refused("Geef op elke aanbeveling één antwoord, in de volgorde van het rapport.", field="responses")
