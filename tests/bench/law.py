"""Questions to the law a second, on one core, mixed over both laws."""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta

import msgspec

from bench.rows import Row
from gehoor.regulation import RegulationLibrary
from gehoor.services.explained import Failed
from gehoor.services.explanation import Explainer


def measure() -> list[Row]:
    """The table."""
    return [Row("`explain` questions, one core, both laws mixed", "3,000 a second", explain_rate())]


def explain_rate(count: int = 6000) -> str:
    """Questions a second on one core, mixed over both laws, decoding and encoding included."""
    explainer = Explainer(RegulationLibrary.installed())
    kinds = ["ambtenaar", "afdelingshoofd", "wethouder", "burgemeester", "raadslid"]
    lines = [
        msgspec.json.encode(
            {
                "id": number,
                "regulation": ("nl/zaltbommel/klachtenregeling", "be-vl/voorbeeldstad/klachtenreglement")[number % 2],
                "received": (date(2026, 1, 1) + timedelta(days=number % 900)).isoformat(),
                "channel": ("form", "email", "letter", "oral")[number % 4],
                "conduct_on": "2025-12-01",
                "accused": {"function": kinds[number % len(kinds)], "unit": "a"},
            }
        )
        for number in range(count)
    ]
    encode = msgspec.json.Encoder().encode
    for line in lines[:200]:
        encode(explainer.answer(line))
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for line in lines:
            answer = explainer.answer(line)
            if isinstance(answer, Failed):
                raise SystemExit(answer.error.message)
            encode(answer)
        rounds.append(count / (time.perf_counter() - start))
    return f"{statistics.median(rounds):,.0f} a second"
