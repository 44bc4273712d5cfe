"""The tenants of this installation with the hosts they answer to."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

MIGRATION: Final = Migration(
    id="0001",
    common=(
        """
        CREATE TABLE tenant (
            slug TEXT NOT NULL PRIMARY KEY CHECK (length(slug) BETWEEN 1 AND 63),
            regulation TEXT NOT NULL,
            title TEXT NOT NULL,
            created_at TEXT NOT NULL
        )""",
        """
        CREATE TABLE tenant_host (
            host TEXT NOT NULL PRIMARY KEY CHECK (host = lower(host)),
            slug TEXT NOT NULL REFERENCES tenant (slug) ON DELETE CASCADE
        )""",
        "CREATE INDEX tenant_host_slug ON tenant_host (slug)",
    ),
)
