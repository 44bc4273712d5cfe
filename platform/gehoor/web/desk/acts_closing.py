"""Steps at the end: forwarding with consent, an oral complaint that is not solved, closing."""

from __future__ import annotations

from gehoor.domain import events as ev
from gehoor.services.dossier import Dossier
from gehoor.web.desk.actions import Action, Doing

SECTION = "afsluiten"


async def _consent(doing: Doing) -> Dossier:
    consent = doing.text("tekst", required="Schrijf hoe en wanneer de klager instemde.")
    doing.check()
    return await doing.work.record_forward_consent(consent)


async def _forward(doing: Doing) -> Dossier:
    body = doing.line("instantie", required="Schrijf naar welke instantie de klacht gaat.")
    doing.check()
    return await doing.work.forward(body)


async def _not_solved(doing: Doing) -> Dossier:
    return await doing.work.simple(ev.MediationFailed(on=doing.on))


async def _close(doing: Doing) -> Dossier:
    ways = [way.key for way in doing.found.rulebook.outcomes(doing.found.case, doing.on)]
    way = doing.choice("wijze", ways, required="Kies hoe de zaak eindigt.")
    reason = doing.text("reden")
    consent = doing.flag("akkoord")
    doing.check()
    return await doing.work.close(way, reason, consent=consent)


ACTIONS = [
    Action(
        name="toestemming",
        section=SECTION,
        done="De toestemming om door te sturen is vastgelegd.",
        carry_out=_consent,
        fields={"consent": "tekst"},
    ),
    Action(
        name="doorsturen",
        section=SECTION,
        done="Vastgelegd dat de klacht is doorgestuurd. Hoort er een brief bij, dan staat die bij Brieven.",
        carry_out=_forward,
        fields={"body": "instantie"},
    ),
    Action(
        name="niet-opgelost",
        section=SECTION,
        done="Vastgelegd dat de klacht niet naar tevredenheid is opgelost. De brief aan de klager staat bij Brieven.",
        carry_out=_not_solved,
    ),
    Action(
        name="sluiten",
        section=SECTION,
        done="De zaak is afgesloten. Hoort er een brief bij, dan staat die bij Brieven.",
        carry_out=_close,
        fields={"way": "wijze", "reason": "reden", "consent": "akkoord"},
    ),
]
