"""Tells a mail of a person from one that a machine sent back: an automatic answer, or what was not delivered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import Message
from enum import StrEnum

import msgspec

from gehoor.mail.incoming_headers import Heads, decoded, heads_of, message_ids, one_line

_ANSWERS_BY_ITSELF = re.compile(
    r"\s*(automatisch antwoord|automatic reply|out of office|afwezigheidsbericht|afwezig:|réponse automatique"
    r"|automatische antwort|autoreply|auto-reply|autoantwoord)",
    re.IGNORECASE,
)
_MAILER = re.compile(r"(mailer-daemon|postmaster|mail-daemon|mdaemon)@?", re.IGNORECASE)
_NOT_DELIVERED = re.compile(
    r"(undeliver|delivery (status|failure|has failed)|returned mail|onbestelbaar|mail delivery)", re.IGNORECASE
)
_CODE = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


class Kind(StrEnum):
    """What sent a mail, as far as it shows."""

    MAIL = "mail"
    #: Written by a machine that may well pass on what a person says: a form on another site, a list.
    AUTOMATIC = "automatic"
    #: An answer no person wrote: "I am on holiday", "your message was read".
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"


class Bounce(msgspec.Struct, frozen=True):
    """What a mail server says about a mail that could not be delivered."""

    #: The mail that came back, with the marks around it; empty where the server does not say.
    message_id: str = ""
    code: str = ""
    #: It is still being tried, so nothing came back yet.
    delayed: bool = False


def kind_of(heads: Heads, message: Message, bounce: Bounce | None) -> Kind:
    """Which kind of mail this is; in doubt that of a person, for whom nothing may get lost."""
    submitted = _first(heads, "auto-submitted").partition(";")[0].strip()
    precedence, subject = _first(heads, "precedence").strip(), _first(heads, "subject")
    nobody = any(value.strip() in ("<>", "") for value in heads.get("return-path", []))
    if bounce is not None:
        return Kind.AUTO_REPLY if bounce.delayed else Kind.BOUNCE
    if _MAILER.match(_address(heads)) and (nobody or _NOT_DELIVERED.search(subject)):
        return Kind.BOUNCE
    if (
        submitted in ("auto-replied", "auto-notified")
        or precedence == "auto_reply"
        or any(name in heads for name in ("x-autoreply", "x-autorespond", "x-autoresponse"))
        or _report_type(message) == "disposition-notification"
        or (_ANSWERS_BY_ITSELF.match(subject) and (submitted not in ("", "no") or nobody))
    ):
        return Kind.AUTO_REPLY
    listed = any(name.startswith("list-") for name in heads)
    if submitted not in ("", "no") or precedence in ("bulk", "list", "junk") or listed or nobody:
        return Kind.AUTOMATIC
    return Kind.MAIL


def bounce_in(message: Message, parts: Iterable[Message]) -> Bounce | None:
    """What a report about a mail that did not arrive says; nothing when this is no such report."""
    found, code, delayed, returned = _report_type(message) == "delivery-status", "", False, ""
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            found = True
            for block in _blocks(part):
                heads = heads_of(block)
                action = _first(heads, "action").strip()
                delayed = delayed or action in ("delayed", "relayed", "delivered", "expanded")
                matched = _CODE.search(_first(heads, "status"))
                code = code or (matched[0] if matched else "")
        elif found and kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            returned = returned or _returned(part)
    return Bounce(returned, code, delayed and not code.startswith("5")) if found else None


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _returned(part: Message) -> str:
    """The message id of the mail, or of only its heads, that stands in the report."""
    blocks = _blocks(part)
    if blocks:
        ids = message_ids(heads_of(blocks[0]).get("message-id", []))
    else:
        payload = part.get_payload(decode=True)
        text = payload.decode("latin-1") if isinstance(payload, bytes) else ""
        head = re.search(r"^message-id:\s*(<[^<>\s]+>)", text[:50_000], re.IGNORECASE | re.MULTILINE)
        ids = message_ids([decoded(head[1])] if head else [])
    return ids[0] if ids else ""


def _report_type(message: Message) -> str:
    if message.get_content_type() != "multipart/report":
        return ""
    return str(message.get_param("report-type", "")).lower()


def _first(heads: Heads, name: str) -> str:
    return one_line(next(iter(heads.get(name, [])), "")).lower()


def _address(heads: Heads) -> str:
    found = _first(heads, "from")
    return found.rpartition("<")[2] if "<" in found else found
