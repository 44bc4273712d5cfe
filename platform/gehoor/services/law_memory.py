"""Remembers which offices the law knows, so that people keep their work when the law does not answer."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from gehoor.regulation.answers import Office
from gehoor.regulation.guard import RegulationFailed
from gehoor.services.municipality import Municipality
from gehoor.storage import law_answers
from gehoor.storage.scope import transaction

OFFICES = "offices"
_encode = msgspec.json.Encoder(order="deterministic").encode
_offices = msgspec.json.Decoder(tuple[Office, ...])


async def with_memory(place: Municipality) -> Municipality:
    """The municipality with the offices as its law last gave them; what the law says now is kept for later."""
    stored = await law_answers.kept(OFFICES)
    try:
        now = _encode(place.offices_of_the_law)
    except RegulationFailed:
        return replace(place, offices_kept=_offices.decode(stored)) if stored else place
    if now != stored:
        async with transaction():
            await law_answers.keep(OFFICES, now)
    return place
