"""The tables of the wall as Piccolo sees them; the migrations make them, with their rules."""

from __future__ import annotations

from piccolo.columns import BigInt, Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class CasePerson(Table, tablename="case_person", db=TENANT):
    """Somebody on the staff whom a case concerns; Piccolo knows one key column, the table has two."""

    case_id = Text(primary_key=True)
    person_id = Text()
    how = Text()


class BreakGlass(Table, tablename="break_glass", db=TENANT):
    """Somebody opened a case in an emergency, never changed and never deleted."""

    id: Serial
    at = Text()
    until_at = Text()
    person_id = Text()
    case_id = Text()
    reason = BigInt()


class BreakGlassNote(Table, tablename="break_glass_note", db=TENANT):
    """What came of an emergency opening: it was ended early, or seen; never changed and never deleted."""

    id: Serial
    opening = BigInt()
    at = Text()
    person_id = Text()
    kind = Text()


TABLES = (CasePerson, BreakGlass, BreakGlassNote)
