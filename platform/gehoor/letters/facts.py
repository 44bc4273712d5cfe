"""The machine-readable facts of a letter: they stand in its HTML, so its hash covers them, and leave attached."""

from __future__ import annotations

import re
from typing import Any

import msgspec

NAME = "gegevens.json"
_TAG = '<script type="application/json" id="letter-facts">'
_FACTS = re.compile(re.escape(_TAG) + r"(.*?)</script>\n?", re.DOTALL)


def with_facts(html: str, facts: dict[str, Any]) -> str:
    """The letter with these facts in its head, where a browser shows and runs nothing of them."""
    encoded = msgspec.json.encode(facts, order="sorted").decode()
    # A title with these characters in it must not end the element.
    for character in "<>&":
        encoded = encoded.replace(character, f"\\u{ord(character):04x}")
    return html.replace("</head>", f"{_TAG}{encoded}</script>\n</head>", 1)


def facts_in(html: str) -> bytes:
    """The facts of a letter as JSON, empty where it has none; what somebody typed is never taken for them."""
    found = _FACTS.search(html.partition("</head>")[0])
    return found[1].encode() if found else b""
