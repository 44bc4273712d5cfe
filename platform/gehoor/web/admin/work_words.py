"""The kinds of work in words."""

from __future__ import annotations

from typing import Final

#: Kind of job -> what it does, in words; a test holds this against the kinds there are.
KINDS: Final = {
    "render_letter": "een brief klaarmaken",
    "ask_law_again": "de termijnen en brieven van een klacht bepalen",
    "mail": "een mail versturen",
    "clock": "herinneringen en overzichten van een dag klaarzetten",
    "look_at_law": "nagaan of termijnen zijn veranderd",
    "recompute_terms": "termijnen opnieuw uitrekenen",
    "send_letter": "een brief versturen",
    "print_run": "brieven klaarzetten om te printen",
    "fetch_mail": "binnengekomen mail ophalen",
    "check_file": "een bestand op virussen controleren",
}
_UNKNOWN: Final = "werk dat deze versie van het systeem niet kent"


def in_words(kind: str) -> str:
    """What a kind of work does; one of another version of the platform is told as such."""
    return KINDS.get(kind, _UNKNOWN)
