"""Files that are kept sealed, and the secrets of a municipality."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import TENANT_COLUMN, walled

_MOMENT = "CHECK (at LIKE '____-__-__T__:__:__.______Z')"

MIGRATION: Final = Migration(
    id="0007",
    sqlite=(
        # SQL cannot seal: files from before are marked here and sealed when the tenant is opened.
        "ALTER TABLE blob ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1))",
        # An index on what is left to seal, so that looking costs nothing once there is nothing left.
        "CREATE INDEX blob_open ON blob (sha256) WHERE NOT sealed",
        f"""
        CREATE TABLE secret (
            name TEXT NOT NULL PRIMARY KEY,
            sealed BLOB NOT NULL,
            at TEXT NOT NULL {_MOMENT}
        )""",
    ),
    postgres=(
        "ALTER TABLE blob ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE",
        "CREATE INDEX blob_open ON blob (tenant, sha256) WHERE NOT sealed",
        f"""
        CREATE TABLE secret (
            {TENANT_COLUMN},
            name TEXT NOT NULL,
            sealed BYTEA NOT NULL,
            at TEXT NOT NULL {_MOMENT},
            PRIMARY KEY (tenant, name)
        )""",
        *walled("secret"),
    ),
)
