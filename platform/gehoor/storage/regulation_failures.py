"""Keeps in the control tables which law of which tenant failed where, for the operator."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol

import msgspec

from gehoor.storage.rows import moment


class RegulationFailure(msgspec.Struct, frozen=True, kw_only=True):
    """One way in which one hook failed; `error` is a type of error and `citation` the rule that was speaking."""

    slug: str
    regulation: str
    in_force: date
    edition: str
    hook: str
    kind: str
    error: str
    citation: str
    first_at: datetime
    last_at: datetime
    times: int


class Queries(Protocol):
    """The control tables."""

    async def run(self, query: str, *args: Any) -> list[dict[str, Any]]:
        """Run a query with `{}` where the arguments go."""


async def add(control: Queries, found: RegulationFailure) -> None:
    """Add to what was counted before; also when another process counts the same."""
    await control.run(
        "INSERT INTO regulation_failure "
        "(slug, regulation, in_force, edition, hook, kind, error, citation, first_at, last_at, times) "
        "SELECT {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, CAST({} AS INTEGER) "
        "WHERE EXISTS (SELECT 1 FROM tenant WHERE slug = {}) "
        "ON CONFLICT (slug, regulation, in_force, edition, hook, kind) DO UPDATE SET error = excluded.error, "
        "citation = excluded.citation, last_at = excluded.last_at, times = regulation_failure.times + excluded.times",
        *(found.slug, found.regulation, found.in_force.isoformat(), found.edition, found.hook, found.kind),
        *(found.error, found.citation, moment(found.first_at), moment(found.last_at), found.times, found.slug),
    )


async def newest(control: Queries, slug: str | None = None, limit: int = 100) -> list[RegulationFailure]:
    """What failed, the latest first: of one tenant, or of all."""
    if slug is None:
        rows = await control.run(
            "SELECT * FROM regulation_failure ORDER BY last_at DESC, slug, hook, kind LIMIT {}", limit
        )
    else:
        rows = await control.run(
            "SELECT * FROM regulation_failure WHERE slug = {} ORDER BY last_at DESC, hook, kind LIMIT {}", slug, limit
        )
    return msgspec.convert(rows, list[RegulationFailure])


async def clear(control: Queries, slug: str) -> None:
    """Forget what failed at a tenant, when somebody has solved it."""
    await control.run("DELETE FROM regulation_failure WHERE slug = {}", slug)
