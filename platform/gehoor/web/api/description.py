"""GET /api/openapi.json: the description (OpenAPI 3.1) of what programs can ask, made from the types themselves."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_
from typing import Any, get_args

import msgspec
from litestar import Response, get

from gehoor.domain import events as ev
from gehoor.services.explained import Explanation
from gehoor.services.question import Question
from gehoor.web.api.addresses import DESCRIPTION, EXPLAIN
from gehoor.web.api.explanation import LARGEST
from gehoor.web.api.problems import MEDIA_TYPE, Problem, answer_unexpected

#: Of what programs ask and get, and not of the platform: it changes when a program would have to.
_VERSION = "1.0.0"
_REF = "#/components/schemas/{name}"
#: A day or a moment with its offset, in the years that a question can be about.
_RECEIVED = (
    r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"([Tt ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$"
)
#: The register writes these itself; a question states facts.
_NOT_ASKED = (ev.Received, ev.FactsCorrected, ev.Reckoned, ev.LetterStored)
_PROBLEMS = {
    "400": "Dit is geen geldige JSON.",
    "413": f"De vraag is groter dan {LARGEST} bytes.",
    "415": "De vraag is niet gestuurd als application/json.",
    "422": "De vraag kan niet worden beantwoord; `field` noemt het veld.",
    "429": "Er kwamen te veel vragen van dit adres.",
    "503": "De regeling geeft nu geen antwoord.",
}


@get(DESCRIPTION, sync_to_thread=False, exception_handlers={Exception: answer_unexpected})
def describe() -> Response[bytes]:
    """The description, the same for every municipality."""
    return Response(_encoded(), media_type="application/json")


@lru_cache(maxsize=1)
def _encoded() -> bytes:
    return msgspec.json.encode(document())


def document() -> dict[str, Any]:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Gehoor: antwoorden van de wet",
            "version": _VERSION,
            "description": "Stel een vraag aan de klachtregeling van deze gemeente. Elk antwoord noemt het artikel"
            " waarop het rust. Er wordt niets bewaard en er is geen account nodig. Stuur geen namen mee.",
        },
        "servers": [{"url": "/"}],
        "paths": {EXPLAIN: {"post": _explain()}, DESCRIPTION: {"get": _describe()}},
        "components": {"schemas": _schemas()},
    }


def _explain() -> dict[str, Any]:
    problem = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(name="Problem")}}}
    refused: dict[str, Any] = {status: {"description": text, "content": problem} for status, text in _PROBLEMS.items()}
    refused["429"]["headers"] = {
        "Retry-After": {"description": "Zoveel seconden wachten.", "required": True, "schema": {"type": "integer"}}
    }
    return {
        "operationId": "uitleg",
        "summary": "De antwoorden van de wet op de feiten van een klacht",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": _REF.format(name="Question")}}},
        },
        "responses": {
            "200": {
                "description": "De termijnen, gronden, taken en instanties, elk met het artikel.",
                "content": {"application/json": {"schema": {"$ref": _REF.format(name="Explanation")}}},
            },
            **refused,
        },
    }


def _describe() -> dict[str, Any]:
    return {
        "operationId": "beschrijving",
        "summary": "Deze beschrijving",
        "responses": {
            "200": {
                "description": "OpenAPI 3.1.",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        },
    }


def _schemas() -> dict[str, Any]:
    told = reduce(or_, [kind for kind in get_args(ev.AnyEvent) if kind not in _NOT_ASKED])
    (_, _, _, event), schemas = msgspec.json.schema_components(
        (Question, Explanation, Problem, told), ref_template=_REF
    )
    question = schemas["Question"]
    question["required"] = ["received"]
    fields = question["properties"]
    fields["id"] = {
        "description": "Komt terug in het antwoord.",
        "type": ["string", "integer", "null"],
        "maxLength": 200,
    }
    fields["regulation"]["description"] = "De regeling van deze gemeente; mag worden weggelaten."
    fields["received"]["pattern"] = _RECEIVED
    fields["received"]["description"] = (
        "De dag van ontvangst, of een tijdstip met tijdzone (2026-11-20T23:50:00+01:00)."
    )
    fields["options"] = {
        "description": "Wat de regeling openlaat. Zonder dit veld gelden de instellingen van deze gemeente.",
        "type": "object",
    }
    fields["events"] = {"type": "array", "items": event, "default": []}
    schemas["Explanation"]["properties"]["id"] = {"type": ["string", "integer", "null"]}
    return schemas


HANDLERS = [describe]
