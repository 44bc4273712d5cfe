"""The removals of municipalities that were begun: who, where the export went, and the certificate at the end."""

from __future__ import annotations

from datetime import datetime

import msgspec

from gehoor.storage.control import Control
from gehoor.storage.rows import moment


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """A removal; the certificate is written down before anything is destroyed, as JSON."""

    slug: str
    started_at: datetime
    person: str
    folder: str
    certificate: str | None
    finished_at: datetime | None


async def begin(control: Control, slug: str, person: str, folder: str, at: datetime) -> Removal:
    """Begins a removal, or gives the one that was begun and cut off."""
    await control.run(
        "INSERT INTO tenant_removal (slug, started_at, person, folder) VALUES ({}, {}, {}, {}) "
        "ON CONFLICT (slug) WHERE finished_at IS NULL DO NOTHING",
        *(slug, moment(at), person, folder),
    )
    found = await going_on(control, slug)
    if found is None:
        raise RuntimeError(f"The removal of {slug} that was begun is not there.")
    return found


async def going_on(control: Control, slug: str) -> Removal | None:
    """The removal of this municipality that has not ended."""
    rows = await control.run("SELECT * FROM tenant_removal WHERE slug = {} AND finished_at IS NULL", slug)
    return msgspec.convert(rows[0], Removal) if rows else None


async def certify(control: Control, removal: Removal, certificate: str) -> None:
    """Writes down what the export holds; from here on the removal only goes forward."""
    await control.run(
        "UPDATE tenant_removal SET certificate = {} WHERE slug = {} AND started_at = {}",
        *(certificate, removal.slug, moment(removal.started_at)),
    )


async def call_off(control: Control, slug: str) -> bool:
    """Forgets a removal that has destroyed nothing yet; no when there is none that can be called off."""
    rows = await control.run(
        "DELETE FROM tenant_removal WHERE slug = {} AND finished_at IS NULL AND certificate IS NULL RETURNING slug",
        slug,
    )
    return bool(rows)


async def finish(control: Control, removal: Removal, certificate: str, at: datetime) -> None:
    """The municipality goes from the control tables, with its hosts and what is left of its key; all or nothing."""
    async with control.transaction():
        await control.run("DELETE FROM tenant WHERE slug = {}", removal.slug)
        await control.run(
            "UPDATE tenant_removal SET certificate = {}, finished_at = {} WHERE slug = {} AND started_at = {}",
            *(certificate, moment(at), removal.slug, moment(removal.started_at)),
        )


async def last_finished(control: Control, slug: str) -> Removal | None:
    """The last removal of a municipality of this name that ended."""
    rows = await control.run(
        "SELECT * FROM tenant_removal WHERE slug = {} AND finished_at IS NOT NULL ORDER BY started_at DESC LIMIT 1",
        slug,
    )
    return msgspec.convert(rows[0], Removal) if rows else None
