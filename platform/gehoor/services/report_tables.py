"""The tables of a yearly report in words, with small numbers left out where they could point to a person."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

import msgspec

from gehoor.domain.calendar import written
from gehoor.domain.events import Judgement
from gehoor.regulation.answers import ReportSection
from gehoor.services import labels, spreadsheet
from gehoor.services.municipality import Municipality
from gehoor.services.report_figures import Figures, Term
from gehoor.services.timeline import MEASURES

K = TypeVar("K", bound=Hashable)
SMALL: Final = 3
FEW: Final = f"minder dan {SMALL}"
#: Stands beside one small number, which could otherwise be found by subtracting the rest from the total.
LEFT_OUT: Final = "niet getoond"
TERMS: Final = {
    Term.IN_TIME: "afgesloten binnen de termijn",
    Term.EXTENDED: "afgesloten binnen de verlengde termijn",
    Term.LATE: "te laat afgesloten",
    Term.RUNNING: "nog open, termijn loopt",
    Term.OVERDUE: "nog open, termijn voorbij",
    Term.NONE: "zonder termijn om af te handelen",
}
UNKNOWN: Final = "niet vastgelegd"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of a name and what is counted under it."""

    title: str
    column: str
    rows: tuple[tuple[str, str], ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A section with its figures, as it is shown and downloaded."""

    section: ReportSection
    year: int
    on: date
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    #: Whether small numbers are left out of it now.
    hides_small: bool


def report_of(
    place: Municipality, section: ReportSection, year: int, figures: Figures, on: date, *, hide: bool
) -> Report:
    """The report in words; `hide` leaves small numbers out where they could point to a person."""
    units = {key: place.tenant.unit_title(key) if key else UNKNOWN for key in figures.units}
    entities = {key: labels.ENTITIES.get(key, key) if key else UNKNOWN for key in figures.entities}
    tables = [
        Table(title="Ontvangen en afgesloten", column="Aantal", rows=_totals(figures, hide=hide)),
        Table(title="Hoe de klachten binnenkwamen", column="Klachten", rows=_rows(figures.channels, _CHANNELS)),
    ]
    if any(figures.entities):
        tables.append(Table(title="Over welk bestuur", column="Klachten", rows=_rows(figures.entities, entities)))
    tables += [
        Table(title="Over welke dienst", column="Klachten", rows=_rows(figures.units, units, hide=hide)),
        Table(
            title="Niet behandeld, naar besluit",
            column="Klachten",
            rows=_rows(figures.decisions, labels.DECISIONS, hide=hide),
        ),
        Table(
            title="Niet behandeld, naar grond",
            column="Klachten",
            rows=_rows(figures.grounds, figures.titles, hide=hide),
        ),
        Table(title="Oordelen per onderdeel", column="Onderdelen", rows=_judgements(figures, hide=hide)),
        Table(
            title="Hoe de klachten eindigden",
            column="Klachten",
            rows=_rows(figures.ways, figures.titles, hide=hide),
        ),
        Table(title="Binnen de termijn of te laat", column="Klachten", rows=_rows(figures.terms, TERMS)),
        Table(title="Hoe lang het duurde", column="Dagen", rows=_days(figures, hide=hide)),
        Table(title="Maatregelen", column="Maatregelen", rows=_measures(figures, hide=hide)),
    ]
    return Report(
        section=section,
        year=year,
        on=on,
        tables=tuple(tables),
        notes=tuple(_notes(section, figures, on)),
        hides_small=hide,
    )


def as_csv(report: Report) -> bytes:
    """The report for a spreadsheet."""
    counted = [(table.title, name, number) for table in report.tables for name, number in table.rows]
    notes = [("toelichting", note, "") for note in report.notes]
    return spreadsheet.of_rows(
        [("onderdeel", "regel", "aantal"), ("rapport", report.section.title, ""), *counted, *notes]
    )


def without_small(counts: Mapping[K, int]) -> dict[K, str]:
    """The counts as texts, with no number under three that could be read or reckoned from the rest.

    Whoever knows the total knows the sum of what is left out. That sum tells each of those numbers when it is the
    smallest or the largest there can be, so the smallest of the others are left out too until it is neither.
    """
    small = [count for count in counts.values() if 0 < count < SMALL]
    others = sorted((key for key, count in counts.items() if count >= SMALL), key=lambda key: counts[key])
    left_out: list[K] = []
    while small and others and _told_by_the_sum(small, [counts[key] for key in left_out]):
        left_out.append(others.pop(0))
    return {
        key: FEW if 0 < count < SMALL else LEFT_OUT if key in left_out else str(count) for key, count in counts.items()
    }


def _told_by_the_sum(small: Sequence[int], left_out: Sequence[int]) -> bool:
    least = set(small) == {1} and set(left_out) <= {SMALL}
    most = set(small) == {SMALL - 1} and not left_out
    return least or most


_CHANNELS: Final = {channel.value: title for channel, title in labels.CHANNELS.items()}


def _rows(counts: Mapping[K, int], titles: Mapping[K, str], *, hide: bool = False) -> tuple[tuple[str, str], ...]:
    """Most first; what occurs equally often by name."""
    shown = without_small(counts) if hide else {key: str(count) for key, count in counts.items()}
    ordered = sorted(counts, key=lambda key: (-counts[key], titles[key]))
    if hide:
        # In the order of the numbers, a number that is left out would still stand between two that are known.
        ordered = sorted(counts, key=lambda key: titles[key])
    return tuple((titles[key], shown[key]) for key in ordered)


def _totals(figures: Figures, *, hide: bool) -> tuple[tuple[str, str], ...]:
    return (
        ("ontvangen", str(figures.received)),
        ("afgesloten", str(figures.closed)),
        ("nog open", str(figures.received - figures.closed)),
        ("niet behandeld", FEW if hide and 0 < figures.not_treated < SMALL else str(figures.not_treated)),
    )


def _judgements(figures: Figures, *, hide: bool) -> tuple[tuple[str, str], ...]:
    counts = {judgement: figures.judgements[judgement] for judgement in Judgement}
    shown = without_small(counts) if hide else {key: str(count) for key, count in counts.items()}
    return tuple((labels.JUDGEMENTS[judgement], shown[judgement]) for judgement in Judgement)


def _days(figures: Figures, *, hide: bool) -> tuple[tuple[str, str], ...]:
    middle, longest = figures.median_days, figures.longest_days
    if middle is None or longest is None:
        return (("nog niets afgesloten", "-"),)
    if hide and figures.closed < SMALL:
        return (("mediaan", LEFT_OUT), ("langste", LEFT_OUT))
    return (("mediaan", f"{middle:g}".replace(".", ",")), ("langste", str(longest)))


def _measures(figures: Figures, *, hide: bool) -> tuple[tuple[str, str], ...]:
    counts = {title: figures.measures[kind] for kind, title in MEASURES.items()}
    counts["daarvan uitgevoerd"] = figures.measures_done
    shown = without_small(counts) if hide else {key: str(count) for key, count in counts.items()}
    return tuple(shown.items())


def _notes(section: ReportSection, figures: Figures, on: date) -> list[str]:
    notes = [
        f"Geteld zijn de klachten die in het jaar zijn ontvangen, zoals ze er op {written(on)} voor staan.",
        "De dag van afsluiten telt als de dag van afhandelen. De duur loopt van ontvangst tot afsluiten.",
        "Een klacht kan meer gronden en meer onderdelen hebben. Die tellen elk mee.",
    ]
    if section.entity and figures.about_both:
        one = figures.about_both == 1
        notes.append(
            f"{'Eén klacht gaat' if one else f'{figures.about_both} klachten gaan'} over de stad en over het OCMW."
            f" Die {'telt' if one else 'tellen'} mee in het rapport van de stad en in dat van het OCMW: in elk één"
            " keer."
        )
    if section.entity and figures.about_unknown:
        one = figures.about_unknown == 1
        notes.append(
            f"Bij {'één klacht' if one else f'{figures.about_unknown} klachten'} is niet vastgelegd over welk bestuur"
            f" het gaat. {'Die klacht telt' if one else 'Die klachten tellen'} hier niet mee. Vul het aan bij"
            " Beoordelen."
        )
    return notes
