"""The migrations of the control file, in order."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.control import (
    m0001_tenants,
    m0002_state,
    m0003_keys,
    m0005_regulation_failures,
    m0006_operators,
)

MIGRATIONS: Final = (
    m0001_tenants.MIGRATION,
    m0002_state.MIGRATION,
    m0003_keys.MIGRATION,
    m0005_regulation_failures.MIGRATION,
    m0006_operators.MIGRATION,
)
