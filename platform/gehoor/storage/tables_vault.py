"""The table of a municipality's secrets."""

from __future__ import annotations

from piccolo.columns import Bytea, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class Secret(Table, tablename="secret", db=TENANT):
    """A password or key that the municipality uses elsewhere, sealed."""

    name = Text(primary_key=True)
    sealed = Bytea()
    at = Text()


TABLES = (Secret,)
