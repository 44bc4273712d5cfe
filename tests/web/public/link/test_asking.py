"""Asking for a link by mail gives everybody the same answer, and mail only to whoever fits."""

from __future__ import annotations

import pytest

from gehoor.settings import Hidden
from gehoor.storage.tables import Outbox
from gehoor.storage.tables_following import AccessLink, MailOut
from web.public.conftest import ZALTBOMMEL, Site
from web.public.link.conftest import EMAIL, Town, asked, filed

pytestmark = pytest.mark.anyio


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
    def database(self, migrated: Hidden) -> Hidden:
        return migrated

    async def test_at_most_three_mails_an_hour_leave_for_one_complaint(self, town: Town) -> None:
        await test_at_most_three_mails_an_hour_leave_for_one_complaint(town)
