"""Keeps what the law last answered to questions that are about no case."""

from __future__ import annotations

from gehoor.storage.scope import require_transaction
from gehoor.storage.tables_law import LawAnswer


async def kept(question: str) -> bytes | None:
    """The last answer to this question, as it was kept."""
    rows = await LawAnswer.select(LawAnswer.answer).where(LawAnswer.question == question)
    return bytes(rows[0]["answer"]) if rows else None


async def keep(question: str, answer: bytes) -> None:
    """Put this answer in the place of the last one."""
    require_transaction()
    row = LawAnswer(question=question, answer=answer)
    await LawAnswer.insert(row).on_conflict(LawAnswer.question, "DO UPDATE", [LawAnswer.answer])
