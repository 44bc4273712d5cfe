"""The mail a day about what is new for somebody, and the mail a week with numbers for who is in charge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from gehoor.domain.calendar import written
from gehoor.services.mail import new_message_id
from gehoor.services.municipality import Municipality
from gehoor.services.notices import Reader, Shown
from gehoor.services.reminders import offices_of
from gehoor.services.staff_mail import address_of_person
from gehoor.storage import clock_marks, due, mail, notices
from gehoor.storage.due import Counts
from gehoor.storage.mail import Words
from gehoor.storage.notices import Notice
from gehoor.storage.scope import transaction

KIND_DAILY, KIND_WEEKLY = "digest", "weekly_digest"
#: A mail about a day is of no use once the next one is there.
_VALID: Final = timedelta(days=1)
_VALID_WEEKLY: Final = timedelta(days=4)
#: Lines in a mail; the page with notices shows the rest.
_LINES: Final = 50
_READ_AT_ONCE: Final = 2000

_DAILY = """Beste collega,

Dit is er op {day} nieuw voor u in het klachtensysteem van {title}:

{lines}

Al uw meldingen staan op {site}/meldingen. U moet zich daarvoor aanmelden.

Met vriendelijke groet,
{title}

Deze mail is automatisch gemaakt. Er staan geen namen in en niet waarover een klacht gaat. Wilt u deze mail niet
meer? Dat kiest u op de pagina met meldingen.
"""
_WEEKLY = """Beste collega,

Zo staat het op {day} met de klachten bij {title}:

- nog open: {open}
- daarvan te laat: {overdue}
- daarvan af te handelen in de komende zeven dagen: {soon}
- ontvangen in de afgelopen zeven dagen: {received}
- afgesloten in de afgelopen zeven dagen: {closed}

Met vriendelijke groet,
{title}

Deze mail is automatisch gemaakt. Er staat niets in over een klacht of over mensen.
"""


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that is to leave to one person; without an address there is none."""

    person: str
    kind: str
    to: str
    words: Words
    lines: int


async def daily(
    place: Municipality, day: date, site: str, newest: int, beyond: Sequence[Notice] = ()
) -> list[Digest]:  # fmt: skip
    """The mails of this day, about the notices up to this one; writes nothing.

    `beyond` are notices that would be kept first.
    """
    if not place.tenant.file.reminders.daily:
        return []
    last = await clock_marks.last(clock_marks.DAILY)
    new = [*await _since(int(last[1]) if last else 0, newest), *beyond]
    reader, found = Reader(place), []
    declined = await clock_marks.values(clock_marks.NO_MAIL)
    for person, mine in _by_person(place, day, new).items():
        if person in declined:
            continue
        shown = await reader.shown(place.actor(person, day), mine)
        if shown:
            found.append(_digest(place, person, day, site, shown))
    return found


async def weekly(place: Municipality, day: date) -> list[Digest]:
    """The mails with numbers of this week; writes nothing. None before the day on which they go."""
    chosen = place.tenant.file.reminders.weekly_on
    if not chosen or day.isoweekday() < chosen or _week(day) in await clock_marks.values(clock_marks.WEEKLY):
        return []
    counts = await due.counts(day, day + timedelta(days=7), day - timedelta(days=7))
    above = offices_of(place).above
    people = sorted({each.person for each in place.tenant.holdings(day) if each.office in above})
    return [_in_numbers(place, person, day, counts) for person in people]


async def send(place: Municipality, day: date, at: datetime, site: str) -> int:
    """Writes the mails of this day, each once, and gives how many; they leave after the commit."""
    newest = await notices.newest_id()
    ready, ready_weekly = await daily(place, day, site, newest), await weekly(place, day)
    sent = 0
    async with transaction():
        if await clock_marks.put(clock_marks.DAILY, day.isoformat(), day, str(newest)):
            sent += await _put(place, ready, at, _VALID)
    chosen = place.tenant.file.reminders.weekly_on
    if chosen and day.isoweekday() >= chosen:
        async with transaction():
            if await clock_marks.put(clock_marks.WEEKLY, _week(day), day):
                sent += await _put(place, ready_weekly, at, _VALID_WEEKLY)
    return sent


async def wanted(person: str) -> bool:
    """Whether this person gets the mail of the day when there is one."""
    return person not in await clock_marks.values(clock_marks.NO_MAIL)


async def want(person: str, on: date, *, wanted: bool) -> None:
    """This person wants the mail of the day, or does not."""
    async with transaction():
        if wanted:
            await clock_marks.remove(clock_marks.NO_MAIL, person)
        else:
            await clock_marks.put(clock_marks.NO_MAIL, person, on)


async def _put(place: Municipality, digests: Sequence[Digest], at: datetime, valid: timedelta) -> int:
    sent = 0
    for digest in digests:
        if digest.to:
            await mail.put(digest.kind, digest.words, new_message_id(place), at, at + valid)
            sent += 1
    return sent


async def _since(start: int, newest: int) -> list[Notice]:
    """What nobody has seen of all notices after the first of these two and up to the other."""
    found: list[Notice] = []
    while page := await notices.after(found[-1].id if found else start, newest, _READ_AT_ONCE):
        found += page
    return found


def _by_person(place: Municipality, day: date, new: Sequence[Notice]) -> dict[str, list[Notice]]:
    """Who reads which notices today; the holders of an office all read those of the office."""
    holders: dict[str, list[str]] = {}
    for holding in place.tenant.holdings(day):
        holders.setdefault(holding.office, []).append(holding.person)
    found: dict[str, dict[int, Notice]] = {}
    for notice in new:
        for person in [notice.person] if notice.person else holders.get(notice.office or "", []):
            if person:
                found.setdefault(person, {})[notice.id] = notice
    return {person: list(mine.values()) for person, mine in sorted(found.items())}


def _digest(place: Municipality, person: str, day: date, site: str, shown: Sequence[Shown]) -> Digest:
    lines = [_line(each, site) for each in shown[:_LINES]]
    if len(shown) > _LINES:
        lines.append(f"- en nog {len(shown) - _LINES} meldingen")
    subject = "1 melding over klachten" if len(shown) == 1 else f"{len(shown)} meldingen over klachten"
    text = _DAILY.format(day=written(day), title=place.tenant.title, lines="\n".join(lines), site=site)
    return Digest(
        person=person, kind=KIND_DAILY, to=address_of_person(place, person), lines=len(shown),
        words=Words(address_of_person(place, person), subject, text, list_unsubscribe=f"{site}/meldingen"),
    )  # fmt: skip


def _line(shown: Shown, site: str) -> str:
    about = f"{shown.reference}: " if shown.reference else ""
    link = f"\n  {site}/zaak/{shown.reference}" if shown.opens else ""
    return f"- {about}{shown.title}. {shown.text}{link}"


def _in_numbers(place: Municipality, person: str, day: date, counts: Counts) -> Digest:
    text = _WEEKLY.format(day=written(day), title=place.tenant.title, **msgspec.structs.asdict(counts))
    to = address_of_person(place, person)
    return Digest(
        person=person, kind=KIND_WEEKLY, to=to, lines=0, words=Words(to, "De klachten van deze week in cijfers", text)
    )


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
