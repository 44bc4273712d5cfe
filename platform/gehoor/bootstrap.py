"""The composition root: the only place that reads the clock and puts the parts of the platform together."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gehoor import __version__, logs
from gehoor.letters.pdf import PdfRenderer
from gehoor.regulation.guard import Guard, Patience
from gehoor.regulation.library import RegulationLibrary
from gehoor.services import configuration
from gehoor.services.law_health import LawHealth
from gehoor.services.municipality import Municipality
from gehoor.services.places import Places
from gehoor.services.tenants import read_tenants
from gehoor.services.time_limit import TimeLimit
from gehoor.settings import Settings, check_demo
from gehoor.storage import scope
from gehoor.storage.master_key import MasterKey
from gehoor.storage.scope import Store

log = logs.of(__name__)
Clock = Callable[[], datetime]
SECRET_BYTES = 32


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Platform:
    """Everything that runs: one for a process."""

    settings: Settings
    library: RegulationLibrary
    store: Store
    places: Places
    renderer: PdfRenderer
    secret: bytes
    clock: Clock
    health: LawHealth
    limit: TimeLimit

    def at(self, slug: str) -> AbstractAsyncContextManager[Municipality]:
        """Work for one municipality: enters its scope and gives it as it is set up now; raises `NotFound`."""
        return self.places.at(slug)

    async def slugs(self) -> list[str]:
        """The active municipalities."""
        return await self.places.slugs()

    async def aclose(self) -> None:
        """Closes files and ends the PDF helper; without this the process does not end."""
        self.limit.close()
        await self.renderer.aclose()
        await self.health.aclose()
        await self.store.aclose()


async def open_platform(settings: Settings, clock: Clock = system_clock) -> Platform:
    """Opens the platform on its data folder; a municipality is read when somebody comes for it."""
    check_demo(settings)
    health, limit = LawHealth(clock), TimeLimit()
    library = RegulationLibrary.installed(Guard(limit, Patience(clock), health))
    for name, error in library.broken.items():
        log.error("a plugin could not be loaded", extra=logs.more(plugin=name, where=logs.where(error)))
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = await open_store(settings)
    store.checks_files = settings.clamd is not None
    try:
        await store.keys.check()
        health.keep_in(store.control)
        return Platform(
            settings=settings,
            library=library,
            store=store,
            places=Places(store, library, settings.tenants, compiled=compiled_of(settings) / "letters"),
            renderer=PdfRenderer(),
            secret=_secret(settings.data / "secret"),
            clock=clock,
            health=health,
            limit=limit,
        )
    except BaseException:
        limit.close()
        await store.aclose()
        raise


async def open_store(settings: Settings) -> Store:
    """The data of an installation, with the master key its settings name; whether it fits is not looked at yet."""
    database = settings.database.value if settings.database is not None else ""
    return await scope.open_store(
        settings.data, database, connections=settings.database_pool, master=master_key(settings)
    )


async def apply_all(platform: Platform) -> None:
    """Brings the files of every municipality into force; raises `TenantMistake` before anything is changed."""
    for tenant in read_tenants(platform.settings.tenants, platform.library, platform.settings.operator_host).values():
        await configuration.apply(platform.store, tenant, platform.clock())


def compiled_of(settings: Settings) -> Path:
    """The folder for templates as the machine reads them; it can be thrown away at any time."""
    return settings.data / "compiled" / __version__


def master_key(settings: Settings) -> MasterKey | None:
    """The master key these settings name; without one it is the file in the data folder. Raises `WrongMasterKey`."""
    if settings.master_key is not None:
        return MasterKey.read(settings.master_key.value, "GEHOOR_MASTER_KEY")
    return MasterKey.from_file(settings.master_key_file) if settings.master_key_file is not None else None


def _secret(path: Path) -> bytes:
    """The installation's secret, made at the first start and readable by its owner only.

    It appears under its name only when it is whole, so a start that is cut off leaves none behind.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()
