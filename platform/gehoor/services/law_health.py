"""Remembers which laws fail where, for the coordinator's banner at once and for the operator in the control tables."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta

import msgspec

from gehoor import logs
from gehoor.regulation.guard import Failure, WhoseLaw
from gehoor.storage import regulation_failures
from gehoor.storage.regulation_failures import Queries, RegulationFailure

log = logs.of(__name__)
#: What fails over and over is written down once in this time, with how often.
EVERY = timedelta(minutes=1)


class Trouble(msgspec.Struct, kw_only=True):
    """A question that this law did not answer the last time it was asked."""

    failure: Failure
    first_at: datetime
    last_at: datetime
    #: How often since it was last written down.
    unwritten: int = 0
    written_at: datetime | None = None


class LawHealth:
    """What fails now in this process. A law that answers costs one look at an empty dictionary."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._control: Queries | None = None
        self._troubles: dict[tuple[WhoseLaw, str], Trouble] = {}
        self._solved: list[Trouble] = []
        self._writing: asyncio.Task[None] | None = None

    def keep_in(self, control: Queries) -> None:
        """From now on what fails is written here too."""
        self._control = control

    def failed(self, failure: Failure) -> None:
        """A question was not answered."""
        at, key = self._clock(), (failure.law, failure.hook)
        known = self._troubles.get(key)
        if known is None or known.failure.kind is not failure.kind:
            if known is not None:
                self._solved.append(known)
            known = self._troubles[key] = Trouble(failure=failure, first_at=at, last_at=at)
            log.error(
                "a law failed", extra=logs.more(
                    tenant=failure.law.tenant, regulation=failure.law.regulation, hook=failure.hook,
                    kind=failure.kind.value, error=failure.error, citation=failure.citation,
                ),
            )  # fmt: skip
        known.failure, known.last_at, known.unwritten = failure, at, known.unwritten + 1
        self._write_soon(at)

    def answered(self, law: WhoseLaw, hook: str) -> None:
        """A question was answered, so whatever was wrong with it is over."""
        if self._troubles and (known := self._troubles.pop((law, hook), None)) is not None:
            self._solved.append(known)

    def of(self, tenant: str) -> list[Trouble]:
        """What fails at this tenant now, the latest first."""
        if not self._troubles:
            return []
        found = [trouble for (law, _), trouble in self._troubles.items() if law.tenant == tenant]
        return sorted(found, key=lambda trouble: trouble.last_at, reverse=True)

    async def aclose(self) -> None:
        """Writes down what is left."""
        if self._writing is not None:
            await asyncio.wait([self._writing])
        await self._written(self._clock(), everything=True)

    def _write_soon(self, at: datetime) -> None:
        """A hook is asked in the middle of a piece of work; what it did is written after that, by itself."""
        if self._writing is not None or self._control is None or not self._due(at):
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # A tool without a loop writes when it ends.
            return
        # An empty context: the work that goes on here has its own tenant and its own transaction.
        self._writing = loop.create_task(self._written(at), context=Context())

    async def _written(self, at: datetime, *, everything: bool = False) -> None:
        try:
            await self._write(at, everything=everything)
        except Exception as error:
            # That a law fails is worth less than the work of whoever met it, which went on.
            log.error("a failure of a law was not written down: %s", logs.where(error))
        finally:
            self._writing = None

    def _due(self, at: datetime) -> list[Trouble]:
        return [
            trouble
            for trouble in self._troubles.values()
            if trouble.unwritten and (trouble.written_at is None or at - trouble.written_at >= EVERY)
        ]

    async def _write(self, at: datetime, *, everything: bool = False) -> None:
        solved, self._solved = self._solved, []
        due = list(self._troubles.values()) if everything else self._due(at)
        for trouble in (*solved, *due):
            times, trouble.unwritten, trouble.written_at = trouble.unwritten, 0, at
            if times and self._control is not None and trouble.failure.law.tenant:
                await regulation_failures.add(self._control, _row(trouble, times))


def _row(trouble: Trouble, times: int) -> RegulationFailure:
    failure = trouble.failure
    return RegulationFailure(
        slug=failure.law.tenant,
        regulation=failure.law.regulation,
        in_force=failure.law.in_force,
        edition=failure.law.edition,
        hook=failure.hook,
        kind=failure.kind.value,
        error=failure.error,
        citation=failure.citation,
        first_at=trouble.first_at,
        last_at=trouble.last_at,
        times=times,
    )
