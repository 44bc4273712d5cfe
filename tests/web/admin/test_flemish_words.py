"""The administrator's pages of a Flemish town: letters told apart, no custom called law, capitals where they belong."""

from __future__ import annotations

import re

import pytest

from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
FL = "voorbeeldstad"


@pytest.mark.parametrize("slug", ["zaltbommel", FL])
async def test_no_two_letters_in_the_list_have_one_name(town: Town, slug: str) -> None:
    browser = await town.signed_in(slug, "ict")
    page = await browser.open("/beheer/brieven")
    names = re.findall(r'<a href="/beheer/brieven/tekst\?brief=[^"]+">([^<]+)</a>', page)
    assert len(names) > 20
    assert len(set(names)) == len(names)


async def test_the_three_answers_are_named_by_their_judgement(town: Town) -> None:
    browser = await town.signed_in(FL, "ict")
    await browser.open("/beheer/brieven")
    for judgement in ("gegrond", "deels gegrond", "ongegrond"):
        assert f"Ons antwoord op uw klacht: {judgement}" in browser.text


async def test_what_must_be_in_a_letter_stands_with_its_ground_and_a_setting_is_shown_as_one(town: Town) -> None:
    browser = await town.signed_in(FL, "ict")
    page = await browser.open("/beheer/brieven/tekst?brief=closing_founded")
    setting = '<span class="own-setting-label">niet in het reglement bepaald, instelling van het bestuur</span>'
    assert f"{setting}; artikel 6 punt 7 klachtenreglement" in page
    assert "Dit vraagt niet" not in browser.text


async def test_ocmw_keeps_its_capitals(town: Town) -> None:
    browser = await town.signed_in(FL, "ict")
    await browser.open("/beheer/gemeente")
    assert "Beroep tegen een OCMW-beslissing" in browser.text
    assert "ocmw" not in browser.text


async def test_no_page_says_that_the_law_sets_a_term_which_the_board_set(town: Town) -> None:
    browser = await town.signed_in(FL, "ict")
    await browser.open("/beheer/herinneringen")
    assert "volgt uit de wet, de regeling of uw opties" in browser.text
