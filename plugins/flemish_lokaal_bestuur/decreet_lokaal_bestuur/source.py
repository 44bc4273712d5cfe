"""The decree on local government as a source: articles 302 and 303."""

from __future__ import annotations

from gehoor.domain.citation import Source, SourceKind
from gehoor.regulation import Law

LAW = Law(
    Source(
        key="decreet_lokaal_bestuur",
        title="Decreet over het lokaal bestuur van 22 december 2017",
        short="decreet over het lokaal bestuur",
        kind=SourceKind.STATUTE,
        lid_word="§",
    ),
    articles=("302", "303 1", "303 2", "303 3"),
)
