"""Both municipalities in a real browser: from the complaint form to the closing letter, axe on every page."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from serving import COMPLAINT, FLANDERS, NETHERLANDS, PASSWORD, WAYS, Server, Values, reference_in, run_gehoor, serving

pytestmark = pytest.mark.journey

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 760}
PARTS = ("/beoordelen", "/toewijzen", "/behandelen", "/afsluiten", "/brieven")
PICTURES = Path(__file__).parents[1] / "pictures"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("platform") / "data"
    done = run_gehoor(data, "demo")
    assert done.returncode == 0, done.stderr
    with serving(data) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield launched
        launched.close()


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


def is_accessible_pdf(content: bytes, language: str) -> None:
    """Tagged, with language and title, fonts embedded."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == language
        assert str(pdf.docinfo["/Title"])
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.parametrize(
    ("host", "viewport"),
    [
        pytest.param(NETHERLANDS, DESKTOP, id="netherlands-desktop"),
        pytest.param(FLANDERS, PHONE, id="flanders-phone"),
        pytest.param(NETHERLANDS, PHONE, id="netherlands-phone", marks=pytest.mark.nightly),
        pytest.param(FLANDERS, DESKTOP, id="flanders-desktop", marks=pytest.mark.nightly),
    ],
)
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
            visitor.open("/aanmelden")
            visitor.fill_in({"login": step.who, "wachtwoord": PASSWORD})
            visitor.send("/aanmelden")
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


@pytest.mark.parametrize(
    ("host", "viewport"),
    [
        pytest.param(NETHERLANDS, PHONE, id="netherlands-phone"),
        pytest.param(FLANDERS, DESKTOP, id="flanders-desktop"),
        pytest.param(NETHERLANDS, DESKTOP, id="netherlands-desktop", marks=pytest.mark.nightly),
        pytest.param(FLANDERS, PHONE, id="flanders-phone", marks=pytest.mark.nightly),
    ],
)
def test_the_work_list_and_every_case_of_the_demonstration_read_well(
    browser: Browser, server: Server, host: str, viewport: dict[str, int]
) -> None:
    coordinator = Visitor(browser, server, host, viewport)
    coordinator.open("/aanmelden")
    coordinator.fill_in({"login": "coordinator", "wachtwoord": PASSWORD})
    coordinator.send("/aanmelden")
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
    desk.open("/aanmelden")
    desk.fill_in({"login": "balie", "wachtwoord": PASSWORD})
    desk.send("/aanmelden")
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
