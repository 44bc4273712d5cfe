"""A date that can say why it is what it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from gehoor.domain.calendar import SkippedDay, Term, end_of, in_words, next_day_that_counts, written
from gehoor.domain.citation import Citation, labels


class Reckoning(msgspec.Struct, frozen=True, kw_only=True):
    """The whole sum behind a date.

    `counted_from` is the day of `start_event` and is itself not counted; `nominal` is the last day of the
    term as written, `due` the day that holds after the days in `skipped`. Either `moved_by` names the rule
    that moved the end, or `not_moved_because` says in Dutch why none did.
    """

    start_event: str
    counted_from: date
    term: Term
    #: How the term reads in Dutch when it is more than the bare term, such as "zes weken plus vier weken verdaging".
    term_text: str = ""
    nominal: date
    due: date
    skipped: tuple[SkippedDay, ...] = ()
    moved_by: Citation | None = None
    not_moved_because: str = ""
    #: Why this date may still change, in Dutch; empty for a date that is certain.
    provisional_because: str = ""
    #: Replaces the counted part of the sentence for a date that was agreed and not counted.
    agreed: str = ""

    @property
    def provisional(self) -> bool:
        """Whether a table the date depends on does not reach this far."""
        return bool(self.provisional_because)

    def sentence(self, what: str, basis: tuple[Citation, ...]) -> str:
        """One plain Dutch sentence: `what` must happen, by when, counted how, moved by which rule or why not."""
        places = f" ({labels(basis)})" if basis else ""
        text = [f"{what} uiterlijk op {written(self.due)}: dat is "]
        if self.agreed:
            text.append(f"{self.agreed}{places}")
        else:
            term = self.term_text or self.term.text
            text.append(f"{term} na {self.start_event} op {written(self.counted_from)}{places}")
        if self.moved_by is not None:
            names = in_words([skipped.name for skipped in self.skipped])
            text.append(
                f", en omdat die termijn zou eindigen op {written(self.nominal)} loopt hij door over {names}"
                f" ({self.moved_by.label})"
            )
        elif self.not_moved_because:
            text.append(f"; {self.not_moved_because}")
        if self.provisional_because:
            text.append(f"; deze datum is voorlopig, want {self.provisional_because}")
        return "".join([*text, "."])


def reckon(
    *,
    term: Term,
    after: date,
    start_event: str,
    term_text: str = "",
    skip: Callable[[date], str | None] | None = None,
    moved_by: Citation | None = None,
    stays_because: str = "",
    provisional_because: str = "",
) -> Reckoning:
    """Counts `term` from the day after `after`, and moves the end over the days that `skip` names, if given.

    `moved_by` is the rule that moves; it stands in the result only where the end did move, and else
    `stays_because` says in Dutch why it did not.
    """
    nominal = end_of(term, after)
    due, skipped = (nominal, ()) if skip is None else next_day_that_counts(nominal, skip)
    return Reckoning(
        start_event=start_event,
        counted_from=after,
        term=term,
        term_text=term_text,
        nominal=nominal,
        due=due,
        skipped=skipped,
        moved_by=moved_by if skipped else None,
        not_moved_because="" if skipped else stays_because,
        provisional_because=provisional_because,
    )
