"""Every route of the site, walked from its own table: each answer, good or bad, tells a browser to be careful."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from gehoor.bootstrap import apply_all, open_platform
from gehoor.letters.failure import LetterFailed
from gehoor.letters.pdf import PdfRenderer
from gehoor.settings import Settings
from gehoor.web.addresses import PUBLIC_FILES
from gehoor.web.form_reading import TEXT_LIMIT
from web.desk.browser import Browser, forms_on
from web.desk.conftest import TENANTS, Town
from web.sample_files import PDF, TEXT

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
#: What stands in the place of a parameter: something that is there, where a test knows of it.
KNOWN = {"section": "beoordelen", "step": "besluit", "name": "1", "number": "1", "file_path": "gehoor.css"}
NOWHERE = "bestaat-niet"
#: Answers a question and changes nothing for anybody, so it asks for no proof that a form is ours.
CHANGES_NOTHING = {"/api/uitleg"}
YEAR = 31_536_000


class Secure(Town):
    """The site as it is behind TLS; demonstration accounts still get in with a password."""

    async def browser(self, slug: str, address: str = "127.0.0.1") -> Browser:
        browser = await super().browser(slug, address)
        browser.client.base_url = httpx.URL(f"https://{slug}.localhost")
        return browser


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Secure]:
    settings = Settings(data=tmp_path / "data", tenants=TENANTS, demo=True)
    platform = await open_platform(settings, clock=lambda: NOW)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(platform.aclose)
        await apply_all(platform)
        secure = replace(platform, settings=msgspec.structs.replace(settings, https=True))
        yield Secure(secure, stack)


def addresses(app: Litestar, **known: str) -> list[tuple[str, str]]:
    """Method and address of everything the site answers to, in a fixed order, signing out last."""
    found = []
    for route in app.routes:
        assert isinstance(route, HTTPRoute), f"{route.path} is no page; say here how it is hardened"
        filled = re.sub(r"{(\w+)}", lambda name: known.get(name[1], NOWHERE), route.path_format)
        found += [(method, filled) for method in sorted(route.methods)]
    return sorted(found, key=lambda pair: (pair[1] == "/afmelden", pair[1], pair[0]))


def rules_of(policy: str) -> dict[str, str]:
    """The parts of a content security policy."""
    return {name: value for name, _, value in (part.strip().partition(" ") for part in policy.split(";"))}


def check(answer: httpx.Response) -> None:
    """What holds for every answer of this site, whatever was asked."""
    about = f"{answer.request.method} {answer.request.url.path}: {answer.status_code}"
    headers = answer.headers
    assert answer.status_code != httpx.codes.INTERNAL_SERVER_ERROR, about
    assert headers["x-content-type-options"] == "nosniff", about
    assert headers["x-frame-options"] == "DENY", about
    assert headers["referrer-policy"] in ("same-origin", "no-referrer"), about
    assert headers["cross-origin-opener-policy"] == "same-origin", about
    assert headers["cross-origin-resource-policy"] == "same-origin", about
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(headers["permissions-policy"].split(", ")), about
    assert int(headers["strict-transport-security"].removeprefix("max-age=")) >= YEAR, about
    assert not {"server", "x-powered-by", "access-control-allow-origin"} & headers.keys(), about
    if not answer.request.url.path.startswith(PUBLIC_FILES) or answer.is_error:
        assert headers["cache-control"] == "no-store", about
    check_policy(answer, about)
    for sent in headers.get_list("set-cookie"):
        check_cookie(sent, about)


def check_policy(answer: httpx.Response, about: str) -> None:
    rules = rules_of(answer.headers["content-security-policy"])
    kind = answer.headers.get("content-type", "").partition(";")[0]
    saved = answer.headers.get("content-disposition", "").startswith("attachment")
    assert rules["frame-ancestors"] == "'none'", about
    assert "unsafe" not in answer.headers["content-security-policy"], about
    if kind == "application/pdf" and not saved:
        return
    assert rules["default-src"] == rules["base-uri"] == "'none'", about
    assert rules["form-action"] in ("'self'", "'none'"), about
    assert ("sandbox" in rules) == saved, about
    if kind == "text/html":
        check_page(answer.text, rules, about)


def check_page(html: str, rules: dict[str, str], about: str) -> None:
    """No script or style of its own, but a letter's, which its policy names by what is in it."""
    nonces = re.findall(r"'nonce-([\w-]+)'", rules.get("script-src", ""))
    assert rules.get("script-src", "'none'") in ("'none'", *(f"'nonce-{nonce}'" for nonce in nonces)), about
    for attributes, content in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
        assert content == "", f"{about}: a script in the page"
        assert 'src="' in attributes, about
        assert any(f'nonce="{nonce}"' in attributes for nonce in nonces), about
    assert not re.search(r"\s(?:style|on\w+)=[\"']|javascript:", html), about
    if "<style" in html:
        assert "'sha256-" in rules["style-src"], about
    # Nothing comes from elsewhere, so that no other site learns that somebody is here.
    assert not re.findall(r"<(?:img|link|script|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//", html), about


def check_cookie(sent: str, about: str) -> None:
    ((name, morsel),) = SimpleCookie(sent).items()
    assert name.startswith("__Host-"), f"{about}: {name}"
    assert morsel["secure"], about
    assert morsel["httponly"], about
    assert morsel["samesite"].lower() in ("lax", "strict"), about
    assert morsel["path"] == "/", about
    assert not morsel["domain"], about


async def proof_in(browser: Browser) -> dict[str, str]:
    """The hidden field of a form, for whoever is in this browser."""
    for address in ("/werkvoorraad", "/klacht"):
        html = (await browser.client.get(address)).text
        for form in forms_on(html):
            if "_csrf" in form.fields:
                return {"_csrf": form.fields["_csrf"][0]}
    raise AssertionError("no page with a form")


@pytest.mark.parametrize("slug", ["zaltbommel", "voorbeeldstad"])
async def test_every_answer_to_somebody_unknown_is_hardened(town: Secure, slug: str) -> None:
    reference = await town.filed(slug)
    browser = await town.browser(slug)
    for known in ({**KNOWN, "reference": reference}, {}):
        for method, address in addresses(town.app, **known):
            check(await browser.client.request(method, address))


@pytest.mark.parametrize("slug", ["zaltbommel", "voorbeeldstad"])
async def test_every_answer_to_each_of_the_staff_is_hardened(town: Secure, slug: str) -> None:
    reference = await town.filed(slug)
    async with town.platform.at(slug) as place:
        logins = [person.login for person in place.tenant.organisation.people]
    assert "coordinator" in logins
    for login in logins:
        browser = await town.signed_in(slug, login)
        for method, address in addresses(town.app, **KNOWN, reference=reference):
            data = await proof_in(browser) if method == "POST" else None
            check(await browser.client.request(method, address, data=data))
            if method == "POST" and (await browser.client.get("/account")).status_code != httpx.codes.OK:
                browser = await town.signed_in(slug, login)


async def test_nothing_is_changed_by_a_form_that_is_not_ours(town: Secure) -> None:
    reference = await town.filed("zaltbommel")
    for browser in (await town.browser("zaltbommel"), await town.signed_in("zaltbommel", "coordinator")):
        changing = [
            (method, address)
            for method, address in addresses(town.app, **KNOWN, reference=reference)
            if method not in ("GET", "HEAD", "OPTIONS") and address not in CHANGES_NOTHING
        ]
        assert len(changing) > 10
        for method, address in changing:
            for data in (None, {"_csrf": "A" * 88}):
                answer = await browser.client.request(method, address, data=data)
                assert answer.status_code == httpx.codes.FORBIDDEN, f"{method} {address}"


async def wrong_things(town: Secure, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[int, httpx.Response]]:
    """Each way in which a request goes wrong, with the status it must give."""
    browser = await town.signed_in("zaltbommel", "coordinator")
    nobody = await town.browser("zaltbommel")
    proof, form = await proof_in(browser), {"content-type": "application/x-www-form-urlencoded"}
    yield 303, await nobody.client.get("/werkvoorraad")
    yield (
        400,
        await nobody.client.post(
            "/klacht", content=b"--x\r\nrommel", headers={"content-type": "multipart/form-data; boundary=x"}
        ),
    )
    yield 403, await nobody.client.post("/klacht", data={"wat": "x"})
    yield 404, await nobody.client.get(f"/{NOWHERE}")
    yield 404, await browser.client.get(f"/zaak/{NOWHERE}")
    yield 404, await nobody.client.get("/", headers={"host": "elders.localhost"})
    yield 405, await nobody.client.delete("/")
    yield 413, await nobody.client.post("/klacht", content=b"wat=" + b"x" * TEXT_LIMIT, headers=form)
    yield 422, await browser.client.post("/klacht", data=proof)
    guesser = await town.browser("zaltbommel")
    guess = {**await proof_in(guesser), "toegangscode": "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AA"}
    for _ in range(30):
        answer = await guesser.client.post("/status", data=guess)
        check(answer)
    yield 429, answer
    reference = await town.filed("zaltbommel")
    monkeypatch.setattr(PdfRenderer, "render", refuses)
    yield 503, await browser.client.get(f"/zaak/{reference}/brief/1.pdf")


async def refuses(_: PdfRenderer, html: str) -> bytes:
    """A PDF program that cannot."""
    raise LetterFailed("De PDF kon niet worden gemaakt.")


async def test_every_kind_of_failure_is_hardened_too(town: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    async for status, answer in wrong_things(town, monkeypatch):
        assert answer.status_code == status, answer.request.url
        check(answer)


async def test_an_error_of_ours_is_hardened_too(town: Secure, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_: object, host: str) -> None:
        raise OSError(host)

    monkeypatch.setattr(type(town.platform.places), "of_host", fails)
    answer = await (await town.browser("zaltbommel")).client.get("/")
    assert answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR
    answer.status_code = httpx.codes.BAD_GATEWAY
    check(answer)


def kinds_of_uploads() -> Iterator[tuple[str, bytes, str]]:
    yield "brief.pdf", PDF, "application/pdf"
    yield "tekst.txt", TEXT + b"<script>alert(1)</script>", "text/plain"


async def test_what_people_sent_is_saved_and_never_shown_as_a_page_of_this_site(town: Secure) -> None:
    citizen = await town.browser("zaltbommel")
    await citizen.open("/klacht")
    # The kind that the browser says a file has counts for nothing.
    sent = [("bijlagen", (name, content, "text/html")) for name, content, _ in kinds_of_uploads()]
    complaint = {"wat": "Zie de bijlagen.", "over": "De balie", "wie": "citizen", "naam": "Petra Proefpersoon"}
    address = {"straat": "Voorbeeldlaan 1", "plaats": "1234 AB Voorbeeld"}
    await citizen.send("/klacht", {**complaint, **address}, files=sent)
    browser = await town.signed_in("zaltbommel", "coordinator")
    (reference,) = set(re.findall(r"/zaak/(K[\w-]+)", await browser.open("/werkvoorraad")))
    for number, (name, content, kind) in enumerate(kinds_of_uploads(), start=1):
        answer = await browser.client.get(f"/zaak/{reference}/bijlage/{number}")
        assert answer.content == content
        assert answer.headers["content-type"].partition(";")[0] == kind
        assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
        assert "sandbox" in answer.headers["content-security-policy"]
        check(answer)
