"""The indexes of the lists of cases in words by which PostgreSQL too finds the place where a page begins.

Behind a policy PostgreSQL takes COALESCE in a condition for something that may leak, and reads all pages before.
"""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

#: The same words as in `storage.cases`, by which a database knows an index for a list.
_OPEN: Final = "(CASE WHEN next_due IS NULL THEN '9999-12-31' ELSE next_due END)"
_ALL: Final = "(CASE WHEN next_due IS NOT NULL THEN next_due ELSE '9999-12-31' END)"
#: Name -> columns before the case, and which cases stand in it.
_INDEXES: Final = {
    "case_view_work_list": (_OPEN, "WHERE closed_on IS NULL"),
    "case_view_work_list_of_handler": (f"handler, {_OPEN}", "WHERE closed_on IS NULL"),
    "case_view_work_list_of_office": (f"office, {_OPEN}", "WHERE closed_on IS NULL"),
    "case_view_list": (_ALL, ""),
    "case_view_list_of_handler": (f"handler, {_ALL}", "WHERE handler IS NOT NULL"),
    "case_view_list_of_office": (f"office, {_ALL}", "WHERE office IS NOT NULL"),
}


def _made_again(first: str) -> tuple[str, ...]:
    return tuple(
        statement
        for name, (columns, which) in _INDEXES.items()
        for statement in (
            f"DROP INDEX {name}",
            f"CREATE INDEX {name} ON case_view ({first}{columns}, case_id) {which}".rstrip(),
        )
    )


MIGRATION: Final = Migration(id="0021", sqlite=_made_again(""), postgres=_made_again("tenant, "))
