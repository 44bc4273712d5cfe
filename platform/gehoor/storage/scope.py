"""The one door to the data: a store, the scope of a tenant in it, and a transaction in that scope."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from gehoor.storage import control
from gehoor.storage.blobs import seal_open_blobs
from gehoor.storage.control import Control, Tenant, UnknownTenant
from gehoor.storage.engine import (
    CONTROL_IS_OPEN,
    SELECTED,
    TENANT,
    Database,
    RuleBroken,
    Selection,
    TenantNotSelected,
)
from gehoor.storage.file_store import OPEN_TENANTS, FileStore
from gehoor.storage.keyring import Keyring
from gehoor.storage.master_key import MasterKey
from gehoor.storage.postgres_address import CONNECTIONS, Address

__all__ = [
    "Control", "RuleBroken", "Store", "Tenant", "TenantNotSelected", "UnknownTenant", "after_commit",
    "current_tenant", "open_store", "require_transaction", "snapshot", "transaction",
]  # fmt: skip

#: What is to be called when the transaction of this context is kept.
_AFTER_COMMIT: Final[ContextVar[list[Callable[[], None]] | None]] = ContextVar("after_commit", default=None)


class Databases(Protocol):
    """Where the rows of an installation are: in files, or in PostgreSQL."""

    control: Control

    def database_of(self, slug: str) -> AbstractAsyncContextManager[Database]:
        """What the queries of one scope go to, until the end of that scope."""

    def added(self, slug: str) -> None:
        """A tenant was added, or brought up to date."""

    async def aclose(self) -> None:
        """Let go of everything."""


class Store:
    """The data of an installation: the control tables, and the tables of each tenant behind a wall."""

    def __init__(self, databases: Databases, keys: Keyring) -> None:
        self._databases = databases
        self.keys = keys
        #: Whether a file that comes in is held until a scanner has looked at it.
        self.checks_files = False
        self._closed = False

    @classmethod
    async def open(cls, root: Path, *, open_tenants: int = OPEN_TENANTS, master: MasterKey | None = None) -> Store:
        """Open the files under this folder; a file migrates when it is opened.

        Without a master key, the one in this folder is used, which is made at the first start.
        """
        files = await FileStore.open(root, open_tenants)
        return cls(files, Keyring(files.control, root, master))

    @classmethod
    async def connect(
        cls, url: str, root: Path, *, connections: int = CONNECTIONS, master: MasterKey | None = None
    ) -> Store:
        """Connect to PostgreSQL as the serving role, with so many connections at most; it never migrates.

        Without a master key, the one in this folder is used, which is made at the first start.
        """
        # Imported here, with asyncpg: an installation on files has no use for it.
        from gehoor.storage.postgres_store import PostgresStore

        rows = await PostgresStore.connect(Address(url, "GEHOOR_DATABASE"), connections)
        return cls(rows, Keyring(rows.control, root, master))

    @property
    def control(self) -> Control:
        """The control tables, which hold nothing about complaints."""
        return self._databases.control

    async def aclose(self) -> None:
        """Close everything; without this the process does not end."""
        self._closed = True
        await self._databases.aclose()

    @asynccontextmanager
    async def tenant(self, slug: str) -> AsyncIterator[None]:
        """Work for one tenant: until the end of this scope every query goes to the rows of that tenant."""
        await self._leave_the_outer_scope_alone(slug)
        known = self.keys.known(slug)
        sealer = known or await self.keys.sealer_of(slug)
        async with self._databases.database_of(slug) as database:
            selection = Selection(slug, database, sealer, checks_files=self.checks_files)
            token = SELECTED.set(selection)
            try:
                if known is None:
                    await seal_open_blobs()
                yield
            finally:
                SELECTED.reset(token)
                selection.over = True

    async def add_tenant(self, slug: str, regulation: str, title: str, hosts: Sequence[str], at: datetime) -> None:
        """Add a tenant, or bring a known one up to date; its hosts become exactly these."""
        await control.add_tenant(self.control, slug=slug, regulation=regulation, title=title, hosts=hosts, at=at)
        self._databases.added(slug)

    async def tenant_of_host(self, host: str) -> str | None:
        """The slug of the tenant that answers to this host; a port and capitals make no difference."""
        return await control.tenant_of_host(self.control, host)

    async def tenants(self) -> list[Tenant]:
        """All tenants, by slug, with their hosts."""
        return await control.tenants(self.control)

    async def _leave_the_outer_scope_alone(self, slug: str) -> None:
        if self._closed:
            raise RuntimeError("The store is closed, so no tenant can be opened any more.")
        if TENANT.active is not None or CONTROL_IS_OPEN.get():
            raise RuntimeError(
                f"A transaction is open here. End it before going to the tenant {slug}: "
                "what happens there would not be undone with it."
            )
        outer = SELECTED.get()
        if outer is not None and not outer.over:
            await outer.database.rest()


async def open_store(
    root: Path, database: str = "", *, connections: int = CONNECTIONS, master: MasterKey | None = None
) -> Store:
    """Open the PostgreSQL database at this address, or without one the files under this folder."""
    if database:
        return await Store.connect(database, root, connections=connections, master=master)
    return await Store.open(root, master=master)


@asynccontextmanager
async def transaction() -> AsyncIterator[None]:
    """Write for the selected tenant: all of it is kept, or nothing when something fails."""
    calls: list[Callable[[], None]] = []
    token = _AFTER_COMMIT.set(calls)
    try:
        async with TENANT.transaction():
            yield
    finally:
        _AFTER_COMMIT.reset(token)
    for call in calls:
        call()


def after_commit(call: Callable[[], None]) -> None:
    """Call this once the transaction that is open here is kept; not at all when it is undone."""
    require_transaction()
    calls = _AFTER_COMMIT.get()
    if calls is None:
        raise RuntimeError("This transaction was not opened with `async with transaction():` of this module.")
    calls.append(call)


@asynccontextmanager
async def snapshot() -> AsyncIterator[None]:
    """Read several things as they were at one moment; inside a transaction that is the transaction itself."""
    if TENANT.active is not None:
        yield
        return
    async with TENANT.current.snapshot():
        yield


def current_tenant() -> str:
    """The slug of the selected tenant."""
    return TENANT.selection.slug


def require_transaction() -> None:
    """Refuse to go on outside a write transaction."""
    active = TENANT.current.active
    if active is None or not active.writing:
        raise RuntimeError(
            "This is written together with other things, so it must be done inside `async with transaction():`."
        )
