"""Every route of the site, from its own table, asked by everybody here with what belongs to the neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from litestar.routes import HTTPRoute

from gehoor.web.addresses import PUBLIC_FILES
from gehoor.web.desk.registry import ACTIONS, SECTIONS
from gehoor.web.sessions import COOKIE
from isolation.neighbours import NAMES, WORDS, Neighbours
from logged import logged
from web.desk.browser import PageForm, forms_on
from web.wall.stage import Answer, Stage

pytestmark = pytest.mark.anyio
#: A page that says the same whatever link is in its address: only its button tells whether the link works.
SAYS_NOTHING = {"/status/openen/{token:str}"}
#: Routes that take a form which stands on a page that only appears halfway: what is sent to them.
HALFWAY = {
    "/aanmelden/tweede-stap": ("code",),
    "/aanmelden/tweede-stap/passkey": ("antwoord",),
    "/aanmelden/passkey": ("antwoord",),
    "/account/tweede-stap/app": ("code",),
    "/account/tweede-stap/passkey": ("antwoord",),
    "/account/tweede-stap/weghalen": ("nummer",),
    "/account/herstelcodes": (),
    "/account/herstelcodes/bewaard": (),
    "/account/sessies": ("sessie",),
    "/beheer/mensen/account": ("persoon", "doe"),
    "/beheer/mensen/mailen": ("link", "email"),
    "/beheer/mensen/wijzigen": ("persoon", "opslaan", "nieuwe-naam", "nieuwe-gebruikersnaam"),
    "/beheer/sluitingsdagen/weghalen": ("weg",),
    "/beheer/brieven/tekst": ("brief", "tekst", "stand", "voorbeeld"),
    "/beheer/brieven/terug": ("brief", "versie", "stand"),
    "/beheer/terug-naar-bestand": ("gebied",),
    "/beheer/werk/opnieuw": ("nummer",),
    "/meldingen/mail": ("mail",),
    "/mondeling/wijzigen": ("naam",),
    "/mondeling/vastleggen": ("naam",),
    "/postronde/maken": (),
    "/status/brieven": ("brieven",),
    "/status/code": (),
    "/status/link": ("kenmerk", "email"),
    "/status/openen": ("token",),
    "/status/afsluiten": (),
    "/api/uitleg": ("received",),
}
#: Pages for some offices, with nothing in their address that is of anybody: others are refused whatever it names.
FOR_AN_OFFICE = {
    "/rapporten/{year:int}/{name:str}",
    *("/binnengekomen/{number:int}", "/binnengekomen/{number:int}/bericht.txt", "/binnengekomen/{number:int}/zaak"),
    *("/binnengekomen/{number:int}/bijlage/{which:int}", "/binnengekomen/{number:int}/twijfel"),
    *("/binnengekomen/{number:int}/geen-klacht", "/binnengekomen/{number:int}/terug"),
    *("/postronde/{number:int}", "/postronde/{number:int}/bestand.pdf", "/postronde/{number:int}/gepost"),
    *("/postronde/{number:int}/vervallen", "/postronde/{number:int}/opnieuw"),
}
#: They end the session with which the rest is asked.
LAST = ("/afmelden",)


def routes(neighbours: Neighbours) -> Iterator[tuple[str, str, str]]:
    """Route, method and address with what belongs to the neighbour; a parameter nobody thought of is an error."""
    case = neighbours.case
    known = {
        "reference": [case.reference],
        "section": [*SECTIONS, *ACTIONS],
        "which": ["0"],
        "step": [*ACTIONS],
        "name": [f"{case.letter}", f"{case.letter}.pdf", f"{case.copied}", f"{case.copied}.pdf"],
        "file": [f"{case.letter}", f"{case.letter}.pdf"],
        "token": [neighbours.invitation, neighbours.link, neighbours.visit],
    }
    for route in neighbours.here.app.routes:
        assert isinstance(route, HTTPRoute), f"{route.path} is no page; say here how it is kept apart"
        if route.path.startswith(PUBLIC_FILES) or "{" not in route.path:
            continue
        numbers = [neighbours.opening] if route.path.startswith("/noodtoegang") else [case.attachment]
        known["year"] = [f"{neighbours.there.now.year}"]
        values = {**known, "number": [str(number) for number in numbers]}
        addresses = [route.path_format]
        for name in re.findall(r"{(\w+)}", route.path_format):
            assert name in values, f"{route.path}: say here what '{name}' is at the neighbour"
            addresses = [address.replace(f"{{{name}}}", value) for address in addresses for value in values[name]]
        for method in sorted({"GET", "POST"} & route.methods):
            yield from ((route.path, method, address) for address in addresses)


def tells_nothing(answer: Answer, about: str) -> None:
    assert answer.status_code < 500, about
    said = f"{answer.location} {answer.text}"
    found = [word for word in (*WORDS, *NAMES) if word.casefold() in said.casefold()]
    assert not found, f"{about}: {found}"


async def test_what_belongs_to_the_neighbour_is_not_found_by_anybody_on_any_route(neighbours: Neighbours) -> None:
    before, asked = await neighbours.kept(), 0
    with logged("") as lines:
        for person in neighbours.people:
            for route, method, address in routes(neighbours):
                about = f"{method} {route} by '{person}'"
                ask = neighbours.here.get if method == "GET" else neighbours.here.post
                answer = await ask(person, address)
                tells_nothing(answer, about)
                if answer.location.startswith("/zaak/"):
                    # The address of a step leads to the page with its form, also in a case that does not exist.
                    answer = await neighbours.here.get(person, answer.location)
                if route in SAYS_NOTHING:
                    other = await ask(person, re.sub(r"[^/]+$", "een-andere-link", address))
                    assert answer.status_code == other.status_code, about
                elif answer.status_code == 303:
                    # A page for who follows a complaint asks for a code where this browser holds none.
                    assert (route.startswith("/status/"), answer.location, person == "complainant") == (
                        *(True, "/status", False),
                    ), about
                else:
                    # Whoever keeps trying links is told to wait.
                    known = person in neighbours.staff and route not in FOR_AN_OFFICE
                    allowed = (404, 410, 429) if known else (401, 403, 404, 410, 429)
                    assert answer.status_code in allowed, f"{about}: {answer.status_code}"
                asked += 1
    assert asked > 1000
    written = str(lines)
    assert not [key for key in (*neighbours.keys, *WORDS) if key in written]
    assert await neighbours.kept() == before


async def test_no_form_takes_what_belongs_to_the_neighbour(neighbours: Neighbours) -> None:
    """Each text field of each form here is filled with each key of the neighbour in turn."""
    before = await neighbours.kept()
    keys = [*neighbours.keys, "bram", "lies", str(neighbours.case.letter)]
    used = set()
    with logged("") as lines:
        for person in neighbours.people:
            for form in await forms_of(neighbours, person):
                used.add(form.action.partition("?")[0])
                for key in keys:
                    answer = await neighbours.here.post(person, form.action, **filled(form, key))
                    tells_nothing(answer, f"POST {form.action} by '{person}'")
            for action, names in HALFWAY.items():
                for key in keys:
                    answer = await neighbours.here.post(person, action, **dict.fromkeys(names, key))
                    tells_nothing(answer, f"POST {action} by '{person}'")
    posted = {route.path for route in neighbours.here.app.routes if "POST" in route.methods and "{" not in route.path}
    assert posted - used - HALFWAY.keys() - set(LAST) == set(), "say in HALFWAY what is sent to these"
    assert not [key for key in (*neighbours.keys, *WORDS) if key in str(lines)]
    assert await neighbours.kept() == before


async def forms_of(neighbours: Neighbours, person: str) -> list[PageForm]:
    """The forms on all pages that this person can open without knowing the number of anything."""
    found: dict[str, PageForm] = {}
    for route in neighbours.here.app.routes:
        if "GET" in route.methods and "{" not in route.path and route.path not in LAST:
            answer = await neighbours.here.get(person, route.path)
            tells_nothing(answer, f"GET {route.path} by '{person}'")
            found |= {form.action: form for form in forms_on(answer.text) if form.action}
    # The forms of another site, and searches without a hidden field, lead nowhere here.
    return [form for action, form in found.items() if action.startswith("/") and action not in LAST]


def filled(form: PageForm, key: str) -> dict[str, str]:
    """The form with this in every field that holds nothing yet."""
    values = {name: sent[0] if sent and sent[0] else key for name, sent in form.fields.items() if name != "_csrf"}
    return {**{name: key for name in form.names if name not in form.fields}, **values}


async def test_the_session_of_the_neighbour_opens_nothing_here(neighbours: Neighbours) -> None:
    there, here = neighbours.there, neighbours.here
    for person in ("lies", "bram", "griet"):
        token = (await there.cookies_of(person))[COOKIE]
        here.cookies["intruder"] = {COOKIE: token}
        for address in ("/werkvoorraad", "/mijn-zaken", "/account", f"/zaak/{neighbours.case.reference}", "/inzage"):
            answer = await here.get("intruder", address)
            tells_nothing(answer, address)
            assert answer.status_code == 401, address
            here.cookies["intruder"] = {COOKIE: token}
        assert (await there.get(person, "/account")).status_code == 200


async def test_a_code_or_a_visit_of_the_neighbour_opens_nothing_here(neighbours: Neighbours) -> None:
    for held in (neighbours.code, f"bezoek.{neighbours.visit}"):
        for stage, right in ((neighbours.here, False), (neighbours.there, True)):
            stage.cookies["citizen"] = {"klacht": held}
            answer = await stage.get("citizen", "/status/zaak")
            assert (neighbours.case.reference in answer.text) is right
            if not right:
                tells_nothing(answer, "/status/zaak")


async def test_a_host_of_nobody_serves_nobody(neighbours: Neighbours) -> None:
    for host in ("voorbeeldstad.localhost.example", "localhost", "elders.localhost", ""):
        stranger = Stage(neighbours.here.platform, neighbours.here.app, neighbours.there.slug, host=host)
        stranger.cookies["somebody"] = dict(await neighbours.there.cookies_of("lies"))
        answer = await stranger.get("somebody", "/werkvoorraad")
        assert answer.status_code == 404, host
        tells_nothing(answer, host)
