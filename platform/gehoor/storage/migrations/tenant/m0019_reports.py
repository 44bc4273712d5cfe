"""Cases by the day on which they came in, for a yearly report, and by the office they went to, for its holders."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

#: The same words as in `storage.cases`, by which SQLite knows an index for a list.
_OPEN: Final = "COALESCE(next_due, '9999-12-31')"
_ALL: Final = "COALESCE(next_due, '9999-12-31', closed_on)"

MIGRATION: Final = Migration(
    id="0019",
    sqlite=(
        "CREATE INDEX case_view_received ON case_view (received_on, case_id)",
        f"CREATE INDEX case_view_work_list_of_office ON case_view (office, {_OPEN}, case_id) WHERE closed_on IS NULL",
        f"CREATE INDEX case_view_list_of_office ON case_view (office, {_ALL}, case_id) WHERE office IS NOT NULL",
    ),
    postgres=(
        "CREATE INDEX case_view_received ON case_view (tenant, received_on, case_id)",
        f"CREATE INDEX case_view_work_list_of_office ON case_view (tenant, office, {_OPEN}, case_id)"
        " WHERE closed_on IS NULL",
        f"CREATE INDEX case_view_list_of_office ON case_view (tenant, office, {_ALL}, case_id)"
        " WHERE office IS NOT NULL",
    ),
)
