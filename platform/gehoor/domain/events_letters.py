"""What leads to a letter besides a decision: more time asked for, an advice, the ombudsman's report and our answer."""

from __future__ import annotations

from datetime import date

import msgspec

from gehoor.domain.event import Event


class FurtherExtensionAsked(Event, frozen=True, kw_only=True, tag="further_extension_asked"):
    """The complainant was asked to agree to a later end; asking changes no term. `reason` is the id of the reason."""

    until: date
    reply_by: date | None = None
    reason: int | None = None


class AdviceReceived(Event, frozen=True, kw_only=True, tag="advice_received"):
    """Whoever advises on the complaint gave the advice: the id of its text, of the document itself, or of both."""

    text: int | None = None
    attachment: int | None = None


class OmbudsmanReported(Event, frozen=True, kw_only=True, tag="ombudsman_reported"):
    """The ombudsman outside gave a report: the ids of what it says and of each recommendation, in their order."""

    text: int
    recommendations: tuple[int, ...] = ()
    attachment: int | None = None


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What is done with one recommendation; `text` is the id of how it is followed, or of why not."""

    recommendation: int
    followed: bool
    text: int


class OmbudsmanAnswered(Event, frozen=True, kw_only=True, tag="ombudsman_answered"):
    """The ombudsman was told what is done with each recommendation of the last report."""

    responses: tuple[Response, ...]
