"""Since when work lies still that was given up, and from which attempt on it is being tried again."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

_COLUMNS: Final = (
    "ALTER TABLE outbox ADD COLUMN tries_from INTEGER NOT NULL DEFAULT 0 CHECK (tries_from >= 0)",
    "ALTER TABLE outbox ADD COLUMN dead_at TEXT CHECK (dead_at LIKE '____-__-__T__:__:__.______Z')",
)

MIGRATION: Final = Migration(
    id="0013",
    # Finished work stays for its dedup key, so what was given up must be found without reading all of that.
    sqlite=(*_COLUMNS, "CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead'"),
    postgres=(*_COLUMNS, "CREATE INDEX outbox_dead ON outbox (tenant, id) WHERE state = 'dead'"),
)
