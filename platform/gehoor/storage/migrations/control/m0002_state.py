"""Whether a tenant is served, and the removals that were begun, each with its certificate."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

MIGRATION: Final = Migration(
    id="0002",
    common=(
        "ALTER TABLE tenant ADD COLUMN state TEXT NOT NULL DEFAULT 'active' "
        "CHECK (state IN ('active', 'suspended', 'removing'))",
        "ALTER TABLE tenant ADD COLUMN state_why TEXT NOT NULL DEFAULT ''",
        # It does not refer to the tenant, because it stays when the tenant is gone.
        """
        CREATE TABLE tenant_removal (
            slug TEXT NOT NULL,
            started_at TEXT NOT NULL,
            person TEXT NOT NULL,
            folder TEXT NOT NULL,
            certificate TEXT,
            finished_at TEXT,
            PRIMARY KEY (slug, started_at),
            CHECK (finished_at IS NULL OR certificate IS NOT NULL)
        )""",
        # A process that is cut off goes on with the removal that was begun, and does not begin a second one.
        "CREATE UNIQUE INDEX tenant_removal_going_on ON tenant_removal (slug) WHERE finished_at IS NULL",
    ),
    postgres=(
        """
        CREATE FUNCTION tenant_is_being_removed(TEXT) RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT EXISTS (SELECT 1 FROM tenant WHERE slug = $1 AND state = 'removing') $$""",
    ),
)
