"""The terms of the board: calendar days after receipt, and the one extension."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from flemish_lokaal_bestuur.belgian_days import last_open_day, no_working_day
from flemish_lokaal_bestuur.options import DueShift, Options
from flemish_lokaal_bestuur.setting.source import BY_SETTING, SETTING
from gehoor.domain import events as ev
from gehoor.domain.calendar import days, written
from gehoor.domain.case import Case, Status
from gehoor.domain.citation import SourceKind
from gehoor.domain.reckoning import Reckoning, reckon
from gehoor.regulation import Deadline, Extension

SETTLED = "De klacht is afgehandeld"


@lru_cache(maxsize=8192)
def count(received_on: date, amount: int, shift: DueShift, longer: int = 0) -> Reckoning:
    """`amount` calendar days from the day after receipt, of which `longer` by extension; moved once, if at all."""
    text = _calendar_days(amount)
    if longer:
        text = f"{text} ({_calendar_days(amount - longer)}, verlengd met {_calendar_days(longer)})"
    if shift is DueShift.NONE:
        return reckon(
            term=days(amount),
            after=received_on,
            start_event="de ontvangst",
            term_text=text,
            stays_because="het bestuur heeft ingesteld dat een datum niet opschuift",
        )
    return reckon(
        term=days(amount),
        after=received_on,
        start_event="de ontvangst",
        term_text=text,
        skip=no_working_day,
        moved_by=BY_SETTING,
        stays_because="dat is een werkdag, dus schuift de datum niet op",
    )


def settlement_of(case: Case, options: Options) -> Reckoning:
    """The settlement term of a case, with its extension: counted from receipt, so from an end that never moved."""
    received_on = case.complaint.received_on
    plain = options.terms.settlement
    extended = case.last(ev.Extended)
    if extended is None:
        return count(received_on, plain, options.due_shift)
    total = _total_days(extended, received_on, options)
    return count(received_on, total, options.due_shift, total - plain)


def settlement_before_extension(case: Case, options: Options) -> Reckoning:
    """The settlement term as it was without the extension."""
    return count(case.complaint.received_on, options.terms.settlement, options.due_shift)


def runs(case: Case) -> bool:
    """Whether the complaint is (still) to be treated: no decision against it."""
    return case.decision is None or case.decision.decision is ev.Decision.TREAT


@SETTING.article(answers="deadline:acknowledgement")
def acknowledgement_term(case: Case, options: Options) -> Deadline:
    """The text sets no day for an acknowledgement; ten calendar days is the Flemish custom."""
    reckoning = count(case.complaint.received_on, options.terms.acknowledgement, options.due_shift)
    return _deadline("acknowledgement", "U krijgt een ontvangstbevestiging", reckoning, options)


@SETTING.article(answers="deadline:admissibility_decision")
def admissibility_term(case: Case, options: Options) -> Deadline:
    """The text sets no day for the decision on admissibility either."""
    reckoning = count(case.complaint.received_on, options.terms.admissibility, options.due_shift)
    return _deadline("admissibility_decision", "Er is beslist of de klacht ontvankelijk is", reckoning, options)


@SETTING.article(answers="deadline:settlement")
def settlement_term(case: Case, options: Options) -> Deadline | None:
    """The text sets no day for the answer; it runs by every channel, until somebody decides not to treat.

    What is reclassified or refused leaves the procedure, and its term with it.
    """
    if not runs(case):
        return None
    return _deadline("settlement", SETTLED, settlement_of(case, options), options)


@SETTING.article(answers="extension:extended")
def one_extension_before_expiry(case: Case, on: date, options: Options) -> Extension:
    """Once, before the term expires, by a reasoned letter to the complainant, up to the longest total term."""
    latest = case.complaint.received_on + timedelta(days=options.terms.extension_to)
    refused = _why_no_extension(case, on, options)
    return Extension(
        key="extended",
        allowed=not refused,
        latest=latest,
        refused_because=refused,
        must_tell=(ev.Party.COMPLAINANT,),
        needs_reason=True,
        explanation=(
            f"Eén keer, tot uiterlijk {options.terms.extension_to} kalenderdagen na de ontvangst"
            f" ({written(latest)}), met een brief aan de klager die de reden geeft en vertrekt voor de termijn"
            " verstrijkt."
        ),
    )


@SETTING.article(answers="extension:further_extension_agreed")
def no_further_extension(case: Case) -> Extension:
    """Neither the text nor a setting knows a longer term by agreement."""
    return Extension(
        key="further_extension_agreed",
        allowed=False,
        refused_because=(
            "Het klachtenreglement en de instellingen van het bestuur kennen geen verder uitstel met instemming van de"
            " klager"
        ),
    )


def _why_no_extension(case: Case, on: date, options: Options) -> str:
    if case.status is Status.CLOSED:
        return "De klacht is al afgesloten"
    if not runs(case):
        return "De klacht wordt niet behandeld, dus loopt er geen termijn om te verlengen"
    if (earlier := case.last(ev.Extended)) is not None:
        return f"De termijn is al één keer verlengd, op {written(earlier.on)}, en een tweede keer kan niet"
    if options.terms.extension_to <= options.terms.settlement:
        return "Het bestuur heeft geen langere termijn ingesteld dan de gewone, dus kan er niet worden verlengd"
    due = settlement_of(case, options).due
    if on > due:
        return f"De termijn is verstreken op {written(due)}, en verlengen kan alleen vóór die dag voorbij is"
    return ""


def _total_days(extended: ev.Extended, received_on: date, options: Options) -> int:
    if extended.until is not None:
        return (extended.until - received_on).days
    if extended.weeks is None and extended.days is None:
        return options.terms.extension_to
    return options.terms.settlement + 7 * (extended.weeks or 0) + (extended.days or 0)


def _deadline(key: str, what: str, reckoning: Reckoning, options: Options) -> Deadline:
    target = last_open_day(reckoning.due, options.closing_days)
    useful = reckoning.counted_from <= target < reckoning.due
    return Deadline(
        key=key,
        what=what,
        reckoning=reckoning,
        kind=SourceKind.TENANT_SETTING,
        act_by=target if useful else None,
    )


def _calendar_days(amount: int) -> str:
    return "1 kalenderdag" if amount == 1 else f"{amount} kalenderdagen"
