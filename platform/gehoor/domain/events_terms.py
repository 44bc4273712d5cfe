"""What can happen to the terms of a case: payloads on the register, in codes, dates and ids only."""

from __future__ import annotations

from datetime import date

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
