"""The composition root: the only place that reads the clock and puts the parts of the platform together."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gehoor.errors import NotFound
from gehoor.letters.pdf import PdfRenderer
from gehoor.letters.templates import LetterTemplates
from gehoor.regulation.library import RegulationLibrary
from gehoor.services.municipality import Municipality
from gehoor.services.tenants import read_tenants
from gehoor.settings import Settings
from gehoor.storage.scope import Store

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
    municipalities: Mapping[str, Municipality]
    renderer: PdfRenderer
    secret: bytes
    clock: Clock

    def municipality(self, slug: str) -> Municipality:
        """The municipality of this name; raises `NotFound`."""
        if slug not in self.municipalities:
            raise NotFound(f"De gemeente '{slug}' is hier niet bekend.")
        return self.municipalities[slug]

    async def aclose(self) -> None:
        """Closes files and ends the PDF helper; without this the process does not end."""
        await self.renderer.aclose()
        await self.store.aclose()


async def open_platform(settings: Settings, clock: Clock = system_clock) -> Platform:
    """Opens the platform on its data folder: migrates, and brings the municipalities of the files into force."""
    library = RegulationLibrary.installed()
    tenants = read_tenants(settings.tenants, library)
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = await Store.open(settings.data)
    try:
        municipalities = {
            slug: Municipality(
                tenant=tenant,
                library=library,
                templates=LetterTemplates(
                    [
                        settings.tenants / slug / "letters",
                        *[
                            Path(version.letters)
                            for version in reversed(library.versions(tenant.file.regulation))
                            if version.letters
                        ],
                    ]
                ),
            )
            for slug, tenant in tenants.items()
        }
        platform = Platform(
            settings=settings,
            library=library,
            store=store,
            municipalities=municipalities,
            renderer=PdfRenderer(),
            secret=_secret(settings.data / "secret"),
            clock=clock,
        )
        for place in municipalities.values():
            await _apply(platform, place)
    except BaseException:
        await store.aclose()
        raise
    return platform


async def _apply(platform: Platform, place: Municipality) -> None:
    """Puts the hosts of the files into the control database, which decides who answers to which host."""
    tenant = place.tenant
    await platform.store.add_tenant(
        tenant.slug, tenant.file.regulation, tenant.title, list(tenant.file.hosts), platform.clock()
    )


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
