"""A talk is planned, moved and called off, and the calendar of whoever chose mail follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar
from msgspec import structs, to_builtins

from gehoor.domain import events as ev
from gehoor.domain.areas import Area
from gehoor.domain.events import Party
from gehoor.errors import InvalidInput, Refused
from gehoor.services import configuration, planning
from gehoor.services import dossier as dossiers
from gehoor.services.handling import Work
from gehoor.storage.scope import transaction
from sending.conftest import COORDINATOR, SLUG, Office

pytestmark = pytest.mark.anyio
BEGINS = datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
WHERE = "Stadhuis, kamer 3"


async def planned(office: Office, reference: str, begins: datetime = BEGINS, party: Party = Party.COMPLAINANT) -> None:
    async with office.post.platform.at(SLUG) as place:
        actor = place.actor(COORDINATOR, place.day(office.post.clock()))
        work = Work(place, actor, reference, office.post.clock())
        await planning.plan(work, party, begins, 60, "in_person", WHERE)
    await office.work()


async def cancelled(office: Office, reference: str, party: Party = Party.COMPLAINANT) -> None:
    async with office.post.platform.at(SLUG) as place:
        actor = place.actor(COORDINATOR, place.day(office.post.clock()))
        work = Work(place, actor, reference, office.post.clock())
        await planning.cancel(work, party, "De behandelaar is ziek.")
    await office.work()


def appointments(office: Office) -> list[tuple[EmailMessage, Calendar]]:
    """The mails with an appointment, and what each says to a calendar."""
    found = []
    for mail in office.post.server.received:
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                found.append((mail, Calendar.from_ical(part.get_content())))
    return found


async def test_whoever_chose_mail_gets_the_appointment_its_change_and_its_end(office: Office) -> None:
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await planned(office, reference)
    await planned(office, reference, BEGINS + timedelta(days=1))
    await cancelled(office, reference)
    found = appointments(office)
    assert [str(calendar["method"]) for _, calendar in found] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [calendar.walk("VEVENT")[0] for _, calendar in found]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [int(event["sequence"]) for event in events] == [0, 1, 2]
    assert [event.decoded("dtstart") for event in events] == [BEGINS, *([BEGINS + timedelta(days=1)] * 2)]
    assert str(events[0]["location"]) == WHERE
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


async def test_it_tells_the_moment_the_place_and_the_reference_and_no_more(office: Office) -> None:
    reference = await office.complaint()
    await office.chooses(reference, electronic=True)
    await planned(office, reference)
    ((mail, calendar),) = appointments(office)
    event = calendar.walk("VEVENT")[0]
    assert reference in str(event["summary"])
    told = f"{mail.get_body(('plain',)).get_content()}{calendar.to_ical().decode()}"  # type: ignore[union-attr]  # It has a text.
    assert "balie" not in told
    assert "Petra" not in told


async def test_whoever_gets_post_gets_no_mail(office: Office) -> None:
    reference = await office.complaint()
    await planned(office, reference)
    assert office.post.server.received == []
    assert len(await office.happened(reference, ev.HearingPlanned)) == 1


async def test_a_moment_that_is_over_and_a_talk_that_is_not_there_are_refused(office: Office) -> None:
    reference = await office.complaint()
    with pytest.raises(InvalidInput):
        await planned(office, reference, office.post.clock() - timedelta(hours=1))
    with pytest.raises(Refused):
        await cancelled(office, reference)


async def about(office: Office, reference: str, person: str, email: str = "") -> None:
    """The complaint turns out to be about this colleague, who has this address of mail."""
    at = office.post.clock()
    async with office.post.platform.at(SLUG) as place:
        staff = place.tenant.organisation.people
        known = [structs.replace(each, email=email if each.id == person else each.email) for each in staff]
        await configuration.change(place, Area.PEOPLE, to_builtins(known), COORDINATOR, at)
    async with office.post.platform.at(SLUG) as place, transaction():
        found = await dossiers.by_reference(place, reference)
        complaint = found.case.complaint
        facts = structs.replace(complaint, accused=structs.replace(complaint.accused, person=person))
        await dossiers.record(place, found, [ev.FactsCorrected(on=place.day(at), complaint=facts)], COORDINATOR, at)


async def test_a_colleague_who_is_complained_about_gets_the_appointment_at_their_own_address(office: Office) -> None:
    reference = await office.complaint()
    await about(office, reference, "karel", "karel@zaltbommel.example")
    await planned(office, reference, party=Party.ACCUSED)
    await cancelled(office, reference, party=Party.ACCUSED)
    found = [(mail, calendar) for mail, calendar in appointments(office)]
    assert [(mail["To"], str(calendar["method"])) for mail, calendar in found] == [
        ("karel@zaltbommel.example", "REQUEST"),
        ("karel@zaltbommel.example", "CANCEL"),
    ]
    assert "Beste collega" in found[0][0].get_body(("plain",)).get_content()  # type: ignore[union-attr]  # It has a text.
    assert "petra" not in "".join(mail.as_string() for mail, _ in found)


async def test_of_a_colleague_without_an_address_the_letter_is_all_there_is(office: Office) -> None:
    reference = await office.complaint()
    await about(office, reference, "karel")
    await planned(office, reference, party=Party.ACCUSED)
    assert appointments(office) == []
    assert len(await office.happened(reference, ev.HearingPlanned)) == 1
    assert office.post.server.received == []


async def test_the_mail_about_a_letter_on_the_platform_goes_to_the_same_address(office: Office) -> None:
    reference = await office.complaint()
    await about(office, reference, "karel", "karel@zaltbommel.example")
    await planned(office, reference, party=Party.ACCUSED)
    told = [mail for mail in office.post.server.received if "brief voor u klaar" in mail["Subject"]]
    assert {mail["To"] for mail in told} == {"karel@zaltbommel.example"}
    assert all(reference not in mail.as_string() for mail in told)
