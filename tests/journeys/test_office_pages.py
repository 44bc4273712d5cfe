"""The pages of administrators, of the yearly reports and of the operator in a real browser, axe on every page."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser

from gehoor.web.admin.addresses import PAGES
from gehoor.web.operator.addresses import HEALTH, WORK
from journeys.visitor import DESKTOP, EACH_SCREEN, PHONE, Visitor, one_screen_a_law
from serving import (
    FLANDERS,
    GEHOOR,
    NETHERLANDS,
    ROOT,
    Server,
    demonstration,
    environment,
    serving,
)

pytestmark = pytest.mark.journey
OPERATOR, WORDS = "beheer.localhost", "vier losse woorden samen"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = demonstration(tmp_path_factory.mktemp("platform"))
    with serving(data, GEHOOR_OPERATOR_HOST=OPERATOR) as running:
        yield running


def signed_in(browser: Browser, server: Server, host: str, login: str, viewport: dict[str, int]) -> Visitor:
    visitor = Visitor(browser, server, host, viewport)
    visitor.sign_in(login)
    return visitor


@one_screen_a_law(PHONE, DESKTOP)
def test_every_page_of_the_administrator_reads_well(
    browser: Browser, server: Server, host: str, viewport: dict[str, int]
) -> None:
    administrator = signed_in(browser, server, host, "ict", viewport)
    for address, title in PAGES:
        administrator.open(address)
        assert title in administrator.says
    administrator.open("/beheer/mensen")
    administrator.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    with administrator.page.expect_navigation():
        administrator.page.locator("form[action='/beheer/mensen/wijzigen'] button").first.click()
    administrator.look()
    administrator.fill_in({"nieuwe-gebruikersnaam": ""})
    administrator.send("/beheer/mensen/wijzigen")
    assert "Er is niets gewijzigd" in administrator.says
    administrator.open("/beheer/mail")
    administrator.fill_in({"poort": "geen getal"})
    administrator.send("/beheer/mail")
    assert "is geen getal" in administrator.says


@pytest.mark.parametrize(
    ("host", "login", "report", "viewport"),
    [
        pytest.param(NETHERLANDS, "coordinator", "annual_report", DESKTOP, id="netherlands-desktop"),
        pytest.param(FLANDERS, "directeur", "gemeenteraad", PHONE, id="flanders-phone"),
    ],
)
def test_the_yearly_reports_read_well(
    browser: Browser, server: Server, host: str, login: str, report: str, viewport: dict[str, int]
) -> None:
    reader = signed_in(browser, server, host, login, viewport)
    reader.open("/rapporten")
    years = reader.page.locator("nav[aria-label='Jaren'] a").all_inner_texts()
    reader.open(f"/rapporten?jaar={years[0]}")
    for address in (f"/rapporten/{years[0]}/{report}", f"/rapporten/{years[0]}/{report}?aantallen=precies"):
        reader.open(address)
    assert reader.download(f"/rapporten/{years[0]}/{report}.csv").startswith(b"\xef\xbb\xbfonderdeel;")


@EACH_SCREEN
def test_the_pages_of_the_operator_read_well(browser: Browser, server: Server, viewport: dict[str, int]) -> None:
    login = f"wim-{viewport['width']}"
    done = subprocess.run(
        [GEHOOR, "operator", "add", login],
        env={**environment(server.data), "GEHOOR_OPERATOR_HOST": OPERATOR},
        cwd=ROOT, input=f"{WORDS}\n", capture_output=True, text=True, check=True,
    )  # fmt: skip
    app = pyotp.TOTP(parse_qs(urlsplit(done.stdout.split()[0]).query)["secret"][0])
    operator = Visitor(browser, server, OPERATOR, viewport)
    operator.open("/aanmelden")
    operator.fill_in({"login": login, "wachtwoord": WORDS, "code": app.now()})
    operator.send("/aanmelden")
    for address in ("/", WORK, HEALTH):
        operator.open(address)
