"""Looks at a letter that was filled in: can everybody read it, and does it stay inside itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Final

#: What the layout itself brings, and a text of a letter never.
_NOT_IN_LETTERS: Final = frozenset(
    {"script", "iframe", "object", "embed", "form", "input", "button", "link", "meta", "base", "audio", "video", "svg"}
)
_LONGEST: Final = 2_000_000
_HEADINGS: Final = re.compile(r"h[1-6]")


def plain(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lang, self.title, self.headings, self.inside = "", "", [""], ""
        self.found: list[tuple[str, str, str]] = []
        self.in_body = False
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = at.get("lang", "")
        self.in_body = self.in_body or tag == "body"
        self.inside = tag
        if _HEADINGS.fullmatch(tag):
            self._heading(int(tag[1]))
        if not self.in_body:
            return
        if tag in _NOT_IN_LETTERS:
            self._tell(f"<{tag}> kan niet in een brief.", "Haal het weg.", f"<{tag}")
        for name in at:
            if name.startswith("on"):
                self._tell("Een brief kan niets laten uitvoeren.", f"Haal {name} weg.", f"{name}=")
        if tag == "img":
            if not at.get("src", "").startswith("data:"):
                self._tell(
                    "Deze afbeelding staat buiten de brief.",
                    "Zet uw logo bij Briefpapier, of haal de afbeelding weg.",
                    "<img",
                )
            if "alt" not in at:
                self._tell("Een afbeelding heeft geen tekst erbij.", 'Schrijf wat er te zien is: alt="…".', "<img")
        if tag == "th" and "scope" not in at:
            self._tell("Een kop in een tabel zegt niet waarbij hij hoort.", 'Schrijf <th scope="col"> of "row".', "<th")
        if "url(" in at.get("style", "").lower():
            self._tell("De opmaak verwijst naar iets buiten de brief.", "Haal url(…) weg.", "url(")

    def handle_data(self, data: str) -> None:
        if self.inside == "title" and not self.in_body:
            self.title += data
        if self.inside == "style" and re.search(r"@import|url\(", data, re.IGNORECASE):
            self._tell("De opmaak verwijst naar iets buiten de brief.", "Haal url(…) of @import weg.", "url(")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def _heading(self, level: int) -> None:
        if self.levels and level > self.levels[-1] + 1:
            what = f"Na een kop h{self.levels[-1]} komt een h{level}."
            self._tell(what, f"Maak er h{self.levels[-1] + 1} van, anders mist wie voorleest een stap.", f"<h{level}")
        self.levels.append(level)

    def _tell(self, what: str, remedy: str, mark: str) -> None:
        self.found.append((what, remedy, mark))


def mistakes_on_page(html: str, source: str) -> Iterator[tuple[str, str, int | None]]:
    """What is wrong with this letter, what helps, and the line of the text where it seems to stand."""
    if len(html) > _LONGEST:
        yield "De ingevulde brief is te lang.", "Maak de tekst korter.", None
        return
    reader = _Reader()
    reader.feed(html)
    if not reader.lang or not reader.title.strip():
        yield ("De brief noemt geen titel of geen taal, en kan dan niet goed worden voorgelezen.",
               'Gebruik de opmaak: {% extends "base.html" %}.', 1)  # fmt: skip
    if reader.levels.count(1) != 1:
        yield "De brief heeft niet precies één hoofdkop (h1).", "Het onderwerp is de hoofdkop. Gebruik verder h2.", None
    heading = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)
    if heading and not plain(heading[1]):
        yield "Het onderwerp is leeg.", "Schrijf het tussen {% block subject %} en {% endblock %}.", None
    for what, remedy, mark in reader.found:
        yield what, remedy, _line_of(source, mark)


def _line_of(source: str, mark: str) -> int | None:
    place = source.lower().find(mark.lower())
    return source.count("\n", 0, place) + 1 if place >= 0 else None
