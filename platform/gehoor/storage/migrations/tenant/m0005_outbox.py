"""The work that follows from events, kept with them and carried out after they are committed."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, walled

MIGRATION: Final = Migration(
    id="0005",
    sqlite=(
        """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            kind TEXT NOT NULL,
            payload BLOB NOT NULL,
            dedup TEXT UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
            run_at TEXT NOT NULL CHECK (run_at LIKE '____-__-__T__:__:__.______Z'),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            locked_until TEXT CHECK (locked_until LIKE '____-__-__T__:__:__.______Z'),
            error TEXT,
            CHECK ((state = 'running') = (locked_until IS NOT NULL))
        )""",
        # Finished work stays for a month, for its dedup key; these indexes hold only what may still be claimed.
        "CREATE INDEX outbox_queued ON outbox (run_at, id) WHERE state = 'queued'",
        "CREATE INDEX outbox_running ON outbox (locked_until) WHERE state = 'running'",
    ),
    postgres=(
        f"""
        CREATE TABLE outbox (
            {TENANT_COLUMN},
            id {NUMBER},
            kind TEXT NOT NULL,
            payload BYTEA NOT NULL,
            dedup TEXT,
            state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'dead')),
            run_at TEXT NOT NULL CHECK (run_at LIKE '____-__-__T__:__:__.______Z'),
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            locked_until TEXT CHECK (locked_until LIKE '____-__-__T__:__:__.______Z'),
            error TEXT,
            CHECK ((state = 'running') = (locked_until IS NOT NULL)),
            PRIMARY KEY (tenant, id),
            UNIQUE (tenant, dedup)
        )""",
        *walled("outbox"),
        "CREATE INDEX outbox_queued ON outbox (tenant, run_at, id) WHERE state = 'queued'",
        "CREATE INDEX outbox_running ON outbox (tenant, locked_until) WHERE state = 'running'",
    ),
)
