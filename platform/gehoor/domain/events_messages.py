"""What can come in for a case: payloads on the register, in codes, dates and ids only."""

from __future__ import annotations

from gehoor.domain.event import Event


class MessageReceived(Event, frozen=True, kw_only=True, tag="message_received"):
    """A mail joined the case; `message` is its number, `text` the id of its words, `attachments` of its files.

    `sender` is the role in the case of whoever has the address it came from, "unknown" for anybody else's. A mail
    can lie about its sender, so the role is what it says and no proof.
    """

    message: int
    sender: str = "unknown"
    text: int | None = None
    attachments: tuple[int, ...] = ()
