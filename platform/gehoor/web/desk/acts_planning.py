"""Steps around the moment of a talk: planning or moving it, and calling it off."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time

from gehoor.domain.events import Party
from gehoor.services import labels, planning
from gehoor.services.dossier import Dossier
from gehoor.services.talks import talk_with
from gehoor.web.desk.actions import Action, Doing, Known
from gehoor.web.desk.acts_hearing import NAMES, SECTION

_TIME = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")
#: How long a talk takes, to choose from.
MINUTES = (("30", "een half uur"), ("60", "een uur"), ("90", "anderhalf uur"), ("120", "twee uur"))


def offered(known: Known) -> dict[str, bool]:
    """Which of these steps are shown in this case now."""
    case = known.found.case
    shown: dict[str, bool] = {}
    for party, name in NAMES.items():
        talk = talk_with(case, party)
        waits = case.offered(party) is not None and case.heard(party) is None and case.waived(party) is None
        shown[f"afspraak-{name}"] = waits
        shown[f"afspraak-af-{name}"] = waits and talk is not None and not talk.cancelled
    return shown


def _plan_with(party: Party) -> Callable[[Doing], Awaitable[Dossier]]:
    async def plan(doing: Doing) -> Dossier:
        day = doing.date("dag", required="Vul in op welke dag het gesprek is.")
        clock = _TIME.fullmatch(doing.line("tijd", required="Vul in hoe laat het gesprek begint."))
        if clock is None and not doing.entry.errors.get(doing.named("tijd")):
            doing.wrong("tijd", "Schrijf de tijd als 14.30.")
        minutes = doing.choice("duur", [key for key, _ in MINUTES], required="Kies hoe lang het gesprek duurt.")
        way = doing.choice("hoe", list(labels.TALKS), required="Kies hoe het gesprek gaat.")
        where = doing.text("waar", limit=500)
        doing.check()
        hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
        begins = datetime.combine(day or doing.on, time(hour, minute), doing.place.zone).astimezone(UTC)
        return await planning.plan(doing.work, party, begins, int(minutes), way, where)

    return plan


def _cancel_with(party: Party) -> Callable[[Doing], Awaitable[Dossier]]:
    async def cancel(doing: Doing) -> Dossier:
        reason = doing.text("reden", required="Schrijf waarom het gesprek niet doorgaat.")
        doing.check()
        return await planning.cancel(doing.work, party, reason)

    return cancel


ACTIONS = [
    *(
        Action(
            name=f"afspraak-{name}",
            section=SECTION,
            done="Het gesprek is gepland. Wie mail koos, krijgt de afspraak voor de agenda.",
            carry_out=_plan_with(party),
            fields={"at": "dag", "where": "waar"},
        )
        for party, name in NAMES.items()
    ),
    *(
        Action(
            name=f"afspraak-af-{name}",
            section=SECTION,
            done="Vastgelegd dat het gesprek niet doorgaat.",
            carry_out=_cancel_with(party),
            fields={"reason": "reden"},
        )
        for party, name in NAMES.items()
    ),
]
