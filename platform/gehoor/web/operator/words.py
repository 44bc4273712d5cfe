"""How the operator's pages call things."""

from __future__ import annotations

from gehoor.regulation.guard import Kind
from gehoor.storage.tenant_state import State

STATES = {State.ACTIVE: "actief", State.SUSPENDED: "stilgelegd", State.REMOVING: "wordt verwijderd"}
FAILURES = {
    Kind.RAISED.value: "gaf een fout",
    Kind.TOO_SLOW.value: "te traag",
    Kind.WRONG_ANSWER.value: "antwoord klopt niet",
    Kind.RESTING.value: "rust na traagheid",
}
_STEP = 1024


def size_in_words(size: int) -> str:
    """A number of bytes as people read it: "1,5 MB"."""
    amount, unit = float(size), "bytes"
    for name in ("kB", "MB", "GB"):
        if amount < _STEP:
            break
        amount, unit = amount / _STEP, name
    written = f"{amount:.0f}" if unit == "bytes" or amount >= 10 else f"{amount:.1f}"
    return f"{written.replace('.', ',')} {unit}"
