"""The key of each tenant, locked by the master key, which is not in any database."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

MIGRATION: Final = Migration(
    id="0003",
    sqlite=(
        """
        CREATE TABLE tenant_key (
            slug TEXT NOT NULL PRIMARY KEY REFERENCES tenant (slug) ON DELETE CASCADE,
            wrapped BLOB NOT NULL,
            created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
            destroyed_at TEXT,
            CHECK ((length(wrapped) = 0) = (destroyed_at IS NOT NULL))
        )""",
    ),
    postgres=(
        """
        CREATE TABLE tenant_key (
            slug TEXT NOT NULL PRIMARY KEY REFERENCES tenant (slug) ON DELETE CASCADE,
            wrapped BYTEA NOT NULL,
            created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
            destroyed_at TEXT,
            CHECK ((length(wrapped) = 0) = (destroyed_at IS NOT NULL))
        )""",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_key TO {serving}",
    ),
)
