"""The lowest layer under every law: where all law is silent, nobody sees and everything is kept."""

from __future__ import annotations

from gehoor.domain.case import Case
from gehoor.domain.citation import Source, SourceKind
from gehoor.domain.organisation import Actor
from gehoor.regulation import answers as a
from gehoor.regulation.hookspecs import hookimpl
from gehoor.regulation.law import Law

LAW = Law(
    Source(
        key="gehoor",
        title="Uitgangspunten van het platform",
        short="uitgangspunt van het platform, niet in de regeling bepaald",
        kind=SourceKind.TENANT_SETTING,
    ),
    articles=(),
)


@LAW.article(answers="access:default")
def nobody_sees(actor: Actor) -> a.Access:
    """Whom no law lets see a case, does not see it."""
    return a.Access(key="default", sight=a.Sight.NOTHING, because="Geen regel geeft deze functie toegang.")


@LAW.article(answers="retention:default")
def keep() -> a.Retention:
    """A file that no law lets destroy is kept."""
    return a.Retention(
        key="default", result_class="", title="Bewaren", years=None, remark="Geen regel bepaalt een termijn."
    )


@hookimpl
def register_access(actor: Actor) -> a.Access:
    """Refuses."""
    return nobody_sees(actor)


@hookimpl
def retention(case: Case) -> a.Retention:
    """Keeps."""
    return keep()
