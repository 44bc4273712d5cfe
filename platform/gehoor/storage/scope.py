"""The one door to the data: a store, the scope of a tenant in it, and a transaction in that scope."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from gehoor.errors import InvalidInput, NotFound
from gehoor.storage import control
from gehoor.storage.control import Tenant
from gehoor.storage.engine import SELECTED, TENANT, FileEngine, Selection, TenantNotSelected
from gehoor.storage.migrations.control import MIGRATIONS as CONTROL_MIGRATIONS
from gehoor.storage.migrations.runner import migrate
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT_MIGRATIONS

__all__ = [
    "Store", "Tenant", "TenantNotSelected", "UnknownTenant", "current_tenant", "require_transaction",
    "snapshot", "transaction",
]  # fmt: skip

SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}\Z")
OPEN_TENANTS: Final = 64


class UnknownTenant(NotFound):
    """There is no tenant of this name on this installation."""

    code = "unknown_tenant"


class _Opened:
    """The open file of a tenant, with how many scopes are using it now."""

    __slots__ = ("engine", "scopes")

    def __init__(self, engine: FileEngine) -> None:
        self.engine = engine
        self.scopes = 0


class Store:
    """All files of an installation: one control file, and one file for each tenant."""

    def __init__(self, root: Path, open_tenants: int) -> None:
        self._root = root
        self._limit = open_tenants
        self._control = FileEngine(root / "control.sqlite")
        self._opened: OrderedDict[str, _Opened] = OrderedDict()
        self._opening = asyncio.Lock()
        self._closed = False

    @classmethod
    async def open(cls, root: Path, *, open_tenants: int = OPEN_TENANTS) -> Store:
        """Open the store under this folder and bring its control file up to date."""
        store = cls(root, open_tenants)
        await asyncio.to_thread(store._prepare)
        return store

    async def aclose(self) -> None:
        """Close all files; without this the process does not end."""
        self._closed = True
        for opened in self._opened.values():
            await opened.engine.close()
        self._opened.clear()
        await self._control.close()

    @asynccontextmanager
    async def tenant(self, slug: str) -> AsyncIterator[None]:
        """Work for one tenant: until the end of this scope every query goes to the file of that tenant."""
        if TENANT.in_transaction():
            raise RuntimeError(
                f"A transaction of {current_tenant()} is open here. End it before going to the tenant {slug}: "
                "what happens there would not be undone with it."
            )
        opened = await self._open(slug)
        opened.scopes += 1
        selection = Selection(slug, opened.engine)
        token = SELECTED.set(selection)
        try:
            await self._close_what_is_too_many()
            yield
        finally:
            SELECTED.reset(token)
            selection.over = True
            opened.scopes -= 1
            await self._close_what_is_too_many()

    async def add_tenant(self, slug: str, regulation: str, title: str, hosts: Sequence[str], at: datetime) -> None:
        """Add a tenant, or bring a known one up to date; its hosts become exactly these."""
        if SLUG.match(slug) is None:
            raise InvalidInput(
                f"Een tenant kan niet {slug!r} heten. Gebruik kleine letters, cijfers en koppeltekens, samen "
                "hoogstens 63, en begin met een letter of een cijfer.",
                field="slug",
            )
        await control.add_tenant(self._control, slug=slug, regulation=regulation, title=title, hosts=hosts, at=at)

    async def tenant_of_host(self, host: str) -> str | None:
        """The slug of the tenant that answers to this host; a port and capitals make no difference."""
        return await control.tenant_of_host(self._control, host)

    async def tenants(self) -> list[Tenant]:
        """All tenants, by slug, with their hosts."""
        return await control.tenants(self._control)

    def _prepare(self) -> None:
        # The files hold personal data, so nobody but the account that runs the platform may look in here.
        (self._root / "tenants").mkdir(parents=True, exist_ok=True, mode=0o700)
        migrate(self._control.path, CONTROL_MIGRATIONS)

    async def _open(self, slug: str) -> _Opened:
        if self._closed:
            raise RuntimeError("The store is closed, so no tenant can be opened any more.")
        opened = self._opened.get(slug)
        if opened is None:
            async with self._opening:
                opened = self._opened.get(slug) or await self._open_file(slug)
        self._opened.move_to_end(slug)
        return opened

    async def _open_file(self, slug: str) -> _Opened:
        if SLUG.match(slug) is None or not await control.knows(self._control, slug):
            raise UnknownTenant(f"De tenant {slug!r} bestaat hier niet. Voeg hem eerst toe of controleer de naam.")
        path = self._root / "tenants" / f"{slug}.sqlite"
        await asyncio.to_thread(migrate, path, TENANT_MIGRATIONS)
        opened = self._opened[slug] = _Opened(FileEngine(path))
        return opened

    async def _close_what_is_too_many(self) -> None:
        while len(self._opened) > self._limit:
            unused = next((slug for slug, opened in self._opened.items() if opened.scopes == 0), None)
            if unused is None:
                return
            await self._opened.pop(unused).engine.close()


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Write for the selected tenant: all of it is kept, or nothing when something fails."""
    async with TENANT.transaction():
        yield


@asynccontextmanager
async def snapshot() -> AsyncIterator[None]:
    """Read several things as they were at one moment; inside a transaction that is the transaction itself."""
    if TENANT.in_transaction():
        yield
        return
    async with TENANT.current.snapshot():
        yield


def current_tenant() -> str:
    """The slug of the selected tenant."""
    return TENANT.selection.slug


def require_transaction() -> None:
    """Refuse to go on outside a write transaction."""
    active = TENANT.current_transaction.get()
    if active is None or not active.writing:
        raise RuntimeError(
            "This is written together with other things, so it must be done inside `async with transaction():`."
        )
