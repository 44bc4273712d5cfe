"""The letterhead of a municipality as letters print it: logo, and how each office signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gehoor.domain.tenant import SignatureBlock

if TYPE_CHECKING:
    from gehoor.services.municipality import Municipality


def head_of(place: Municipality) -> dict[str, Any]:
    """The picture at the head of a letter, inside the letter itself, and the words for who cannot see it."""
    return {"logo": place.logo, "logo_alt": place.tenant.file.letterhead.logo_alt if place.logo else ""}


def signature_block(place: Municipality, office: str) -> dict[str, Any]:
    """What the municipality chose for the signature of this office, besides office, body and name."""
    block = place.tenant.file.letterhead.signatures.get(office, SignatureBlock())
    return {"closing": block.closing, "title": block.title, "with_name": block.with_name, "phone": block.phone}
