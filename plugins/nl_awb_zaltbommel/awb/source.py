"""The statutes of this layer with every place they have that binds a municipality, and citations used often."""

from __future__ import annotations

from gehoor.domain.citation import Source, SourceKind
from gehoor.regulation import Law


def _lids(article: str, last: int) -> tuple[str, ...]:
    return tuple(f"{article} {lid}" for lid in range(1, last + 1))


AWB = Law(
    Source(key="awb", title="Algemene wet bestuursrecht", short="Awb", kind=SourceKind.STATUTE),
    articles=(
        *_lids("2:1", 3),
        *_lids("2:3", 3),
        "2:8",
        *_lids("2:17", 2),
        *_lids("6:15", 3),
        *_lids("9:1", 2),
        "9:2",
        "9:3",
        *_lids("9:4", 3),
        "9:5",
        "9:6",
        *_lids("9:7", 2),
        *_lids("9:8", 3),
        "9:9",
        *_lids("9:10", 3),
        *_lids("9:11", 3),
        *_lids("9:12", 2),
        "9:12a",
        "9:13",
        *_lids("9:14", 2),
        *_lids("9:15", 4),
        "9:16",
        "9:17",
        *_lids("9:18", 3),
        *_lids("9:19", 2),
        *_lids("9:20", 2),
        "9:21",
        "9:22",
        "9:23",
        *_lids("9:24", 2),
        *_lids("9:25", 2),
        "9:26",
        *_lids("9:27", 3),
        *_lids("9:28", 3),
        "9:29",
        *_lids("9:30", 2),
        *_lids("9:31", 6),
        *_lids("9:32", 3),
        *_lids("9:33", 2),
        *_lids("9:34", 3),
        *_lids("9:35", 2),
        *_lids("9:36", 4),
        *_lids("9:36a", 2),
    ),
)

ATW = Law(
    Source(key="atw", title="Algemene termijnenwet", short="Algemene termijnenwet", kind=SourceKind.STATUTE),
    articles=("1 1", "1 2", "2", "3 1", "3 2", "3 3", "4", "5"),
)

#: The list is a decision of the minister under the Archiefwet, so it is shown as statute; its "articles" are results.
SELECTIELIJST = Law(
    Source(
        key="selectielijst_2020",
        title="Selectielijst gemeenten en intergemeentelijke organen 2020",
        short="Selectielijst gemeenten 2020",
        kind=SourceKind.STATUTE,
        article_word="resultaat",
    ),
    articles=("13.1", "13.1.1", "13.1.2", "13.1.3", "13.1.4", "13.1.5", "13.2"),
)

ATW_1_1 = ATW.cite("1", "1")
AWB_2_1_2 = AWB.cite("2:1", "2")
AWB_2_3_1 = AWB.cite("2:3", "1")
AWB_6_15_3 = AWB.cite("6:15", "3")
AWB_9_4_1 = AWB.cite("9:4", "1")
AWB_9_4_2 = AWB.cite("9:4", "2")
AWB_9_5 = AWB.cite("9:5")
AWB_9_6 = AWB.cite("9:6")
AWB_9_7_1 = AWB.cite("9:7", "1")
AWB_9_8_1 = AWB.cite("9:8", "1")
AWB_9_8_2 = AWB.cite("9:8", "2")
AWB_9_9 = AWB.cite("9:9")
AWB_9_10_1 = AWB.cite("9:10", "1")
AWB_9_10_2 = AWB.cite("9:10", "2")
AWB_9_10_3 = AWB.cite("9:10", "3")
AWB_9_11_1 = AWB.cite("9:11", "1")
AWB_9_11_2 = AWB.cite("9:11", "2")
AWB_9_11_3 = AWB.cite("9:11", "3")
AWB_9_12_1 = AWB.cite("9:12", "1")
AWB_9_12_2 = AWB.cite("9:12", "2")
AWB_9_12A = AWB.cite("9:12a")
AWB_9_15_1 = AWB.cite("9:15", "1")
AWB_9_16 = AWB.cite("9:16")
AWB_9_17 = AWB.cite("9:17")
AWB_9_20_1 = AWB.cite("9:20", "1")
AWB_9_24_1 = AWB.cite("9:24", "1")
AWB_9_27_1 = AWB.cite("9:27", "1")
AWB_9_36_4 = AWB.cite("9:36", "4")
