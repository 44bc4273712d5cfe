"""What the letter tests share: a letter of fictional people, and one running PDF child."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from gehoor.letters.pdf import PdfRenderer
from gehoor.letters.templates import LetterTemplates

LETTER = """
{% extends "base.html" %}
{% block subject %}Wij behandelen uw klacht{% endblock %}
{% block body %}
<p>Geachte mevrouw De Voorbeeld,</p>
<h2>Wat doen wij met uw klacht?</h2>
<ul><li>Wij nodigen u uit voor een gesprek.</li><li>U krijgt een verslag.</li></ul>
<div class="box"><h2>Waarom deze datum?</h2><p>Wij tellen zes weken.</p>
<ul class="legal-basis"><li>Algemene wet bestuursrecht, artikel 9:11</li></ul></div>
<table>
  <caption>Wat gebeurt er wanneer?</caption>
  <thead><tr><th scope="col">Stap</th><th scope="col">Uiterlijk</th></tr></thead>
  <tbody><tr><th scope="row">Gesprek</th><td>maandag 1 februari 2027</td></tr></tbody>
</table>
{% endblock %}
"""


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def facts() -> dict[str, Any]:
    return {
        "lang": "nl-NL",
        "title": "Ontvangstbevestiging",
        "municipality": "Gemeente Voorbeeldstad",
        "sender_lines": ["Postbus 12", "1234 AB Voorbeeldstad"],
        "addressee_lines": ["Mevrouw A. de Voorbeeld", "Fictiefstraat 12", "1234 CD Voorbeeldstad"],
        "date": date(2027, 1, 4),
        "reference": "KL-2027-0001",
        "signature": {"office": "Klachtencoördinator", "on_behalf_of": "het college", "name": "K. Fictief"},
        "enclosures": ["Kopie van uw klacht"],
        "copies": ["De heer B. Verzonnen"],
        "theme": {"accent": "#154273"},
    }


@pytest.fixture
def letter(facts: dict[str, Any]) -> str:
    return LetterTemplates([], {"letter": LETTER}).render("letter", facts)


@pytest.fixture(scope="module")
async def renderer() -> AsyncIterator[PdfRenderer]:
    """One for a whole module, because a child takes a second to start."""
    renderer = PdfRenderer()
    yield renderer
    await renderer.aclose()
