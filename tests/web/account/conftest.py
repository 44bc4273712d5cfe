"""A town that is no demonstration, and people in it who have a phone with an app, or a passkey."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from gehoor.services import invitations
from web.desk.browser import Browser
from web.desk.conftest import PASSWORD, Town, opened_town

SET_UP_APP, SECOND_STEP = "/account/tweede-stap/app", "/aanmelden/tweede-stap"
GOOD = "fietsbel kamille drempel"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with opened_town(tmp_path, demo=False) as opened:
        yield opened


async def invited(town: Town, person: str, slug: str = "zaltbommel") -> str:
    """The path of a new link for this person."""
    async with town.platform.at(slug) as place:
        return f"/uitnodiging/{await invitations.invite(place, person, 'iris', town.now)}"


def key_on(browser: Browser) -> pyotp.TOTP:
    """The app on a phone in which the key of this page is typed."""
    assert browser.page is not None
    found = re.search(r'class="key"><code>([A-Z2-7 ]+)</code>', browser.page.text)
    assert found, browser.text
    return pyotp.TOTP(found.group(1).replace(" ", ""))


def codes_on(browser: Browser) -> list[str]:
    """The recovery codes on this page."""
    assert browser.page is not None
    return re.findall(r"<li><code>([A-Z2-7-]+)</code></li>", browser.page.text)


def options_on(browser: Browser) -> str:
    """What this page asks an authenticator."""
    assert browser.page is not None
    found = re.search(r'data-options="([^"]+)"', browser.page.text)
    assert found, browser.text
    return html.unescape(found.group(1))


async def with_password(town: Town, login: str, slug: str = "zaltbommel") -> Browser:
    """A browser in which the password was given, and nothing more."""
    browser = await town.browser(slug)
    await browser.open("/aanmelden")
    await browser.send("/aanmelden", {"login": login, "wachtwoord": PASSWORD})
    return browser


async def enrolled(town: Town, login: str, slug: str = "zaltbommel") -> tuple[Browser, pyotp.TOTP, list[str]]:
    """Somebody who has just set up an app: the browser, the app and the recovery codes."""
    await town.account(slug, login)
    browser = await with_password(town, login, slug)
    await browser.open(SET_UP_APP)
    app = key_on(browser)
    await browser.send(SET_UP_APP, {"beveiligingscode": app.at(town.now), "naam": "telefoon"})
    codes = codes_on(browser)
    await browser.send("/account/herstelcodes/bewaard")
    return browser, app, codes


async def signed_in_again(town: Town, login: str, app: pyotp.TOTP, slug: str = "zaltbommel") -> Browser:
    """Another browser in which this person signs in, with the next code."""
    town.now += timedelta(minutes=1)
    browser = await with_password(town, login, slug)
    await browser.send(SECOND_STEP, {"beveiligingscode": app.at(town.now)})
    return browser
