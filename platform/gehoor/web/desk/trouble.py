"""What the desk says when the law of a municipality does not answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gehoor.domain.organisation import Actor
from gehoor.regulation.guard import Failure, Kind, RegulationFailed
from gehoor.services import labels
from gehoor.services.sight import is_coordinator
from gehoor.web.here import AnyRequest, place_of, platform_of


@dataclass(frozen=True)
class LawTrouble:
    """What fails now; `told` says on which subjects, for whoever keeps the register."""

    told: tuple[str, ...] = ()


def trouble_of(request: AnyRequest, actor: Actor) -> LawTrouble | None:
    """What fails now at the municipality of this request; nothing as a rule."""
    place = place_of(request)
    found = platform_of(request).health.of(place.tenant.slug)
    if not found:
        return None
    failures = [trouble.failure for trouble in found]
    return LawTrouble(tuple(_sentences(failures)) if is_coordinator(place, actor) else ())


def refusal(failed: RegulationFailed) -> str:
    """Why a step could not be taken, beside its form; what was typed stands there too."""
    return (
        f"De regeling geeft nu geen antwoord op de vraag naar {_subjects([failed.failure])}. Daarom is dit nog niet"
        " vastgelegd. Wat u invulde, staat er nog. Probeer het later opnieuw. De beheerder van het platform ziet dit"
        " ook."
    )


def _sentences(failures: Iterable[Failure]) -> Iterable[str]:
    slow = [failure for failure in failures if failure.kind is Kind.TOO_SLOW]
    wrong = [failure for failure in failures if failure.kind is not Kind.TOO_SLOW]
    if wrong:
        yield f"De regeling gaf een fout bij: {_subjects(wrong)}."
    if slow:
        yield f"De regeling deed te lang over: {_subjects(slow)}. Zij wordt daarom een tijdje niet gevraagd."


def _subjects(failures: Iterable[Failure]) -> str:
    return ", ".join(
        labels.QUESTIONS.get(failure.hook, failure.hook) + (f" ({failure.citation})" if failure.citation else "")
        for failure in failures
    )
