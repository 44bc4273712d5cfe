"""The migrations of the control file, in order."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.control import m0001_tenants

MIGRATIONS: Final = (m0001_tenants.MIGRATION,)
