"""Somebody new comes in by a link, in a real browser with a real form of passkeys, and axe on every page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser

from journeys.visitor import DESKTOP, EACH_SCREEN, PHONE, Visitor
from serving import NETHERLANDS, Server, demonstration, run_gehoor, serving

pytestmark = pytest.mark.journey

GOOD = "fietsbel kamille drempel"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = demonstration(tmp_path_factory.mktemp("platform"), "--no-cases")
    with serving(data, GEHOOR_DEMO="0") as running:
        yield running


class Newcomer(Visitor):
    """Somebody of whom every page is kept as a picture when GEHOOR_LOOK names a folder."""

    def __init__(self, browser: Browser, server: Server, name: str, viewport: dict[str, int]) -> None:
        super().__init__(browser, server, NETHERLANDS, viewport)
        self._name, self._seen = name, 0

    def look(self) -> None:
        super().look()
        if folder := os.environ.get("GEHOOR_LOOK"):
            self._seen += 1
            path = Path(folder) / f"{self._name}-{self._seen:02d}.png"
            self.page.screenshot(path=path, full_page=True, animations="disabled")

    def with_authenticator(self) -> None:
        """A built-in authenticator that recognises whoever touches it."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def press(self, label: str) -> None:
        """Presses the button that our script listens to, and looks at what comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label).click()
        self.look()


def link_for(server: Server, person: str) -> str:
    """The path of a link that the command line makes."""
    done = run_gehoor(server.data, "people", "invite", "zaltbommel", person)
    assert done.returncode == 0, done.stderr
    found = re.search(r"http://zaltbommel\.localhost:\d+(/uitnodiging/[\w-]{43})\n", done.stdout)
    assert found, done.stdout
    return found.group(1)


@EACH_SCREEN
def test_somebody_new_comes_in_with_an_app(browser: Browser, server: Server, viewport: dict[str, int]) -> None:
    person, login = ("hanneke", "beheer") if viewport is DESKTOP else ("yusuf", "sociaal")
    visitor = Newcomer(browser, server, f"app-{person}", viewport)
    link = link_for(server, person)
    visitor.open(link)
    visitor.fill_in({"wachtwoord": "te kort", "nieuw-wachtwoord": "te kort"})
    visitor.send(link)
    assert "Gebruik minstens 12 tekens" in visitor.says
    visitor.fill_in({"wachtwoord": GOOD, "nieuw-wachtwoord": GOOD})
    visitor.send(link)
    visitor.open("/account/tweede-stap/app")
    app = pyotp.TOTP(visitor.page.locator(".key code").inner_text().replace(" ", ""))
    assert visitor.page.locator(".qr svg").bounding_box()["width"] > 100  # type: ignore[index]
    visitor.fill_in({"beveiligingscode": app.now(), "naam": "telefoon van het werk"})
    visitor.send("/account/tweede-stap/app")
    assert visitor.page.locator(".codes code").count() == 10
    code = visitor.page.locator(".codes code").first.inner_text()
    visitor.send("/account/herstelcodes/bewaard")
    assert "Waar u bent aangemeld" in visitor.says
    assert "Chrome op Linux" in visitor.says
    visitor.open("/account/wachtwoord")
    visitor.open("/account/herstelcodes")
    visitor.send("/afmelden")
    visitor.sign_in(login, GOOD)
    visitor.fill_in({"beveiligingscode": "000000"})
    visitor.send("/aanmelden/tweede-stap")
    assert "Deze code klopt niet" in visitor.says
    visitor.fill_in({"beveiligingscode": code})
    visitor.send("/aanmelden/tweede-stap")
    assert "U hebt nog 9 codes." in visitor.says
    visitor.page.goto(f"{visitor.address}{link}")
    visitor.complaints = [said for said in visitor.complaints if "status of 404" not in said]
    visitor.look()
    assert "Deze link werkt niet" in visitor.says


@EACH_SCREEN
def test_somebody_new_comes_in_with_a_passkey(browser: Browser, server: Server, viewport: dict[str, int]) -> None:
    person, login = ("noor", "coordinator") if viewport is DESKTOP else ("pim", "vervanger")
    visitor = Newcomer(browser, server, f"passkey-{person}", viewport)
    visitor.with_authenticator()
    link = link_for(server, person)
    visitor.open(link)
    visitor.fill_in({"wachtwoord": GOOD, "nieuw-wachtwoord": GOOD})
    visitor.send(link)
    visitor.open("/account/tweede-stap/passkey")
    visitor.fill_in({"naam": "laptop van het werk"})
    visitor.press("Passkey maken")
    assert visitor.page.locator(".codes code").count() == 10
    visitor.send("/account/herstelcodes/bewaard")
    assert "laptop van het werk" in visitor.says
    visitor.send("/afmelden")
    visitor.sign_in(login, GOOD)
    visitor.press("Passkey gebruiken")
    assert "/werkvoorraad" in visitor.page.url
    visitor.send("/afmelden")
    visitor.open("/aanmelden/passkey")
    visitor.press("Passkey gebruiken")
    assert "/werkvoorraad" in visitor.page.url


def test_who_has_no_passkey_here_reads_what_else_to_do(browser: Browser, server: Server) -> None:
    visitor = Newcomer(browser, server, "geen-passkey", PHONE)
    visitor.with_authenticator()
    visitor.open("/aanmelden/passkey")
    visitor.page.get_by_role("button", name="Passkey gebruiken").click()
    visitor.page.get_by_text("Uw apparaat gaf geen passkey.").wait_for()
    visitor.look()


def test_without_javascript_the_page_says_what_a_passkey_needs(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://{NETHERLANDS}:{server.port}/aanmelden/passkey")
    assert page.get_by_text("Een passkey werkt alleen als").is_visible()
    assert not page.get_by_role("button", name="Passkey gebruiken").is_visible()
    context.close()
