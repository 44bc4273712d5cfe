"""Talks with the parties that were planned: when, where, and the appointment that goes to whoever has a mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from gehoor.domain import events as ev
from gehoor.domain.calendar import written_moment
from gehoor.domain.case import Case
from gehoor.domain.events import Party
from gehoor.services.municipality import Municipality

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Talk:
    """A talk as it stands; `sequence` counts how often it was changed, so that a calendar keeps the newest."""

    planned: ev.HearingPlanned
    sequence: int
    cancelled: bool = False

    @property
    def begins(self) -> datetime:
        """The moment it begins."""
        return datetime.fromisoformat(self.planned.at)


def talk_with(case: Case, party: Party) -> Talk | None:
    """The talk with this party that was planned last, also when it was cancelled."""
    changes = [e for e in case.events if isinstance(e, ev.HearingPlanned | ev.HearingCancelled) and e.party is party]
    planned = [change for change in changes if isinstance(change, ev.HearingPlanned)]
    if not planned:
        return None
    return Talk(planned[-1], len(changes) - 1, isinstance(changes[-1], ev.HearingCancelled))


def talk_moment(place: Municipality, planned: ev.HearingPlanned) -> str:
    """When a talk begins, in words, on the clock of the municipality."""
    return written_moment(planned.at, place.zone)


def uid_of(case_id: str, party: Party, host: str) -> str:
    """The identity of the talk with this party: the same in every change, and without a word about the case."""
    from hashlib import sha256

    return f"{sha256(f'talk {case_id} {party.value}'.encode()).hexdigest()[:32]}@{host}"


def appointment(
    place: Municipality, case_id: str, reference: str, talk: Talk, where: str, attendee: str, at: datetime
) -> tuple[str, str]:
    """The method and the text of the appointment; it tells the moment, the place and the reference, and no more."""
    # Most processes never make one, and the library with its time zones takes memory.
    from icalendar import Calendar, Event, vCalAddress, vText

    method = CANCEL if talk.cancelled else REQUEST
    calendar = Calendar()
    calendar.add("prodid", "-//Gehoor//klachtbehandeling//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", uid_of(case_id, talk.planned.party, place.tenant.file.hosts[0]))
    event.add("sequence", talk.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", talk.begins)
    event.add("dtend", talk.begins + timedelta(minutes=talk.planned.minutes))
    event.add("summary", f"Gesprek {place.tenant.title}, kenmerk {reference}")
    event.add("status", "CANCELLED" if talk.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if where:
        event.add("location", " ".join(where.split()))
    organizer = vCalAddress(f"mailto:{place.tenant.file.email}")
    organizer.params["cn"] = vText(place.tenant.title)
    event.add("organizer", organizer)
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["rsvp"] = vText("FALSE")
    event.add("attendee", guest)
    calendar.add_component(event)
    return method, calendar.to_ical().decode()
