"""The complaint regulation as a source: seven articles, each deciding bullet or sentence a numbered point."""

from __future__ import annotations

from gehoor.domain.citation import Source, SourceKind
from gehoor.regulation import Law

#: How many points each article has; article 1 is one sentence.
_POINTS = {"2": 2, "3": 8, "4": 9, "5": 4, "6": 8, "7": 4}

LAW = Law(
    Source(
        key="klachtenreglement",
        title="Klachtenreglement stad en OCMW Voorbeeldstad",
        short="klachtenreglement",
        kind=SourceKind.LOCAL_LAW,
        lid_word="punt",
    ),
    articles=("1", *(f"{article} {point}" for article, last in _POINTS.items() for point in range(1, last + 1))),
)
