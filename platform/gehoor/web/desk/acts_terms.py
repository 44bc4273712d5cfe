"""Steps that touch the term: handing an oral complaint over, and taking more time."""

from __future__ import annotations

from gehoor.domain import events as ev
from gehoor.services.dossier import Dossier
from gehoor.web.desk.actions import Action, Doing

SECTION = "behandelen"
MOST_WEEKS = 520


async def _hand_over(doing: Doing) -> Dossier:
    return await doing.work.simple(ev.HandedToHandler(on=doing.on))


async def _extend(doing: Doing) -> Dossier:
    typed, until = doing.line("weken"), doing.date("datum")
    weeks = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 3 else 0
    if typed and not 1 <= weeks <= MOST_WEEKS:
        doing.wrong("weken", "Vul een aantal weken in met cijfers, bijvoorbeeld 4.")
    if typed and until:
        doing.wrong("datum", "Vul een aantal weken in of een datum, niet allebei.")
    reason = doing.text("reden", required="Schrijf waarom er meer tijd nodig is; dit staat in de brief.")
    doing.check()
    return await doing.work.extend(weeks or None, until, reason)


async def _ask_further(doing: Doing) -> Dossier:
    until = doing.date("datum", required="Vul in tot en met welke dag u meer tijd wilt.")
    reply_by = doing.date("antwoord")
    reason = doing.text("reden", required="Schrijf waarom er meer tijd nodig is; dit staat in de brief.")
    doing.check()
    return await doing.work.ask_further(until or doing.on, reply_by, reason)


async def _agree_further(doing: Doing) -> Dossier:
    until = doing.date("datum", required="Vul de datum in waarmee de klager instemt.")
    consent = doing.text("instemming", required="Schrijf waar de schriftelijke instemming staat.")
    doing.check()
    return await doing.work.agree_further(until or doing.on, consent)


ACTIONS = [
    Action(
        name="overdragen",
        section=SECTION,
        done="Vastgelegd dat de klachtbehandelaar het overneemt.",
        carry_out=_hand_over,
    ),
    Action(
        name="verlengen",
        section=SECTION,
        done="De termijn is verlengd. De brieven hierover staan bij Brieven.",
        carry_out=_extend,
        fields={"reason": "reden", "extended": "datum"},
    ),
    Action(
        name="instemming-vragen",
        section=SECTION,
        done="De vraag is vastgelegd en de termijn blijft zoals hij was. De brief staat bij Brieven.",
        carry_out=_ask_further,
        fields={"reason": "reden", "reply_by": "antwoord", "further_extension_asked": "datum"},
    ),
    Action(
        name="uitstel",
        section=SECTION,
        done="Het uitstel is vastgelegd.",
        carry_out=_agree_further,
        fields={"consent": "instemming", "further_extension_agreed": "datum"},
    ),
]
