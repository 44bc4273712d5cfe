"""The rows of an installation in PostgreSQL, behind row level security, over one pool of connections."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, Final

import asyncpg

from gehoor.storage.control import SLUG, Control, require
from gehoor.storage.engine import SELECTED, Kind, Rows
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT_MIGRATIONS
from gehoor.storage.postgres_address import Address
from gehoor.storage.postgres_check import check_serving
from gehoor.storage.postgres_connection import Turn, fetch
from gehoor.storage.postgres_engine import Openings, PostgresScope

#: The first number of the locks by which writers take turns; the second tells for what.
WRITERS: Final = 7281
CLOSING_SECONDS: Final = 10
_CONTROL: Final = Openings(
    reading="BEGIN READ ONLY",
    snapshot="BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    one_write="BEGIN",
    writing=f"BEGIN; SELECT pg_advisory_xact_lock({WRITERS}, 0)",
    walled=False,
)


class PostgresControl:
    """The control tables; inside a scope they are reached over the connection of that scope, never a second one."""

    kind: Final[Kind] = "postgres"

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._writers = Turn()
        self._open: ContextVar[PostgresScope | None] = ContextVar("control_transaction", default=None)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """A transaction on the control tables."""
        outer = self._scope_here()
        if outer is not None:
            await outer.rest()
        scope = PostgresScope(self._pool, _CONTROL, self._writers)
        token = self._open.set(scope)
        try:
            async with scope.transaction():
                yield
        finally:
            self._open.reset(token)
            await scope.leave()

    async def run(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """Run a query by itself, or in the transaction that is open here."""
        scope = self._open.get()
        if scope is not None:
            return await scope.run(query, args)
        outer = self._scope_here()
        if outer is not None:
            return await outer.run_apart(query, args)
        async with self._pool.acquire() as connection:
            return await fetch(connection, query, args)

    async def run_short(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """As `run`: every query goes to the server and back."""
        return await self.run(query, args)

    def _scope_here(self) -> PostgresScope | None:
        selection = SELECTED.get()
        if selection is None or selection.over or not isinstance(selection.database, PostgresScope):
            return None
        return selection.database if selection.database.pool is self._pool else None


class PostgresStore:
    """Gives each scope the rows of its tenant, and nothing else."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self.control = Control(PostgresControl(pool))
        self._writers: dict[str, Turn] = {}
        self._ready: set[str] = set()

    @classmethod
    async def connect(cls, address: Address, most: int) -> PostgresStore:
        """Connect as the serving role, with one connection at first; the migrations must have been carried out."""
        pool = asyncpg.create_pool(
            address.url, min_size=1, max_size=most, server_settings={"application_name": "gehoor", "jit": "off"}
        )
        with address.explained():
            await pool
        try:
            async with pool.acquire() as connection:
                await check_serving(connection)
        except BaseException:
            pool.terminate()
            raise
        return cls(pool)

    async def aclose(self) -> None:
        """Close the connections, those that are lent out when they come back."""
        try:
            await asyncio.wait_for(self._pool.close(), CLOSING_SECONDS)
        except TimeoutError:
            self._pool.terminate()

    @asynccontextmanager
    async def database_of(self, slug: str) -> AsyncIterator[PostgresScope]:
        """The rows of a tenant, until the end of this scope."""
        if slug not in self._ready:
            await self._begin(slug)
        scope = self._scope(slug)
        try:
            yield scope
        finally:
            await scope.leave()

    def added(self, slug: str) -> None:
        """A tenant was added, perhaps one that was removed before: it gets again what each tenant begins with."""
        self._ready.discard(slug)

    async def _begin(self, slug: str) -> None:
        """The first time in this process: the tenant must be there, with the rows that each tenant begins with."""
        await require(self.control, slug)
        scope = self._scope(slug)
        try:
            async with scope.transaction():
                for statement in (row for migration in TENANT_MIGRATIONS for row in migration.each_tenant):
                    await scope.run(statement)
        finally:
            await scope.leave()
        self._ready.add(slug)

    def _scope(self, slug: str) -> PostgresScope:
        return PostgresScope(self._pool, _openings(slug), self._writers.setdefault(slug, Turn()))


def _openings(slug: str) -> Openings:
    # It stands between quotes in what follows, so it must be no more than letters, digits and hyphens.
    if SLUG.match(slug) is None:
        raise ValueError("This is no name of a tenant.")
    tenant = f"SELECT set_config('app.tenant', '{slug}', true)"
    return Openings(
        reading=f"BEGIN READ ONLY; {tenant}",
        snapshot=f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {tenant}",
        one_write=f"BEGIN; {tenant}",
        writing=f"BEGIN; {tenant}, pg_advisory_xact_lock({WRITERS}, hashtext('{slug}'))",
    )
