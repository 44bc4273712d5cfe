"""The addresses of the operator's pages."""

from __future__ import annotations

WORK = "/werk"
TRY_AGAIN = f"{WORK}/opnieuw"
HEALTH = "/gezondheid"


def numbered(address: str, number: int) -> str:
    """The address of one page of a list."""
    return f"{address}?pagina={number}"


def number_in(typed: str) -> int:
    """The number of the page that is asked for; the first one when it is no number."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1
