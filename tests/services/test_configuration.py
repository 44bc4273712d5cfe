"""Settings change in versions: a change in the browser stands over the file, is checked, and is on the admin log."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.domain.areas import Area
from gehoor.errors import ConcurrentChange, InvalidInput, NotFound, Refused
from gehoor.services import admin_log, configuration, hosting, options
from gehoor.services.municipality import Municipality
from gehoor.services.tenants import read_tenants
from gehoor.settings import Hidden, Settings
from gehoor.storage import tables_settings as tables
from gehoor.storage.scope import RuleBroken
from gehoor.storage.settings_rows import Source
from postgres_server import Database, server
from standing_clock import Clock

pytestmark = pytest.mark.anyio
TENANTS = Path(__file__).parents[2] / "tenants"
NL, VL = "zaltbommel", "voorbeeldstad"
DAY = date(2026, 11, 20)


@pytest.fixture
def chosen_database() -> None:
    """These tests choose their databases themselves."""


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An installation on each database; its files are a copy, which a test may change."""
    folder = Path(shutil.copytree(TENANTS, tmp_path / "tenants"))
    address = ""
    if request.param == "postgresql":
        made = request.getfixturevalue("fresh_database")
        address = made.serving
    database = Hidden(address) if address else None
    return Settings(data=tmp_path / "data", tenants=folder, database=database, demo=True)


@pytest.fixture
def fresh_database() -> Database:
    return server().shared()


@pytest.fixture
async def platform(settings: Settings, clock: Clock) -> AsyncIterator[Platform]:
    opened = await open_platform(settings, clock)
    await apply_all(opened)
    yield opened
    await opened.aclose()


async def change(platform: Platform, slug: str, area: Area, content: Any, **more: Any) -> int:
    async with platform.at(slug) as place:
        return await configuration.change(place, area, content, "noor", platform.clock(), **more)


async def document(platform: Platform, slug: str, area: Area) -> Any:
    async with platform.at(slug):
        found = await configuration.in_force(area)
    assert found is not None
    return found.content


async def test_a_change_holds_at_once_and_stands_over_the_file_until_it_is_released(platform: Platform) -> None:
    await change(platform, NL, Area.THEME, {"accent": "#7a1f3d", "decoration": ""}, why="Nieuwe huisstijl")
    async with platform.at(NL) as place:
        assert place.tenant.file.theme.accent == "#7a1f3d"
    await apply_all(platform)
    async with platform.at(NL) as place:
        assert place.tenant.file.theme.accent == "#7a1f3d"
        assert await configuration.overridden() == (Area.THEME,)
        await configuration.release(place, Area.THEME, "noor", platform.clock())
    async with platform.at(NL) as place:
        assert place.tenant.file.theme.accent == "#1b4b8f"
        assert [version.source for version in await configuration.history(Area.THEME)] == [
            *(Source.BROWSER, Source.BROWSER, Source.FILE)
        ]
        with pytest.raises(InvalidInput, match="staat de versie van het bestand al"):
            await configuration.release(place, Area.THEME, "noor", platform.clock())


async def test_a_change_of_one_municipality_is_no_change_of_another(platform: Platform) -> None:
    await change(platform, NL, Area.THEME, {"accent": "#7a1f3d"})
    async with platform.at(VL) as place:
        assert place.tenant.file.theme.accent == "#17694a"
        assert await configuration.overridden() == ()


async def test_every_change_is_on_the_admin_log_with_who_when_old_and_new(platform: Platform, clock: Clock) -> None:
    async with platform.at(NL):
        before = (await admin_log.newest(1))[0].id
    people = await document(platform, NL, Area.PEOPLE)
    clock.forward(hours=1)
    await change(platform, NL, Area.PEOPLE, [*people, {"id": "fleur", "name": "Fleur Linde", "login": "fleur"}])
    async with platform.at(NL):
        (entry,) = await admin_log.entries(after=before)
    assert (entry.person_id, entry.action, entry.subject, entry.at) == ("noor", "setting_changed", "people", clock())
    assert admin_log.read(entry.old) == []
    assert admin_log.read(entry.new) == [{"id": "fleur", "name": "Fleur Linde", "login": "fleur"}]


async def test_the_same_again_is_no_new_version_and_not_on_the_log(platform: Platform) -> None:
    first = await change(platform, NL, Area.THEME, {"accent": "#7a1f3d"})
    async with platform.at(NL):
        logged = len(await admin_log.entries())
    assert await change(platform, NL, Area.THEME, {"accent": "#7a1f3d", "decoration": ""}) == first
    await apply_all(platform)
    async with platform.at(NL):
        assert len(await admin_log.entries()) == logged


REFUSED = [
    (Area.THEME, {"accent": "#e0b23c"}, "accent", "donkerder kleur"),
    (Area.THEME, {"accent": "rood"}, "accent", "#9d1c2f"),
    (Area.THEME, {"kleur": "#7a1f3d"}, "kleur", "bestaat niet"),
    (Area.OPTIONS, {"function_names": {"baas": "koning"}}, "options", "kies uit"),
    (Area.OPTIONS, {"onbekend": 1}, "onbekend", "bestaat niet"),
    (Area.UNITS, [{"key": "beheer", "title": "Beheer"}], "units", "staat niet bij units"),
    (Area.PEOPLE, [], "people", "staat niet bij people"),
    (Area.PEOPLE, [{"id": "noor", "name": "", "login": "x"}], "[0].name", "leeg"),
    (Area.OFFICES, [{"office": "koning", "person": "noor", "since": "2026-01-01"}], "[0].office", "Kies uit"),
    (Area.OFFICES, [{"office": "balie", "person": "noor", "since": "2026-01-01", "until": "2025-01-01"}], "[0].until",
     "ligt vóór since"),
    (Area.CLOSING_DAYS, [{"year": 2027, "decision": "Besluit", "days": ["2026-12-24"]}], "[0].days[0]", "bij zijn"),
    (Area.CLOSING_DAYS, [{"year": 2027, "days": ["2027-12-24"]}], "[0].decision", "ontbreekt"),
    (Area.RETENTION, {"list_month": 13}, "list_month", "hoogstens 12"),
    (Area.MUNICIPALITY, {"email": "geen adres"}, "email", "geen e-mailadres"),
    (Area.MUNICIPALITY, {"hosts": ["kaap.example"]}, "hosts", "alleen deze gegevens"),
    (Area.HOSTING, {"hosts": ["kaap.example"]}, "hosting", "wie het platform beheert"),
    (Area.MAIL, {"smtp_port": 0}, "smtp_port", "minstens 1"),
    (Area.SIGN_IN, {"passwords": False}, "passwords", "kan niemand zich aanmelden"),
    ("kleding", {}, "area", "bestaan niet"),
]  # fmt: skip


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("area", "content", "field", "said"), REFUSED)
async def test_the_browser_is_held_to_the_rules_of_the_files_and_the_field_is_named(
    platform: Platform, area: Area, content: Any, field: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        await change(platform, NL, area, content)
    assert refused.value.field == field
    async with platform.at(NL):
        assert await configuration.overridden() == ()


async def test_a_successor_is_appointed_and_holds_the_office_from_that_day(platform: Platform) -> None:
    offices = await document(platform, NL, Area.OFFICES)
    held = next(each for each in offices if each["office"] == "gemeentesecretaris")
    held["until"] = "2026-11-30"
    await change(
        platform,
        NL,
        Area.OFFICES,
        [*offices, {"office": "gemeentesecretaris", "person": "sara", "since": "2026-12-01"}],
    )
    async with platform.at(NL) as place:
        assert "gemeentesecretaris" in place.actor("tine", date(2026, 11, 30)).offices
        assert "gemeentesecretaris" in place.actor("sara", date(2026, 12, 1)).offices
        assert "gemeentesecretaris" not in place.actor("tine", date(2026, 12, 1)).offices


async def test_the_last_administrator_cannot_be_taken_away(platform: Platform) -> None:
    offices = await document(platform, NL, Area.OFFICES)
    with pytest.raises(InvalidInput, match="Wijs eerst een andere beheerder aan"):
        await change(platform, NL, Area.OFFICES, [each for each in offices if each["office"] != "beheerder"])


async def test_closing_days_feed_the_regulation_that_counts_with_them(platform: Platform) -> None:
    closed = [{"year": 2027, "decision": "Collegebesluit van 3 november 2026", "days": ["2027-07-12"]}]
    for slug in (NL, VL):
        await change(platform, slug, Area.CLOSING_DAYS, closed)
        async with platform.at(slug) as place:
            options = place.rulebook(DAY).options
            assert getattr(options, "closing_days", None) == (frozenset({date(2027, 7, 12)}) if slug == VL else None)
            assert any("Sluitingsdagen" in each for each in configuration.warnings(place, DAY)) == (slug == NL)


def with_option(place: Municipality, key: str, value: int | None) -> dict[str, Any]:
    return options.changed(msgspec.to_builtins(place.tenant.file.options), key, value)


async def test_an_option_is_changed_by_its_key_and_falls_back_to_its_default(platform: Platform) -> None:
    async with platform.at(VL) as place:
        fields = {field.key: field for field in configuration.option_fields(place)}
        assert fields["terms.settlement"].basis == "instelling van het bestuur"
        await change(platform, VL, Area.OPTIONS, with_option(place, "terms.settlement", 30))
    async with platform.at(VL) as place:
        field = next(field for field in configuration.option_fields(place) if field.key == "terms.settlement")
        assert (field.value, field.default) == (30, 45)
        assert with_option(place, "terms.settlement", None)["terms"].get("settlement") is None
        with pytest.raises(InvalidInput) as refused:
            await change(platform, VL, Area.OPTIONS, with_option(place, "terms.settlement", 0))
    assert refused.value.field == "terms.settlement"


async def test_whoever_changes_what_somebody_else_changed_meanwhile_is_told(platform: Platform) -> None:
    async with platform.at(NL):
        seen = await configuration.in_force(Area.THEME)
    assert seen is not None
    await change(platform, NL, Area.THEME, {"accent": "#7a1f3d"}, based_on=seen.id)
    with pytest.raises(ConcurrentChange):
        await change(platform, NL, Area.THEME, {"accent": "#17694a"}, based_on=seen.id)


async def test_a_mistake_that_was_there_does_not_stop_another_change(platform: Platform, settings: Settings) -> None:
    tenant = read_tenants(settings.tenants, platform.library)[NL]
    offices = [*tenant.organisation.offices, tenant.organisation.offices[0]]
    wrong = msgspec.structs.replace(tenant, organisation=msgspec.structs.replace(tenant.organisation, offices=offices))
    await configuration.apply(platform.store, wrong, platform.clock())
    await change(platform, NL, Area.THEME, {"accent": "#7a1f3d"})


async def test_another_process_sees_a_change_when_it_comes_for_the_municipality(
    platform: Platform, settings: Settings, clock: Clock
) -> None:
    other = await open_platform(settings, clock)
    try:
        async with other.at(NL) as before:
            assert before.tenant.file.theme.accent == "#1b4b8f"
        await change(platform, NL, Area.THEME, {"accent": "#7a1f3d"})
        async with other.at(NL) as after:
            assert after.tenant.file.theme.accent == "#7a1f3d"
        async with other.at(NL) as again:
            assert again is after, "what did not change is not read again"
    finally:
        await other.aclose()


@pytest.mark.parametrize("table", [tables.Setting, tables.AdminLog])
@pytest.mark.parametrize("statement", ["UPDATE {} SET person_id = 'x'", "DELETE FROM {}"])
async def test_a_version_and_the_admin_log_are_never_changed(platform: Platform, table: Any, statement: str) -> None:
    async with platform.at(NL):
        with pytest.raises(RuleBroken):
            await table.raw(statement.replace("{}", table._meta.tablename))


async def test_a_suspended_municipality_is_not_reached_and_comes_back_as_it_was(platform: Platform) -> None:
    await hosting.suspend(platform.store, NL, "Verhuizing", "host", platform.clock())
    assert await platform.slugs() == [VL]
    with pytest.raises(NotFound):
        async with platform.at(NL):
            raise AssertionError("a suspended municipality was entered")
    with pytest.raises(Refused, match="is al gesloten"):
        await hosting.suspend(platform.store, NL, "Nog eens", "host", platform.clock())
    await hosting.resume(platform.store, NL, "host", platform.clock())
    async with platform.at(NL):
        actions = [entry.action for entry in await admin_log.newest(2)]
        said = admin_log.read((await admin_log.newest(2))[1].new)
    assert actions == ["tenant_resumed", "tenant_suspended"]
    assert said["why"] == "Verhuizing"


async def test_an_unknown_municipality_is_not_found(platform: Platform) -> None:
    for slug in ("nergens", "../zaltbommel", ""):
        with pytest.raises(NotFound):
            async with platform.at(slug):
                raise AssertionError(slug)
