"""Steps that decide who handles a case: consulting the service, and appointing."""

from __future__ import annotations

from collections.abc import Mapping

from gehoor.regulation.answers import Part
from gehoor.services import assignment
from gehoor.services.dossier import Dossier
from gehoor.web.desk import words
from gehoor.web.desk.actions import Action, Doing, Known, Value

SECTION = "toewijzen"


async def _consult(doing: Doing) -> Dossier:
    units = [key for key, _ in words.units_of(doing.place)]
    unit = doing.choice("dienst", units, required="Kies met welke dienst u hebt overlegd.")
    doing.check()
    return await doing.work.consult(unit)


def _consult_filled_in(known: Known) -> Mapping[str, Value]:
    return {"dienst": known.found.case.complaint.accused.unit}


async def _assign(doing: Doing) -> Dossier:
    # Whether the law permits this choice is asked when it is carried out, also for a form made by hand.
    choice = doing.line("keuze", required="Kies wie de klacht behandelt.")
    reason = doing.text("reden")
    declared = doing.flag("verklaring")
    doing.check()
    work = doing.work
    return await assignment.assign(
        work.place, work.actor, work.reference, choice, reason, work.at, declared=declared, seen=work.seen
    )


ACTIONS = [
    Action(
        name="overleg",
        section=SECTION,
        done="Het overleg met de dienst is vastgelegd. U kunt nu iemand aanwijzen.",
        carry_out=_consult,
        filled_in=_consult_filled_in,
        only=(Part.COORDINATOR,),
    ),
    Action(
        name="aanwijzen",
        section=SECTION,
        done="De behandelaar is aangewezen. De brieven hierover staan bij Brieven.",
        carry_out=_assign,
        fields={"choice": "keuze", "reason": "reden", "declared": "verklaring"},
        only=(Part.COORDINATOR,),
    ),
]
