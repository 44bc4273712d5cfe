"""Writes the two files a new municipality starts with, with an explanation beside everything that can be set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import msgspec

from gehoor.errors import InvalidInput
from gehoor.regulation.library import RegulationLibrary
from gehoor.regulation.option_fields import OptionField, OptionKind, option_fields
from gehoor.regulation.options import fed_fields
from gehoor.services.tenants import ORGANISATION_FILE, TENANT_FILE, read_tenant
from gehoor.storage.control import SLUG


def write(root: Path, slug: str, title: str, hosts: Sequence[str], regulation: str, library: RegulationLibrary) -> Path:
    """Makes the folder with both files, checked as any other; raises `InvalidInput` and `TenantMistake`."""
    if SLUG.match(slug) is None:
        raise InvalidInput(
            f"Een gemeente kan niet '{slug}' heten. Gebruik kleine letters, cijfers en koppeltekens, samen hoogstens"
            " 63, en begin met een letter of een cijfer.",
            field="slug",
        )
    place = root / slug
    if place.exists():
        raise InvalidInput(f"De map {place} bestaat al. Kies een andere naam, of pas die bestanden aan.", field="slug")
    version = library.versions(regulation)[-1]
    place.mkdir(parents=True)
    try:
        organisation = _organisation(library, regulation)
        (place / TENANT_FILE).write_text(_tenant(title, hosts, regulation, version.options), encoding="utf-8")
        (place / ORGANISATION_FILE).write_text(organisation, encoding="utf-8")
        read_tenant(place, library)
    except BaseException:
        for file in (TENANT_FILE, ORGANISATION_FILE):
            (place / file).unlink(missing_ok=True)
        place.rmdir()
        raise
    return place


def _tenant(title: str, hosts: Sequence[str], regulation: str, options: type[msgspec.Struct]) -> str:
    fed = fed_fields(options)
    closing = (
        "De regeling rekent met deze dagen: ze vervroegen de dag waarop u het best handelt."
        if "closing_days" in fed.values()
        else "Deze regeling rekent er niet mee: ze veranderen geen termijn."
    )
    return "\n".join(
        [
            f"# {title}: wat dit bestand zegt, geldt na 'gehoor tenants apply'.",
            "# Een regel met # ervoor geldt niet. Geheimen, zoals wachtwoorden, staan hier nooit:",
            "# bewaar ze met 'gehoor secret set GEMEENTE NAAM'.",
            f"title = {_quoted(title)}",
            "# De adressen van de website, zonder https:// en zonder poort.",
            f"hosts = {_list(hosts)}",
            f"regulation = {_quoted(regulation)}",
            "",
            "# VUL IN: de regels van het adres van de afzender op brieven, en hoe inwoners u bereiken.",
            "# sender = ['Klachtencoördinator', 'Postbus 1', '1234 AB Plaats']",
            "# phone = '012 345 67 89'",
            "# email = 'klachten@gemeente.example'",
            "# website = 'gemeente.example'",
            "",
            "# Wat de regeling openlaat. Wat hier niet staat, houdt de waarde die erachter staat.",
            "[options]",
            *[line for field in option_fields(options, options()) for line in _option(field)],
            "",
            *_comment(f"Dagen waarop de kantoren dicht zijn, per jaar en met het besluit. {closing}"),
            "# [[closing_days]]",
            "# year = 2027",
            "# decision = 'Collegebesluit van 3 november 2026'",
            "# days = [2027-05-07, 2027-12-24]",
            "",
            "# Kleuren. De accentkleur draagt tekst: zij moet op wit goed te lezen zijn (contrast 4,5).",
            "[theme]",
            "accent = '#154273'",
            "# decoration = '#e0b23c'",
            "",
            "# Vernietigen: in welke maand de lijst wordt gemaakt, en welk ambt haar goedkeurt (zonder ambt: niemand).",
            "# [retention]",
            "# list_month = 1",
            "# approving_office = ''",
            "",
            "# De mailserver van de gemeente. Zonder deze gaat er geen mail namens haar uit.",
            "# [mail]",
            "# sender = 'klachten@gemeente.example'",
            "# smtp_host = 'smtp.gemeente.example'",
            "# smtp_port = 587",
            "# security = 'starttls'    # of tls",
            "# user = 'klachten'        # het wachtwoord: gehoor secret set GEMEENTE smtp_password",
            "",
            "# Het postvak voor klachten, dat het platform leest.",
            "# [mail.incoming]",
            "# address = 'klachten@gemeente.example'",
            "# imap_host = 'imap.gemeente.example'",
            "# user = 'klachten'        # het wachtwoord: gehoor secret set GEMEENTE imap_password",
            "# move_to = 'Verwerkt'     # leeg: berichten blijven staan, als gelezen",
            "",
            "# Aanmelden met de aanmelddienst van de gemeente (OpenID Connect).",
            "# [sign_in]",
            "# issuer = 'https://aanmelden.gemeente.example'",
            "# client_id = 'gehoor'     # het geheim: gehoor secret set GEMEENTE oidc_client_secret",
            "# title = 'uw werkaccount'",
            "",
            "# Hoeveel dagen vóór een datum iemand een herinnering krijgt.",
            "# [reminders]",
            "# days_before = [7, 2]",
            "",
        ]
    )


def _organisation(library: RegulationLibrary, regulation: str) -> str:
    offices = library.rulebook(library.versions(regulation)[-1]).offices()
    return "\n".join(
        [
            "# Afdelingen, mensen, en wie welk ambt heeft. VUL IN; een beheerder kan dit later ook in de website doen.",
            "units = [",
            "    # { key = 'burgerzaken', title = 'Burgerzaken' },",
            "]",
            "# 'id' verandert nooit; 'login' is waarmee iemand zich aanmeldt.",
            "people = [",
            "    # { id = 'noor', name = 'Noor Verbeek', login = 'noor.verbeek' },",
            "]",
            "# Wie heeft welk ambt, vanaf (since) tot en met (until) welke dag. Met deputy = true vervangt iemand.",
            "offices = [",
            "    # { office = 'beheerder', person = 'noor', since = 2026-01-01 },",
            "]",
            "",
            "# De ambten die de regeling en het platform kennen:",
            *[
                f"#   {office.key:<34}{office.title}"
                f"{' (verplicht)' if office.required else ''}{' (per afdeling: unit)' if office.per_unit else ''}"
                f"{' (één tegelijk)' if office.single else ''}"
                for office in offices
            ],
            "",
        ]
    )


def _option(field: OptionField) -> list[str]:
    words = "; ".join(f"{value} = {meaning}" for value, meaning in field.choices if field.kind is OptionKind.CHOICE)
    text = f"{field.title}. {field.explanation} Grond: {field.basis}."
    lines = _comment(f"{text} Keuzes: {words}." if words else text)
    if field.kind in (OptionKind.ROWS, OptionKind.PAIRS):
        return [*lines, f"# {field.key} = {'[]' if field.kind is OptionKind.ROWS else '{}'}"]
    if field.default is None:
        return [*lines, f"# {field.key} =    (zonder deze regel: niets)"]
    return [*lines, f"# {field.key} = {_value(field.default)}"]


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, 110)]


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(_quoted(value) for value in values)}]"


def _quoted(text: str) -> str:
    """A basic string of TOML, in which JSON's escapes hold too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
