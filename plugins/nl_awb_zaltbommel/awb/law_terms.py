"""Awb 9:8 lid 3 and 9:11: the terms of a written complaint, and how they may be lengthened."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.calendar import Term, days, end_of, weeks, written
from gehoor.domain.case import Case
from gehoor.domain.citation import SourceKind
from gehoor.domain.events import Party
from gehoor.domain.reckoning import Reckoning
from gehoor.regulation import Deadline, Extension
from nl_awb_zaltbommel.awb.source import AWB, AWB_9_11_1
from nl_awb_zaltbommel.awb.termijnenwet import RECEIPT, statutory_end
from nl_awb_zaltbommel.standing import Standing

FOUR_WEEKS, SIX_WEEKS, TEN_WEEKS = weeks(4), weeks(6), weeks(10)
SETTLED = "De klacht is afgehandeld"
AGREED_STAYS = "deze datum is afgesproken en is geen termijn uit een wet, dus zij verschuift niet"


class Ending(msgspec.Struct, frozen=True):
    """The end of the term after every extension; `term_text` and `agreed_on` are empty where none was needed."""

    nominal: date
    term: Term
    term_text: str = ""
    agreed_on: date | None = None


def base_term(case: Case) -> Term:
    """Six weeks, or ten where a person or commission advises (afdeling 9.1.3)."""
    return TEN_WEEKS if case.complaint.committee else SIX_WEEKS


def ending(case: Case, base: Term) -> Ending:
    """Where the term ends after the extensions on the register, in their order."""
    received = case.complaint.received_on
    end = Ending(end_of(base, received), base)
    for event in case.events:
        if isinstance(event, ev.Extended):
            end = _extended(base, received, event)
        elif isinstance(event, ev.FurtherExtensionAgreed):
            end = _agreed(end, received, event)
    return end


def _extended(base: Term, received: date, event: ev.Extended) -> Ending:
    """Counts from the unmoved end of the base term, whatever was agreed in between."""
    unmoved = end_of(base, received)
    if event.until is not None:
        text = f"{base.text} plus een verdaging tot en met {written(event.until)}"
        return Ending(event.until, days(max(0, (event.until - received).days)), text)
    if event.days is not None:
        nominal, added = unmoved + timedelta(days=event.days), days(event.days)
        term = days((nominal - received).days)
    else:
        added = weeks(event.weeks or FOUR_WEEKS.amount)
        term = weeks(base.amount + added.amount)
        nominal = end_of(term, received)
    return Ending(nominal, term, f"{base.text} plus {added.text} verdaging")


def _agreed(end: Ending, received: date, event: ev.FurtherExtensionAgreed) -> Ending:
    """The date agreed, or so much after the current unmoved end; without either nothing changes."""
    if event.until is not None:
        until = event.until
    elif event.weeks is not None or event.days is not None:
        until = end.nominal + timedelta(weeks=event.weeks or 0, days=event.days or 0)
    else:
        return end
    text = "verder uitstel met instemming van de klager"
    return Ending(until, days(max(0, (until - received).days)), text, event.on)


def agreed_reckoning(case: Case, end: Ending) -> Reckoning:
    """A date that was agreed is not counted and not moved."""
    agreed_on = written(end.agreed_on) if end.agreed_on else ""
    return Reckoning(
        start_event=RECEIPT,
        counted_from=case.complaint.received_on,
        term=end.term,
        term_text=end.term_text,
        nominal=end.nominal,
        due=end.nominal,
        agreed=f"de datum waarmee de klager op {agreed_on} schriftelijk heeft ingestemd",
        not_moved_because=AGREED_STAYS,
    )


def settlement(case: Case) -> Reckoning:
    """The end of the term of a written complaint as it stands now."""
    base = base_term(case)
    end = ending(case, base)
    if end.agreed_on is not None:
        return agreed_reckoning(case, end)
    last = FOUR_WEEKS if end.term_text else None
    return statutory_end(end.term, case.complaint.received_on, term_text=end.term_text, last_term=last)


def refusal_end(case: Case) -> Reckoning:
    """Four weeks from receipt."""
    return statutory_end(FOUR_WEEKS, case.complaint.received_on)


def why_no_extension(now: Standing, due: date, on: date) -> str:
    """Why the term cannot be lengthened on this day, for any kind of lengthening; empty where it can."""
    if now.closed:
        return "De klacht is al afgehandeld"
    if now.refused:
        return "Er is besloten de klacht niet te behandelen, dus er is geen termijn meer om te verlengen"
    if on > due:
        return f"De termijn is verlopen op {written(due)}; verlengen kan alleen daarvoor"
    return ""


@AWB.article("9:8", lid="3", answers="deadline:refusal_notice")
def refusal_within_four_weeks(end: Reckoning) -> Deadline:
    """Not treating is told as soon as possible, at the latest four weeks after receipt; beside the term to settle."""
    return Deadline(
        key="refusal_notice",
        what="Een bericht dat de klacht niet wordt behandeld is verstuurd",
        reckoning=end,
        kind=SourceKind.STATUTE,
    )


@AWB.article("9:11", lid="1", answers="deadline:settlement")
def settled_in_six_or_ten_weeks(end: Reckoning) -> Deadline:
    """Settled, that is: the letter of 9:12 sent, in six weeks, or ten with a commission. Nothing suspends this term."""
    return Deadline(key="settlement", what=SETTLED, reckoning=end, kind=SourceKind.STATUTE)


@AWB.article("9:11", lid="2", answers="deadline:settlement", also=(AWB_9_11_1,))
def settled_after_extension(end: Reckoning) -> Deadline:
    """Counts from the end of the term as written; only then the Algemene termijnenwet is applied, once."""
    return Deadline(key="settlement", what=SETTLED, reckoning=end, kind=SourceKind.STATUTE)


@AWB.article("9:11", lid="3", answers="deadline:settlement", also=(AWB_9_11_1,))
def settled_on_the_day_agreed(end: Reckoning) -> Deadline:
    """A date the complainant agreed to in writing."""
    return Deadline(key="settlement", what=SETTLED, reckoning=end, kind=SourceKind.STATUTE)


@AWB.article("9:11", lid="2", answers="extension:extended", also=(AWB_9_11_1,))
def extended_once(case: Case, now: Standing, due: date, on: date) -> Extension:
    """Once, by at most four weeks, before the term has passed, told to complainant and accused; no reason is asked."""
    refused = why_no_extension(now, due, on)
    if not refused and now.extended is not None:
        refused = (
            f"De afhandeling is al verdaagd op {written(now.extended.on)} en dat kan maar één keer;"
            " verder uitstel kan alleen als de klager schriftelijk instemt"
        )
    return Extension(
        key="extended",
        allowed=not refused,
        latest=end_of(weeks(base_term(case).amount + FOUR_WEEKS.amount), case.complaint.received_on),
        refused_because=refused,
        must_tell=(Party.COMPLAINANT, Party.ACCUSED),
        explanation="Verdagen kan één keer, met ten hoogste vier weken. De klager en de beklaagde krijgen bericht.",
    )


@AWB.article("9:11", lid="3", answers="extension:further_extension_agreed")
def further_with_consent(now: Standing, due: date, on: date) -> Extension:
    """As far as the complainant agrees in writing; no maximum, more than once, also without an earlier extension."""
    refused = why_no_extension(now, due, on)
    return Extension(
        key="further_extension_agreed",
        allowed=not refused,
        refused_because=refused,
        must_agree=(Party.COMPLAINANT,),
        must_tell=(Party.COMPLAINANT,),
        explanation="Verder uitstel kan tot de datum waarmee de klager schriftelijk instemt.",
    )


def settlement_deadline(end: Reckoning) -> Deadline:
    """The deadline of the lid that set this end."""
    if end.agreed:
        return settled_on_the_day_agreed(end)
    return settled_after_extension(end) if end.term_text else settled_in_six_or_ten_weeks(end)
