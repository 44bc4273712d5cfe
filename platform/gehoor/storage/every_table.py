"""Every table of a tenant as Piccolo sees it; whoever adds tables adds their tuple here."""

from __future__ import annotations

from typing import Final

from gehoor.storage import (
    tables,
    tables_clock,
    tables_deliveries,
    tables_following,
    tables_law,
    tables_letters,
    tables_messages,
    tables_settings,
    tables_sign_in,
    tables_vault,
    tables_wall,
)

TENANT_TABLES: Final = (
    *tables.TABLES,
    *tables_clock.TABLES,
    *tables_deliveries.TABLES,
    *tables_following.TABLES,
    *tables_law.TABLES,
    *tables_letters.TABLES,
    *tables_messages.TABLES,
    *tables_settings.TABLES,
    *tables_sign_in.TABLES,
    *tables_vault.TABLES,
    *tables_wall.TABLES,
)
