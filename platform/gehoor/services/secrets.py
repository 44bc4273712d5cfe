"""Keeps the secrets of a municipality, and writes down who changed which; never what they are."""

from __future__ import annotations

from datetime import datetime

from gehoor.services import admin_log
from gehoor.storage import secrets
from gehoor.storage.scope import transaction
from gehoor.storage.secrets import Kept

#: The names under which other parts of the platform look for their secret.
OIDC_CLIENT_SECRET = "oidc_client_secret"  # noqa: S105  # The name of a secret.
IMAP_PASSWORD = "imap_password"  # noqa: S105  # The name of a secret.
SMTP_PASSWORD = "smtp_password"  # noqa: S105  # The name of a secret.


async def keep(name: str, value: str, person: str, at: datetime) -> None:
    """Keeps a secret of the selected municipality; raises `InvalidInput`."""
    async with transaction():
        await secrets.put(name, value, at)
        await admin_log.write(person, "secret_set", name, None, None, at)


async def remove(name: str, person: str, at: datetime) -> bool:
    """Destroys a secret; no when there was none."""
    async with transaction():
        removed = await secrets.remove(name)
        if removed:
            await admin_log.write(person, "secret_removed", name, None, None, at)
    return removed


async def of_name(name: str) -> str | None:
    """The secret itself, for whoever has to use it."""
    return await secrets.get(name)


async def kept() -> list[Kept]:
    """Which secrets there are, and since when."""
    return await secrets.kept()
