"""A question to the law: what is asked, strictly read, with the field named where it cannot be taken."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.complaint import Accused, Channel, Complainant, Complaint, Representation
from gehoor.domain.events import AnyEvent
from gehoor.domain.payloads import decode
from gehoor.errors import GehoorError

#: Days outside these years cannot be meant and would leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}")
_DATE_FIELDS = ("received", "conduct_on", "on", "until", "reply_by", "due")
_AT = re.compile(r"at `\$\.?(?P<path>[^`]*)`")
_FIELD = re.compile(r"field `(?P<name>[^`]+)`")


class ImpossibleDate(GehoorError):
    """A date that is none, or that cannot be meant."""

    code = "impossible_date"


class InvalidQuestion(GehoorError):
    """The question cannot be read; the message names the field."""

    code = "invalid_question"


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The facts that are asked about; `received` is a date or a date-time with offset."""

    id: Any = None
    regulation: str
    received: str
    channel: Channel = Channel.LETTER
    committee: bool = False
    conduct_on: date | None = None
    complainant: Complainant = Complainant()
    accused: Accused = Accused()
    crosses_units: bool = False
    entity: str = ""
    representation: Representation | None = None
    declared: list[str] | dict[str, bool] = []
    events: list[msgspec.Raw] = []
    options: dict[str, Any] = {}
    on: date | None = None


_decoder = msgspec.json.Decoder(Question)
#: Kinds the register writes itself; a question states facts, not the bookkeeping.
_NOT_ASKED = (ev.Received, ev.FactsCorrected, ev.Reckoned, ev.LetterStored)


def read_question(raw: bytes | str) -> Question:
    """The question in a JSON text; raises `InvalidQuestion` or `ImpossibleDate` naming the field."""
    try:
        return _decoder.decode(raw)
    except msgspec.ValidationError as error:
        raise _explained(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidQuestion(f"Dit is geen geldige JSON: {error}.", code="invalid_json") from None


def id_of(raw: bytes | str) -> Any:
    """The id of a question that could not be read as a whole, if it can be found; else None."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found.get("id") if isinstance(found, dict) else None


def events_of(question: Question) -> tuple[list[AnyEvent], list[str]]:
    """The events of a question, and a warning for each field of an event that is unknown and does not count."""
    found: list[AnyEvent] = []
    unknown: list[str] = []
    for position, raw in enumerate(question.events):
        try:
            event = decode(bytes(raw))
        except msgspec.ValidationError as error:
            raise _explained(str(error), within=f"events[{position}]") from None
        if isinstance(event, _NOT_ASKED):
            raise InvalidQuestion(
                f"De gebeurtenis '{ev.kind_of(event)}' in 'events[{position}]' kan geen deel van een vraag zijn.",
                field=f"events[{position}]",
            )
        in_range(event.on, f"events[{position}].on")
        given = msgspec.json.decode(raw)
        unknown.extend(sorted(given.keys() - {"type", *event.__struct_fields__}))
        found.append(event)
    return found, [f"Het veld '{name}' van een gebeurtenis is onbekend; het telt niet mee." for name in unknown]


def _explained(message: str, within: str = "") -> GehoorError:
    at = _AT.search(message)
    path = ".".join(part for part in (within, at["path"] if at else "") if part)
    if "unknown field" in message and (name := _FIELD.search(message)):
        where = f"{path}.{name['name']}".strip(".")
        return InvalidQuestion(f"Het veld '{where}' is onbekend. Kijk de naam na.", code="unknown_field", field=where)
    if "missing required field" in message and (name := _FIELD.search(message)):
        where = f"{path}.{name['name']}".strip(".")
        return InvalidQuestion(f"Het veld '{where}' ontbreekt.", code="missing_field", field=where)
    if path.split(".")[-1] in _DATE_FIELDS and ("date" in message or "RFC3339" in message):
        return ImpossibleDate(
            f"Het veld '{path}' is geen bestaande datum; schrijf bijvoorbeeld 2026-11-20.", field=path
        )
    return InvalidQuestion(f"Het veld '{path or 'vraag'}' klopt niet: {message.split(' - at')[0]}.", field=path)


def received_day(received: str, zone: ZoneInfo) -> date:
    """The calendar day of receipt in `zone`; raises `ImpossibleDate` for what is no date or lacks its offset."""
    try:
        if _DATE.match(received):
            day = date.fromisoformat(received)
        elif _MOMENT.match(received):
            moment = datetime.fromisoformat(received.replace("t", "T"))
            if moment.tzinfo is None:
                raise ImpossibleDate(
                    f"Het tijdstip '{received}' in 'received' mist de tijdzone; voeg bijvoorbeeld +01:00 of Z toe.",
                    field="received",
                )
            day = moment.astimezone(zone).date()
        else:
            raise ValueError(received)
    except (ValueError, OverflowError):
        raise ImpossibleDate(
            f"'{received[:40]}' in 'received' is geen bestaande datum; schrijf bijvoorbeeld 2026-11-20"
            " of 2026-11-20T23:50:00+01:00.",
            field="received",
        ) from None
    return in_range(day, "received")


def in_range(day: date, field: str) -> date:
    """The day itself; raises `ImpossibleDate` outside the years anybody can mean."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ImpossibleDate(
            f"{day.isoformat()} in '{field}' ligt buiten de jaren {FIRST_YEAR}-{LAST_YEAR}. Kijk het jaar na.",
            field=field,
        )
    return day


def complaint_of(question: Question, received_on: date) -> Complaint:
    """The facts of the question; raises `ImpossibleDate` for conduct after the receipt."""
    if question.conduct_on is not None:
        in_range(question.conduct_on, "conduct_on")
        if question.conduct_on > received_on:
            raise ImpossibleDate(
                f"De gedraging van {question.conduct_on.isoformat()} ('conduct_on') ligt na de ontvangst op"
                f" {received_on.isoformat()}. Een klacht gaat over iets dat al is gebeurd.",
                field="conduct_on",
            )
    stated = question.declared if isinstance(question.declared, dict) else dict.fromkeys(question.declared, True)
    return Complaint(
        received_on=received_on,
        channel=question.channel,
        complainant=question.complainant,
        accused=question.accused,
        conduct_on=question.conduct_on,
        committee=question.committee,
        crosses_units=question.crosses_units,
        entity=question.entity,
        declared=frozenset(code for code, so in stated.items() if so),
        denied=frozenset(code for code, so in stated.items() if not so),
        representation=question.representation,
    )
