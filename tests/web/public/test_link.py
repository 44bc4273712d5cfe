"""The second way in: a link by mail for whoever lost the code, once, for a short time, and the same answer for all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

import postgres_server
from gehoor.bootstrap import apply_all, open_platform
from gehoor.domain.tenant import Security
from gehoor.mail.server import Server
from gehoor.settings import Hidden, Settings
from gehoor.storage.tables import Outbox
from gehoor.storage.tables_following import AccessLink, MailOut
from gehoor.worker import Worker
from logged import logged
from mail.mail_server import HOST, MailServer

from .conftest import COMPLAINT, ROOT, VOORBEELDSTAD, ZALTBOMMEL, Site, StandingClock, Visitor, text_between

pytestmark = pytest.mark.anyio
EMAIL = COMPLAINT["email"]
LOOKS = "Kijk in uw mail"


class Town(Site):
    """The site with a mail server."""

    server: MailServer

    async def deliver(self) -> None:
        """Sends the mail that waits."""
        await Worker(self.platform, _no_letters).round()

    async def link(self) -> str:
        """The path of the link in the newest mail."""
        await self.deliver()
        body = self.server.received[-1].get_body(("plain",))
        assert body is not None
        text: str = body.get_content()
        return text_between(text, "http://zaltbommel.localhost", "\n")


async def _no_letters(html: str) -> bytes:
    return b"%PDF-"


@pytest.fixture
def database() -> Hidden | None:
    """The files of the platform itself; a test may bring PostgreSQL."""
    return None


@pytest.fixture
async def town(tmp_path: Path, anyio_backend: str, database: Hidden | None) -> AsyncIterator[Town]:
    clock = StandingClock()
    with MailServer() as server:
        smtp = Server(host=HOST, port=server.port, security=Security.NONE, sender="klachten@voorbeeld.example")
        settings = Settings(data=tmp_path / "data", tenants=ROOT / "tenants", smtp=smtp, database=database)
        platform = await open_platform(settings, clock)
        try:
            await apply_all(platform)
            opened = Town(platform, clock)
            opened.server = server
            yield opened
        finally:
            await platform.aclose()


async def filed(town: Town) -> tuple[Visitor, str, str]:
    """Somebody who filed a complaint, with the reference and the code."""
    sender = town.visitor()
    await sender.send()
    page = (await sender.get("/klacht/ontvangen")).text
    return sender, text_between(page, 'Uw kenmerk<br><strong class="lead">', "<"), await sender.code()


async def asked(visitor: Visitor, reference: str, email: str = EMAIL) -> httpx.Response:
    """Asks for a link."""
    hidden = await visitor.hidden("/status/link")
    return await visitor.post("/status/link", {**hidden, "kenmerk": reference, "email": email})


async def opened(visitor: Visitor, link: str) -> httpx.Response:
    """Follows a link and presses the button."""
    return await visitor.post("/status/openen", await visitor.hidden(link))


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
    visitor = town.visitor()
    await asked(visitor, reference)
    link = await town.link()
    town.clock.forward(minutes=30)
    assert (await opened(visitor, link)).status_code == 410


async def test_everybody_gets_the_same_answer_and_only_who_fits_gets_mail(town: Town) -> None:
    _, reference, _ = await filed(town)
    answers = []
    for wrong in ((reference, "ander@voorbeeld.example"), ("K26-AAAAA", EMAIL), ("'; --", EMAIL), (reference, EMAIL)):
        visitor = town.visitor()
        answer = await asked(visitor, *wrong)
        page = await visitor.get("/status/link/verstuurd")
        answers.append((answer.status_code, answer.headers["location"], answer.text, page.text))
    assert len(set(answers)) == 1
    await town.deliver()
    assert town.server.recipients == [EMAIL]


async def test_asking_leaves_the_same_rows_whatever_is_true(town: Town) -> None:
    """The work is the same, so that nobody outside can tell by the time it takes."""
    _, reference, _ = await filed(town)
    left = []
    for who in ((reference, EMAIL), ("K26-AAAAA", EMAIL), (reference, "ander@voorbeeld.example")):
        async with town.platform.store.tenant(ZALTBOMMEL):
            before = [await table.count() for table in (AccessLink, MailOut, Outbox)]
        await asked(town.visitor(), *who)
        async with town.platform.store.tenant(ZALTBOMMEL):
            after = [await table.count() for table in (AccessLink, MailOut, Outbox)]
        left.append([now - then for now, then in zip(after, before, strict=True)])
    assert left == [[1, 1, 1]] * 3


async def test_what_was_typed_may_have_capitals_and_spaces(town: Town) -> None:
    _, reference, _ = await filed(town)
    await asked(town.visitor(), f" {reference.lower()} ", EMAIL.upper())
    await town.deliver()
    assert len(town.server.received) == 1


async def test_at_most_three_mails_an_hour_leave_for_one_complaint(town: Town) -> None:
    _, reference, _ = await filed(town)
    for number in range(6):
        await asked(town.visitor(address=f"192.0.2.{number + 10}"), reference)
    await town.deliver()
    assert len(town.server.received) == 3
    town.clock.forward(hours=1)
    await asked(town.visitor(), reference)
    await town.deliver()
    assert len(town.server.received) == 4


async def test_a_stranger_who_asks_often_keeps_the_mail_of_nobody_away(town: Town) -> None:
    _, reference, _ = await filed(town)
    for number in range(6):
        await asked(town.visitor(address=f"192.0.2.{number + 10}"), reference, "ander@voorbeeld.example")
    await asked(town.visitor(), reference)
    await town.deliver()
    assert town.server.recipients == [EMAIL]


async def test_from_one_place_one_cannot_ask_on_and_on(town: Town) -> None:
    guesser = town.visitor(address="192.0.2.99")
    for _ in range(10):
        assert (await asked(guesser, "K26-AAAAA")).status_code == 303
    blocked = await asked(guesser, "K26-AAAAA")
    assert blocked.status_code == 429
    assert blocked.headers["retry-after"] == "30"
    assert (await asked(town.visitor(), "K26-AAAAA")).status_code == 303


async def test_what_is_missing_is_named_and_what_was_typed_is_kept(town: Town) -> None:
    visitor = town.visitor()
    answer = await asked(visitor, "", "geen adres")
    assert answer.status_code == 422
    assert "Vul uw kenmerk in." in answer.text
    assert "Dit is geen volledig e-mailadres." in answer.text
    assert 'value="geen adres"' in answer.text


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


async def test_without_a_mail_server_the_pages_say_how_else_to_get_in(site: Site) -> None:
    visitor = site.visitor()
    assert "Wij kunnen u nu geen link mailen." in (await visitor.get("/status/link")).text
    assert "/status/link" not in (await visitor.get("/status")).text
    hidden = await visitor.hidden("/status")
    answer = await visitor.post("/status/link", {**hidden, "kenmerk": "K26-AAAAA", "email": EMAIL})
    assert "Wij kunnen u nu geen link mailen." in answer.text
    async with site.platform.store.tenant(ZALTBOMMEL):
        assert await MailOut.count() == 0


class TestOnPostgreSQL:
    """What depends on who comes first, on the other database as well."""

    @pytest.fixture
    def database(self) -> Iterator[Hidden]:
        """A migrated database of the test's own."""
        with postgres_server.server().database() as made:
            yield Hidden(made.serving)

    async def test_a_link_opens_the_complaint_once(self, town: Town) -> None:
        await test_a_link_opens_the_complaint_once(town)

    async def test_of_two_who_use_a_link_at_once_one_gets_in(self, town: Town) -> None:
        await test_of_two_who_use_a_link_at_once_one_gets_in(town)

    async def test_at_most_three_mails_an_hour_leave_for_one_complaint(self, town: Town) -> None:
        await test_at_most_three_mails_an_hour_leave_for_one_complaint(town)

    async def test_a_new_code_ends_the_old_one_and_every_other_visit_at_once(self, town: Town) -> None:
        await test_a_new_code_ends_the_old_one_and_every_other_visit_at_once(town)
