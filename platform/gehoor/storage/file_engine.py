"""Queries and transactions on one SQLite file, with warm connections and one writer at a time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, Token
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import aiosqlite
from piccolo.engine.base import BaseTransaction
from piccolo.engine.sqlite import dict_factory

from gehoor.errors import ConcurrentChange
from gehoor.storage.engine import Kind, Rows, RuleBroken, reads

# FULL, because what a citizen was told has been registered must survive a power cut.
# secure_delete, because destroyed personal data must not stay behind in free pages.
# A cache of 128 KiB: the system keeps the pages of files too, and there are many files.
PRAGMAS: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -128;
"""
BUSY_SECONDS: Final = 5.0
WARM_CONNECTIONS: Final = 2
READERS: Final = 4
#: Rows that a cursor would fetch at a time; nothing here walks through one.
_AT_ONCE: Final = 64
#: With more than this in one value a query is not short.
LONG: Final = 256 * 1024


class FileTransaction(BaseTransaction):
    """A transaction on one file; whatever happens, its connection and its turn to write go back."""

    __slots__ = ("_at_work", "_connection", "_engine", "_token", "writing")

    def __init__(self, engine: FileEngine, *, writing: bool) -> None:
        self._engine = engine
        self.writing = writing
        self._connection: aiosqlite.Connection | None = None
        #: Queries of this transaction that its thread has not answered yet.
        self._at_work = 0
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
            with told_in_our_words():
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
                with told_in_our_words():
                    await connection.execute_fetchall("COMMIT")
                clean = True
        finally:
            await self._engine.take_back(connection, writing=self.writing, clean=clean)
        return False

    async def run(self, query: str, args: Sequence[Any]) -> Rows:
        """Run a query inside this transaction."""
        connection = self._open_connection()
        self._refuse_to_write_in_a_snapshot(query)
        self._at_work += 1
        try:
            with told_in_our_words():
                return list(await connection.execute_fetchall(query, args))  # type: ignore[arg-type] # The row factory makes dicts.
        except asyncio.CancelledError:
            # The thread goes on with it all the same, so nothing of this transaction is done beside it any more.
            self._at_work += 1
            raise
        finally:
            self._at_work -= 1

    async def run_short(self, query: str, args: Sequence[Any]) -> Rows:
        """Run a query that looks up or changes a few rows by their keys, at once where it can.

        A transaction that writes has its turn already, and who reads waits for no writer, so such a query takes some
        hundredths of a millisecond: less than the way to the thread of the connection and back. What waits, for the
        turn or for the disk, are the beginning and the end, and those are left to the thread.
        """
        connection = self._open_connection()
        if self._at_work or _is_long(args):
            return await self.run(query, args)
        self._refuse_to_write_in_a_snapshot(query)
        with told_in_our_words():
            return list(connection._conn.execute(query, args))

    def _refuse_to_write_in_a_snapshot(self, query: str) -> None:
        if not self.writing and not reads(query):
            raise RuntimeError("This is a snapshot, for reading only. Use `async with transaction():` to write.")

    def _open_connection(self) -> aiosqlite.Connection:
        if self._connection is None:
            raise RuntimeError(
                "This transaction is over, but a task that was started inside it still uses it. "
                "Wait for such a task inside the transaction, or start it outside."
            )
        return self._connection


class FileEngine:
    """The warm connections to one file; its writers take turns and its readers are few."""

    kind: Final[Kind] = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.current_transaction: ContextVar[FileTransaction | None] = ContextVar("transaction", default=None)
        self._idle: list[aiosqlite.Connection] = []
        self._turn_to_write = asyncio.Lock()
        self._readers = asyncio.Semaphore(READERS)
        self._closed = False

    @property
    def active(self) -> FileTransaction | None:
        """The transaction or snapshot that is open in this context."""
        return self.current_transaction.get()

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
            with told_in_our_words():
                rows = list(await connection.execute_fetchall(query, args))
            clean = True
        finally:
            await self.take_back(connection, writing=writing, clean=clean)
        return rows  # type: ignore[return-value] # The row factory makes dicts.

    async def run_short(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """As `run`, for a query that looks up or changes a few rows by their keys."""
        transaction = self.current_transaction.get()
        if transaction is not None:
            return await transaction.run_short(query, args)
        if not reads(query) or _is_long(args):
            # By itself it waits for the disk, or for the turn to write.
            return await self.run(query, args)
        connection = await self.lend(writing=False)
        clean = False
        try:
            with told_in_our_words():
                rows: Rows = list(connection._conn.execute(query, args))
            clean = True
        finally:
            await self.take_back(connection, writing=False, clean=clean)
        return rows

    async def rest(self) -> None:
        """A file has connections enough for a scope inside a scope."""

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
        connection = aiosqlite.Connection(self._opened, iter_chunk_size=_AT_ONCE)
        try:
            return await connection
        except BaseException:
            # Its thread is no daemon: left running, it would keep the whole process alive.
            connection.stop()
            raise

    def _opened(self) -> sqlite3.Connection:
        """The file, opened and set up by the thread of the connection in one go: each way to it and back is work.

        That thread makes it, and short queries are run by the thread of the loop, never both at a time.
        """
        connection = sqlite3.connect(
            self.path, isolation_level=None, detect_types=sqlite3.PARSE_DECLTYPES, timeout=BUSY_SECONDS,
            check_same_thread=False,
        )  # fmt: skip
        try:
            connection.row_factory = dict_factory
            connection.executescript(PRAGMAS)
        except BaseException:
            connection.close()
            raise
        return connection


def _is_long(args: Sequence[Any]) -> bool:
    return any(len(arg) > LONG for arg in args if type(arg) is str or type(arg) is bytes)


@contextmanager
def told_in_our_words() -> Iterator[None]:
    """Whoever catches an error needs to know only one name for it, whatever the database."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise RuleBroken(*error.args) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise ConcurrentChange(
            "Er wordt nu lang aan de gegevens van deze gemeente gewerkt. Daarom is dit niet opgeslagen. "
            "Probeer het over een paar minuten opnieuw."
        ) from None
