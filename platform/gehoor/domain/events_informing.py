"""What the complainant is told or asked by letter while nothing is decided: how far it is, consent, where to go."""

from __future__ import annotations

from datetime import date

from gehoor.domain.event import Event


class ProgressTold(Event, frozen=True, kw_only=True, tag="progress_told"):
    """The complainant was told how far the complaint is; no term changes. `reason` is the id of what was told."""

    reason: int


class ForwardConsentAsked(Event, frozen=True, kw_only=True, tag="forward_consent_asked"):
    """The complainant was asked to agree to forwarding; `body` is the id of the text that names the other body."""

    body: int
    reply_by: date | None = None


class EscalationExplained(Event, frozen=True, kw_only=True, tag="escalation_explained"):
    """The complainant asked, and was told, which body takes the complaint after the municipality's own answer."""
