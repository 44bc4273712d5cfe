"""The administrator sees which work was given up, nothing of what it is about, and has it tried again."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from gehoor.jobs import JOBS
from gehoor.storage import outbox
from gehoor.storage.scope import transaction
from gehoor.web.admin.work_words import KINDS
from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
NL, FL = "zaltbommel", "voorbeeldstad"


async def given_up(
    town: Town, slug: str, count: int = 1, error: str = "letter_failed: Petra van de zilverreiger"
) -> int:
    """Work that was given up, with words in its payload and in its error; gives the number of the last."""
    number, platform = 0, town.platform
    async with platform.store.tenant(slug):
        while (job := await outbox.claim(town.now + timedelta(days=1), timedelta(minutes=1))) is not None:
            await outbox.done(job)
        async with transaction():
            for _ in range(count):
                await outbox.put("render_letter", b'{"letter": "zilverreiger"}', town.now)
        while (job := await outbox.claim(town.now, timedelta(minutes=1))) is not None:
            assert await outbox.dead(job, error, town.now)
            number = job.id
    return number


async def test_the_page_tells_what_lies_still_and_no_word_of_its_content(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/werk")
    assert "Er ligt niets" in iris.text
    await given_up(town, NL)
    html = await iris.open("/beheer/werk")
    for said in ("Een brief klaarmaken", "letter_failed", "Probeer opnieuw"):
        assert said in iris.text
    assert "zilverreiger" not in html
    assert "Petra van" not in html
    await iris.open("/beheer")
    assert "Er is werk blijven liggen" in iris.text


async def test_the_button_puts_work_back_and_the_log_tells_who_did_that(town: Town, iris: Browser) -> None:
    number = await given_up(town, NL)
    heard: list[str] = []
    with outbox.listening(lambda slug, at: heard.append(slug)):
        await iris.open("/beheer/werk")
        await iris.send("/beheer/werk/opnieuw")
    assert heard == [NL]
    assert "Het werk staat weer in de wachtrij" in iris.text
    assert "Er ligt niets" in iris.text
    async with town.platform.store.tenant(NL):
        job = await outbox.claim(town.now, timedelta(minutes=1))
        assert job is not None
        assert (job.id, job.tries) == (number, 1)
    await iris.open("/beheer/logboek")
    for said in ("Werk opnieuw laten proberen", "een brief klaarmaken", "Iris Kamerling"):
        assert said in iris.text


async def test_work_of_another_or_that_is_not_given_up_is_not_found(town: Town, iris: Browser) -> None:
    await given_up(town, NL)
    elsewhere = await given_up(town, FL, 3)
    await iris.open("/beheer/werk")
    proof = iris.form("/beheer/werk/opnieuw").fields["_csrf"][0]
    answers = {
        number: (await iris.client.post("/beheer/werk/opnieuw", data={"_csrf": proof, "nummer": number})).status_code
        for number in (str(elsewhere), "0", "x", "", "9" * 30)
    }
    assert {answers[str(elsewhere)], answers["0"]} == {httpx.codes.NOT_FOUND}
    assert {answers["x"], answers[""], answers["9" * 30]} == {httpx.codes.UNPROCESSABLE_ENTITY}
    async with town.platform.store.tenant(FL):
        assert await outbox.dead_count() == 3


async def test_a_long_list_shows_the_oldest_and_how_many_more_there_are(town: Town, iris: Browser) -> None:
    await given_up(town, NL, 23)
    html = await iris.open("/beheer/werk")
    assert html.count('action="/beheer/werk/opnieuw"') == 20
    assert "En nog 3 andere" in iris.text


def test_each_kind_of_work_has_words() -> None:
    assert KINDS.keys() >= JOBS.keys(), "say in web/admin/work_words.py what the new kind of work does"
