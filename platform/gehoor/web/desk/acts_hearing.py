"""Steps around hearing the parties: offered, left out, held."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from gehoor.domain.events import Party
from gehoor.services.dossier import Dossier
from gehoor.web.desk.actions import REPORT, Action, Doing

SECTION = "behandelen"
#: How the address of a step names a party.
NAMES = {Party.COMPLAINANT: "klager", Party.ACCUSED: "beklaagde"}


def _offer_to(party: Party) -> Callable[[Doing], Awaitable[Dossier]]:
    async def offer(doing: Doing) -> Dossier:
        reply_by = doing.date("antwoord", required="Vul in tot wanneer er kan worden geantwoord.")
        doing.check()
        return await doing.work.offer_hearing(party, reply_by)

    return offer


def _waive_for(party: Party) -> Callable[[Doing], Awaitable[Dossier]]:
    async def waive(doing: Doing) -> Dossier:
        answers = doing.found.rulebook.hearing(doing.found.case, doing.on)
        grounds = [waiver.key for answer in answers if answer.party is party for waiver in answer.waivers]
        ground = doing.choice("grond", grounds, required="Kies om welke reden het gesprek niet doorgaat.")
        reason = doing.text("reden", required="Schrijf op waarom deze reden hier geldt.")
        doing.check()
        return await doing.work.waive_hearing(party, ground, reason)

    return waive


async def _record(doing: Doing) -> Dossier:
    parties = doing.choices("partijen", list(Party), required="Kies wie er is gehoord.")
    report = doing.text("tekst", limit=REPORT, required="Schrijf het verslag.")
    separately, held_on = doing.flag("apart"), doing.date("datum")
    doing.check()
    heard = tuple(Party(party) for party in parties)
    return await doing.work.record_hearing(heard, report, separately=separately, held_on=held_on)


async def _reply(doing: Doing) -> Dossier:
    text = doing.text("tekst", limit=REPORT, required="Schrijf de reactie over.")
    doing.check()
    return await doing.work.record_reply(text)


ACTIONS = [
    *(
        Action(
            name=f"horen-{name}",
            section=SECTION,
            done="Het gesprek is aangeboden. De uitnodiging staat bij Brieven.",
            carry_out=_offer_to(party),
            fields={"reply_by": "antwoord"},
        )
        for party, name in NAMES.items()
    ),
    *(
        Action(
            name=f"afzien-{name}",
            section=SECTION,
            done="Vastgelegd dat het gesprek niet doorgaat, met de reden.",
            carry_out=_waive_for(party),
            fields={"ground": "grond", "reason": "reden"},
        )
        for party, name in NAMES.items()
    ),
    Action(
        name="verslag",
        section=SECTION,
        done="Het verslag van het gesprek is bewaard.",
        carry_out=_record,
        fields={"parties": "partijen", "report": "tekst", "held_on": "datum"},
    ),
    Action(
        name="reactie",
        section=SECTION,
        done="De reactie van de beklaagde is bewaard.",
        carry_out=_reply,
        fields={"reply": "tekst"},
    ),
]
