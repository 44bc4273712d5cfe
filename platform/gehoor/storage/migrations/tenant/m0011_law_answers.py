"""What the law last answered to questions without a case, for when it does not answer any more."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import TENANT_COLUMN, walled

MIGRATION: Final = Migration(
    id="0011",
    sqlite=("CREATE TABLE law_answer (question TEXT NOT NULL PRIMARY KEY, answer BLOB NOT NULL)",),
    postgres=(
        f"CREATE TABLE law_answer ({TENANT_COLUMN}, question TEXT NOT NULL, answer BYTEA NOT NULL,"
        " PRIMARY KEY (tenant, question))",
        *walled("law_answer"),
    ),
)
