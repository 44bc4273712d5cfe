"""Every part of the look in a real browser: readable, reachable and usable, on a desk and on a phone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from web.fictional_site import VOORBEELDSTAD_HOST, ZALTBOMMEL_HOST, Site
from web.style_guide import HANDLERS

pytestmark = pytest.mark.journey

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = {"desk": (1280, 900), "phone": (360, 740)}
PATHS = ["/stijl", "/stijl/status", "/stijl/werk", "/stijl/dossier", "/bestaat-niet"]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A real server. Its socket listens before it starts, so nobody has to wait for it."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    server = uvicorn.Server(uvicorn.Config(Site(HANDLERS).app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield browser
        browser.close()


class Screen:
    """One browser window at one municipality."""

    def __init__(self, browser: Browser, port: int, host: str, size: str = "desk", **options: Any) -> None:
        width, height = SCREENS[size]
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL", **options)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.origin = f"http://{host}:{port}"

    def open(self, path: str) -> Page:
        self.page.goto(self.origin + path)
        return self.page

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    assert page.locator("h1").count() == 1
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], "the page is wider than the screen"


@pytest.mark.parametrize("host", [ZALTBOMMEL_HOST, VOORBEELDSTAD_HOST])
@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_accessible_and_fits_the_screen(
    browser: Browser, port: int, path: str, size: str, host: str
) -> None:
    with Screen(browser, port, host, size) as screen:
        page = screen.open(path)
        for summary in page.locator("summary").all():
            summary.click()
        assert_accessible(page)
        assert not [line for line in screen.complaints if "Content Security Policy" in line]


@pytest.mark.parametrize("size", SCREENS)
def test_a_form_with_errors_is_accessible_and_each_error_leads_to_its_field(
    browser: Browser, port: int, size: str
) -> None:
    with Screen(browser, port, ZALTBOMMEL_HOST, size) as screen:
        page = screen.open("/stijl")
        page.get_by_label("Uw naam").fill("")
        page.get_by_label("Dag").fill("31")
        page.get_by_label("Maand").fill("2")
        page.get_by_label("Jaar").fill("2026")
        page.get_by_role("button", name="Verder").click()
        assert page.title().startswith("Fout: ")
        assert_accessible(page)
        links = page.locator(".error-summary a")
        fields = [link.get_attribute("href") for link in links.all()]
        assert fields == ["#naam", "#email", "#wat", "#wanneer", "#dienst", "#eerder", "#onderwerp", "#akkoord"]
        for number, field in enumerate(fields):
            links.nth(number).click()
            assert page.evaluate("'#' + document.activeElement.id") == field
        assert page.get_by_label("Dag").get_attribute("aria-describedby") == "wanneer-fout"
        assert page.locator("#wanneer-fout").inner_text().endswith("31 februari bestaat niet.")


def test_without_javascript_everything_typed_comes_back(browser: Browser, port: int) -> None:
    with Screen(browser, port, ZALTBOMMEL_HOST, java_script_enabled=False) as screen:
        page = screen.open("/stijl")
        page.get_by_label("Wat is er gebeurd?").fill(
            "\nEerste regel\n\n<b>tweede</b> regel die veel te lang is voor hier"
        )
        page.get_by_label("Uw e-mailadres").fill("s.dewit")
        page.get_by_label("Nee").check()
        page.get_by_label("Hoe iemand zich gedroeg").check()
        page.get_by_label("Om welke dienst gaat het?").select_option("wegen")
        page.get_by_label("Bijlagen").set_input_files({"name": "spel.exe", "mimeType": "x/y", "buffer": b"MZ"})
        page.get_by_role("button", name="Verder").click()
        typed = page.get_by_label("Wat is er gebeurd?").input_value()
        assert typed == "\nEerste regel\n\n<b>tweede</b> regel die veel te lang is voor hier"
        assert page.get_by_label("Uw e-mailadres").input_value() == "s.dewit"
        assert page.get_by_label("Nee").is_checked()
        assert page.get_by_label("Hoe iemand zich gedroeg").is_checked()
        assert page.get_by_label("Om welke dienst gaat het?").input_value() == "wegen"
        assert "spel.exe is niet toegevoegd" in page.locator("#bijlagen-fout").inner_text()
        assert "U had gekozen: spel.exe" in page.locator("#bijlagen-opnieuw").inner_text()


def test_the_keyboard_reaches_the_content_first_and_focus_is_seen(browser: Browser, port: int) -> None:
    with Screen(browser, port, ZALTBOMMEL_HOST, reduced_motion="reduce") as screen:
        page = screen.open("/stijl")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"
        for _ in range(20):
            page.keyboard.press("Tab")
            look = page.evaluate(
                "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
                "(getComputedStyle(document.activeElement))"
            )
            assert look == ["solid", "3px"]


@pytest.mark.parametrize("path", ["/stijl", "/stijl/werk"])
def test_what_is_pressed_is_big_enough_for_a_finger(browser: Browser, port: int, path: str) -> None:
    with Screen(browser, port, ZALTBOMMEL_HOST, "phone") as screen:
        page = screen.open(path)
        for button in page.locator("button, .button").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44
        for link in page.locator("nav a, footer a, summary, .back-link a, .choice label").all():
            box = link.bounding_box()
            assert box
            assert min(box["height"], box["width"]) >= 24


def test_on_a_phone_each_row_of_a_table_names_its_cells(browser: Browser, port: int) -> None:
    with Screen(browser, port, ZALTBOMMEL_HOST, "phone") as screen:
        page = screen.open("/stijl/werk")
        row = page.get_by_role("row").filter(has_text="K2026-0012")
        assert row.get_by_role("rowheader").inner_text() == "K2026-0012"
        assert "Behandelaar" in row.inner_text()
    with Screen(browser, port, ZALTBOMMEL_HOST) as screen:
        row = screen.open("/stijl/werk").get_by_role("row").filter(has_text="K2026-0012")
        assert "Behandelaar" not in row.inner_text()
