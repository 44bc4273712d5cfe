"""Reads the heads of a mail, whatever is wrong with them: addresses, message ids and the moment of receipt."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

import msgspec

#: Of one head no more than this is looked at; the mail itself is kept as it came.
HEAD_LIMIT: Final = 20_000
HEADS_AT_MOST: Final = 500
_ADDRESSES_AT_MOST: Final = 200
#: A moment of receipt further back than this is not believed: no mail server keeps a message that long.
_LONGEST_ON_THE_WAY: Final = timedelta(days=60)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029]")
_MISLEADING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Encodings of text; Python knows more, among them some that take very long or are no encodings of text at all.
_OF_TEXT = re.compile(r"(utf-(7|8|8-sig|16|16-le|16-be|32|32-le|32-be)|ascii|iso8859-\d+|cp\d+|mac-\w+|koi8-\w"
                      r"|big5\w*|gb\w+|hz|euc_\w+|shift_\w+|iso2022_\w+|johab|tis-620)\Z")  # fmt: skip
_MESSAGE_ID = re.compile(r"<([^<>\s]{3,250})>")
_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,128}@[^@\s<>,;:\"()\[\]\\]{1,190}")

Heads = Mapping[str, list[str]]


class Person(msgspec.Struct, frozen=True):
    """Who a mail is from, or to, as it says itself; nobody has checked that."""

    name: str = ""
    address: str = ""


def plain(text: str) -> str:
    """The text in one normal form with one kind of line end, without what cannot be shown or misleads the eye."""
    with_ends = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    # A character that could not be read gets a sign that forms take.
    return unicodedata.normalize("NFC", _MISLEADING.sub("", _CONTROL.sub("", with_ends))).replace("\ufffd", "?")


def one_line(text: str, limit: int = 300) -> str:
    """The text on one line, cut where it is longer than anybody writes."""
    return " ".join(plain(text[: limit * 20]).split())[:limit]


def as_text(content: bytes, charset: str = "") -> str:
    """The bytes as text: as they say they are written, else UTF-8, else what Windows makes of them."""
    for name in (charset, "utf-8"):
        if name and _is_of_text(name):
            try:
                return content.decode(name)
            except (UnicodeError, LookupError, ValueError):
                continue
    return content.decode("cp1252", "replace")


def _is_of_text(name: str) -> bool:
    try:
        return _OF_TEXT.match(codecs.lookup(name).name) is not None
    except (LookupError, ValueError, UnicodeError):
        return False


def heads_of(message: Message) -> dict[str, list[str]]:
    """The heads by name in small letters, each as text; in the order in which they came."""
    found: dict[str, list[str]] = {}
    for number, (name, value) in enumerate(message.raw_items()):
        if number >= HEADS_AT_MOST:
            break
        found.setdefault(str(name).lower(), []).append(decoded(str(value)[:HEAD_LIMIT]))
    return found


def decoded(value: str) -> str:
    """A head in which encoded words, and bytes that were never encoded, are text.

    Signs that no database takes are left out: an address or a message id holds them only to break its reader.
    """
    return _CONTROL.sub("", _decoded(value))


def _decoded(value: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in value):
        value = as_text(value.encode("utf-8", "surrogateescape"))
    # Line ends only fold a head; what follows them is still the same head.
    value = re.sub(r"\r?\n[ \t]*", " ", value)
    if "=?" not in value:
        return value
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError, IndexError, UnicodeError):
        return value
    return "".join(part if isinstance(part, str) else as_text(part, charset or "") for part, charset in parts)


def people_in(values: Iterable[str]) -> tuple[Person, ...]:
    """The people a head names, as far as their addresses are addresses."""
    found: dict[str, Person] = {}
    for value in values:
        for name, address in _pairs(value):
            if address and len(found) < _ADDRESSES_AT_MOST:
                found.setdefault(address.lower(), Person(one_line(name, 200), address))
    return tuple(found.values())


def _pairs(value: str) -> list[tuple[str, str]]:
    try:
        pairs = [(name, address) for name, address in getaddresses([value]) if _ADDRESS.fullmatch(address)]
    except (ValueError, IndexError, TypeError, AttributeError, RecursionError):
        pairs = []
    # Where quotes or commas are wrong, an address can still be seen in it.
    return pairs or [(value[: found.start()].strip(' "<'), found[0]) for found in _ADDRESS.finditer(value)]


def sender_in(heads: Heads) -> Person:
    """Who the mail says it is from."""
    for name in ("from", "reply-to", "sender", "return-path"):
        if people := people_in(heads.get(name, [])):
            return people[0]
    return Person(one_line(" ".join(heads.get("from", [])), 200))


def message_ids(values: Iterable[str]) -> tuple[str, ...]:
    """The message ids in a head, with the marks around them, the last first: that is what was answered."""
    ids = [f"<{found}>" for value in values for found in _MESSAGE_ID.findall(value)]
    return tuple(dict.fromkeys(reversed(ids)))[:100]


def receipt_time(heads: Heads, arrived: datetime) -> datetime:
    """When the municipality's own mail server took the mail in, which is the moment of receipt.

    Each server on the way puts a "Received" head on top. The topmost one was put there last, by the server of the
    municipality that hands the mail to us; all those below it, and "Date", were written by others and say whatever
    the sender likes. So only the topmost counts, and not where it lies in the future or is unbelievably old: then it
    is the moment at which the mail came to us.
    """
    for top in heads.get("received", [])[:1]:
        try:
            at = parsedate_to_datetime(top.rpartition(";")[2].strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            break
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        try:
            if arrived - _LONGEST_ON_THE_WAY <= at <= arrived:
                return at.astimezone(UTC)
        except OverflowError:
            break
    return arrived
