"""What can happen to the terms of a case: payloads on the register, in codes, dates and ids only."""

from __future__ import annotations

from datetime import date

import msgspec

from gehoor.domain.event import Days, Event, Party, Weeks


class Extended(Event, frozen=True, kw_only=True, tag="extended"):
    """The term was extended; give `weeks`, `days` or `until`, or none for the longest the law permits."""

    weeks: Weeks | None = None
    days: Days | None = None
    until: date | None = None
    told: tuple[Party, ...] = ()
    reason: int | None = None


class FurtherExtensionAgreed(Event, frozen=True, kw_only=True, tag="further_extension_agreed"):
    """The complainant agreed in writing to a later end; `document` is the id of the consent."""

    weeks: Weeks | None = None
    days: Days | None = None
    until: date | None = None
    in_writing: bool = True
    document: int | None = None


class Moved(msgspec.Struct, frozen=True):
    """A date or a duty by its key, with the day it had and the day it has; None where there was or is none."""

    key: str
    was: date | None
    now: date | None


class TermsRecomputed(Event, frozen=True, kw_only=True, tag="terms_recomputed"):
    """Dates of this open case moved without a step in it; `cause` and `detail` are codes of what did it.

    Causes: `closing_days`, `options`, `edition` (of our reading of the law), `calendar` (such as a royal decree).
    """

    cause: str
    detail: str = ""
    moved: tuple[Moved, ...]
