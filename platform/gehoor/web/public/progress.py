"""What happened to a complaint in the words of whoever complains; what is ours alone to know is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.calendar import in_words, written
from gehoor.domain.case import Case, Status
from gehoor.domain.complaint import Channel, Mandate
from gehoor.domain.events import Decision, Party
from gehoor.regulation.answers import Deadline
from gehoor.services import labels
from gehoor.services.dossier import Dossier
from gehoor.services.projection import stored_answers


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step on the way; `state` is "done", "now" or "later"."""

    title: str
    when: str = ""
    text: str = ""
    state: str = "done"


_RECEIVED = {
    Channel.FORM: "U stuurde het formulier op onze website.",
    Channel.EMAIL: "U stuurde een e-mail.",
    Channel.LETTER: "U stuurde een brief.",
    Channel.ORAL: "U vertelde uw klacht aan een medewerker.",
}
_DECIDED = {
    Decision.TREAT: ("Wij behandelen uw klacht", ""),
    Decision.NOT_TREATED: ("Wij behandelen uw klacht niet", "In de brief leest u waarom, en wat u nog kunt doen."),
    Decision.NO_COMPLAINT: (
        "Uw bericht is geen klacht zoals de regels die bedoelen",
        "In de brief leest u waarom, en waar u wel terechtkunt.",
    ),
    Decision.REFERRED: ("Uw klacht hoort bij een andere instantie", "In de brief leest u bij welke."),
}
#: What we are doing now, while nothing is decided or after it was.
_NOW = {
    Status.RECEIVED: "Wij kijken of wij uw klacht kunnen behandelen",
    Status.ADMITTED: "Wij zoeken iemand die uw klacht behandelt",
    Status.ASSIGNED: "De behandelaar onderzoekt uw klacht",
    Status.JUDGED: "Wij schrijven u een brief met de uitkomst",
    Status.REFUSED: "Wij ronden uw klacht af",
}


def steps_of(found: Dossier, settlement: Deadline | None) -> list[Step]:
    """What was done, what we are doing now, and the answer that is still to come."""
    complaint = found.received.complaint
    steps = [
        Step(
            title="Wij hebben uw klacht ontvangen",
            when=written(complaint.received_on),
            text=_RECEIVED[complaint.channel],
        ),
        *(step for event in found.case.events if (step := _step(event, found.rulebook.regulation.bodies)) is not None),
    ]
    if found.case.closed_on is None:
        steps.append(Step(title=now_doing(found.case), state="now"))
        if settlement is not None:
            steps.append(Step(title="U hebt ons antwoord", when=f"uiterlijk {written(settlement.due)}", state="later"))
    return steps


class Mediation(Enum):
    """Who looks for a solution together with whoever complains."""

    BY_ACCUSED = "accused"
    BY_HANDLER = "handler"


def mediation(case: Case) -> Mediation | None:
    """Who mediates in an open complaint; None where the law as it was stored asks for no mediation now."""
    if case.closed_on is not None or not any(duty.key == "mediate" for duty in stored_answers(case)[1]):
        return None
    return Mediation.BY_HANDLER if case.last(ev.HandedToHandler) else Mediation.BY_ACCUSED


_MEDIATING = {
    Mediation.BY_ACCUSED: "Degene over wie u klaagt, zoekt samen met u een oplossing",
    Mediation.BY_HANDLER: "De behandelaar zoekt samen met u een oplossing",
}


def now_doing(case: Case) -> str:
    """What we are doing with an open complaint."""
    if (mediator := mediation(case)) is not None:
        return _MEDIATING[mediator]
    if case.last(ev.MediationFailed) is not None:
        return "Wij schrijven u een brief over hoe u verder kunt"
    if case.status is Status.ASSIGNED and case.decision is None:
        return "De behandelaar kijkt of wij uw klacht kunnen behandelen"
    return _NOW[case.status]


def _step(event: ev.Event, bodies: Mapping[str, str]) -> Step | None:
    telling = _TELLING.get(type(event))
    if isinstance(event, ev.Assigned):
        told: Told = ("Uw klacht heeft een behandelaar", f"{office_of(event, bodies)}.")
    else:
        told = telling(event) if telling else None
    return Step(title=told[0], text=told[1], when=written(event.on)) if told else None


Told = tuple[str, str] | None


def _acknowledged(event: ev.Acknowledged) -> Told:
    if event.by == "screen":
        return "U kreeg meteen een bevestiging", "Op het scherm, met een kopie van wat u schreef."
    return "Wij hebben de ontvangst bevestigd", ""


def _repair_requested(event: ev.RepairRequested) -> Told:
    asked = [labels.MISSING.get(item, item) for item in event.missing]
    text = f"Wij missen {in_words(asked)}." if asked else "In de brief leest u wat wij missen."
    until = f" Stuur dat uiterlijk {written(event.until)}." if event.until else ""
    return "Wij vroegen u om een aanvulling", text + until


def _mandate(event: ev.MandateRecorded) -> Told:
    if event.mandate is Mandate.ASKED:
        return "Iemand klaagt namens een ander", "Wij hebben nog een brief nodig waarin staat dat dit mag."
    if event.mandate is Mandate.NOT_REQUIRED:
        return "Iemand klaagt namens een ander", ""
    return "Wij hebben gezien dat iemand namens een ander mag klagen", ""


def _hearing_offered(event: ev.HearingOffered) -> Told:
    if event.party is not Party.COMPLAINANT:
        return None
    until = f" Laat het ons weten tot en met {written(event.reply_by)}." if event.reply_by else ""
    return "Wij boden u een gesprek aan", f"U kunt dan zelf vertellen wat er gebeurde.{until}"


def _hearing_waived(event: ev.HearingWaived) -> Told:
    return ("Er komt geen gesprek met u", "") if event.party is Party.COMPLAINANT else None


def _hearing_held(event: ev.HearingHeld) -> Told:
    return ("Wij hebben met u gesproken", "") if Party.COMPLAINANT in event.parties else None


def _always(title: str, text: str = "") -> Callable[[Any], Told]:
    return lambda event: (title, text)


#: Kinds of event that whoever complains hears of. Any other kind is about our own work.
_TELLING: dict[type[ev.Event], Callable[[Any], Told]] = {
    ev.Acknowledged: _acknowledged,
    ev.RepairRequested: _repair_requested,
    ev.Repaired: _always("Wij kregen uw aanvulling"),
    ev.MandateRecorded: _mandate,
    ev.MandateWithdrawn: _always("Niemand klaagt meer namens een ander", "Vanaf nu schrijven wij aan de klager zelf."),
    ev.AuthenticityDoubted: _always(
        "Wij vroegen u het klachtenformulier te gebruiken", "De dag waarop uw e-mail kwam, blijft gelden."
    ),
    ev.AdmissibilityDecided: lambda event: _DECIDED[event.decision],
    ev.HandedToHandler: _always("De behandelaar heeft uw klacht overgenomen", "Omdat u dat vroeg."),
    ev.Extended: _always("Wij hebben meer tijd nodig", "In de brief leest u waarom."),
    ev.FurtherExtensionAgreed: _always("U ging akkoord met een latere datum"),
    ev.HearingOffered: _hearing_offered,
    ev.HearingWaived: _hearing_waived,
    ev.HearingHeld: _hearing_held,
    ev.Judged: _always("Er is een oordeel over uw klacht", "U leest het in de brief die u daarover krijgt."),
    ev.ForwardConsentGiven: _always("U gaf toestemming om uw klacht door te sturen"),
    ev.Forwarded: _always("Wij hebben uw klacht doorgestuurd"),
    ev.MediationFailed: _always("Het is niet gelukt om uw klacht in een gesprek op te lossen"),
    ev.OmbudsmanInvolved: _always("De ombudsman kijkt naar uw klacht"),
    ev.Closed: _always("Wij hebben uw klacht afgesloten"),
}


def office_of(assigned: ev.Assigned, bodies: Mapping[str, str]) -> str:
    """Who handles, by office and on whose behalf as its law calls it: a name stands in the letter only."""
    office = labels.OFFICES.get(assigned.office, assigned.office)
    body = bodies.get(assigned.on_behalf_of, "")
    return f"{office}, namens {body}" if body else office
