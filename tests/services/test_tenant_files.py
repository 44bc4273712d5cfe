"""A mistake in a municipality's files is named by file and key, with what to do."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from gehoor.regulation import RegulationLibrary
from gehoor.services import setting_rules, starting_files
from gehoor.services.tenants import TenantMistake, read_tenant, read_tenants

TENANTS = Path(__file__).parents[2] / "tenants"
LIBRARY = RegulationLibrary.installed()
NL, VL = "zaltbommel", "voorbeeldstad"
TENANT, ORGANISATION = "tenant.toml", "organisation.toml"
CLOSED = "[[closing_days]]\nyear = 2028\ndecision = 'Besluit'\n"
COORDINATOR = '{ office = "klachtencoordinator", person = "lies", since = 2020-01-01 }'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TENANTS, tmp_path / "tenants"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def mistake_of(folder: Path) -> str:
    with pytest.raises(TenantMistake) as mistake:
        read_tenants(folder, LIBRARY)
    return mistake.value.message


def test_the_municipalities_of_the_repository_are_right(folder: Path) -> None:
    assert sorted(read_tenants(folder, LIBRARY)) == [VL, NL]


#: file, what stands there, what comes in its place, the key that must be named, a word of the remedy
MISTAKES = [
    (TENANT, "title =", "titel =", "titel", "Bedoelt u 'title'?"),
    (TENANT, "regulation = ", "regulation = 'nergens' #", "regulation", "Kies een van deze"),
    (TENANT, 'accent = "#', 'accent = "rood', "[theme] accent", "#9d1c2f"),
    (TENANT, 'accent = "#17694a"', 'accent = "#e0b23c"', "theme.accent", "Kies een donkerder kleur"),
    (TENANT, "settlement = 45", "settlement = 0", "options.terms.settlement", "minstens 1"),
    (TENANT, "due_shift", "due_shifft", "options.due_shifft", "Bedoelt u 'due_shift'?"),
    (TENANT, 'due_shift = "none"', 'due_shift = "soms"', "options.due_shift", "none, next_working_day"),
    (TENANT, "[options]", "[options]\nclosing_days = [2027-12-24]", "options.closing_days", "onder 'closing_days'"),
    (TENANT, "voorbeeldstad.localhost", "zaltbommel.localhost", "hosts", "haar eigen adres"),
    (TENANT, "voorbeeldstad.localhost", "https://voorbeeldstad.nl", "hosts", "zonder https://"),
    (TENANT, '["voorbeeldstad.localhost"]', '["a.nl", "a.nl"]', "hosts", "Haal er één weg"),
    (TENANT, '["voorbeeldstad.localhost"]', "[]", "hosts", "minstens één"),
    (TENANT, "[theme]", "[theme", "TOML", "Verbeter die plaats"),
    (TENANT, "[theme]", "[elsewhere]\nniets = 'x'\n[theme]", "elsewhere.niets", "Kies uit"),
    (TENANT, "klachten@voorbeeldstad.example", "klachten", "email", "naam@gemeente.example"),
    (TENANT, "[theme]", "[mail]\nsmtp_port = 0\n[theme]", "[mail] smtp_port", "minstens 1"),
    (TENANT, "[theme]", "[mail]\npassword = 'x'\n[theme]", "[mail] password", "gehoor secret set"),
    (TENANT, "[theme]", "[mail]\nsmtp_host = 'h'\n[theme]", "mail.sender", "Vul het adres in"),
    (TENANT, "[theme]", "[mail]\nuser = 'u'\nsecurity = 'none'\n[theme]", "mail.security", "starttls of tls"),
    (TENANT, "[theme]", "[sign_in]\nissuer = 'http://x.nl'\nclient_id='g'\n[theme]", "sign_in.issuer", "https://"),
    (TENANT, "[theme]", "[sign_in]\nissuer = 'https://x.nl'\n[theme]", "sign_in.client_id", "Vul in"),
    (TENANT, "[theme]", "[sign_in]\nclient_secret = 'x'\n[theme]", "[sign_in] client_secret", "gehoor secret set"),
    (TENANT, "[theme]", "[sign_in]\npasswords = false\n[theme]", "sign_in.passwords", "Vul issuer in"),
    (TENANT, "list_month = 1", "list_month = 13", "[retention] list_month", "hoogstens 12"),
    (TENANT, "= \"algemeen_directeur\"", "= 'koning'", "retention.approving_office", "Kies uit"),
    (TENANT, "[theme]", "[reminders]\ndays_before = [-1]\n[theme]", "[reminders] days_before[0]", "minstens 0"),
    (TENANT, "[theme]", f"{CLOSED}days = [2026-12-24]\n[theme]", "closing_days, nummer 2 (2028): days[0]", "bij zijn"),
    (TENANT, "[theme]", f"{CLOSED}days = []\n[theme]", "closing_days, nummer 2: days", "minstens één"),
    (TENANT, "[theme]", f"{CLOSED}days = [2028-12-24, 2028-12-24]\n[theme]", "days[1]", "Haal er één weg"),
    (TENANT, "[theme]", f"{CLOSED}days = [2028-12-24]\n{CLOSED}days = [2028-12-27]\n[theme]", "(2028): year", "bij el"),
    (ORGANISATION, 'person = "lies"', 'person = "lisa"', "nummer 1 (klachtencoordinator, lisa): person", "Voeg"),
    (ORGANISATION, 'unit = "burgerzaken"', 'unit = "burgerzaak"', "(klachtenbehandelaar, jonas): unit", "Voeg"),
    (ORGANISATION, 'id = "bram"', 'id = "lies"', "people, nummer 2 (lies): id", "eigen waarde"),
    (ORGANISATION, 'login = "vervanger"', 'login = "Coordinator"', "people, nummer 2 (bram): login", "eigen waarde"),
    (ORGANISATION, 'key = "vrije-tijd"', 'key = "thuiszorg"', "units, nummer 5 (thuiszorg): key", "eigen waarde"),
    (ORGANISATION, "since = 2020-01-01", "since = 2020-01-01, until = 2019-01-01", "nummer 1", "Verbeter een"),
    (ORGANISATION, "since = 2020-01-01", "since = 2020-13-01", "TOML", "Verbeter die plaats"),
    (ORGANISATION, "since = 2020-01-01", "since = 'gisteren'", "offices, nummer 1: since", "jaar-maand-dag"),
    (ORGANISATION, ", since = 2020-01-01", "", "offices, nummer 1: since", "Vul hem in"),
    (ORGANISATION, "office = \"balie\"", "office = \"receptie\"", "(receptie, els): office", "Kies uit: klach"),
    (ORGANISATION, COORDINATOR, f"{COORDINATOR},\n{COORDINATOR}", "offices, nummer 2", "Maak er één van"),
    (ORGANISATION, ", deputy = true", "", "offices, nummer 2 (klachtencoordinator, bram): since", "deputy = true"),
    (ORGANISATION, 'person = "lies", since = 2020-01-01', 'person = "lies", since = 2020-01-01, deputy = true',
     "(klachtencoordinator, lies): deputy", "Noem ook de houder"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "key", "remedy"), MISTAKES)
def test_a_mistake_is_named_with_its_file_its_key_and_what_to_do(
    folder: Path, file: str, old: str, new: str, key: str, remedy: str
) -> None:
    change(folder / VL / file, old, new)
    said = mistake_of(folder)
    assert f"{VL}/{file}" in said
    assert key in said
    assert remedy in said


def test_all_mistakes_of_a_municipality_are_told_at_once(folder: Path) -> None:
    change(folder / VL / ORGANISATION, 'person = "lies"', 'person = "lisa"')
    change(folder / VL / TENANT, 'accent = "#17694a"', 'accent = "#e0b23c"')
    assert len(mistake_of(folder).splitlines()) == 2


@pytest.mark.parametrize("file", [TENANT, ORGANISATION])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / VL / file).unlink()
    if file == TENANT:
        # Without this file a folder is no municipality; asked for by name, it is one that misses a file.
        assert sorted(read_tenants(folder, LIBRARY)) == [NL]
    with pytest.raises(TenantMistake, match=file):
        read_tenant(folder / VL, LIBRARY)


def test_a_folder_that_is_no_name_for_a_municipality_is_refused(folder: Path) -> None:
    (folder / VL).rename(folder / "Voorbeeld Stad")
    assert "kleine letters" in mistake_of(folder)


def test_successive_holders_and_a_deputy_beside_them_are_right(folder: Path) -> None:
    change(
        folder / VL / ORGANISATION,
        COORDINATOR,
        '{ office = "klachtencoordinator", person = "lies", since = 2020-01-01, until = 2026-06-30 },\n'
        '{ office = "klachtencoordinator", person = "els", since = 2026-07-01 }',
    )
    tenant = read_tenants(folder, LIBRARY)[VL]
    assert "klachtencoordinator" in tenant.offices_of("els", date(2026, 7, 1))
    assert "klachtencoordinator" not in tenant.offices_of("lies", date(2026, 7, 1))


def test_one_day_of_two_holders_is_an_overlap(folder: Path) -> None:
    change(
        folder / VL / ORGANISATION,
        COORDINATOR,
        '{ office = "klachtencoordinator", person = "lies", since = 2020-01-01, until = 2026-07-01 },\n'
        '{ office = "klachtencoordinator", person = "els", since = 2026-07-01 }',
    )
    assert "vanaf 2026-07-01" in mistake_of(folder)


def test_an_office_that_may_have_more_holders_may_have_them(folder: Path) -> None:
    change(
        folder / VL / ORGANISATION,
        'person = "amina", unit = "openbaar-domein"',
        'person = "amina", unit = "burgerzaken"',
    )
    assert read_tenants(folder, LIBRARY)


def test_each_department_has_one_head_and_two_departments_have_two(folder: Path) -> None:
    change(
        folder / NL / ORGANISATION, 'person = "hanneke", unit = "beheer"', 'person = "hanneke", unit = "burgerzaken"'
    )
    assert "allebei het ambt 'afdelingshoofd'" in mistake_of(folder)


def test_a_head_without_a_department_is_refused(folder: Path) -> None:
    change(folder / NL / ORGANISATION, 'person = "hanneke", unit = "beheer"', 'person = "hanneke"')
    assert "Zeg met unit van welke" in mistake_of(folder)


def test_an_office_the_law_needs_without_a_holder_is_a_warning_and_no_mistake(folder: Path) -> None:
    for person in ("lies", "bram"):
        file = folder / VL / ORGANISATION
        text = file.read_text(encoding="utf-8")
        lines = [
            line for line in text.splitlines() if f'office = "klachtencoordinator", person = "{person}"' not in line
        ]
        file.write_text("\n".join(lines), encoding="utf-8")
    tenant = read_tenants(folder, LIBRARY)[VL]
    found = setting_rules.warnings(tenant, LIBRARY, date(2026, 11, 20))
    assert any("Klachtencoördinator: niemand heeft dit ambt (artikel 6" in each for each in found)


def test_an_office_with_a_deputy_only_is_a_warning_once_the_holder_is_gone(folder: Path) -> None:
    change(folder / VL / ORGANISATION, COORDINATOR, COORDINATOR.replace(" }", ", until = 2026-10-31 }"))
    tenant = read_tenants(folder, LIBRARY)[VL]
    assert setting_rules.warnings(tenant, LIBRARY, date(2026, 10, 31)) == []
    assert any("alleen een vervanger" in each for each in setting_rules.warnings(tenant, LIBRARY, date(2026, 11, 1)))


def test_closing_days_that_change_no_term_are_said_to_change_none(folder: Path) -> None:
    for slug in (NL, VL):
        change(folder / slug / TENANT, "[theme]", f"{CLOSED}days = [2028-12-27]\n[theme]")
    read = read_tenants(folder, LIBRARY)
    said = {slug: " ".join(setting_rules.warnings(read[slug], LIBRARY, date(2026, 11, 20))) for slug in (NL, VL)}
    assert "veranderen geen termijn" in said[NL]
    assert "Sluitingsdagen" not in said[VL]


@pytest.mark.parametrize("regulation", LIBRARY.ids)
def test_the_files_a_new_municipality_starts_with_are_right_also_with_every_option_uncommented(
    tmp_path: Path, regulation: str
) -> None:
    place = starting_files.write(tmp_path, "nieuw", 'Gemeente "Nieuw"', ["nieuw.example"], regulation, LIBRARY)
    assert read_tenant(place, LIBRARY).title == 'Gemeente "Nieuw"'
    text = (place / TENANT).read_text(encoding="utf-8")
    start, options, rest = re.split(r"(?<=\[options\]\n)|(?<=\n)(?=\n# Dagen)", text)
    options = re.sub(r'^# ([a-z_.]+ = ("[^"]*"|\d+|true|false|\[\]|\{\}))$', r"\1", options, flags=re.MULTILINE)
    (place / TENANT).write_text(start + options + rest, encoding="utf-8")
    assert len(read_tenant(place, LIBRARY).file.options) >= 3
