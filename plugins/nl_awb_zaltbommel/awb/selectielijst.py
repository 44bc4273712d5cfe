"""Selectielijst gemeenten 2020, process type 13 (settling disputes): how long the file of a complaint is kept."""

from __future__ import annotations

from datetime import date, timedelta

from gehoor.domain.calendar import end_of, years
from gehoor.domain.case import Case
from gehoor.domain.citation import Citation
from gehoor.regulation import Retention
from nl_awb_zaltbommel.awb.source import AWB_9_24_1, SELECTIELIJST
from nl_awb_zaltbommel.standing import standing

#: The list holds for records from this day; older files fall under the list of 2017, which is not here.
VALID_FROM = date(2020, 1, 1)
_NOT_TREATED = frozenset({"not_treated", "incomplete", "no_complaint", "forwarded"})
_BROKEN_OFF = frozenset({"withdrawn", "ended_with_consent"})
_YEAR_OF_OMBUDSMAN = (
    "Niet eerder vernietigen dan na het jaar waarin de klager naar de ombudsman kan (artikel 9:24 lid 1 Awb)."
)


def result_class(case: Case) -> str:
    """The result of the list this closed case falls under; empty for a case the list says nothing of."""
    closed_on = case.closed_on
    if closed_on is None or closed_on < VALID_FROM:
        return ""
    now = standing(case)
    if now.ombudsman:
        return "13.1.2"
    if now.way in _NOT_TREATED or (not now.way and now.refused):
        return "13.1.4"
    return "13.2" if now.way in _BROKEN_OFF else "13.1"


def _kept(case: Case, number: str, title: str, amount: int) -> Retention | None:
    if result_class(case) != number:
        return None
    closed_on = case.closed_on
    if closed_on is None:
        return None
    destroy_on = end_of(years(amount), closed_on)
    short = amount == 1
    return Retention(
        key="file",
        result_class=number,
        title=title,
        years=amount,
        counted_from=closed_on,
        destroy_on=destroy_on + timedelta(days=1) if short else destroy_on,
        remark=_YEAR_OF_OMBUDSMAN
        if short
        else "Wordt tien jaar zodra de ombudsman de klacht behandelt."
        if number == "13.1"
        else "",
    )


def _result(number: str) -> tuple[Citation, ...]:
    return (AWB_9_24_1,) if number in ("13.1.4", "13.2") else ()


@SELECTIELIJST.article("13.1", answers="retention:file")
def settled(case: Case) -> Retention | None:
    """A complaint that was handled: five years. Becomes ten when the ombudsman takes it up."""
    return _kept(case, "13.1", "Klacht afgehandeld: vernietigen na vijf jaar", 5)


SELECTIELIJST.no_code(
    "13.1.1", "A complaint has no financial consequences of its own; a claim for damages is another process."
)


@SELECTIELIJST.article("13.1.2", answers="retention:file")
def settled_by_ombudsman(case: Case) -> Retention | None:
    """A complaint that went to the ombudsman: ten years."""
    return _kept(case, "13.1.2", "Klacht afgehandeld via de ombudsman: vernietigen na tien jaar", 10)


SELECTIELIJST.no_code("13.1.3", "Influence on a file that is kept for good is for the archivist to see, by hand.")


@SELECTIELIJST.article("13.1.4", answers="retention:file", also=_result("13.1.4"))
def not_treated(case: Case) -> Retention | None:
    """A complaint that was not treated: a year, and not before the year of the ombudsman has passed."""
    return _kept(case, "13.1.4", "Klacht niet in behandeling genomen: vernietigen na een jaar", 1)


SELECTIELIJST.no_code("13.1.5", "Disputes about the value of real estate are no complaints.")


@SELECTIELIJST.article("13.2", answers="retention:file", also=_result("13.2"))
def broken_off(case: Case) -> Retention | None:
    """Withdrawn or ended early: a year. Whether that is 13.2 or 13.1 is a doubt for the archivist."""
    return _kept(case, "13.2", "Klacht ingetrokken of beëindigd: vernietigen na een jaar", 1)


RESULTS = {"13.1": settled, "13.1.2": settled_by_ombudsman, "13.1.4": not_treated, "13.2": broken_off}
