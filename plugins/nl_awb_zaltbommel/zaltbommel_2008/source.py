"""The regulation of the municipality with every place it has."""

from __future__ import annotations

from gehoor.domain.citation import Source, SourceKind
from gehoor.regulation import Law

ZALTBOMMEL = Law(
    Source(
        key="zaltbommel_2008",
        title="Klachtenregeling gemeente Zaltbommel 2008",
        short="Klachtenregeling gemeente Zaltbommel 2008",
        kind=SourceKind.LOCAL_LAW,
    ),
    articles=(
        "1",
        *(f"2 {lid}" for lid in range(1, 5)),
        "3 1",
        "3 2",
        "4 1",
        "4 2",
        *(f"5 {lid}" for lid in range(1, 4)),
        *(f"6 {lid}" for lid in range(1, 8)),
        *(f"7 {lid}" for lid in range(1, 4)),
        *(f"8 {lid}" for lid in range(1, 8)),
        "9",
        "10",
    ),
)
ZALTBOMMEL_5_1 = ZALTBOMMEL.cite("5", "1")
ZALTBOMMEL_5_2 = ZALTBOMMEL.cite("5", "2")
ZALTBOMMEL_6_1 = ZALTBOMMEL.cite("6", "1")
ZALTBOMMEL_7_1 = ZALTBOMMEL.cite("7", "1")
ZALTBOMMEL_7_3 = ZALTBOMMEL.cite("7", "3")
ZALTBOMMEL_8_3 = ZALTBOMMEL.cite("8", "3")
ZALTBOMMEL_8_5 = ZALTBOMMEL.cite("8", "5")
#: What the municipality decides itself because the regulation leaves it open; it has no articles.
BY_SETTING = Law(
    Source(
        key="instelling_gemeente",
        title="Instellingen van de gemeente, waar de klachtenregeling zwijgt",
        short="niet in de regeling bepaald, instelling van de gemeente",
        kind=SourceKind.TENANT_SETTING,
    ),
    articles=(),
).cite()
