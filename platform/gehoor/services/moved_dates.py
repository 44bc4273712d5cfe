"""Which dates of an open case are others now, with nothing else changed than the law or a setting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from gehoor.domain import events as ev
from gehoor.domain.events import Moved
from gehoor.regulation.answers import Deadline, Duty
from gehoor.services.projection import stored_answers

if TYPE_CHECKING:
    from gehoor.services.dossier import Dossier


def moved_in(found: Dossier) -> tuple[Moved, ...]:
    """The dates of an open case that are others now, with nothing else changed than the law or a setting.

    The law is asked about the day for which it answered, so that what only time changed does not count. What it
    still owes the case is asked for by itself.
    """
    last = found.case.last(ev.Reckoned)
    if last is None or last.unanswered or found.case.closed_on is not None:
        return ()
    on = max(last.on, last_day(found))
    now = (found.rulebook.deadlines(found.case, on), found.rulebook.duties(found.case, on))
    return difference(stored_answers(found.case), now)


def difference(
    was: tuple[Sequence[Deadline], Sequence[Duty]], now: tuple[Sequence[Deadline], Sequence[Duty]]
) -> tuple[Moved, ...]:
    """The dates that are others, came or went; of a duty that was done before and after the day says nothing."""
    found: dict[Moved, None] = {}
    for before, after in zip(_days(*was), _days(*now), strict=True):
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                found[Moved(key, before.get(key), after.get(key))] = None
    best_before, best_after = _best(was[0]), _best(now[0])
    for key in sorted(best_before.keys() & best_after.keys()):
        (before_day, before_own), (after_day, after_own) = best_before[key], best_after[key]
        if before_day != after_day and (before_own or after_own):
            found[Moved(f"{key}:act_by", before_day, after_day)] = None
    return tuple(found)


def _days(deadlines: Sequence[Deadline], duties: Sequence[Duty]) -> tuple[dict[str, date], dict[str, date]]:
    return (
        {each.key: each.due for each in deadlines},
        {each.key: each.by for each in duties if each.by is not None and not each.done},
    )


def _best(deadlines: Sequence[Deadline]) -> dict[str, tuple[date, bool]]:
    """For each date the day on which it is best done, and whether that is another day than the date itself."""
    return {each.key: (each.act_by or each.due, each.act_by is not None) for each in deadlines}


def last_day(found: Dossier) -> date:
    """The day of what happened last in a case."""
    return found.case.events[-1].on if found.case.events else found.received.on
