"""Adds what the platform notes by itself to the register of a case, without asking its law anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from gehoor.domain.events import Event, kind_of
from gehoor.domain.payloads import encode
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.projection import project
from gehoor.storage import cases, register
from gehoor.storage.register import NewEvent


async def add(place: Municipality, case_id: str, happened: Sequence[Event], actor: str, at: datetime) -> Dossier:
    """Adds these events, whatever the law of this case answers now; must run inside a transaction."""
    return await add_to(await dossiers.by_id(place, case_id), happened, actor, at)


async def add_to(found: Dossier, happened: Sequence[Event], actor: str, at: datetime) -> Dossier:
    """The same for a case that was opened in this transaction."""
    case = found.case
    for event in happened:
        case = case.after(event)
    entries = [NewEvent(kind=kind_of(event), payload=encode(event), actor=actor) for event in happened]
    seq = await register.append(found.case_id, found.seq, entries, at)
    await cases.write_views(*project(found.case_id, found.received, case, seq))
    return replace(found, case=case, seq=seq)
