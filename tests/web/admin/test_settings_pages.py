"""The administrator's pages for settings: each shows what holds, changes it at once, and names what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from gehoor.domain.tenant import Tenant
from gehoor.web.admin.addresses import PAGES
from web.desk.browser import Browser, forms_on
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
NL, FL = "zaltbommel", "voorbeeldstad"


async def tenant_of(town: Town, slug: str) -> Tenant:
    async with town.platform.at(slug) as place:
        return place.tenant


def linked_errors(page: str) -> list[str]:
    """The fields that the summary of errors leads to; each must be on the page."""
    summary = page.partition('class="notice notice-error error-summary"')[2].partition("</ul>")[0]
    fields = [part.partition('"')[0] for part in summary.split('href="#')[1:]]
    assert fields, "there is no summary of errors"
    assert all(f'id="{field}"' in page for field in fields), fields
    return fields


@pytest.mark.parametrize("slug", [NL, FL])
async def test_the_administrator_opens_every_page_and_anybody_else_none(town: Town, slug: str) -> None:
    administrator, other = await town.signed_in(slug, "ict"), await town.signed_in(slug, "coordinator")
    stranger = await town.browser(slug)
    for address, _ in PAGES:
        page = await administrator.open(address)
        ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
        assert len(ids) == len(set(ids)), f"{address}: an id stands twice"
        assert "Beheer" in page
        await other.open(address, status=403)
        answer = await stranger.client.get(address)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/aanmelden")


async def test_the_overview_tells_of_an_office_without_a_holder_and_that_intake_works(
    town: Town, iris: Browser
) -> None:
    await iris.open("/beheer")
    assert "Afdelingshoofd van Griffie: niemand heeft dit ambt (artikel 7 lid 1 Klachtenregeling" in iris.text
    assert "Klachten komen intussen gewoon binnen." in iris.text
    wout = await town.signed_in(FL, "ict")
    await wout.open("/beheer")
    assert "Alles is op orde" in wout.text


async def test_other_colours_hold_at_once_and_the_way_back_to_the_file_too(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/uiterlijk")
    assert "Dit komt uit het bestand van de gemeente" in iris.text
    await iris.send("/beheer/uiterlijk", {"accentkleur": "#7A1F3D", "waarom": "Nieuwe huisstijl"})
    assert "Uw wijziging is opgeslagen" in iris.text
    assert "#7a1f3d" in iris.text
    assert "Dit is in de website gewijzigd" in iris.text
    assert "Iris Kamerling" in iris.text
    assert "Nieuwe huisstijl" in iris.text
    assert (await tenant_of(town, NL)).file.theme.accent == "#7a1f3d"
    await iris.open("/beheer")
    assert "Hier gaat de website vóór het bestand van de gemeente: uiterlijk." in iris.text
    await iris.open("/beheer/uiterlijk")
    await iris.send("/beheer/terug-naar-bestand")
    assert iris.path == "/beheer/uiterlijk"
    assert "Wat in het bestand staat, geldt nu weer." in iris.text
    assert (await tenant_of(town, NL)).file.theme.accent == "#1b4b8f"
    assert not [form for form in forms_on(await iris.open("/beheer/uiterlijk")) if "terug" in form.action]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("accentkleur", "#ffd400", "De accentkleur #ffd400 heeft op wit een contrast van 1,4"),
        ("accentkleur", "rood", "De kleur 'rood' kan niet worden gelezen."),
        ("versierkleur", "#12345", "De kleur '#12345' kan niet worden gelezen."),
    ],
)
async def test_a_colour_that_cannot_be_read_is_named_and_kept_in_its_field(
    town: Town, iris: Browser, field: str, typed: str, said: str
) -> None:
    await iris.open("/beheer/uiterlijk")
    page = await iris.send("/beheer/uiterlijk", {field: typed, "waarom": "Omdat het mooi is"}, status=422)
    assert said in iris.text
    assert linked_errors(page) == [field]
    form = iris.form("/beheer/uiterlijk")
    assert form.fields[field] == [typed]
    assert form.fields["waarom"] == ["Omdat het mooi is"]
    assert (await tenant_of(town, NL)).file.theme.accent == "#1b4b8f"


async def test_who_saves_an_old_page_is_told_that_somebody_else_was_first(town: Town, iris: Browser) -> None:
    other = await town.signed_in(NL, "ict")
    await other.open("/beheer/uiterlijk")
    await iris.open("/beheer/uiterlijk")
    await iris.send("/beheer/uiterlijk", {"accentkleur": "#7a1f3d"})
    await other.send("/beheer/uiterlijk", {"accentkleur": "#004400"}, status=422)
    assert "Iemand anders heeft dit intussen gewijzigd." in other.text
    assert other.form("/beheer/uiterlijk").fields["accentkleur"] == ["#004400"]
    assert (await tenant_of(town, NL)).file.theme.accent == "#7a1f3d"
    # The page now shows what stands, so that sending it again is a choice.
    await other.send("/beheer/uiterlijk")
    assert (await tenant_of(town, NL)).file.theme.accent == "#004400"


async def test_each_option_stands_with_its_ground_and_another_choice_holds_at_once(town: Town, wout: Browser) -> None:
    await wout.open("/beheer/opties")
    assert "Grond: instelling van het bestuur" in wout.text
    assert "artikel III.87 § 1/1 Bestuursdecreet" in wout.text
    before = (await tenant_of(town, FL)).file.options
    await wout.send("/beheer/opties", {"clarification_days": "15", "due_shift": "next_working_day"})
    options = (await tenant_of(town, FL)).file.options
    assert (options["clarification_days"], options["terms"]) == (15, before["terms"])
    # What the regulation has by itself is left out again.
    await wout.send("/beheer/opties", {"clarification_days": "10"})
    assert "clarification_days" not in (await tenant_of(town, FL)).file.options


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("terms-settlement", "veel", "'veel' is geen heel getal."),
        ("retention_years", "6", "6 kan hier niet. Geef een getal van 1 tot en met 5."),
        ("consent_days", "", "Vul dit in."),
        ("report_by", "30 juni", "Deze waarde heeft niet de goede vorm."),
    ],
)
async def test_an_option_that_cannot_be_is_named_and_kept(
    town: Town, wout: Browser, field: str, typed: str, said: str
) -> None:
    before = (await tenant_of(town, FL)).file.options
    await wout.open("/beheer/opties")
    page = await wout.send("/beheer/opties", {field: typed, "second_line-name": "Nog te kiezen"}, status=422)
    assert said in wout.text
    assert linked_errors(page) == [field]
    fields = wout.form("/beheer/opties").fields
    assert (fields[field], fields["second_line-name"]) == ([typed], ["Nog te kiezen"])
    assert (await tenant_of(town, FL)).file.options == before


async def test_options_of_several_rows_are_added_checked_and_taken_away(town: Town, iris: Browser) -> None:
    row = {
        "ombudsman-0-since-dag": "1", "ombudsman-0-since-maand": "1", "ombudsman-0-since-jaar": "2026",
        "ombudsman-0-key": "nationale_ombudsman", "ombudsman-0-name": "Nationale ombudsman",
        "ombudsman-0-address": "Postbus 1, 1234 AB Voorbeeld",
        "function_names-0-naam": "teamleider", "function_names-0-waarde": "afdelingshoofd",
    }  # fmt: skip
    await iris.open("/beheer/opties")
    page = await iris.send("/beheer/opties", {**row, "ombudsman-0-since-maand": ""}, status=422)
    assert linked_errors(page) == ["ombudsman-0-since"]
    assert iris.form("/beheer/opties").fields["ombudsman-0-name"] == ["Nationale ombudsman"]
    page = await iris.send("/beheer/opties", {"ombudsman-0-since-maand": "1", "ombudsman-0-phone": "0123 456 789"})
    options = (await tenant_of(town, NL)).file.options
    assert options["ombudsman"][0]["name"] == "Nationale ombudsman"
    assert options["function_names"] == {"teamleider": "afdelingshoofd"}
    assert iris.form("/beheer/opties").fields["function_names-0-naam"] == ["teamleider"]
    await iris.send("/beheer/opties", {"function_names-0-naam": "", "function_names-0-waarde": ""})
    assert "function_names" not in (await tenant_of(town, NL)).file.options


async def test_closing_days_stand_by_year_with_their_decision(town: Town, wout: Browser, iris: Browser) -> None:
    await wout.open("/beheer/sluitingsdagen?jaar=2027")
    assert "ze vervroegen de dag waarop u het best handelt" in wout.text
    assert wout.form("/beheer/sluitingsdagen").fields["dagen"] == ["7-5-2027\n24-12-2027"]
    await wout.send("/beheer/sluitingsdagen", {"dagen": "7-5-2027\n31 december 2027"})
    days = (await tenant_of(town, FL)).file.closing_days[0].days
    assert days == (date(2027, 5, 7), date(2027, 12, 31))
    await wout.send("/beheer/sluitingsdagen/weghalen")
    assert (await tenant_of(town, FL)).file.closing_days == ()
    await iris.open("/beheer/sluitingsdagen")
    assert "Deze dagen veranderen geen termijn" in iris.text


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"besluit": ""}, "besluit", "Vul in wie dit besloot en wanneer."),
        ({"jaar": "volgend jaar"}, "jaar", "'volgend jaar' is geen jaar"),
        ({"dagen": "24-12-2026"}, "dagen", "donderdag 24 december 2026 ligt niet in 2027."),
        ({"dagen": "kerst"}, "dagen", "'kerst' is geen dag."),
        ({"dagen": "24-12-2027\n24-12-2027"}, "dagen", "staat er twee keer"),
    ],
)
async def test_a_closing_day_that_cannot_be_is_named_and_kept(
    town: Town, iris: Browser, values: dict[str, str], field: str, said: str
) -> None:
    typed = {"jaar": "2027", "besluit": "Collegebesluit van 3 november 2026", "dagen": "24-12-2027", **values}
    await iris.open("/beheer/sluitingsdagen")
    page = await iris.send("/beheer/sluitingsdagen", typed, status=422)
    assert said in iris.text
    assert linked_errors(page) == [field]
    fields = iris.form("/beheer/sluitingsdagen").fields
    assert {name: fields[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert (await tenant_of(town, NL)).file.closing_days == ()


async def test_who_approves_the_list_of_cases_to_destroy_is_chosen(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/bewaren")
    await iris.send("/beheer/bewaren", {"maand": "3", "ambt": "gemeentesecretaris"})
    retention = (await tenant_of(town, NL)).file.retention
    assert (retention.list_month, retention.approving_office) == (3, "gemeentesecretaris")
    page = await iris.send("/beheer/bewaren", {"maand": ""}, status=422)
    assert linked_errors(page) == ["maand"]


async def test_units_get_other_names_come_and_go(town: Town, wout: Browser) -> None:
    await wout.open("/beheer/afdelingen")
    await wout.send("/beheer/afdelingen", {"naam-thuiszorg": "Zorg aan huis"})
    assert (await tenant_of(town, FL)).unit_title("thuiszorg") == "Zorg aan huis"
    page = await wout.send("/beheer/afdelingen/toevoegen", {"nieuw": "Dienst Jeugd"}, status=422)
    assert linked_errors(page) == ["hoort-bij"]
    await wout.send("/beheer/afdelingen/toevoegen", {"hoort-bij": "stad"})
    units = {unit.key: unit for unit in (await tenant_of(town, FL)).organisation.units}
    assert (units["dienst-jeugd"].title, units["dienst-jeugd"].entity) == ("Dienst Jeugd", "stad")
    await wout.send("/beheer/afdelingen/weghalen", {"afdeling": "dienst-jeugd"})
    assert "dienst-jeugd" not in {unit.key for unit in (await tenant_of(town, FL)).organisation.units}
    # The key of a unit that was there before is never given again: old cases name it.
    await wout.send("/beheer/afdelingen/toevoegen", {"nieuw": "Dienst Jeugd", "hoort-bij": "ocmw"})
    assert "dienst-jeugd-2" in {unit.key for unit in (await tenant_of(town, FL)).organisation.units}


async def test_a_unit_in_which_somebody_has_an_office_stays(town: Town, iris: Browser) -> None:
    await iris.open("/beheer/afdelingen")
    page = await iris.send("/beheer/afdelingen/weghalen", {"afdeling": "burgerzaken"}, status=422)
    assert "Iemand heeft of had een ambt bij Burgerzaken." in iris.text
    assert linked_errors(page) == ["afdeling"]
    page = await iris.send("/beheer/afdelingen", {"naam-sociaal": ""}, status=422)
    assert linked_errors(page) == ["naam-sociaal"]
