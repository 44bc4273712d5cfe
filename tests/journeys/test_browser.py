"""Both municipalities in a real browser: from the complaint form to the closing letter, axe on every page."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from playwright.sync_api import Browser

from journeys.visitor import DESKTOP, PHONE, Visitor, one_screen_a_law
from serving import (
    COMPLAINT,
    NETHERLANDS,
    WAYS,
    Server,
    demonstration,
    reference_in,
    serving,
)

pytestmark = pytest.mark.journey

PARTS = ("/beoordelen", "/toewijzen", "/behandelen", "/afsluiten", "/brieven")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = demonstration(tmp_path_factory.mktemp("platform"))
    with serving(data) as running:
        yield running


def is_accessible_pdf(content: bytes, language: str) -> None:
    """Tagged, with language and title, fonts embedded."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == language
        assert str(pdf.docinfo["/Title"])
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


@one_screen_a_law(DESKTOP, PHONE)
def test_a_complaint_goes_from_the_form_to_the_closing_letter(
    browser: Browser, server: Server, host: str, viewport: dict[str, int]
) -> None:
    language = "nl-NL" if host == NETHERLANDS else "nl-BE"
    citizen = Visitor(browser, server, host, viewport)
    citizen.open("/")
    citizen.open("/klacht")
    citizen.fill_in({"wat": COMPLAINT["wat"], "wanneer-dag": "31", "wanneer-maand": "2", "wanneer-jaar": "2026"})
    citizen.send("/klacht")
    assert "31 februari bestaat niet" in citizen.says
    assert citizen.page.locator("[name='wat']").input_value() == COMPLAINT["wat"]
    citizen.fill_in({**COMPLAINT, "wanneer-dag": "2", "wanneer-maand": "3"})
    citizen.send("/klacht")
    reference = reference_in(citizen.says)
    code = citizen.page.locator("code").inner_text()
    is_accessible_pdf(citizen.download("/klacht/afschrift.pdf"), language)

    staff: dict[str, Visitor] = {}
    for step in WAYS[host]:
        if step.who not in staff:
            visitor = staff[step.who] = Visitor(browser, server, host, viewport)
            visitor.sign_in(step.who)
        visitor = staff[step.who]
        visitor.open(f"/zaak/{reference}/{step.page}")
        visitor.fill_in(step.values)
        visitor.send(f"/zaak/{reference}/{step.action}")
    for name, visitor in staff.items():
        for part in ("", *PARTS):
            visitor.open(f"/zaak/{reference}{part}")
            if name == "coordinator" and not part and viewport == DESKTOP:
                visitor.picture(f"dossier-{host.split('.')[0]}")

    later = Visitor(browser, server, host, viewport)
    later.open("/status")
    later.fill_in({"toegangscode": code.lower().replace("-", " ")})
    later.send("/status")
    assert reference in later.says
    letters = later.page.locator("a[href^='/status/brief/']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert letters
    for letter in letters:
        is_accessible_pdf(later.download(letter), language)
    if viewport == PHONE:
        later.picture(f"status-{host.split('.')[0]}")


@one_screen_a_law(PHONE, DESKTOP)
def test_the_work_list_and_every_case_of_the_demonstration_read_well(
    browser: Browser, server: Server, host: str, viewport: dict[str, int]
) -> None:
    coordinator = Visitor(browser, server, host, viewport)
    coordinator.sign_in("coordinator")
    if viewport == DESKTOP:
        coordinator.picture(f"desk-{host.split('.')[0]}")
    cases = coordinator.page.locator("a[href^='/zaak/']").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    assert len(set(cases)) >= 5
    for number, case in enumerate(sorted(set(cases))):
        # Every case as a whole, and some of them page by page: each page was seen in the journeys as well.
        for part in ("", *(PARTS if number < 2 else ())):
            coordinator.open(f"{case}{part}")


@pytest.mark.parametrize("host", WAYS)
def test_the_front_desk_records_what_is_spoken_and_reads_it_back(browser: Browser, server: Server, host: str) -> None:
    desk = Visitor(browser, server, host, DESKTOP)
    desk.sign_in("balie")
    assert not desk.page.locator("a[href^='/zaak/']").count()
    desk.open("/mondeling")
    told = {"wat": "Mevrouw stond een uur te wachten.", "naam": "Truus Testpersoon", "over": "De balie"}
    desk.fill_in({**told, "adres": "Voorbeeldlaan 2"})
    desk.send("/mondeling")
    assert "Mevrouw stond een uur te wachten." in desk.says
    desk.send("/mondeling/vastleggen")
    assert "Lees de klacht voor" in desk.says
    desk.fill_in({"akkoord": "ja"})
    desk.send("/mondeling/vastleggen")
    reference_in(desk.says)


@pytest.mark.parametrize("host", WAYS)
def test_the_public_pages_are_reached_and_sent_by_keyboard_alone(browser: Browser, server: Server, host: str) -> None:
    citizen = Visitor(browser, server, host, DESKTOP)
    citizen.open("/klacht")
    citizen.page.keyboard.press("Tab")
    assert citizen.page.evaluate("document.activeElement.className") == "skip-link"
    citizen.page.locator("[name='wat']").focus()
    citizen.page.keyboard.type("Getypt zonder muis.")
    for name, typed in COMPLAINT.items():
        if name in ("naam", "straat", "plaats"):
            citizen.page.locator(f"[name='{name}']").focus()
            citizen.page.keyboard.type(str(typed))
    citizen.page.locator("[name='wie'][value='citizen']").focus()
    citizen.page.keyboard.press("Space")
    citizen.page.locator("[name='naam']").focus()
    citizen.page.keyboard.press("Enter")
    citizen.page.wait_for_url("**/klacht/ontvangen")
    citizen.look()


def test_an_unknown_host_is_a_plain_404(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    answer = page.goto(f"http://elders.localhost:{server.port}/")
    assert answer is not None
    assert answer.status == 404
    assert page.inner_text("body") == "Onbekend adres."
