"""The settings of the board as a source: every answer from it says that the regulation does not decide this."""

from __future__ import annotations

from gehoor.domain.citation import Source, SourceKind
from gehoor.regulation import Law

SETTING = Law(
    Source(
        key="instelling_bestuur",
        title="Instellingen van het bestuur, waar het klachtenreglement zwijgt",
        short="niet in het reglement bepaald, instelling van het bestuur",
        kind=SourceKind.TENANT_SETTING,
    ),
    articles=(),
)
#: The citation of every setting; it has no articles.
BY_SETTING = SETTING.cite()
