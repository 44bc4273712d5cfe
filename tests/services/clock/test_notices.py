"""A notice reaches only who it is for and who may see the case, in words on the page and without them in a mail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from gehoor.bootstrap import Platform
from gehoor.domain import events as ev
from gehoor.domain.areas import Area
from gehoor.errors import NotFound
from gehoor.regulation.answers import Part
from gehoor.services import assignment, notices
from gehoor.services import dossier as dossiers
from gehoor.services.correspondence import SYSTEM
from gehoor.services.dossier import Dossier
from gehoor.services.notice_words import BOUNCE, DEAD_WORK, OVERDUE, OVERDUE_UP, REMINDER
from gehoor.services.notices import Shown, To
from gehoor.storage import mail
from gehoor.storage.scope import transaction
from gehoor.storage.tables_following import MailOut
from services.clock.town import FL, Town
from standing_clock import Clock

pytestmark = pytest.mark.anyio
DUE, SOON = date(2027, 1, 4), date(2026, 12, 18)


async def seen_by(town: Town, person: str) -> list[Shown]:
    async with town.place() as place:
        return await notices.unseen(place, place.actor(person, place.day(town.clock())))


async def kinds(town: Town, person: str) -> set[str]:
    return {each.notice.kind for each in await seen_by(town, person)}


async def about(town: Town, found: Dossier, *, accused: str = "", involved: tuple[str, ...] = ()) -> None:
    """The facts turn out to concern these people."""
    async with town.place() as place, transaction():
        opened = await dossiers.by_id(place, found.case_id)
        complaint = opened.case.complaint
        complaint = msgspec.structs.replace(
            complaint,
            accused=msgspec.structs.replace(complaint.accused, person=accused),
            involved=frozenset(involved),
        )
        event = ev.FactsCorrected(on=place.day(town.clock()), complaint=complaint)
        await dossiers.record(place, opened, [event], SYSTEM, town.clock())


async def assigned(town: Town, found: Dossier) -> None:
    """Karel handles the case."""
    async with town.place() as place:
        actor, at = place.actor("noor", place.day(town.clock())), town.clock()
        async with transaction():
            opened = await dossiers.by_id(place, found.case_id)
            complaint = opened.case.complaint
            accused = msgspec.structs.replace(complaint.accused, function="ambtenaar", unit="burgerzaken")
            facts = ev.FactsCorrected(
                on=place.day(at), complaint=msgspec.structs.replace(complaint, accused=accused)
            )  # fmt: skip
            await dossiers.record(place, opened, [facts], "noor", at)
        choice = "karel:afdelingshoofd:burgerzaken"
        await assignment.assign(place, actor, found.reference, choice, "", at, declared=True)


async def with_addresses(town: Town) -> None:
    async with town.place() as place:
        people = place.tenant.organisation.people
    await town.put(Area.PEOPLE, [msgspec.structs.replace(each, email=f"{each.id}@gemeente.example") for each in people])


async def mails(town: Town) -> list[tuple[str, mail.Words]]:
    async with town.place():
        rows = await MailOut.select(MailOut.id, MailOut.kind).where(MailOut.state == "queued").order_by(MailOut.id)
        found = [(row["kind"], await mail.waiting(row["id"])) for row in rows]
    return [(kind, each[1]) for kind, each in found if each is not None]


async def test_the_coordinator_and_the_deputy_read_it_and_nobody_else(town: Town) -> None:
    await town.file()
    await town.day(DUE - timedelta(days=7))
    assert await kinds(town, "noor") == await kinds(town, "pim") == {REMINDER, OVERDUE}
    for person in ("sara", "karel", "iris", "omar", "yusuf"):
        assert await seen_by(town, person) == []
    (reminder,) = [each for each in await seen_by(town, "noor") if each.notice.code == "notify_outcome"]
    assert reminder.opens
    assert "uiterlijk maandag 4 januari 2027" in reminder.text


async def test_the_handler_is_told_of_what_the_handler_must_do(town: Town) -> None:
    found = await town.file()
    await assigned(town, found)
    await town.day(DUE - timedelta(days=7))
    mine = [each for each in await seen_by(town, "karel") if each.notice.code == "notify_outcome"]
    assert [each.notice.kind for each in mine] == [REMINDER]
    assert not [each for each in await seen_by(town, "noor") if each.notice.code == "notify_outcome"]
    await town.day(DUE + timedelta(days=1))
    for person in ("karel", "noor"):
        assert [each.notice.kind for each in await seen_by(town, person) if each.notice.code == "notify_outcome"].count(
            OVERDUE
        ) == 1


@pytest.mark.parametrize("how", [{"accused": "noor"}, {"involved": ("noor",)}])
async def test_a_coordinator_whom_the_case_concerns_never_reads_of_it_and_the_deputy_does(
    town: Town, how: dict[str, Any]
) -> None:
    await with_addresses(town)
    found = await town.file()
    await about(town, found, **how)
    await town.day(DUE + timedelta(days=4))
    assert await seen_by(town, "noor") == []
    (number, *_) = [each.notice.id for each in await seen_by(town, "pim")]
    async with town.place() as place:
        with pytest.raises(NotFound):
            await notices.see(place, place.actor("noor", place.day(town.clock())), number, town.clock())
    assert "noor@gemeente.example" not in {words.to for _, words in await mails(town)}
    assert "pim@gemeente.example" in {words.to for _, words in await mails(town)}


async def test_the_office_above_reads_number_duty_and_day_without_the_case(town: Town) -> None:
    found = await town.file()
    await town.day(DUE + timedelta(days=3))
    shown = [each for each in await seen_by(town, "tine") if each.notice.code == "notify_outcome"]
    assert [(each.notice.kind, each.reference, each.opens) for each in shown] == [(OVERDUE_UP, found.reference, False)]
    assert "Saskia" not in shown[0].text
    await about(town, found, accused="tine")
    assert await seen_by(town, "tine") == []


async def test_in_flanders_it_goes_up_to_the_algemeen_directeur_without_a_setting(
    platform: Platform, clock: Clock
) -> None:
    town = Town(platform, clock, FL)
    await town.file()
    await town.day(DUE + timedelta(days=3))
    assert await kinds(town, "griet") == {OVERDUE_UP}


async def test_one_who_has_seen_it_takes_it_off_the_list_of_the_office(town: Town) -> None:
    await town.file()
    await town.day(DUE - timedelta(days=7))
    before = await seen_by(town, "noor")
    async with town.place() as place:
        await notices.see(place, place.actor("pim", place.day(town.clock())), before[0].notice.id, town.clock())
        with pytest.raises(NotFound):
            await notices.see(place, place.actor("karel", place.day(town.clock())), before[1].notice.id, town.clock())
        with pytest.raises(NotFound):
            await notices.see(place, place.actor("noor", place.day(town.clock())), 99_999, town.clock())
    assert [each.notice.id for each in await seen_by(town, "noor")] == [each.notice.id for each in before[1:]]


async def test_other_parts_of_the_platform_put_a_notice_once_for_a_person_or_a_part(town: Town) -> None:
    found = await town.file()
    async with town.place() as place, transaction():
        at = town.clock()
        assert await notices.put(place, Part.COORDINATOR, BOUNCE, found.case_id, "bounce", at, "bounce:1")
        assert not await notices.put(place, Part.COORDINATOR, BOUNCE, found.case_id, "bounce", at, "bounce:1")
        assert await notices.put(place, To(person="iris"), DEAD_WORK, None, "dead_work", at, "dead:1")
    assert await kinds(town, "noor") == {BOUNCE}
    (dead,) = await seen_by(town, "iris")
    assert (dead.reference, dead.opens) == ("", False)
    assert "niet afmaken" in dead.text


async def test_a_mail_a_day_says_reference_duty_day_and_link_and_nothing_about_people(town: Town) -> None:
    await with_addresses(town)
    found = await town.file()
    done = await town.day(SOON - timedelta(days=7))
    sent = [(words.to, words) for kind, words in await mails(town) if kind == "digest"]
    assert len(sent) == 2 <= done.mails
    assert sorted(to for to, _ in sent) == ["noor@gemeente.example", "pim@gemeente.example"]
    text = sent[0][1].text + sent[0][1].subject
    assert found.reference in text
    assert "uiterlijk vrijdag 18 december 2026" in text
    assert f"http://zaltbommel.localhost:{town.platform.settings.port}/zaak/{found.reference}" in text
    assert not [word for word in ("Petra", "Proefpersoon", "balie", "Noor", "Voorbeeldlaan") if word in text]


async def test_nobody_gets_a_mail_when_there_is_nothing_new_and_none_twice(town: Town) -> None:
    await with_addresses(town)
    await town.set(Area.REMINDERS, weekly_on=0)
    await town.file()
    await town.day(date(2026, 11, 24))
    assert [words for kind, words in await mails(town) if kind == "digest"] == []
    await town.day(SOON - timedelta(days=7))
    first = len(await mails(town))
    assert first == 2
    await town.day(SOON - timedelta(days=7), hour=18)
    await town.day(SOON - timedelta(days=6))
    assert len(await mails(town)) == first


async def test_days_that_were_missed_give_one_mail(town: Town) -> None:
    await with_addresses(town)
    await town.set(Area.REMINDERS, weekly_on=0)
    await town.file()
    await town.day(date(2026, 11, 24))
    await town.day(DUE + timedelta(days=1))
    sent = sorted(words.to for _, words in await mails(town))
    assert sent == ["noor@gemeente.example", "pim@gemeente.example", "tine@gemeente.example"]


async def test_without_the_daily_mail_notices_stand_in_the_system_only(town: Town) -> None:
    await with_addresses(town)
    await town.set(Area.REMINDERS, daily=False, weekly_on=0)
    await town.file()
    await town.day(DUE - timedelta(days=7))
    assert await mails(town) == []
    assert await kinds(town, "noor")


async def test_the_mail_of_the_week_holds_numbers_only_and_comes_once_also_when_its_day_was_missed(town: Town) -> None:
    await with_addresses(town)
    found = await town.file()
    tuesday = date(2026, 11, 24)
    await town.day(tuesday)
    await town.day(tuesday + timedelta(days=1))
    weekly = [words for kind, words in await mails(town) if kind == "weekly_digest"]
    assert [words.to for words in weekly] == ["tine@gemeente.example"]
    assert "nog open: 1" in weekly[0].text
    assert "ontvangen in de afgelopen zeven dagen: 1" in weekly[0].text
    assert not [word for word in (found.reference, "Petra", "balie") if word in weekly[0].text]
    await town.day(date(2026, 11, 30))
    assert len([1 for kind, _ in await mails(town) if kind == "weekly_digest"]) == 2
