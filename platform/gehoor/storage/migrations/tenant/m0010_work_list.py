"""The lists in which closed cases stand too, of everybody and of one handler, each read from an index of its own."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

#: Never the third, so this is the same day as the open cases are ordered by, in other words. SQLite takes either of two
#: indexes on the same words, and for the open cases it must not read past all that are closed.
_DUE: Final = "COALESCE(next_due, '9999-12-31', closed_on)"

MIGRATION: Final = Migration(
    id="0010",
    sqlite=(
        "DROP INDEX case_view_list",
        f"CREATE INDEX case_view_list ON case_view ({_DUE}, case_id)",
        f"""
        CREATE INDEX case_view_list_of_handler ON case_view (handler, {_DUE}, case_id)
        WHERE handler IS NOT NULL""",
    ),
    postgres=(
        "DROP INDEX case_view_list",
        f"CREATE INDEX case_view_list ON case_view (tenant, {_DUE}, case_id)",
        f"""
        CREATE INDEX case_view_list_of_handler ON case_view (tenant, handler, {_DUE}, case_id)
        WHERE handler IS NOT NULL""",
    ),
)
