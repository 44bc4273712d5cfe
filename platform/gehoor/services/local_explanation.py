"""Answers a question to the law of one municipality, with the settings of that municipality where the law asks them."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from gehoor.errors import InvalidInput
from gehoor.services import options
from gehoor.services.explained import Explanation
from gehoor.services.explanation import Explainer
from gehoor.services.municipality import Municipality
from gehoor.services.question import InvalidQuestion, read_question, received_day

_LONGEST_ID: Final = 200


def explain(explainer: Explainer, place: Municipality, raw: bytes) -> Explanation:
    """The answer to a JSON question; raises a `GehoorError`, which names the field where there is one.

    The question may leave `regulation` out, and `options`: then those of the municipality count.
    """
    asked = _document(raw)
    own = place.tenant.file.regulation
    if asked.setdefault("regulation", own) != own:
        raise InvalidInput(
            f"Deze gemeente werkt met de regeling '{own}'. Laat 'regulation' weg, of vraag het aan een gemeente met die"
            " andere regeling.",
            field="regulation",
        )
    question = read_question(msgspec.json.encode(asked))
    if "options" not in asked:
        version = place.library.in_force(own, received_day(question.received, place.zone))
        standing = msgspec.to_builtins(options.of(place.library, version, place.tenant))
        question = msgspec.structs.replace(question, options=standing)
    return explainer.explain(question)


def _document(raw: bytes) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidQuestion(f"Dit is geen geldige JSON: {error}.", code="invalid_json") from None
    if not isinstance(found, dict):
        raise InvalidQuestion("Een vraag is een JSON-object: zet de velden tussen accolades.")
    mark = found.get("id")
    if not (mark is None or isinstance(mark, str | int)) or (isinstance(mark, str) and len(mark) > _LONGEST_ID):
        raise InvalidQuestion(
            f"Het veld 'id' is een tekst van hoogstens {_LONGEST_ID} tekens of een geheel getal.", field="id"
        )
    return found
