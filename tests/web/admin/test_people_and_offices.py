"""The administrator's pages for people, accounts and offices, and the log of it all."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import gehoor
from gehoor.domain.areas import Area
from gehoor.domain.tenant import Tenant
from gehoor.services import configuration
from gehoor.storage import mail as stored_mail
from gehoor.web.admin.log_words import ACTIONS
from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
NL = "zaltbommel"
PASSWORD = "een heel lang gekozen wachtwoord"


async def tenant_of(town: Town) -> Tenant:
    async with town.platform.at(NL) as place:
        return place.tenant


async def added(iris: Browser, name: str = "Fatma Zonneveld", login: str = "fatma") -> None:
    await iris.open("/beheer/mensen")
    await iris.send("/beheer/mensen/toevoegen", {"naam": name, "gebruikersnaam": login})


async def pressed(browser: Browser, action: str, person: str, *, status: int = 303, **values: str) -> str:
    """Presses a button beside somebody in the list."""
    token = browser.form("/beheer/mensen/toevoegen").fields["_csrf"][0]
    browser.page = await browser.client.post(action, data={"_csrf": token, "persoon": person, **values})
    assert browser.page.status_code == status, browser.text
    return await browser.open(browser.page.headers["location"]) if status == 303 else browser.page.text


def row_of(page: str, name: str) -> str:
    """What the list says about somebody."""
    rows = [row for row in page.split("<tr") if f">{name}</th>" in row]
    assert len(rows) == 1
    return " ".join(re.sub(r"<[^>]+>", " ", rows[0]).split())


async def test_somebody_new_is_added_invited_and_comes_in(town: Town, iris: Browser) -> None:
    await added(iris)
    page = await iris.open("/beheer/mensen")
    assert "nog niet uitgenodigd" in row_of(page, "Fatma Zonneveld")
    shown = await pressed(iris, "/beheer/mensen/uitnodigen", "fatma-zonneveld", status=200)
    link = shown.partition('id="link">')[2].partition("<")[0]
    assert link.startswith("http://zaltbommel.localhost/uitnodiging/")
    assert "U ziet deze link alleen nu." in iris.text
    assert "Er is geen mailserver ingesteld." in iris.text
    page = await iris.open("/beheer/mensen")
    assert "uitgenodigd" in row_of(page, "Fatma Zonneveld")
    assert link not in page
    fatma = await town.browser(NL)
    await fatma.open(link)
    action = link.removeprefix("http://zaltbommel.localhost")
    await fatma.send(action, {"wachtwoord": PASSWORD, "nieuw-wachtwoord": PASSWORD})
    row = row_of(await iris.open("/beheer/mensen"), "Fatma Zonneveld")
    assert "actief" in row
    assert "Tweede stap nee" in row


async def test_the_link_is_mailed_when_there_is_a_mail_server(town: Town, iris: Browser) -> None:
    server = {"smtp_host": "mail.zaltbommel.example", "sender": "klachten@zaltbommel.example"}
    async with town.platform.at(NL) as place:
        await configuration.change(place, Area.MAIL, server, "iris", town.now)
    await iris.open("/beheer/mensen")
    await pressed(iris, "/beheer/mensen/uitnodigen", "pim", status=200)
    assert "E-mailadres van Pim Hazelaar" in iris.text
    await iris.send("/beheer/mensen/mailen", {"email": "pim zonder apenstaart"}, status=422)
    assert iris.form("/beheer/mensen/mailen").fields["email"] == ["pim zonder apenstaart"]
    await iris.send("/beheer/mensen/mailen", {"email": "pim@zaltbommel.example"})
    assert "De uitnodiging gaat met de mail mee." in iris.text
    async with town.platform.at(NL):
        found = await stored_mail.waiting(1)
    assert found is not None
    assert found[1].to == "pim@zaltbommel.example"
    assert "/uitnodiging/" in found[1].text


async def test_an_invitation_is_withdrawn(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/mensen")
    shown = await pressed(iris, "/beheer/mensen/uitnodigen", "pim", status=200)
    link = shown.partition('id="link">')[2].partition("<")[0]
    await iris.open("/beheer/mensen")
    await pressed(iris, "/beheer/mensen/account", "pim", doe="intrekken")
    assert "De uitnodiging is ingetrokken." in iris.text
    await (await town.browser(NL)).open(link, status=404)


async def test_an_account_is_shut_after_a_question_and_opened_again(town: Town, iris: Browser) -> None:
    noor = await town.signed_in(NL, "coordinator")
    await iris.open("/beheer/mensen")
    await pressed(iris, "/beheer/mensen/account", "noor", doe="uitzetten", status=200)
    assert "Deze persoon wordt meteen overal afgemeld" in iris.text
    await noor.open("/werkvoorraad")
    assert noor.path == "/werkvoorraad"
    page = await iris.send("/beheer/mensen/account")
    assert "Account uit" in row_of(page, "Noor Verbeek")
    await noor.open("/werkvoorraad")
    assert noor.path == "/aanmelden"
    page = await pressed(iris, "/beheer/mensen/account", "noor", doe="aanzetten")
    assert "actief" in row_of(page, "Noor Verbeek")


@pytest.mark.parametrize(("act", "said"), [("opnieuw", "De tweede stap is weggehaald."), ("weghalen", "weggehaald")])
async def test_starting_over_and_taking_an_account_away_sign_somebody_out(
    town: Town, iris: Browser, act: str, said: str
) -> None:
    noor = await town.signed_in(NL, "coordinator")
    await iris.open("/beheer/mensen")
    await pressed(iris, "/beheer/mensen/account", "noor", doe=act, status=200)
    page = await iris.send("/beheer/mensen/account")
    assert said in iris.text
    state = "actief" if act == "opnieuw" else "nog niet uitgenodigd"
    assert state in row_of(page, "Noor Verbeek")
    await noor.open("/werkvoorraad")
    assert noor.path == "/aanmelden"


@pytest.mark.parametrize("act", ["uitzetten", "weghalen", "opnieuw"])
async def test_nobody_shuts_out_themselves(iris: Browser, act: str) -> None:
    await iris.open("/beheer/mensen")
    await pressed(iris, "/beheer/mensen/account", "iris", doe=act, zeker="ja", status=422)
    assert "Dit is uw eigen account." in iris.text
    await iris.open("/beheer")


async def test_a_login_that_somebody_has_is_refused_and_what_was_typed_stays(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/mensen")
    typed = {"naam": "Andere Noor", "gebruikersnaam": "Coordinator"}
    page = await iris.send("/beheer/mensen/toevoegen", typed, status=422)
    assert 'href="#gebruikersnaam"' in page
    fields = iris.form("/beheer/mensen/toevoegen").fields
    assert {name: fields[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert "Andere Noor" not in {person.name for person in (await tenant_of(town)).organisation.people}


OFFICE = {
    "ambt": "burgemeester", "persoon": "sara",
    "vanaf-dag": "1", "vanaf-maand": "4", "vanaf-jaar": "2026",
}  # fmt: skip


async def test_an_office_stands_with_its_article_and_its_holders(iris: Browser) -> None:
    await iris.open("/beheer/ambten")
    assert "Gemeentesecretaris artikel 7 lid 1 Klachtenregeling gemeente Zaltbommel 2008" in iris.text
    assert "Wie aanwijst: het college van burgemeester en wethouders" in iris.text
    assert "Karel Wilgenboom , Burgerzaken vanaf" in iris.text


async def test_a_second_holder_at_the_same_time_is_refused_until_the_first_has_a_last_day(
    town: Town, iris: Browser
) -> None:
    await iris.open("/beheer/ambten")
    page = await iris.send("/beheer/ambten/toevoegen", OFFICE, status=422)
    assert "Rob Espenaar en Sara Molenaar hebben vanaf woensdag 1 april 2026 allebei het ambt Burgemeester" in iris.text
    assert 'href="#vanaf"' in page
    form = iris.form("/beheer/ambten/toevoegen")
    assert {name: form.fields[name] for name in OFFICE} == {name: [value] for name, value in OFFICE.items()}
    offices = (await tenant_of(town)).organisation.offices
    rob = next(str(number) for number, held in enumerate(offices) if held.person == "rob")
    last = {"houder": rob, "laatste-dag-dag": "31", "laatste-dag-maand": "3", "laatste-dag-jaar": "2026"}
    await iris.send("/beheer/ambten/beeindigen", last)
    await iris.send("/beheer/ambten/toevoegen", OFFICE)
    tenant = await tenant_of(town)
    town.forward(40)
    assert "burgemeester" in tenant.offices_of("sara", town.today)
    assert "burgemeester" not in tenant.offices_of("rob", town.today)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"ambt": "afdelingshoofd"}, "afdeling", "Kies de afdeling."),
        ({"vanaf-jaar": ""}, "vanaf", "Vul ook het jaar in."),
        ({"persoon": ""}, "persoon", "Kies een persoon."),
        (
            {"ambt": "balie", "persoon": "pim", "tot-dag": "1", "tot-maand": "3", "tot-jaar": "2026"},
            "tot",
            "zondag 1 maart 2026 ligt vóór de eerste dag, woensdag 1 april 2026.",
        ),
    ],
)
async def test_an_office_that_cannot_be_names_the_field(
    iris: Browser, values: dict[str, str], field: str, said: str
) -> None:
    await iris.open("/beheer/ambten")
    page = await iris.send("/beheer/ambten/toevoegen", {**OFFICE, **values}, status=422)
    assert said in iris.text
    assert f'href="#{field}"' in page


async def test_the_last_administrator_keeps_the_office(town: Town, iris: Browser) -> None:
    offices = (await tenant_of(town)).organisation.offices
    own = next(str(number) for number, held in enumerate(offices) if held.person == "iris")
    await iris.open("/beheer/ambten")
    last = {"houder": own, "laatste-dag-dag": "1", "laatste-dag-maand": "3", "laatste-dag-jaar": "2026"}
    await iris.send("/beheer/ambten/beeindigen", last, status=422)
    assert "Zo heeft niemand vandaag nog het ambt van beheerder" in iris.text


async def test_the_log_shows_who_changed_what_with_old_and_new(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/uiterlijk")
    await iris.send("/beheer/uiterlijk", {"accentkleur": "#7a1f3d"})
    await added(iris)
    await pressed(iris, "/beheer/mensen/uitnodigen", "fatma-zonneveld", status=200)
    await iris.open("/beheer/mensen")
    await pressed(iris, "/beheer/mensen/account", "fatma-zonneveld", doe="uitzetten", zeker="ja")
    await iris.open("/beheer/logboek")
    said = iris.text
    assert "Instelling gewijzigd in de website uiterlijk Was accentkleur: #1b4b8f Werd accentkleur: #7a1f3d" in said
    assert "mensen Was niets Werd sleutel fatma-zonneveld, gebruikersnaam fatma, naam Fatma Zonneveld" in said
    assert "Account uitgezet Fatma Zonneveld Was aan Werd uit" in said
    assert "Uitnodiging gemaakt Fatma Zonneveld" in said
    assert "Bestand in werking gezet" in said
    assert said.index("Account uitgezet") < said.index("Uitnodiging gemaakt") < said.index("uiterlijk Was")


async def test_the_log_goes_on_where_the_page_before_ended(iris: Browser) -> None:
    await iris.open("/beheer/mensen")
    for _ in range(45):
        await pressed(iris, "/beheer/mensen/account", "pim", doe="intrekken")
    page = await iris.open("/beheer/logboek")
    assert page.count('<th scope="row"') == 50
    assert "adressen en regeling" not in iris.text
    older = page.partition('href="/beheer/logboek?voor=')[2].partition('"')[0]
    page = await iris.open(f"/beheer/logboek?voor={older}")
    assert "adressen en regeling" in iris.text
    assert "?voor=" not in page


def actions_in(source: str) -> set[str]:
    """The actions that the functions of a module write; where it is a variable, what is put in that."""
    found: set[str] = set()
    tree = ast.parse(source)
    for function in ast.walk(tree):
        if not isinstance(function, ast.AsyncFunctionDef):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "admin_log.write":
                action = call.args[1]
                places: list[ast.AST] = [action]
                if isinstance(action, ast.Name):
                    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign)]
                    places = [node.value for node in assigned if _name_of(node) == action.id and node.value]
                    if action.id in [argument.arg for argument in function.args.args]:
                        places += _given(tree, function, action.id)
                values = [node for place in places for node in ast.walk(place) if isinstance(node, ast.Constant)]
                found |= {str(node.value) for node in values}
    return found


def _name_of(node: ast.Assign | ast.AnnAssign) -> str:
    return ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)


def _given(tree: ast.Module, function: ast.AsyncFunctionDef, argument: str) -> list[ast.AST]:
    """What the callers in the module hand this function for one of its arguments."""
    place = [each.arg for each in function.args.args].index(argument)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.args[place] for call in calls if ast.unparse(call.func) == function.name]


def test_every_action_of_the_log_has_words() -> None:
    folder = Path(str(gehoor.__file__)).parent
    written = {action for file in folder.rglob("*.py") for action in actions_in(file.read_text(encoding="utf-8"))}
    assert {"setting_changed", "account_disabled", "tenant_suspended"} <= written
    assert written == ACTIONS.keys()
