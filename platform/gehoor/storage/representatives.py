"""Who represents a complainant, with the code with which this person follows the case."""

from __future__ import annotations

from typing import Final

from gehoor.storage.people import Party
from gehoor.storage.rows import first
from gehoor.storage.scope import require_transaction
from gehoor.storage.tables import Party as Table

REPRESENTATIVE: Final = "representative"
#: Whoever represented somebody before: letters went to this person, who may see nothing any more.
FORMER: Final = "former_representative"


async def by_access_hash(access_hash: str) -> Party | None:
    """The representative who holds the code with this hash."""
    mine = (Table.access_hash == access_hash) & (Table.role == REPRESENTATIVE)
    return first(await Table.select().where(mine).limit(1), Party)


async def set_access_hash(case_id: str, access_hash: str) -> None:
    """Give the representative another code."""
    mine = (Table.case_id == case_id) & (Table.role == REPRESENTATIVE)
    await Table.update({Table.access_hash: access_hash}).where(mine)


async def let_follow(case_id: str, access_hash: str) -> None:
    """Let the representative follow the case; a code this person has already stays."""
    mine = (Table.case_id == case_id) & (Table.role == REPRESENTATIVE) & Table.access_hash.is_null()
    await Table.update({Table.access_hash: access_hash}).where(mine)


async def retire(case_id: str) -> None:
    """Whoever represents the complainant does so no more, and the code of this person opens nothing."""
    require_transaction()
    await Table.delete().where((Table.case_id == case_id) & (Table.role == FORMER))
    mine = (Table.case_id == case_id) & (Table.role == REPRESENTATIVE)
    await Table.update({Table.role: FORMER, Table.access_hash: None}).where(mine)
