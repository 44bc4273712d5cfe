"""What one connection to PostgreSQL does for us: it runs, commits, and goes back to the pool whatever happened."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from asyncpg import exceptions

from gehoor.errors import ConcurrentChange
from gehoor.storage.engine import Rows, RuleBroken

_CONFLICT: Final = re.compile(r"ON CONFLICT\s*\(", re.IGNORECASE)


class Turn:
    """Those who write for one tenant in this process, one after another as on a file."""

    __slots__ = ("_lock", "_wanted")

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._wanted = 0

    async def take(self, before_waiting: Callable[[], Awaitable[None]]) -> None:
        """Wait for the turn to write."""
        self._wanted += 1
        try:
            if self._wanted > 1:
                await before_waiting()
            await self._lock.acquire()
        except BaseException:
            self._wanted -= 1
            raise

    def give_back(self) -> None:
        """Let the next one write."""
        self._wanted -= 1
        self._lock.release()


def within_tenant(query: str) -> str:
    """The query for PostgreSQL, where a key is a key within a tenant, so that a conflict on it is one there.

    No value stands in the text of a query, so what looks like a conflict target is one.
    """
    return _CONFLICT.sub("ON CONFLICT (tenant, ", query)


async def fetch(connection: Any, query: str, args: Sequence[Any]) -> Rows:
    """The rows of a query."""
    with _refusals():
        return [dict(row) for row in await connection.fetch(query, *args)]


async def commit(connection: Any) -> None:
    """Keep what the transaction did; raises when it is not kept."""
    with _refusals():
        answer = await connection.execute("COMMIT")
    if answer != "COMMIT":
        # PostgreSQL undoes a transaction in which a query failed, and does not call that an error.
        raise RuntimeError(
            "A query failed in this transaction and its error was caught, so nothing of the transaction is kept. "
            "Let the error go through, or write the query so that it cannot fail (ON CONFLICT)."
        )


async def settle(pool: Any, connection: Any, *, halfway: bool) -> None:
    """Give a connection back; one that is halfway something is rolled back first, or closed when that fails."""
    try:
        if halfway:
            await connection.execute("ROLLBACK")
    except Exception:
        connection.terminate()
    finally:
        await pool.release(connection)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    # The details of these errors hold what people wrote, so only the message goes on.
    except (
        exceptions.IntegrityConstraintViolationError,
        exceptions.InsufficientPrivilegeError,
        exceptions.RaiseError,
    ) as error:
        raise RuleBroken(error.message) from None
    except (exceptions.DeadlockDetectedError, exceptions.SerializationError):
        raise ConcurrentChange(
            "Iemand anders heeft dit intussen gewijzigd. Uw wijziging is niet opgeslagen. "
            "Laad de pagina opnieuw en kijk of uw wijziging nog nodig is."
        ) from None
    except exceptions.DataError as error:
        raise ValueError(f"PostgreSQL cannot take a value of this query ({type(error).__name__}).") from None
