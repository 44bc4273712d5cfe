"""Which law of which tenant failed where, for the operator: codes and counts, nothing of what people wrote."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

MIGRATION: Final = Migration(
    id="0005",
    common=(
        """
        CREATE TABLE regulation_failure (
            slug TEXT NOT NULL REFERENCES tenant (slug) ON DELETE CASCADE,
            regulation TEXT NOT NULL,
            in_force TEXT NOT NULL CHECK (length(in_force) = 10),
            edition TEXT NOT NULL,
            hook TEXT NOT NULL,
            kind TEXT NOT NULL,
            error TEXT NOT NULL,
            citation TEXT NOT NULL,
            first_at TEXT NOT NULL,
            last_at TEXT NOT NULL,
            times INTEGER NOT NULL CHECK (times >= 1),
            PRIMARY KEY (slug, regulation, in_force, edition, hook, kind)
        )""",
    ),
    postgres=("GRANT SELECT, INSERT, UPDATE, DELETE ON regulation_failure TO {serving}",),
)
