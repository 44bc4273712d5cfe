"""Asks the installed law a question, as `gehoor explain` does."""

from __future__ import annotations

from typing import Any

import msgspec

from gehoor.regulation import RegulationLibrary
from gehoor.services.explanation import Explainer

NL = "nl/zaltbommel/klachtenregeling"
FL = "be-vl/voorbeeldstad/klachtenreglement"
EXPLAINER = Explainer(RegulationLibrary.installed())


def ask(regulation: str, received: str, **facts: Any) -> dict[str, Any]:
    """The answer, as a program reads it."""
    raw = msgspec.json.encode({"id": "q1", "regulation": regulation, "received": received, **facts})
    answer: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(EXPLAINER.answer(raw)))
    return answer


def deadline(answer: dict[str, Any], key: str) -> dict[str, Any]:
    """The date with this key."""
    found: dict[str, Any] = next(entry for entry in answer["deadlines"] if entry["key"] == key)
    return found


def grounds(answer: dict[str, Any]) -> dict[str, str]:
    """The verdict on each ground."""
    return {ground["key"]: ground["verdict"] for ground in answer["grounds"]}
