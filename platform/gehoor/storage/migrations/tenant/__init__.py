"""The migrations of a tenant's file, in order."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.tenant import (
    m0001_register,
    m0002_case_views,
    m0003_people,
    m0004_papers,
    m0005_outbox,
)

MIGRATIONS: Final = (
    m0001_register.MIGRATION,
    m0002_case_views.MIGRATION,
    m0003_people.MIGRATION,
    m0004_papers.MIGRATION,
    m0005_outbox.MIGRATION,
)
