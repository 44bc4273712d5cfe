"""Queries and transactions in PostgreSQL: one connection for a scope at most, taken when it is first needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, Final

import msgspec
from piccolo.engine.base import BaseTransaction

from gehoor.storage.engine import Kind, Rows, TenantNotSelected, reads
from gehoor.storage.postgres_connection import Turn, commit, fetch, settle, within_tenant

_CURRENT: Final[ContextVar[PostgresTransaction | None]] = ContextVar("postgres_transaction", default=None)


class Openings(msgspec.Struct, frozen=True):
    """How the transactions of a scope begin: to read, to read one moment, to write once, to write in turn.

    `walled` says that every key begins with the tenant, which whoever writes a query leaves out.
    """

    reading: str
    snapshot: str
    one_write: str
    writing: str
    walled: bool = True


class PostgresTransaction(BaseTransaction):
    """A transaction of a scope; whatever happens, its connection and its turn to write go back."""

    __slots__ = ("_connection", "_one_at_a_time", "_token", "scope", "writing")

    def __init__(self, scope: PostgresScope, *, writing: bool) -> None:
        self.scope = scope
        self.writing = writing
        self._connection: Any = None
        self._one_at_a_time = asyncio.Lock()
        self._token: Token[PostgresTransaction | None] | None = None

    async def __aenter__(self) -> PostgresTransaction:
        if self.scope.active is not None:
            raise RuntimeError(
                "A transaction is already open here, and transactions do not nest: the inner one could not be "
                "undone by itself. Open one transaction around the whole piece of work."
            )
        self._connection = await self.scope.begin(writing=self.writing)
        self._token = _CURRENT.set(self)
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
        _CURRENT.reset(token)
        await self.scope.end(writing=self.writing, keep=kind is None)
        return False

    async def run(self, query: str, args: Sequence[Any]) -> Rows:
        """Run a query inside this transaction; tasks that share it take turns."""
        async with self._one_at_a_time:
            connection = self._open_connection()
            if not self.writing and not reads(query):
                raise RuntimeError("This is a snapshot, for reading only. Use `async with transaction():` to write.")
            return await fetch(connection, query, args)

    async def run_apart(self, query: str, args: Sequence[Any]) -> Rows:
        """Run a query that, when it fails, leaves this transaction as it was."""
        async with self._one_at_a_time:
            connection = self._open_connection()
            await connection.execute("SAVEPOINT apart")
            try:
                rows = await fetch(connection, query, args)
            except BaseException:
                await connection.execute("ROLLBACK TO SAVEPOINT apart; RELEASE SAVEPOINT apart")
                raise
            await connection.execute("RELEASE SAVEPOINT apart")
            return rows

    def _open_connection(self) -> Any:
        if self._connection is None:
            raise RuntimeError(
                "This transaction is over, but a task that was started inside it still uses it. "
                "Wait for such a task inside the transaction, or start it outside."
            )
        return self._connection


class PostgresScope:
    """The work of one scope: what it reads shares one transaction, and its tasks take turns."""

    kind: Final[Kind] = "postgres"

    def __init__(self, pool: Any, openings: Openings, writers: Turn) -> None:
        self.pool = pool
        self._openings = openings
        self._writers = writers
        self._turn = asyncio.Lock()
        self._connection: Any = None
        self._halfway = False
        self._over = False

    @property
    def active(self) -> PostgresTransaction | None:
        """The transaction or snapshot of this scope that is open in this context."""
        transaction = _CURRENT.get()
        return transaction if transaction is not None and transaction.scope is self else None

    def transaction(self) -> PostgresTransaction:
        """A transaction that may write."""
        return PostgresTransaction(self, writing=True)

    def snapshot(self) -> PostgresTransaction:
        """A transaction that only reads, in which every query sees the same moment."""
        return PostgresTransaction(self, writing=False)

    async def run(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """Run a query in the transaction of this context; without one reads share theirs, and a write has its own."""
        transaction = self.active
        if self._openings.walled:
            query = within_tenant(query)
        if transaction is not None:
            return await transaction.run(query, args)
        async with self._in_turn():
            if reads(query):
                connection = self._connection if self._halfway else await self._start(self._openings.reading)
                return await fetch(connection, query, args)
            connection = await self._start(self._openings.one_write)
            rows = await fetch(connection, query, args)
            await commit(connection)
            self._halfway = False
            return rows

    async def run_apart(self, query: str, args: Sequence[Any]) -> Rows:
        """Run a query that is not of the tenant of this scope on the connection that this scope has."""
        transaction = self.active
        if transaction is not None:
            return await transaction.run_apart(query, args)
        async with self._in_turn():
            return await fetch(await self._unused(), query, args)

    async def begin(self, *, writing: bool) -> Any:
        """Begin a transaction, in turn with the tasks of this scope and with who writes for this tenant."""
        await self._turn.acquire()
        taken = False
        try:
            self._refuse_when_over()
            if writing:
                # Whoever waits for a turn must not hold a connection that the one before it may need.
                await self._writers.take(before_waiting=self._let_go)
                taken = True
            return await self._start(self._openings.writing if writing else self._openings.snapshot)
        except BaseException:
            await self._finish(writing=taken)
            raise

    async def end(self, *, writing: bool, keep: bool) -> None:
        """End the transaction that was begun, and keep what it did or not."""
        try:
            if keep:
                await commit(self._connection)
                self._halfway = False
        finally:
            await self._finish(writing=writing)

    async def run_short(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """As `run`: here each query waits for the server, however short it is."""
        return await self.run(query, args)

    async def rest(self) -> None:
        """Hold nothing while another scope works inside this one."""
        async with self._turn:
            await self._let_go()

    async def leave(self) -> None:
        """The scope is over: it answers no more, and whoever still uses its connection is the last."""
        self._over = True
        if not self._turn.locked():
            await self._let_go()

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        async with self._turn:
            self._refuse_when_over()
            whole = False
            try:
                yield
                whole = True
            finally:
                if self._over or not whole:
                    await self._let_go()

    async def _start(self, opening: str) -> Any:
        if self._connection is None:
            self._connection = await self.pool.acquire()
        ended = "COMMIT; " if self._halfway else ""
        self._halfway = True
        await self._connection.execute(ended + opening)
        return self._connection

    async def _unused(self) -> Any:
        if self._connection is None:
            self._connection = await self.pool.acquire()
        elif self._halfway:
            await self._connection.execute("COMMIT")
            self._halfway = False
        return self._connection

    async def _finish(self, *, writing: bool) -> None:
        try:
            if self._halfway or self._over:
                await self._let_go()
        finally:
            if writing:
                self._writers.give_back()
            self._turn.release()

    async def _let_go(self) -> None:
        connection, halfway = self._connection, self._halfway
        self._connection, self._halfway = None, False
        if connection is not None:
            # A task of its own: whoever gives the connection back may be cancelled again while this runs.
            await asyncio.shield(settle(self.pool, connection, halfway=halfway))

    def _refuse_when_over(self) -> None:
        if self._over:
            raise TenantNotSelected("The scope of this tenant is over, but a task still works in it.")
