"""The secrets of a municipality, such as the password of its mail server: kept sealed, under a name."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import msgspec

from gehoor.errors import InvalidInput
from gehoor.storage import sealing
from gehoor.storage.rows import facts, moment
from gehoor.storage.tables_vault import Secret

NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")


class Kept(msgspec.Struct, frozen=True):
    """That there is a secret of this name, and since when; not what it is."""

    name: str
    at: datetime


async def put(name: str, value: str, at: datetime) -> None:
    """Keep a secret; an older one of this name is gone."""
    if NAME.match(name) is None:
        raise InvalidInput(
            f"Een geheim kan niet '{name}' heten. Gebruik kleine letters, cijfers en liggende streepjes, bijvoorbeeld"
            " smtp_password.",
            field="name",
        )
    if not value:
        raise InvalidInput(f"Het geheim '{name}' is leeg. Geef een waarde, of haal het geheim weg.", field="value")
    row = Secret(name=name, sealed=sealing.current().seal(value.encode(), _about(name)), at=moment(at))
    await Secret.insert(row).on_conflict(Secret.name, "DO UPDATE", [Secret.sealed, Secret.at])


async def get(name: str) -> str | None:
    """The secret of this name; nothing when there is none. Raises `Damaged` when it was tampered with."""
    rows = await Secret.select(Secret.sealed).where(Secret.name == name)
    return sealing.current().unseal(bytes(rows[0]["sealed"]), _about(name)).decode() if rows else None


async def remove(name: str) -> bool:
    """Destroy a secret; no when there was none."""
    return bool(await Secret.delete().where(Secret.name == name).returning(Secret.name))


async def kept() -> list[Kept]:
    """The names of the secrets there are."""
    return facts(await Secret.select(Secret.name, Secret.at).order_by(Secret.name), Kept)


def _about(name: str) -> str:
    return f"secret:{name}"
