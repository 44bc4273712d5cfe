"""The pages that explain say what the law of their municipality says."""

from __future__ import annotations

from html import unescape

import pytest

from .conftest import VOORBEELDSTAD, ZALTBOMMEL, Site

pytestmark = pytest.mark.anyio
BOTH = pytest.mark.parametrize("tenant", [ZALTBOMMEL, VOORBEELDSTAD])


async def text_of(site: Site, tenant: str, address: str) -> str:
    answer = await site.visitor(tenant).get(address)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return unescape(answer.text)


@BOTH
async def test_everything_the_law_calls_no_complaint_is_on_the_first_page_with_where_it_goes(
    site: Site, tenant: str
) -> None:
    page = await text_of(site, tenant, "/")
    async with site.platform.at(tenant) as place:
        terms = place.rulebook(place.day(site.clock.now)).definitions()
    elsewhere = [term for term in terms if term.goes_to]
    assert len(elsewhere) >= 5
    for term in elsewhere:
        assert term.goes_to in page
        assert term.example in page
    assert next(term.text for term in terms if term.is_complaint) in page


async def test_the_first_page_gives_the_days_of_a_complaint_sent_today(site: Site) -> None:
    page = await text_of(site, ZALTBOMMEL, "/")
    assert "uiterlijk maandag 4 januari 2027" in page
    assert "artikel 9:11 lid 1 Awb" in page
    assert "Nationale ombudsman" in page
    site.clock.forward(days=1)
    assert "uiterlijk dinsdag 5 januari 2027" in await text_of(site, ZALTBOMMEL, "/")


async def test_a_flemish_board_without_ombudsdienst_promises_none(site: Site) -> None:
    page = await text_of(site, VOORBEELDSTAD, "/")
    assert "ombuds" not in page.lower()
    assert "uiterlijk donderdag 7 januari 2027" in page


async def test_only_where_the_law_says_so_the_form_tells_of_the_copy_to_the_accused(site: Site) -> None:
    said = "Degene over wie u klaagt, leest uw klacht."
    assert said in await text_of(site, ZALTBOMMEL, "/klacht")
    assert said not in await text_of(site, VOORBEELDSTAD, "/klacht")


async def test_the_form_says_why_a_name_is_needed(site: Site) -> None:
    assert "Ontbreekt uw naam of adres?" in await text_of(site, ZALTBOMMEL, "/klacht")
    page = await text_of(site, VOORBEELDSTAD, "/klacht")
    assert "Een klacht zonder naam mogen wij niet behandelen. (artikel 4 punt 1 klachtenreglement)" in page


async def test_the_form_warns_in_the_words_of_the_country(site: Site) -> None:
    assert "burgerservicenummer (BSN)" in await text_of(site, ZALTBOMMEL, "/klacht")
    assert "rijksregisternummer" in await text_of(site, VOORBEELDSTAD, "/klacht")


async def test_the_privacy_page_gives_each_time_of_keeping(site: Site) -> None:
    page = await text_of(site, ZALTBOMMEL, "/privacy")
    for title in ("afgehandeld: vernietigen na vijf jaar", "via de ombudsman: vernietigen na tien jaar", "een jaar"):
        assert title in page
    assert "hoogstens 5 jaar na het afsluiten" in await text_of(site, VOORBEELDSTAD, "/privacy")


@BOTH
async def test_the_accessibility_page_says_what_was_not_tested(site: Site, tenant: str) -> None:
    assert "Wat nog niet is getest" in await text_of(site, tenant, "/toegankelijkheid")


@BOTH
@pytest.mark.parametrize("address", ["/", "/klacht", "/status", "/privacy", "/toegankelijkheid"])
async def test_every_page_has_one_heading_a_menu_and_a_way_to_get_help(site: Site, tenant: str, address: str) -> None:
    page = await text_of(site, tenant, address)
    assert page.count("<h1") == 1
    assert "Hulp nodig?" in page
    assert 'href="/privacy"' in page
    assert 'href="/toegankelijkheid"' in page
    assert "<script" not in page
