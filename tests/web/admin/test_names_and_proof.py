"""Another name or login for somebody, and the fresh second factor before an administrator lets people in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from gehoor.services import admin_log, configuration
from gehoor.storage import people, sessions
from web.account.conftest import enrolled
from web.admin.test_people_and_offices import NL, added, pressed, tenant_of
from web.admin.test_settings_pages import linked_errors
from web.desk.browser import Browser
from web.desk.conftest import Town, opened_town

pytestmark = pytest.mark.anyio
RENAME = "/beheer/mensen/wijzigen"


async def rename(iris: Browser, person: str, *, status: int = 303, **typed: str) -> str:
    await iris.open("/beheer/mensen")
    await pressed(iris, RENAME, person, status=200)
    return await iris.send(RENAME, {name.replace("_", "-"): value for name, value in typed.items()}, status=status)


async def test_somebody_marries_and_signs_in_with_another_login_while_the_session_stays(
    town: Town, iris: Browser
) -> None:
    noor = await town.signed_in(NL, "coordinator")
    page = await rename(iris, "noor", nieuwe_naam="Noor Jansen-Verbeek", nieuwe_gebruikersnaam="noor.jansen")
    assert "Noor Jansen-Verbeek" in page
    await noor.open("/werkvoorraad")
    assert noor.path == "/werkvoorraad"
    assert noor.page is not None
    assert "Noor Jansen-Verbeek" in noor.page.text
    async with town.platform.at(NL) as place:
        account = await people.account("noor")
        assert account is not None
        assert (account.login, account.name) == ("noor.jansen", "Noor Jansen-Verbeek")
        assert any(each.id == "noor" for each in place.tenant.organisation.people)
        entry = (await admin_log.newest(1))[0]
    assert (entry.person_id, entry.action, entry.subject) == ("iris", "setting_changed", "people")
    again = await town.signed_in(NL, "noor.jansen")
    await again.open("/werkvoorraad")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"nieuwe_naam": ""}, "nieuwe-naam"),
        ({"nieuwe_gebruikersnaam": ""}, "nieuwe-gebruikersnaam"),
        ({"nieuwe_gebruikersnaam": "Vervanger"}, "nieuwe-gebruikersnaam"),
        ({"nieuw_mailadres": "geen adres"}, "nieuw-mailadres"),
    ],
)
async def test_a_wrong_name_or_a_login_of_somebody_else_is_refused_and_stays(
    town: Town, iris: Browser, typed: dict[str, str], field: str
) -> None:
    before = await tenant_of(town)
    login = next(person.login for person in before.organisation.people if person.id == "pim")
    typed = {name: login.capitalize() if value == "Vervanger" else value for name, value in typed.items()}
    page = await rename(iris, "noor", status=422, **typed)
    assert linked_errors(page) == [field]
    assert iris.form(RENAME).fields[field] == list(typed.values())
    assert await tenant_of(town) == before


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Town]:
    """Not a demonstration: whoever administers shows a second factor now and then."""
    async with opened_town(tmp_path, demo=False) as opened:
        yield opened


@pytest.fixture
async def later(strict: Town) -> Browser:
    """The administrator, eleven minutes after the second factor was shown."""
    iris, _, _ = await enrolled(strict, "ict")
    await iris.open("/beheer")
    async with strict.platform.at(NL):
        (session,) = await sessions.sessions_of("iris", strict.now)
        assert session.proven_at is not None
    strict.now += timedelta(minutes=11)
    return iris


@pytest.mark.parametrize(
    ("action", "values"),
    [
        ("/beheer/mensen/uitnodigen", {"persoon": "pim"}),
        ("/beheer/mensen/account", {"persoon": "noor", "doe": "opnieuw", "zeker": "ja"}),
    ],
)
async def test_a_button_that_lets_somebody_in_asks_for_the_second_step_first(
    strict: Town, later: Browser, action: str, values: dict[str, str]
) -> None:
    await later.open("/beheer/mensen")
    token = later.form("/beheer/mensen/toevoegen").fields["_csrf"][0]
    async with strict.platform.at(NL):
        before = await admin_log.newest(50)
    answer = await later.client.post(action, data={"_csrf": token, **values})
    assert (answer.status_code, answer.headers["location"]) == (
        303, "/aanmelden/tweede-stap?verder=%2Fbeheer%2Fmensen",
    )  # fmt: skip
    async with strict.platform.at(NL):
        assert await admin_log.newest(50) == before


async def test_a_form_that_changes_who_comes_in_keeps_what_was_typed_and_changes_nothing(
    strict: Town, later: Browser
) -> None:
    before = await tenant_of(strict)
    await later.open("/beheer/ambten")
    office = {"ambt": "balie", "persoon": "pim", "vanaf-dag": "1", "vanaf-maand": "2", "vanaf-jaar": "2027"}
    page = await later.send("/beheer/ambten/toevoegen", office, status=422)
    assert "Uw tweede stap is langer dan tien minuten geleden." in page
    assert 'href="/aanmelden/tweede-stap?verder=%2Fbeheer%2Fambten"' in page
    assert later.form("/beheer/ambten/toevoegen").fields["vanaf-jaar"] == ["2027"]
    await later.open("/beheer/aanmelden")
    await later.send("/beheer/aanmelden", {"knop": "Elders"}, status=422)
    await rename(later, "noor", status=422, nieuwe_naam="Iemand Anders")
    assert await tenant_of(strict) == before


async def test_within_ten_minutes_nothing_is_asked_again(strict: Town) -> None:
    iris, _, _ = await enrolled(strict, "ict")
    strict.now += timedelta(minutes=8)
    await iris.open("/beheer/ambten")
    typed = {"ambt": "balie", "persoon": "pim", "vanaf-dag": "1", "vanaf-maand": "2", "vanaf-jaar": "2027"}
    await iris.send("/beheer/ambten/toevoegen", typed)
    assert any(
        held.office == "balie" and held.person == "pim" for held in (await tenant_of(strict)).organisation.offices
    )
    await iris.open("/beheer/mensen")
    await pressed(iris, "/beheer/mensen/uitnodigen", "pim", status=200)
    await added(iris)


async def test_the_file_cannot_be_put_back_over_offices_without_a_fresh_second_step(
    strict: Town, later: Browser
) -> None:
    async with strict.platform.at(NL) as place:
        held = [each for each in place.tenant.organisation.offices if each.person != "sara"]
        await configuration.change(place, "offices", held, "iris", strict.now)
    await later.open("/beheer/ambten")
    answer = await later.client.post(
        "/beheer/terug-naar-bestand",
        data={"_csrf": later.form("/beheer/terug-naar-bestand").fields["_csrf"][0], "gebied": "offices"},
    )
    assert answer.headers["location"].startswith("/aanmelden/tweede-stap")
    assert "sara" not in [each.person for each in (await tenant_of(strict)).organisation.offices]
