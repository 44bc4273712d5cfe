"""Removes a municipality: export, proof, key, data and name go in an order in which being cut off loses nothing.

1. The municipality is closed and the removal written down.
2. The export is made, read back and compared with the database.
3. The certificate is written down. Up to here nothing is destroyed; from here on it only goes forward.
4. The key is destroyed, then the data, then the name and the hosts; the certificate is written beside the export.

The same command after a process was cut off goes on where that one was.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import datetime
from pathlib import Path

import msgspec

from gehoor.errors import GehoorError
from gehoor.services import export, hosting
from gehoor.services.certificate import Certificate, page
from gehoor.services.hosting import State
from gehoor.storage import dump, keyring, removals, tenant_state
from gehoor.storage.engine import TENANT
from gehoor.storage.removals import Removal
from gehoor.storage.scope import Store
from gehoor.storage.verify import verify_chain

#: How often an export is made again because somebody who was at work already wrote while it was made.
ATTEMPTS = 3


class StillBusy(GehoorError):
    """Something still writes for this municipality; nothing was destroyed."""

    code = "still_busy"


class Removing(msgspec.Struct, frozen=True):
    """What a removal needs of the installation. `destroy` destroys the data while no store is open here."""

    open: Callable[[], Awaitable[Store]]
    destroy: Callable[[str], Awaitable[None]]
    clock: Callable[[], datetime]


async def remove(tools: Removing, slug: str, person: str, folder: Path) -> Certificate:
    """Removes a municipality, or goes on with a removal that was cut off; raises `NotFound` for an unknown one.

    A removal that goes on writes into the folder with which it began.
    """
    async with aclosing(await tools.open()) as store:
        await hosting.known(store, slug)
        removal = await removals.begin(store.control, slug, person, str(folder), tools.clock())
        await tenant_state.put(store.control, slug, State.REMOVING, "")
        if removal.certificate is None:
            certificate = await _exported(store, removal, tools.clock())
            await removals.certify(store.control, removal, msgspec.json.encode(certificate).decode())
        else:
            certificate = msgspec.json.decode(removal.certificate, type=Certificate)
        await keyring.destroy(store.control, slug)
        store.keys.forget(slug)
    await tools.destroy(slug)
    at = tools.clock()
    certificate = msgspec.structs.replace(certificate, key_destroyed=True, data_destroyed=True, finished_at=at)
    # Before the name goes: whoever is cut off after this finds the removal still going on, and writes it again.
    _write(Path(removal.folder), certificate)
    async with aclosing(await tools.open()) as store:
        await removals.finish(store.control, removal, msgspec.json.encode(certificate).decode(), at)
    return certificate


async def _exported(store: Store, removal: Removal, at: datetime) -> Certificate:
    listed = next(each for each in await hosting.listed(store) if each.slug == removal.slug)
    path = Path(removal.folder) / f"{removal.slug}-{removal.started_at:%Y%m%dT%H%M%SZ}.zip"
    async with store.tenant(removal.slug):
        problems = len(await verify_chain())
        for _ in range(ATTEMPTS):
            await export.write(path, slug=removal.slug, title=listed.title, regulation=listed.regulation, at=at)
            manifest = export.read_back(path)
            if manifest.rows == {dump.name_of(table): await dump.count(table) for table in dump.tables()}:
                break
        else:
            raise StillBusy(
                f"Er wordt nog gewerkt voor '{removal.slug}'. Er is niets vernietigd. Stop de website en de worker, of"
                " wacht even, en geef het commando opnieuw."
            )
        database = TENANT.current.kind
    return Certificate(
        slug=removal.slug,
        title=listed.title,
        regulation=listed.regulation,
        hosts=listed.hosts,
        database=database,
        person=removal.person,
        started_at=removal.started_at,
        rows=manifest.rows,
        head_position=manifest.head_position,
        head_hash=manifest.head_hash,
        chain_problems=problems,
        export=path.name,
        export_sha256=export.digest_of(path),
        export_size=path.stat().st_size,
        damaged=manifest.damaged,
    )


def _write(folder: Path, certificate: Certificate) -> None:
    """Writes both forms beside the export; a file is there whole or not at all."""
    name = certificate.export.removesuffix(".zip")
    encoded = msgspec.json.format(msgspec.json.encode(certificate), indent=2) + b"\n"
    for path, content in (
        (folder / f"{name}-verklaring.json", encoded),
        (folder / f"{name}-verklaring.txt", page(certificate).encode()),
    ):
        draft = path.with_name(f"{path.name}.part")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
