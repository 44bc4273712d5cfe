"""The Bestuursdecreet as far as it binds local boards in complaint handling."""

from __future__ import annotations

from gehoor.domain.citation import Source, SourceKind
from gehoor.regulation import Law

LAW = Law(
    Source(
        key="bestuursdecreet",
        title="Bestuursdecreet van 7 december 2018",
        short="Bestuursdecreet",
        kind=SourceKind.STATUTE,
        lid_word="§",
    ),
    articles=("III.87 1/1",),
)
