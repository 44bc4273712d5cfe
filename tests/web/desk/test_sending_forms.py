"""The forms beside a sending: what was typed stays with that sending, and its message stands at its field."""

from __future__ import annotations

import re

import pytest

from gehoor.worker import Worker
from web.admin.test_settings_pages import linked_errors
from web.desk.browser import Browser, forms_on
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
SLUG = "voorbeeldstad"


async def _pdf(html: str) -> bytes:
    return b"%PDF-"


async def letters_page(town: Town, **told: object) -> tuple[Browser, str]:
    """The page with the letters of a complaint whose first letters wait for the post."""
    reference = await town.filed(SLUG, **told)
    worker = Worker(town.platform, _pdf)
    browser = await town.signed_in(SLUG, "coordinator")
    await browser.open(f"/zaak/{reference}/behandelen")
    await browser.send(f"/zaak/{reference}/voortgang", {"voortgang-tekst": "Wij spraken met de dienst."})
    await worker.round()
    await browser.open(f"/zaak/{reference}/brieven")
    return browser, f"/zaak/{reference}"


async def test_a_wrong_day_stays_at_the_sending_it_was_typed_for(town: Town) -> None:
    browser, case = await letters_page(town)
    assert browser.page is not None
    sendings = [form for form in forms_on(browser.page.text) if form.action == f"{case}/bezorgd"]
    assert len(sendings) == 2
    # The second on the page, so that opening the first one would not do.
    chosen = sendings[1].fields["bezorgd-verzending"][0]
    day = {"bezorgd-dag-dag": "31", "bezorgd-dag-maand": "2", "bezorgd-dag-jaar": "2026"}
    page = await browser.send(f"{case}/bezorgd", {"bezorgd-verzending": chosen, **day}, status=422)
    assert linked_errors(page) == ["bezorgd-dag"]
    assert page.count('id="bezorgd-dag"') == 1
    again = [form for form in forms_on(page) if form.action == f"{case}/bezorgd"]
    typed = [[form.fields[name][0] for name in day] for form in again]
    assert typed == [["", "", ""], ["31", "2", "2026"]]
    opened = re.findall(r'<details class="step"( open)?>', page)
    assert opened == ["", " open"]
    assert 'aria-describedby="bezorgd-dag-fout"' in page
    assert 'id="bezorgd-dag-fout"' in page


async def test_without_an_address_the_field_of_that_letter_says_so(town: Town) -> None:
    browser, case = await letters_page(town, address="", email="")
    assert browser.page is not None
    forms = [form for form in forms_on(browser.page.text) if form.action == f"{case}/per-post"]
    assert len(forms) == 2
    chosen = forms[1].fields["per-post-verzending"][0]
    page = await browser.send(f"{case}/per-post", {"per-post-verzending": chosen}, status=422)
    assert linked_errors(page) == ["per-post-adres"]
    assert page.count('id="per-post-adres"') == 1
    assert 'aria-invalid="true" aria-describedby="per-post-adres-fout"' in page


async def test_a_sending_that_is_not_there_is_told_with_a_place_to_go_to(town: Town) -> None:
    browser, case = await letters_page(town)
    page = await browser.send(f"{case}/bezorgd", {"bezorgd-verzending": "999999"}, status=422)
    assert linked_errors(page) == ["bezorgd-verzending"]
    assert "Deze verzending is niet gevonden." in browser.text
