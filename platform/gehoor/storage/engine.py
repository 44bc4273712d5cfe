"""Queries and transactions on one SQLite file per tenant, chosen by the tenant in the context."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextvars import ContextVar, Token
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn

import aiosqlite
from piccolo.engine.base import BaseTransaction, Engine
from piccolo.engine.sqlite import dict_factory
from piccolo.querystring import QueryString

# FULL, because what a citizen was told has been registered must survive a power cut.
# secure_delete, because destroyed personal data must not stay behind in free pages.
PRAGMAS: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
"""
BUSY_SECONDS: Final = 5.0
WARM_CONNECTIONS: Final = 2
READERS: Final = 4

Rows = list[dict[str, Any]]


class TenantNotSelected(RuntimeError):
    """A query was made without a tenant, or after the scope of its tenant had ended."""


class FileTransaction(BaseTransaction):
    """A transaction on one file; whatever happens, its connection and its turn to write go back."""

    __slots__ = ("_connection", "_engine", "_token", "writing")

    def __init__(self, engine: FileEngine, *, writing: bool) -> None:
        self._engine = engine
        self.writing = writing
        self._connection: aiosqlite.Connection | None = None
        self._token: Token[FileTransaction | None] | None = None

    async def __aenter__(self) -> FileTransaction:
        engine = self._engine
        if engine.current_transaction.get() is not None:
            raise RuntimeError(
                "A transaction is already open here, and transactions do not nest: the inner one could not be "
                "undone by itself. Open one transaction around the whole piece of work."
            )
        connection = await engine.lend(writing=self.writing)
        try:
            await connection.execute_fetchall("BEGIN IMMEDIATE" if self.writing else "BEGIN DEFERRED")
        except BaseException:
            await engine.take_back(connection, writing=self.writing, clean=False)
            raise
        self._connection = connection
        self._token = engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> bool:
        connection, token = self._connection, self._token
        if connection is None or token is None:
            raise RuntimeError("This transaction was never opened; use it with `async with`.")
        self._connection = None
        self._engine.current_transaction.reset(token)
        clean = False
        try:
            if kind is None:
                await connection.execute_fetchall("COMMIT")
                clean = True
        finally:
            await self._engine.take_back(connection, writing=self.writing, clean=clean)
        return False

    async def run(self, query: str, args: Sequence[Any]) -> Rows:
        """Run a query inside this transaction."""
        if self._connection is None:
            raise RuntimeError(
                "This transaction is over, but a task that was started inside it still uses it. "
                "Wait for such a task inside the transaction, or start it outside."
            )
        if not self.writing and not reads(query):
            raise RuntimeError("This is a snapshot, for reading only. Use `async with transaction():` to write.")
        return list(await self._connection.execute_fetchall(query, args))  # type: ignore[arg-type] # The row factory makes dicts.


class FileEngine:
    """The warm connections to one file; its writers take turns and its readers are few."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.current_transaction: ContextVar[FileTransaction | None] = ContextVar("transaction", default=None)
        self._idle: list[aiosqlite.Connection] = []
        self._turn_to_write = asyncio.Lock()
        self._readers = asyncio.Semaphore(READERS)
        self._closed = False

    def transaction(self) -> FileTransaction:
        """A transaction that may write."""
        return FileTransaction(self, writing=True)

    def snapshot(self) -> FileTransaction:
        """A transaction that only reads, in which every query sees the same moment."""
        return FileTransaction(self, writing=False)

    async def run(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """Run a query in the transaction of this context, or by itself when there is none."""
        transaction = self.current_transaction.get()
        if transaction is not None:
            return await transaction.run(query, args)
        writing = not reads(query)
        connection = await self.lend(writing=writing)
        clean = False
        try:
            rows = list(await connection.execute_fetchall(query, args))
            clean = True
        finally:
            await self.take_back(connection, writing=writing, clean=clean)
        return rows  # type: ignore[return-value] # The row factory makes dicts.

    async def lend(self, *, writing: bool) -> aiosqlite.Connection:
        """A connection for one user, who waits for the turn to write or for a place among the readers."""
        gate = self._turn_to_write if writing else self._readers
        await gate.acquire()
        try:
            return self._idle.pop() if self._idle else await self._connect()
        except BaseException:
            gate.release()
            raise

    async def take_back(self, connection: aiosqlite.Connection, *, writing: bool, clean: bool) -> None:
        """End a loan; a connection that may be halfway something is rolled back first."""
        gate = self._turn_to_write if writing else self._readers
        if clean and self._may_stay():
            self._idle.append(connection)
            gate.release()
            return
        # A task of its own: whoever gives the connection back may be cancelled again while this runs.
        await asyncio.shield(self._settle(connection, gate, clean))

    async def close(self) -> None:
        """Close every connection; one that is lent out closes when it comes back."""
        self._closed = True
        await asyncio.shield(self._close_idle())

    async def _close_idle(self) -> None:
        while self._idle:
            await self._idle.pop().close()

    def _may_stay(self) -> bool:
        return not self._closed and len(self._idle) < WARM_CONNECTIONS

    async def _settle(
        self, connection: aiosqlite.Connection, gate: asyncio.Lock | asyncio.Semaphore, clean: bool
    ) -> None:
        try:
            if not clean:
                # It queues behind a query that a cancelled task left running, so it comes after that query.
                await connection.rollback()
            if self._may_stay():
                self._idle.append(connection)
            else:
                await connection.close()
        except BaseException:
            connection.stop()
            raise
        finally:
            gate.release()

    async def _connect(self) -> aiosqlite.Connection:
        if self._closed:
            raise RuntimeError("This file is closed: its store was closed, or its tenant made room for others.")
        connection = await aiosqlite.connect(
            self.path, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES, timeout=BUSY_SECONDS
        )
        try:
            connection.row_factory = dict_factory  # type: ignore[assignment] # Declared as a type, used as a callable.
            async with connection.executescript(PRAGMAS):
                return connection
        except BaseException:
            # Its thread is no daemon: left running, it would keep the whole process alive.
            connection.stop()
            raise


class Selection:
    """The tenant a scope has selected, until that scope ends."""

    __slots__ = ("engine", "over", "slug")

    def __init__(self, slug: str, engine: FileEngine) -> None:
        self.slug = slug
        self.engine = engine
        self.over = False


SELECTED: Final[ContextVar[Selection | None]] = ContextVar("selected_tenant", default=None)


class TenantSQLiteEngine(Engine[FileTransaction]):
    """What every tenant table is given: it hands each query to the file of the selected tenant."""

    def __init__(self) -> None:
        super().__init__(engine_type="sqlite", min_version_number=3.35)

    @property
    def selection(self) -> Selection:
        """The selected tenant; without one nothing can be read."""
        selection = SELECTED.get()
        if selection is None or selection.over:
            raise TenantNotSelected(
                "No tenant is selected, so there is no file to read. "
                "Do this inside `async with store.tenant(slug):`, and do not outlive it."
            )
        return selection

    @property
    def current(self) -> FileEngine:
        """The file of the selected tenant."""
        return self.selection.engine

    @property
    def current_transaction(self) -> ContextVar[FileTransaction | None]:  # type: ignore[override] # Piccolo has one per engine, here it differs per tenant.
        return self.current.current_transaction

    def in_transaction(self) -> bool:
        """Whether a tenant is selected with a transaction or a snapshot open in this context."""
        selection = SELECTED.get()
        if selection is None or selection.over:
            return False
        return selection.engine.current_transaction.get() is not None

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        query, args = querystring.compile_string(engine_type=self.engine_type)
        return await self.current.run(query, args)

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        return await self.current.run(ddl)

    def transaction(self, *args: object, **kwargs: object) -> FileTransaction:
        return self.current.transaction()

    async def get_version(self) -> float:
        return self.get_version_sync()

    def get_version_sync(self) -> float:
        major, minor, _ = sqlite3.sqlite_version_info
        return float(f"{major}.{minor:02d}")

    async def prep_database(self) -> None:
        """Nothing to prepare: the migrations have made the file."""

    async def batch(self, query: object, batch_size: int = 100, node: str | None = None) -> NoReturn:
        raise RuntimeError("Batches hold a connection for as long as the reader likes; read page by page instead.")

    def atomic(self, *args: object, **kwargs: object) -> NoReturn:
        raise RuntimeError("Use `async with transaction():` from gehoor.storage.scope.")


TENANT: Final = TenantSQLiteEngine()


def reads(query: str) -> bool:
    """Whether the query only reads, so that it need not wait for the turn to write."""
    return query.lstrip()[:6].upper() == "SELECT"
