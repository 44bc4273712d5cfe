"""What is in a mail: its words as plain text, and the files that came with it, also those of a mail inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from html import unescape
from typing import Final

import msgspec

from gehoor.mail.incoming_headers import Person, as_text, decoded, heads_of, one_line, plain, sender_in

#: More than this many characters nobody writes; the rest stays in the mail itself.
TEXT_LIMIT: Final = 200_000
_HTML_LIMIT: Final = 1_000_000
PARTS_AT_MOST: Final = 500
MAILS_INSIDE: Final = 4
_ENDS_A_LINE: Final = frozenset(
    {
        *("p", "br", "div", "li", "tr", "blockquote", "hr", "pre", "table", "ul", "ol", "dt", "dd"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer"),
    }
)
_TAGS_AT_MOST: Final = 6_000
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")
_GAPS = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*){2,}")


class File(msgspec.Struct, frozen=True):
    """A file that came with a mail, as it was sent; what is in it nobody has looked at yet."""

    name: str
    said_to_be: str
    content: bytes


class Contents(msgspec.Struct, kw_only=True):
    """What was found in the parts of a mail."""

    texts: list[str] = []
    files: list[File] = []
    #: Who wrote the mails that were sent along as a whole.
    senders: list[Person] = []
    shortened: bool = False
    #: Some part could not be taken apart; it stays in the mail itself.
    damaged: bool = False


def parts_of(message: Message) -> Iterator[Message]:
    """The message and all its parts, as many as anybody sends."""
    for number, part in enumerate(message.walk()):
        if number >= PARTS_AT_MOST:
            return
        yield part


def contents_of(message: Message) -> Contents:
    """The words and files of a mail."""
    found = Contents()
    _take(message, found, 0, [0])
    return found


def _take(part: Message, found: Contents, depth: int, count: list[int]) -> None:
    count[0] += 1
    if count[0] > PARTS_AT_MOST:
        found.damaged = True
        return
    kind, name = part.get_content_type(), _name_of(part)
    if kind == "message/rfc822" and depth < MAILS_INSIDE:
        _take_mail(part, found, depth, count)
    elif part.is_multipart():
        inside = [each for each in part.get_payload() if isinstance(each, Message)]
        if kind == "multipart/alternative" and inside:
            _take_alternative(inside, found, depth, count)
        else:
            for each in inside:
                _take(each, found, depth, count)
    elif kind in ("text/plain", "text/html") and not name and part.get_content_disposition() != "attachment":
        _take_text(part, kind, found)
    else:
        content = _bytes_of(part)
        # Pictures in a signature have no name and are no attachment of anybody.
        if content and (name or part.get_content_disposition() == "attachment" or kind == "application/ms-tnef"):
            found.files.append(File(name or _nameless(kind), kind, content))


def _take_alternative(inside: list[Message], found: Contents, depth: int, count: list[int]) -> None:
    """One text in several forms: the plain one where it says something, else the last form there is."""
    plain_one = next((each for each in inside if each.get_content_type() == "text/plain"), None)
    if plain_one is not None and _text_of(plain_one, "text/plain").strip():
        rest = [each for each in inside if each is not plain_one and each.get_content_type() != "text/html"]
        for each in (plain_one, *rest):
            # Beside the text there may be pictures and files that belong to its other form.
            _take_files_only(each, found, depth, count) if each is not plain_one else _take(each, found, depth, count)
        return
    for each in inside:
        if each is not plain_one:
            _take(each, found, depth, count)


def _take_files_only(part: Message, found: Contents, depth: int, count: list[int]) -> None:
    own = Contents()
    _take(part, own, depth, count)
    found.files += own.files
    found.damaged = found.damaged or own.damaged


def _take_mail(part: Message, found: Contents, depth: int, count: list[int]) -> None:
    for mail in part.get_payload():
        if not isinstance(mail, Message):
            found.damaged = True
            continue
        heads = heads_of(mail)
        sender, subject = sender_in(heads), one_line(next(iter(heads.get("subject", [])), ""))
        if sender.address:
            found.senders.append(sender)
        said = (
            ("Van", f"{sender.name} {sender.address}".strip()),
            ("Datum", one_line(" ".join(heads.get("date", [])))),
            ("Onderwerp", subject),
        )
        head = "\n".join(f"{label}: {value}" for label, value in said if value)
        found.texts.append(f"---------- Meegestuurd bericht ----------\n{head}")
        _take(mail, found, depth + 1, count)


def _take_text(part: Message, kind: str, found: Contents) -> None:
    text = _text_of(part, kind)
    # A picture that stands in the page itself can fill all that is read of it, with the words behind it.
    found.shortened = found.shortened or (kind == "text/html" and len(_bytes_of(part)) > _HTML_LIMIT)
    if not text.strip():
        return
    room = TEXT_LIMIT - sum(map(len, found.texts))
    found.shortened = found.shortened or len(text) > room
    if room > 0:
        found.texts.append(text[:room].strip())


def _text_of(part: Message, kind: str) -> str:
    content, charset = _bytes_of(part), part.get_content_charset("") or ""
    if kind == "text/html":
        return from_html(as_text(content[:_HTML_LIMIT], charset))
    return plain(as_text(content[: 4 * TEXT_LIMIT + 4], charset))


def from_html(html: str) -> str:
    """The words of a page, line by line, without anything that acts, hides or fetches."""
    if html.count("<") > _TAGS_AT_MOST:
        # Deep in each other these take very long to put in order. What is left is only ever shown as plain text.
        return plain(unescape(_ANY_TAG.sub(" ", html))).strip()
    # Loaded for a mail without plain text only; a process that shows pages has no use for it.
    import nh3

    kept = nh3.clean(html, tags=set(_ENDS_A_LINE), attributes={}, link_rel=None)
    lines = _TAG.sub(lambda tag: "\n" if tag[2] in _ENDS_A_LINE else "", kept.replace("\r", " ").replace("\n", " "))
    text = plain(unescape(lines)).replace("\xa0", " ")
    return _GAPS.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _bytes_of(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        content = None
    if isinstance(content, bytes):
        return content
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _name_of(part: Message) -> str:
    try:
        name = part.get_filename("") or ""
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        name = "bestand"
    return one_line(decoded(str(name)[:2000]), 200)


def _nameless(kind: str) -> str:
    endings = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "text/plain": ".txt"}
    return "winmail.dat" if kind == "application/ms-tnef" else f"bestand{endings.get(kind, '.bin')}"
