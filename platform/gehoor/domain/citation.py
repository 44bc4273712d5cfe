"""Where a rule stands: the law, the article, the lid, the point."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class SourceKind(StrEnum):
    """What kind of text a rule stands in; it decides how the rule may be presented to people."""

    STATUTE = "statute"
    LOCAL_LAW = "local_law"
    TENANT_SETTING = "tenant_setting"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A text of law, or the tenant's own settings where the text leaves something open."""

    key: str
    title: str
    short: str
    kind: SourceKind
    #: The word this text uses for a subdivision of an article: "lid" in the Netherlands, "punt" or "§" elsewhere.
    lid_word: str = "lid"
    #: What an article is called in this text.
    article_word: str = "artikel"


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One place in a text of law. `kind` says whether it is statute, local law or a tenant's setting."""

    source: str
    short: str
    kind: SourceKind
    article: str = ""
    lid: str = ""
    point: str = ""
    label: str = ""

    def __str__(self) -> str:
        return self.label


def cite(source: Source, article: str = "", lid: str = "", point: str = "") -> Citation:
    """The citation of a place in `source`, with its label in plain Dutch ("artikel 9:11 lid 1 Awb")."""
    if not article:
        label = source.short
    else:
        parts = [f"{source.article_word} {article}"]
        if lid:
            parts.append(f"{source.lid_word} {lid}")
        if point:
            parts.append(f"onder {point}")
        label = " ".join([*parts, source.short])
    return Citation(
        source=source.key,
        short=source.short,
        kind=source.kind,
        article=article,
        lid=lid,
        point=point,
        label=label,
    )


def labels(citations: tuple[Citation, ...]) -> str:
    """All labels after another, for machines and footnotes: "artikel 9:11 lid 1 Awb; artikel 1 lid 1 ..."."""
    return "; ".join(citation.label for citation in citations)
