"""The table of what the law last answered, as Piccolo sees it."""

from __future__ import annotations

from piccolo.columns import Bytea, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class LawAnswer(Table, tablename="law_answer", db=TENANT):
    """The last answer to a question that is about no case."""

    question = Text(primary_key=True)
    answer = Bytea()


TABLES = (LawAnswer,)
