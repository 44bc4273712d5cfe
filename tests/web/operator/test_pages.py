"""What the operator sees: counts, codes and versions of every municipality, and nothing of what people wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from gehoor.services import installation as facts
from gehoor.services.stranded import code_of
from gehoor.storage import outbox, regulation_failures
from gehoor.storage.regulation_failures import RegulationFailure
from gehoor.storage.scope import Store, transaction
from gehoor.web.operator.app import create_operator_app
from web.operator.conftest import HOST, LOGIN, PASSWORD, Installation
from web.test_hardening import check

pytestmark = pytest.mark.anyio
SLUG = "zaltbommel"
#: Words of the complaint, of its maker and of an error about it.
WORDS = ("zilverreiger", "Saskia", "Geheimlaan", "saskia@voorbeeld.example", "verklapt")


async def with_marked_cases(town: Installation) -> list[str]:
    """Complaints with words that no page may show, and their references, which no page may show either."""
    return [
        await town.filed(
            slug,
            name="Saskia Proefpersoon",
            address="Geheimlaan 12\n1234 AB Voorbeeld",
            what_happened="De zilverreiger aan de balie was onbeleefd.",
        )
        for slug in ("zaltbommel", "voorbeeldstad")
    ]


async def given_up(town: Installation, kind: str = "letter", error: str = "letter_failed: verklapt over Saskia") -> int:
    """Work of a municipality that was given up, with words in its error and in its payload."""
    async with town.platform.store.tenant(SLUG):
        async with transaction():
            await outbox.put(kind, b'{"zilverreiger": "Geheimlaan"}', town.now - timedelta(days=1))
        job = await outbox.claim(town.now, timedelta(minutes=1))
        while job is not None and job.kind != kind:
            await outbox.done(job)
            job = await outbox.claim(town.now, timedelta(minutes=1))
        assert job is not None
        await outbox.dead(job, error, town.now)
        return job.id


def routes(app: Litestar) -> Iterator[str]:
    for route in app.routes:
        assert isinstance(route, HTTPRoute)
        if "GET" in route.methods and "{" not in route.path:
            yield route.path


async def test_no_page_shows_a_word_of_a_complaint_or_of_who_is_in_it(installation: Installation) -> None:
    references = await with_marked_cases(installation)
    await given_up(installation)
    async with installation.platform.at(SLUG) as place:
        people = [person.name for person in place.tenant.organisation.people]
    browser = await installation.inside()
    for address in (*routes(create_operator_app(installation.platform)), "/?pagina=2", "/werk?pagina=x", "/nergens"):
        answer = await browser.client.get(address)
        said = f"{answer.text} {answer.headers.get('location', '')}"
        found = [word for word in (*WORDS, *references, *people) if word.casefold() in said.casefold()]
        assert not found, f"{address}: {found}"
    html = await browser.open("/werk")
    assert "letter_failed" in html


async def test_the_list_tells_of_each_municipality_its_law_its_state_and_its_hosts(installation: Installation) -> None:
    browser = await installation.inside()
    await browser.open("/")
    for said in ("zaltbommel.localhost", "voorbeeldstad.localhost", "actief", "uitgave", "van kracht sinds"):
        assert said in browser.text


async def test_work_that_was_given_up_is_tried_again_at_the_press_of_a_button(installation: Installation) -> None:
    number = await given_up(installation)
    browser = await installation.inside()
    heard: list[str] = []
    with outbox.listening(lambda slug, at: heard.append(slug)):
        await browser.open("/werk")
        assert "Opgegeven bij zaltbommel" in browser.text
        await browser.send("/werk/opnieuw")
    assert heard == [SLUG]
    assert "Opgegeven bij zaltbommel" not in browser.text
    async with installation.platform.store.tenant(SLUG):
        assert await outbox.dead_jobs() == []
        job = await outbox.claim(installation.now, timedelta(minutes=1))
        assert job is not None
        assert job.id == number


async def test_work_that_is_not_given_up_is_not_tried_again(installation: Installation) -> None:
    number = await given_up(installation)
    browser = await installation.inside()
    await browser.open("/werk")
    proof = browser.form("/werk/opnieuw").fields["_csrf"][0]
    for slug, wrong in (
        (SLUG, "999999"), (SLUG, "x"), ("voorbeeldstad", str(number)), ("nergens", str(number)), ("", ""),
    ):  # fmt: skip
        data = {"_csrf": proof, "gemeente": slug, "nummer": wrong}
        answer = await browser.client.post("/werk/opnieuw", data=data)
        assert answer.status_code == httpx.codes.NOT_FOUND, (slug, wrong)
    async with installation.platform.store.tenant(SLUG):
        assert [job.id for job in await outbox.dead_jobs()] == [number]


async def test_a_law_that_failed_stands_on_the_page_about_health(installation: Installation) -> None:
    browser = await installation.inside()
    await browser.open("/gezondheid")
    assert "De database is bereikbaar" in browser.text
    assert "Alle regelingen gaven antwoord." in browser.text
    await regulation_failures.add(
        installation.platform.store.control,
        RegulationFailure(
            slug=SLUG, regulation="een-regeling", in_force=installation.today, edition="3", hook="deadlines",
            kind="raised", error="ZeroDivisionError", citation="artikel 9:11", first_at=installation.now,
            last_at=installation.now, times=4,
        ),
    )  # fmt: skip
    await browser.open("/gezondheid")
    for said in ("een-regeling, uitgave 3", "de termijnen", "gaf een fout (ZeroDivisionError)", "artikel 9:11"):
        assert said in browser.text


async def test_a_database_that_does_not_answer_is_told() -> None:
    class Silent:
        async def run(self, query: str, *args: object) -> list[dict[str, object]]:
            raise OSError(query)

    assert not await facts.answers(Silent())  # type: ignore[arg-type]  # Only `run` is asked.


async def test_a_municipality_that_cannot_be_opened_does_not_hide_the_others(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, opened = await installation.inside(), Store.tenant

    @asynccontextmanager
    async def one_broken(self: Store, slug: str) -> AsyncIterator[None]:
        if slug == SLUG:
            raise OSError("verklapt")
        async with opened(self, slug):
            yield

    monkeypatch.setattr(Store, "tenant", one_broken)
    html = await browser.open("/werk")
    assert "kan niet worden gelezen (OSError)" in browser.text
    assert "voorbeeldstad" in html
    assert "verklapt" not in html


async def test_a_page_opens_no_more_municipalities_than_stand_on_it(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = installation.platform.store.control
    for number in range(60):
        await installation.platform.store.add_tenant(
            f"dorp-{number:02d}", "onbekend", f"Dorp {number}", [f"dorp-{number:02d}.localhost"], installation.now
        )
    browser, opened, seen = await installation.inside(), Store.tenant, set[str]()

    @asynccontextmanager
    async def watched(self: Store, slug: str) -> AsyncIterator[None]:
        seen.add(slug)
        async with opened(self, slug):
            yield

    monkeypatch.setattr(Store, "tenant", watched)
    html = await browser.open("/")
    assert seen == set()
    assert html.count("dorp-") // 2 == facts.PER_PAGE
    await browser.open("/werk?pagina=2")
    assert seen == {tenant.slug for tenant in (await facts.page_of(control, 2)).tenants}
    assert len(seen) == facts.PER_PAGE
    assert "Pagina 2 van 3." in browser.text


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("letter_failed: De brief aan Saskia", "letter_failed"), ("OSError", "OSError"), ("De brief", "onbekend"),
     (None, "onbekend"), ("", "onbekend")],
)  # fmt: skip
def test_of_an_error_only_its_code_is_shown(kept: str | None, shown: str) -> None:
    assert code_of(kept) == shown


async def test_every_answer_to_everybody_is_hardened(installation: Installation) -> None:
    await given_up(installation)
    app = await installation.operator()
    settings = msgspec.structs.replace(installation.platform.settings, https=True)
    secure = Installation(replace(installation.platform, settings=settings), installation._stack)
    secure.now = installation.now
    addresses = [*routes(create_operator_app(secure.platform)), "/werk/opnieuw", "/static/gehoor.css", "/nergens"]
    browser = await secure.at_the_door()
    browser.client.base_url = httpx.URL(f"https://{HOST}")
    for code, status in (("000000", 422), (app.at(secure.now), 303)):
        for address in addresses:
            check(await browser.client.get(address))
            check(await browser.client.post(address))
        await secure.tries(browser, LOGIN, PASSWORD, code, status=status)
        assert browser.page is not None
        check(browser.page)
    for address in addresses:
        check(await browser.client.get(address))
        check(await browser.client.post(address))
