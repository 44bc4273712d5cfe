"""Hands each query of a tenant's table to the database of the tenant that is selected in the context."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn, Protocol

from piccolo.engine.base import BaseTransaction, Engine
from piccolo.querystring import QueryString

if TYPE_CHECKING:
    # It asks this module which tenant is selected.
    from gehoor.storage.sealing import Sealer

Rows = list[dict[str, Any]]
Kind = Literal["sqlite", "postgres"]


class TenantNotSelected(RuntimeError):
    """A query was made without a tenant, or after the scope of its tenant had ended."""


class RuleBroken(sqlite3.IntegrityError):
    """The database itself refused this: a key that is taken, a reference to nothing, a row that never changes."""


class Transaction(Protocol):
    """A transaction that is open; of a snapshot `writing` is no."""

    writing: bool


class Queries(Protocol):
    """What queries go to: a file, or PostgreSQL."""

    @property
    def kind(self) -> Kind:
        """Which of the two it is."""

    def transaction(self) -> AbstractAsyncContextManager[Any]:
        """A transaction that may write."""

    async def run(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """Run a query in the transaction of this context, or by itself when there is none."""

    async def run_short(self, query: str, args: Sequence[Any] = ()) -> Rows:
        """As `run`, for a query that looks up or changes a few rows by their keys."""


class Database(Queries, Protocol):
    """What the queries of one scope go to: the file of a tenant, or the rows of a tenant in PostgreSQL."""

    @property
    def active(self) -> Transaction | None:
        """The transaction or snapshot that is open in this context."""

    def snapshot(self) -> AbstractAsyncContextManager[Any]:
        """A transaction that only reads, in which every query sees the same moment."""

    async def rest(self) -> None:
        """Hold nothing while another scope works inside this one."""


class Selection:
    """The tenant a scope has selected, until that scope ends."""

    __slots__ = ("checks_files", "database", "over", "sealer", "slug")

    def __init__(self, slug: str, database: Database, sealer: Sealer, *, checks_files: bool = False) -> None:
        self.slug = slug
        self.database = database
        self.sealer = sealer
        #: Whether a scanner looks at files before anybody may open them.
        self.checks_files = checks_files
        self.over = False


SELECTED: Final[ContextVar[Selection | None]] = ContextVar("selected_tenant", default=None)
#: Whether a transaction on the control tables is open in this context.
CONTROL_IS_OPEN: Final[ContextVar[bool]] = ContextVar("control_is_open", default=False)


class TenantEngine(Engine[BaseTransaction]):
    """What every tenant table is given: it hands each query to the database of the selected tenant."""

    def __init__(self) -> None:
        # Not Piccolo's own: it asks the database for its version, and there is none before a tenant is selected.
        self.log_queries = self.log_responses = False
        self.query_id = 0

    @property
    def engine_type(self) -> str:  # type: ignore[override] # Piccolo has one database per engine, here the scope decides.
        """The database for which Piccolo writes its queries; without a scope it does not matter which."""
        selection = SELECTED.get()
        return selection.database.kind if selection is not None else "sqlite"

    @property
    def selection(self) -> Selection:
        """The selected tenant; without one nothing can be read."""
        selection = SELECTED.get()
        if selection is None or selection.over:
            raise TenantNotSelected(
                "No tenant is selected, so there is nothing to read. "
                "Do this inside `async with store.tenant(slug):`, and do not outlive it."
            )
        return selection

    @property
    def current(self) -> Database:
        """The database of the selected tenant."""
        selection = self.selection
        if CONTROL_IS_OPEN.get():
            raise RuntimeError(
                f"A transaction on the control tables is open here. End it before working for {selection.slug}: "
                "what happens there would not be undone with it."
            )
        return selection.database

    @property
    def active(self) -> Transaction | None:
        """The transaction or snapshot of the selected tenant that is open in this context."""
        selection = SELECTED.get()
        return None if selection is None or selection.over else selection.database.active

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        database = self.current
        query, args = querystring.compile_string(engine_type=database.kind)
        return await database.run(query, args)

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        return await self.current.run(ddl)

    def transaction(self, *args: object, **kwargs: object) -> Any:
        return self.current.transaction()

    def transaction_exists(self) -> bool:
        return self.active is not None

    async def get_version(self) -> float:
        return self.get_version_sync()

    def get_version_sync(self) -> float:
        """Piccolo asks this of SQLite only."""
        major, minor, _ = sqlite3.sqlite_version_info
        return float(f"{major}.{minor:02d}")

    async def prep_database(self) -> None:
        """Nothing to prepare: the migrations have made the tables."""

    async def batch(self, query: object, batch_size: int = 100, node: str | None = None) -> NoReturn:
        raise RuntimeError("Batches hold a connection for as long as the reader likes; read page by page instead.")

    def atomic(self, *args: object, **kwargs: object) -> NoReturn:
        raise RuntimeError("Use `async with transaction():` from gehoor.storage.scope.")


TENANT: Final = TenantEngine()


def reads(query: str) -> bool:
    """Whether the query only reads, so that it need not wait for the turn to write."""
    return query.lstrip()[:6].upper() == "SELECT"
