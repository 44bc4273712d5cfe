"""Somebody with a real browser, on a wide screen or on a phone, whose every page axe looks at."""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from serving import FLANDERS, NETHERLANDS, PASSWORD, Server, Values

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 760}
PICTURES = Path(__file__).parents[1] / "pictures"
EACH_SCREEN = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])


def one_screen_a_law(dutch: dict[str, int], flemish: dict[str, int]) -> pytest.MarkDecorator:
    """Each law on one screen; the other screen of each at night."""
    chosen = [(NETHERLANDS, dutch), (FLANDERS, flemish)]
    others = [(host, PHONE if screen is DESKTOP else DESKTOP) for host, screen in chosen]
    return pytest.mark.parametrize(
        ("host", "viewport"),
        [
            *(pytest.param(*pair, id=_name_of(*pair)) for pair in chosen),
            *(pytest.param(*pair, id=_name_of(*pair), marks=pytest.mark.nightly) for pair in others),
        ],
    )


def _name_of(host: str, screen: dict[str, int]) -> str:
    law = "netherlands" if host == NETHERLANDS else "flanders"
    return f"{law}-{'desktop' if screen is DESKTOP else 'phone'}"


class Visitor:
    """Somebody with a browser without JavaScript of ours, whose every page is held against WCAG 2.2 AA."""

    def __init__(self, browser: Browser, server: Server, host: str, viewport: dict[str, int]) -> None:
        self.address = f"http://{host}:{server.port}"
        self.page: Page = browser.new_context(viewport=viewport, locale="nl-NL").new_page()  # type: ignore[arg-type]
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._note(said.type, said.text))

    def _note(self, kind: str, text: str) -> None:
        """Keeps an error of the browser; a page that answers 422 with what is wrong in the form is none."""
        if kind == "error" and "status of 422" not in text:
            self.complaints.append(text)

    def open(self, path: str) -> None:
        """Goes to a page and looks at it."""
        self.page.goto(f"{self.address}{path}")
        self.look()

    def look(self) -> None:
        """No violation, no sideways scrolling, one heading, no error of the browser."""
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways by {wide} px"
        hidden = self.page.evaluate(
            "[...document.querySelectorAll('.table-frame')].filter(part => part.scrollWidth > part.clientWidth).length"
        )
        assert not hidden, f"{self.page.url} has a table of which a part is out of sight"
        assert self.page.locator("h1").count() == 1
        assert not self.complaints

    def fill_in(self, values: Values) -> None:
        """Types and chooses in the form on this page."""
        self.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        for name, value in values.items():
            for one in [value] if isinstance(value, str) else value:
                self._put(name, one)

    def _put(self, name: str, value: str) -> None:
        choice = self.page.locator(f"input[name='{name}'][value='{value}']")
        field = self.page.locator(f"[name='{name}']").first
        if choice.count():
            choice.check()
        elif field.evaluate("part => part.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def send(self, action: str) -> None:
        """Presses the button of a form, and looks at what comes."""
        button = "button:not([name]):not([formaction]):not(.hidden)"
        # Every form leads to another page, so what is looked at is that page and not this one going away.
        with self.page.expect_navigation():
            self.page.locator(f"form[action='{action}'] {button}").last.click()
        self.look()

    def picture(self, name: str) -> None:
        """Keeps a picture for the README, when asked to by GEHOOR_PICTURES=1."""
        if os.environ.get("GEHOOR_PICTURES") == "1":
            PICTURES.mkdir(exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    def sign_in(self, login: str, password: str = PASSWORD) -> None:
        """Gives the name and the password, and looks at what comes."""
        self.open("/aanmelden")
        self.fill_in({"login": login, "wachtwoord": password})
        self.send("/aanmelden")

    @property
    def says(self) -> str:
        """The words of the page."""
        return " ".join(self.page.locator("main").inner_text().split())

    def download(self, path: str) -> bytes:
        """A file of the site, with the cookies of this browser."""
        cookies = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}  # type: ignore[typeddict-item]
        host, port = self.address.removeprefix("http://"), self.address.rpartition(":")[2]
        answer = httpx.get(f"http://127.0.0.1:{port}{path}", headers={"Host": host}, cookies=cookies, timeout=60)
        assert answer.status_code == httpx.codes.OK, path
        return answer.content
