"""The administrator's letters: what the law demands stays in, typed text stays, and versions come back."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pikepdf
import pytest

from gehoor.bootstrap import Platform, open_platform
from gehoor.errors import ConcurrentChange
from gehoor.services import admin_log, dossier, letter_versions
from gehoor.services.letter_versions import Kind, LetterRefused
from gehoor.storage import letters
from letters.sampled import logo
from web.admin.test_settings_pages import linked_errors
from web.desk.browser import Browser, forms_on
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
NL, FL = "zaltbommel", "voorbeeldstad"
KEY = "acknowledgement"
PAGE = f"/beheer/brieven/tekst?brief={KEY}"
ACTION = "/beheer/brieven/tekst"
BACK = "/beheer/brieven/terug"


def typed(browser: Browser) -> str:
    return browser.form(ACTION).fields["tekst"][0]


async def changed(browser: Browser, old: str, new: str, status: int = 303, **more: str) -> str:
    """The letter with other words, saved."""
    await browser.open(PAGE)
    text = typed(browser)
    assert old in text
    return await browser.send(ACTION, {"tekst": text.replace(old, new), "brief-knop": "opslaan", **more}, status=status)


@pytest.fixture
async def platform_beside(town: Town) -> AsyncIterator[Platform]:
    """Another process on the same data."""
    other = await open_platform(town.platform.settings, clock=lambda: town.now)
    yield other
    await other.aclose()


@pytest.mark.parametrize("slug", [NL, FL])
async def test_the_list_says_when_each_letter_goes_to_whom_and_whether_it_is_lawful(town: Town, slug: str) -> None:
    browser = await town.signed_in(slug, "ict")
    await browser.open("/beheer/brieven")
    assert "klacht ontvangen" in browser.text
    assert "tekst van de regeling" in browser.text
    assert "eigen versie" not in browser.text


async def test_the_page_explains_placeholders_and_what_the_law_demands_with_its_article(iris: Browser) -> None:
    await iris.open(PAGE)
    assert "{{ must.term }}" in iris.text
    assert "artikel 6 lid 4 Klachtenregeling gemeente Zaltbommel 2008; artikel 9:6 Awb" in iris.text
    assert "Hoe de klacht binnenkwam Past achter" in iris.text
    assert "Nu: via het formulier op de website" in iris.text


async def test_a_text_is_saved_and_the_next_letter_has_it(town: Town, iris: Browser) -> None:
    await changed(iris, "Dank u wel dat u ons dit laat weten.", "Fijn dat u ons dit vertelt.", waarom="Vriendelijker")
    assert "De brief is opgeslagen." in iris.text
    assert "eigen versie 1" in iris.text
    reference = await town.filed(NL)
    async with town.platform.at(NL) as place:
        case = await dossier.by_reference(place, reference)
        sent = next(each for each in await letters.letters_of(case.case_id) if each.key == KEY)
        assert "Fijn dat u ons dit vertelt." in (await letters.html_of(sent.id) or "")
        entry = (await admin_log.newest(1))[0]
        assert (entry.action, entry.subject, entry.old, entry.new) == ("letter_saved", f"letter:{KEY}", None, "1")
    await iris.open("/beheer/logboek")
    assert "Brief gewijzigd" in iris.text


async def test_another_process_uses_the_new_text_at_once(iris: Browser, platform_beside: Platform) -> None:
    async with platform_beside.at(NL) as place:
        assert "Fijn" not in place.templates.source(KEY)
    await changed(iris, "Dank u wel", "Fijn zo")
    async with platform_beside.at(NL) as place:
        assert "Fijn zo" in place.templates.source(KEY)
    async with platform_beside.at(FL) as place:
        assert "Fijn zo" not in place.templates.source(KEY)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{{ must.term }}", "", "De verplichte passage 'term' ontbreekt"),
        (
            "{{ reference }}",
            "{{ refrence }}",
            "Regel 5: De plaatshouder 'refrence' is niet bekend. Bedoelt u reference",
        ),
        ("{{ reference }}", "{{ reference.__class__ }}", "Regel 5: '__class__' mag een brief niet gebruiken."),
        ("{% endif %}", "", "Hier is iets begonnen en niet beëindigd"),
    ],
)
async def test_a_text_that_is_refused_stays_in_the_field_with_place_and_remedy(
    town: Town, iris: Browser, old: str, new: str, said: str
) -> None:
    page = await changed(iris, old, new, status=422, waarom="Korter")
    assert said in iris.text
    assert "De brief is niet opgeslagen." in iris.text
    assert linked_errors(page) == ["tekst"]
    assert old not in typed(iris) or old == "{% endif %}"
    assert iris.form(ACTION).fields["waarom"] == ["Korter"]
    async with town.platform.at(NL):
        assert await letter_versions.active() == {}


async def test_a_preview_stands_in_a_closed_frame_and_says_that_it_is_one(iris: Browser) -> None:
    await iris.open(PAGE)
    page = await iris.send(ACTION, {"brief-knop": "bekijken", "voorbeeld": "2"}, status=200)
    assert '<iframe class="letter-preview" sandbox=""' in page
    assert "VOORBEELD" in page
    assert iris.page is not None
    policy = iris.page.headers["content-security-policy"]
    assert "script-src" not in policy
    assert "'sha256-" in policy


async def test_a_preview_as_pdf_holds_the_mark(iris: Browser) -> None:
    await iris.open(PAGE)
    await iris.send(ACTION, {"brief-knop": "pdf"}, status=200)
    assert iris.page is not None
    assert iris.page.headers["content-type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(iris.page.content)) as document:
        assert "Wij hebben uw klacht ontvangen" in str(document.docinfo.Title)


async def test_who_saves_on_an_old_page_is_told_and_keeps_the_typed_text(town: Town, iris: Browser) -> None:
    other = await town.signed_in(NL, "ict")
    await other.open(PAGE)
    text = typed(other)
    await changed(iris, "Dank u wel", "Fijn")
    mine = text.replace("Dank u wel", "Hartelijk dank")
    await other.send(ACTION, {"tekst": mine, "brief-knop": "opslaan"}, status=422)
    assert "Iemand anders heeft deze brief intussen gewijzigd." in other.text
    assert "Hartelijk dank" in typed(other)
    await other.send(ACTION, {"brief-knop": "opslaan"})
    assert "eigen versie 2" in other.text


async def test_versions_are_compared_restored_and_withdrawn(town: Town, iris: Browser) -> None:
    await changed(iris, "Dank u wel", "Eerste")
    await changed(iris, "Eerste", "Tweede")
    await iris.open(f"/beheer/brieven/versies?brief={KEY}&van=1&naar=2")
    assert "− weg" in iris.text
    assert "+ nieuw" in iris.text
    restore = next(form for form in forms_on(iris.page.text) if form.fields.get("versie") == ["1"])  # type: ignore[union-attr]
    assert restore.action == BACK
    await iris.send(BACK, {"versie": "1"})
    assert "De oude versie is teruggezet" in iris.text
    assert "Eerste" in typed(iris)
    await iris.open(f"/beheer/brieven/versies?brief={KEY}")
    await iris.send(BACK, {"versie": "0"})
    assert "De tekst van de regeling geldt weer." in iris.text
    assert "Dank u wel" in typed(iris)
    async with town.platform.at(NL) as place:
        history = await letter_versions.history(KEY)
        assert [(each.version, each.restored, each.source is None) for each in history] == [
            (4, None, True), (3, 1, False), (2, None, False), (1, None, False)
        ]  # fmt: skip
        actions = [entry.action for entry in await admin_log.newest(4)]
        assert actions == ["letter_withdrawn", "letter_restored", "letter_saved", "letter_saved"]
        with pytest.raises(ConcurrentChange):
            await letter_versions.withdraw(place, KEY, "iris", town.now, based_on=2)
        with pytest.raises(LetterRefused):
            await letter_versions.save(place, KEY, "leeg", "iris", town.now, based_on=4)


async def test_an_unknown_letter_is_not_found(iris: Browser) -> None:
    await iris.open("/beheer/brieven/tekst?brief=bestaat-niet", status=404)
    await iris.open("/beheer/brieven/versies?brief=../base", status=404)


def test_a_comparison_gives_each_line_its_kind_and_number() -> None:
    found = letter_versions.compared("een\ntwee\ndrie", "een\n2\ndrie")
    assert [(change.kind, change.line, change.text) for change in found] == [
        (Kind.SAME, 1, "een"),
        (Kind.GONE, 2, "twee"),
        (Kind.NEW, 2, "2"),
        (Kind.SAME, 3, "drie"),
    ]


async def test_a_logo_is_made_anew_and_stands_with_its_words_on_the_next_letter(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/briefpapier")
    await iris.send(
        "/beheer/briefpapier",
        {"logo-tekst": "Wapen van Zaltbommel", "afzender": "Postbus 10\n5300 AA Zaltbommel", "kleur": "#7a1f3d",
         "closing-klachtencoordinator": "Hartelijke groet,"},
        files=[("logo", ("logo.png", logo(), "image/png"))],
    )  # fmt: skip
    assert "Uw wijziging is opgeslagen" in iris.text
    reference = await town.filed(NL)
    async with town.platform.at(NL) as place:
        case = await dossier.by_reference(place, reference)
        sent = next(each for each in await letters.letters_of(case.case_id) if each.key == KEY)
        html = await letters.html_of(sent.id) or ""
    assert 'alt="Wapen van Zaltbommel"' in html
    assert 'src="data:image/png;base64,' in html
    assert "Hartelijke groet," in html
    assert "--accent: #7a1f3d" in html


@pytest.mark.parametrize(
    ("values", "content", "field", "said"),
    [
        ({"logo-tekst": "Wapen"}, b"<svg/>", "logo", "geen PNG of JPEG"),
        ({}, logo(), "logo-tekst", "Schrijf wat er op het logo te zien is"),
        ({"kleur": "#ffd400"}, b"", "kleur", "heeft op wit een contrast van 1,4"),
        ({"afzender": "a\nb\nc\nd\ne\nf\ng"}, b"", "afzender", "er passen er 6"),
    ],
)
async def test_a_letterhead_that_cannot_be_is_named_and_the_rest_kept(
    iris: Browser, values: dict[str, str], content: bytes, field: str, said: str
) -> None:
    await iris.open("/beheer/briefpapier")
    files = [("logo", ("logo.png", content, "image/png"))] if content else []
    page = await iris.send(
        "/beheer/briefpapier", {**values, "phone-klachtencoordinator": "0123"}, files=files, status=422
    )
    assert said in iris.text
    assert field in linked_errors(page)
    assert iris.form("/beheer/briefpapier").fields["phone-klachtencoordinator"] == ["0123"]
