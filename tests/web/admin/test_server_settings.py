"""The pages for the municipality, mail and signing in: a wrong value is named and kept, a secret is never shown."""

from __future__ import annotations

from html import unescape

import pytest

from gehoor.domain.areas import Area
from gehoor.services import admin_log, secrets
from gehoor.services.secrets import SMTP_PASSWORD
from web.admin.test_settings_pages import linked_errors, tenant_of
from web.desk.browser import Browser
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
NL = "zaltbommel"
PASSWORD = "driekusmanus-9"


async def test_another_phone_number_holds_at_once(town: Town, iris: Browser) -> None:
    before = (await tenant_of(town, NL)).file
    await iris.open("/beheer/gemeente")
    await iris.send("/beheer/gemeente", {"telefoon": "14 0418", "afzender": "Gemeente\n\nMarkt 10"})
    after = (await tenant_of(town, NL)).file
    assert (after.phone, after.sender, after.title) == ("14 0418", ("Gemeente", "Markt 10"), before.title)
    assert after.elsewhere == before.elsewhere


@pytest.mark.parametrize(
    ("address", "typed", "field", "said"),
    [
        ("/beheer/gemeente", {"titel": ""}, "titel", "Vul de naam in."),
        ("/beheer/gemeente", {"email": "geen adres"}, "email", ""),
        ("/beheer/mail", {"afzender": "geen adres"}, "afzender", ""),
        ("/beheer/mail", {"server": "mail.example", "afzender": ""}, "afzender", "geen afzender"),
        ("/beheer/mail", {"poort": "vijf"}, "poort", "'vijf' is geen getal."),
        ("/beheer/mail", {"poort": "70000"}, "poort", ""),
        ("/beheer/mail", {"in-server": "imap.example", "in-gebruiker": ""}, "in-gebruiker", "geen gebruiker"),
        ("/beheer/aanmelden", {"dienst": "http://ergens.example"}, "dienst", "begint met https://"),
        ("/beheer/aanmelden", {"dienst": "https://id.example", "naam-bij-dienst": ""}, "naam-bij-dienst", "client_id"),
        ("/beheer/aanmelden", {"wachtwoorden": ""}, "wachtwoorden", "kan niemand zich aanmelden"),
    ],
)
async def test_a_wrong_value_is_named_and_what_was_typed_stays(
    town: Town, iris: Browser, address: str, typed: dict[str, str], field: str, said: str
) -> None:
    before = (await tenant_of(town, NL)).file
    await iris.open(address)
    page = await iris.send(address, {**typed, "waarom": "Even proberen"}, status=422)
    assert linked_errors(page) == [field]
    assert said in unescape(page)
    form = iris.form(address)
    assert form.fields["waarom"] == ["Even proberen"]
    for name, value in typed.items():
        if name != "wachtwoorden":
            assert form.fields[name] == [value]
    assert (await tenant_of(town, NL)).file == before


async def test_a_password_is_kept_sealed_and_shown_nowhere(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/mail")
    assert "is niet ingesteld" in iris.text
    await iris.send(
        "/beheer/mail",
        {"server": "mail.example", "afzender": "k@gemeente.example", "gebruiker": "k", "wachtwoord": PASSWORD},
    )
    said = [await iris.open(address) for address in ("/beheer/mail", "/beheer/logboek", "/beheer")]
    assert "is ingesteld" in said[0]
    assert not [page for page in said if PASSWORD in page]
    # A field that stays empty keeps it; a wrong value beside it does not show it either.
    await iris.open("/beheer/mail")
    await iris.send("/beheer/mail", {"poort": "2525"})
    await iris.open("/beheer/mail")
    page = await iris.send("/beheer/mail", {"poort": "x", "wachtwoord": "een-ander-geheim"}, status=422)
    assert "een-ander-geheim" not in page
    async with town.platform.at(NL):
        assert await secrets.of_name(SMTP_PASSWORD) == PASSWORD
        assert PASSWORD not in str(await admin_log.newest(50))
    await iris.open("/beheer/mail")
    await iris.send("/beheer/mail", {"wachtwoord-weg": "ja"})
    async with town.platform.at(NL):
        assert await secrets.of_name(SMTP_PASSWORD) is None


async def test_the_way_back_to_the_file_is_on_the_page(town: Town, iris: Browser) -> None:
    before = (await tenant_of(town, NL)).file.sign_in
    await iris.open("/beheer/aanmelden")
    await iris.send("/beheer/aanmelden", {"knop": "Rijksdienst"})
    assert (await tenant_of(town, NL)).file.sign_in.title == "Rijksdienst"
    await iris.open("/beheer/aanmelden")
    await iris.send("/beheer/terug-naar-bestand", {"gebied": Area.SIGN_IN.value})
    assert (await tenant_of(town, NL)).file.sign_in == before
