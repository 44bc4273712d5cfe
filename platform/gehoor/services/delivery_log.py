"""The delivery log: what was sent to whom, when, how and by whom, and whether it arrived; as a list and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import msgspec

from gehoor.domain.organisation import Actor
from gehoor.errors import InvalidInput, NotAllowed, NotFound
from gehoor.regulation.answers import Part
from gehoor.services import admin_log, casefile, labels, sending, spreadsheet
from gehoor.services import dossier as dossiers
from gehoor.services.asking import answered
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.services.sight import has_part, may_handle
from gehoor.storage import deliveries, letters
from gehoor.storage.deliveries import Delivery, Logged, State
from gehoor.storage.scope import snapshot, transaction

#: Said on the admin log when somebody takes a list along.
EXPORTED: Final = "delivery_log_exported"
LONGEST: Final = timedelta(days=366)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery of one letter as the log tells it; moments are in the time of the municipality."""

    kenmerk: str
    brief: str
    briefnummer: int
    verzending: int
    aan: str
    wijze: str
    reden: str
    stand: str
    gemaakt: datetime
    verstuurd: datetime | None = None
    postdatum: date | None = None
    door: str = ""
    printronde: int | None = None
    message_id: str = ""
    antwoord_mailserver: str = ""
    geopend: datetime | None = None
    teruggekomen: datetime | None = None
    probleem: str = ""
    pdf_sha256: str = ""


def require_reader(place: Municipality, actor: Actor) -> None:
    """Raises `NotAllowed` for whoever has no business with how letters were sent."""
    if not has_part(place, actor, Part.COORDINATOR, Part.DIRECTOR):
        raise NotAllowed("Uw functie geeft geen toegang tot het verzendlog.")


async def open_to(place: Municipality, actor: Actor, found: Sequence[Delivery]) -> dict[str, Dossier]:
    """The cases of these deliveries on which the law lets this person work."""
    opened: dict[str, Dossier] = {}
    for case_id in dict.fromkeys(delivery.case_id for delivery in found):
        try:
            dossier = await dossiers.by_id(place, case_id)
        except NotFound:
            # The file of the case was destroyed; that a letter was sent then opens for nobody.
            continue
        if answered(lambda dossier=dossier: may_handle(dossier, actor), False):  # type: ignore[misc]  # Asked at once.
            opened[case_id] = dossier
    return opened


async def of_case(place: Municipality, found: Dossier) -> list[tuple[Delivery, Entry, list[Logged]]]:
    """The deliveries of a case that was opened, the latest first, each with its log."""
    async with snapshot():
        known = await deliveries.of_case(found.case_id)
        told = await deliveries.logs_of(known)
        titles = await titles_of(known)
    return [
        (each, _entry(place, found.reference, each, told[each.id], titles), told[each.id]) for each in reversed(known)
    ]


async def of_days(
    place: Municipality, actor: Actor, since: date, until: date, newest: int | None = None
) -> tuple[list[Entry], int]:
    """The deliveries made from one day up to and including another, in cases open to this person; and how many.

    With `newest` only so many of the last ones are told, as a page shows them.
    """
    require_reader(place, actor)
    if until < since or until - since > LONGEST:
        raise InvalidInput("Kies een eerste en een laatste dag, hoogstens een jaar uit elkaar.", field="since")
    start, end = (datetime.combine(day, time.min, place.zone) for day in (since, until + timedelta(days=1)))
    async with snapshot():
        made = await deliveries.made_between(start.astimezone(UTC), end.astimezone(UTC))
        opened = await open_to(place, actor, made)
        known = [each for each in made if each.case_id in opened]
        shown = known if newest is None else known[-newest:]
        told, titles = await deliveries.logs_of(shown), await titles_of(shown)
    entries = [_entry(place, opened[each.case_id].reference, each, told[each.id], titles) for each in shown]
    return entries, len(known)


async def exported(
    place: Municipality, actor: Actor, since: date, until: date, kind: str, at: datetime
) -> tuple[bytes, str]:
    """The log of these days as a file and its media type; that somebody took it along is logged."""
    entries, _ = await of_days(place, actor, since, until)
    async with transaction():
        days = {"since": since.isoformat(), "until": until.isoformat(), "lines": len(entries), "kind": kind}
        await admin_log.write(actor.person, EXPORTED, "verzendlog", None, days, at)
    if kind == "json":
        return msgspec.json.format(msgspec.json.encode(entries), indent=2), "application/json"
    return _csv(entries), "text/csv; charset=utf-8"


def _csv(entries: Sequence[Entry]) -> bytes:
    names = Entry.__struct_fields__
    return spreadsheet.of_rows([names, *([_cell(getattr(entry, name)) for name in names] for entry in entries)])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)


async def titles_of(known: Sequence[Delivery]) -> dict[int, str]:
    """The title that each letter bears, by its number; each letter is read once, however often it was sent."""
    return {number: await _title_of(number) for number in dict.fromkeys(each.letter_id for each in known)}


async def _title_of(number: int) -> str:
    letter = await letters.letter(number)
    return await casefile.title_of(letter) if letter is not None else "Vernietigd"


def _entry(
    place: Municipality, reference: str, delivery: Delivery, told: Sequence[Logged], titles: dict[int, str]
) -> Entry:
    moments = {entry.what: entry for entry in told}
    handed, posted = moments.get(State.HANDED), moments.get(State.POSTED)
    sent = handed or posted
    code, _, _ = (handed.detail if handed else "").partition(" ")
    local = place.zone

    def on_clock(what: State) -> datetime | None:
        entry = moments.get(what)
        return entry.at.astimezone(local) if entry else None

    return Entry(
        kenmerk=reference,
        brief=titles.get(delivery.letter_id, ""),
        briefnummer=delivery.letter_id,
        verzending=delivery.number,
        aan=labels.RECIPIENTS.get(delivery.role, delivery.role),
        wijze=labels.WAYS[delivery.way],
        reden=labels.DELIVERY_REASONS.get(delivery.why, delivery.why),
        stand=labels.DELIVERY_STATES[delivery.state][0],
        gemaakt=delivery.made_at.astimezone(local),
        verstuurd=sent.at.astimezone(local) if sent else None,
        postdatum=date.fromisoformat(posted.detail) if posted else None,
        door=_name(place, sent.actor) if sent else "",
        printronde=delivery.run_id,
        message_id=delivery.message_id or "",
        antwoord_mailserver=code if code.startswith("smtp_") else "",
        geopend=on_clock(State.FETCHED),
        teruggekomen=on_clock(State.RETURNED),
        probleem=labels.DELIVERY_PROBLEMS.get(delivery.problem or "", delivery.problem or ""),
        pdf_sha256=delivery.pdf_sha256,
    )


def _name(place: Municipality, actor: str) -> str:
    return "het systeem" if actor == sending.SYSTEM else place.tenant.person_name(actor)
