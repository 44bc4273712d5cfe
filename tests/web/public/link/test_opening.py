"""The second way in: a link by mail for whoever lost the code, once and for a short time, and a new code."""

from __future__ import annotations

import asyncio

import pytest

from gehoor.settings import Hidden
from gehoor.storage.tables_following import MailOut
from logged import logged
from web.public.conftest import VOORBEELDSTAD, ZALTBOMMEL, text_between
from web.public.link.conftest import EMAIL, Town, asked, filed, opened

pytestmark = pytest.mark.anyio
LOOKS = "Kijk in uw mail"


async def test_a_link_opens_the_complaint_once(town: Town) -> None:
    _, reference, _ = await filed(town)
    loser, other = town.visitor(), town.visitor()
    answer = await asked(loser, reference)
    assert (answer.status_code, answer.headers["location"]) == (303, "/status/link/verstuurd")
    assert LOOKS in (await loser.get("/status/link/verstuurd")).text
    link = await town.link()
    assert (await opened(loser, link)).headers["location"] == "/status/zaak"
    page = (await loser.get("/status/zaak")).text
    assert f"Uw klacht {reference}" in page
    again = await opened(other, link)
    assert again.status_code == 410
    assert "Deze link werkt niet meer" in again.text
    assert (await other.get("/status/zaak")).headers["location"] == "/status"


async def test_a_program_that_only_follows_the_link_does_not_use_it_up(town: Town) -> None:
    _, reference, _ = await filed(town)
    scanner, reader = town.visitor(), town.visitor()
    await asked(reader, reference)
    link = await town.link()
    for _ in range(3):
        assert "Open mijn klacht" in (await scanner.get(link)).text
        assert (await scanner.client.head(link)).status_code in (200, 405)
    assert (await opened(reader, link)).status_code == 303


async def test_of_two_who_use_a_link_at_once_one_gets_in(town: Town) -> None:
    _, reference, _ = await filed(town)
    two = [town.visitor(), town.visitor()]
    await asked(two[0], reference)
    link = await town.link()
    answers = await asyncio.gather(*(opened(each, link) for each in two))
    assert sorted(answer.status_code for answer in answers) == [303, 410]


async def test_a_link_works_for_half_an_hour(town: Town) -> None:
    _, reference, _ = await filed(town)
    visitor, other = town.visitor(), town.visitor()
    await asked(visitor, reference)
    first = await town.link()
    await asked(other, reference)
    second = await town.link()
    town.clock.forward(minutes=29)
    assert (await opened(visitor, first)).status_code == 303
    town.clock.forward(minutes=1)
    assert (await opened(other, second)).status_code == 410


async def test_a_new_code_ends_the_old_one_and_every_other_visit_at_once(town: Town) -> None:
    sender, reference, old = await filed(town)
    visitor, second = town.visitor(), town.visitor()
    for each in (visitor, second):
        await asked(each, reference)
        await opened(each, await town.link())
    made = await visitor.post("/status/code", await visitor.hidden("/status/code"))
    assert made.headers["location"] == "/status/code/nieuw"
    new = text_between((await visitor.get("/status/code/nieuw")).text, "<code>", "</code>")
    assert new != old
    for shut in (sender, second):
        assert (await shut.get("/status/zaak")).headers["location"] == "/status"
    assert (await visitor.get("/status/zaak")).status_code == 200
    assert (await town.visitor().enter(old)).status_code == 422
    assert (await town.visitor().enter(new)).status_code == 303


async def test_whoever_came_by_a_link_is_shown_no_code(town: Town) -> None:
    _, reference, _ = await filed(town)
    visitor = town.visitor()
    await asked(visitor, reference)
    await opened(visitor, await town.link())
    assert (await visitor.get("/klacht/ontvangen")).headers["location"] == "/status/zaak"
    assert (await visitor.get("/status/code/nieuw")).headers["location"] == "/status"


async def test_leaving_ends_the_visit_also_for_whoever_copied_the_cookie(town: Town) -> None:
    _, reference, _ = await filed(town)
    visitor, thief = town.visitor(), town.visitor()
    await asked(visitor, reference)
    await opened(visitor, await town.link())
    thief.client.cookies.set("klacht", visitor.client.cookies["klacht"])
    await visitor.post("/status/afsluiten", await visitor.hidden("/status/zaak"))
    assert (await thief.get("/status/zaak")).headers["location"] == "/status"


async def test_a_link_of_one_municipality_opens_nothing_in_another(town: Town) -> None:
    _, reference, _ = await filed(town)
    await asked(town.visitor(), reference)
    link = await town.link()
    elsewhere = town.visitor(VOORBEELDSTAD)
    assert (await opened(elsewhere, link)).status_code == 410
    await asked(elsewhere, reference)
    await town.deliver()
    assert len(town.server.received) == 1


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 200, "é"])
async def test_a_link_that_never_was_is_answered_as_one_that_is_over(town: Town, token: str) -> None:
    visitor = town.visitor()
    assert (await opened(visitor, f"/status/openen/{token}")).status_code == 410


async def test_nothing_of_whoever_asked_is_in_an_address_or_in_the_log(town: Town) -> None:
    visitor = town.visitor()
    with logged() as lines:
        _, reference, _ = await filed(town)
        await asked(visitor, reference)
        town.server.answers.append(f"550 {EMAIL} is onbekend")
        await town.deliver()
        await asked(visitor, reference)
        await opened(visitor, await town.link())
        await visitor.get("/status/zaak")
    said = " ".join([*visitor.addresses, str(lines)]).lower()
    assert reference.lower() not in said
    assert "jannie" not in said
    assert EMAIL not in said


@pytest.mark.files
async def test_the_row_of_a_mail_that_left_holds_nothing_and_before_that_nothing_to_read(town: Town) -> None:
    _, reference, _ = await filed(town)
    await asked(town.visitor(), reference)
    files = list((town.platform.settings.data / "tenants").rglob("zaltbommel.sqlite*"))
    link = await town.link()
    token = link.rpartition("/")[2].encode()
    assert files
    assert all(token not in path.read_bytes() for path in files)
    async with town.platform.store.tenant(ZALTBOMMEL):
        assert [row["sealed"] for row in await MailOut.select()] == [None]


class TestOnPostgreSQL:
    """What depends on who comes first, on the other database as well."""

    @pytest.fixture
    def database(self, migrated: Hidden) -> Hidden:
        return migrated

    async def test_a_link_opens_the_complaint_once(self, town: Town) -> None:
        await test_a_link_opens_the_complaint_once(town)

    async def test_of_two_who_use_a_link_at_once_one_gets_in(self, town: Town) -> None:
        await test_of_two_who_use_a_link_at_once_one_gets_in(town)

    async def test_a_new_code_ends_the_old_one_and_every_other_visit_at_once(self, town: Town) -> None:
        await test_a_new_code_ends_the_old_one_and_every_other_visit_at_once(town)
