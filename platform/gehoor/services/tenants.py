"""Reads the municipalities from their files, strictly: every mistake names the file, the key and the remedy."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from gehoor.domain.tenant import OrganisationFile, Tenant, TenantFile
from gehoor.errors import GehoorError
from gehoor.regulation.library import RegulationLibrary

S = TypeVar("S", bound=msgspec.Struct)


class TenantMistake(GehoorError):
    """A file of a municipality is wrong; the message names file, key and remedy."""

    code = "tenant_mistake"


def read_tenants(folder: Path, library: RegulationLibrary) -> dict[str, Tenant]:
    """All municipalities in `folder`, by slug; raises `TenantMistake` at the first mistake."""
    tenants: dict[str, Tenant] = {}
    hosts: dict[str, str] = {}
    for place in sorted(path for path in folder.iterdir() if (path / "tenant.toml").exists()):
        tenant = read_tenant(place, library)
        for host in tenant.file.hosts:
            if host in hosts:
                raise TenantMistake(
                    f"{place / 'tenant.toml'}: hosts: '{host}' is al van '{hosts[host]}'."
                    " Geef elke gemeente haar eigen adres."
                )
            hosts[host] = tenant.slug
        tenants[tenant.slug] = tenant
    return tenants


def read_tenant(place: Path, library: RegulationLibrary) -> Tenant:
    """One municipality from its folder, checked against its regulation."""
    file = _read(place / "tenant.toml", TenantFile)
    organisation = _read(place / "organisation.toml", OrganisationFile)
    tenant = Tenant(slug=place.name, file=file, organisation=organisation)
    try:
        versions = library.versions(file.regulation)
        library.options(versions[-1], file.options)
    except GehoorError as error:
        raise TenantMistake(f"{place / 'tenant.toml'}: {error.field}: {error.message}") from None
    _check_organisation(place / "organisation.toml", tenant)
    return tenant


def _check_organisation(path: Path, tenant: Tenant) -> None:
    organisation = tenant.organisation
    people = [person.id for person in organisation.people]
    units = {unit.key for unit in organisation.units}
    for name, values in (("people.id", people), ("people.login", [p.login for p in organisation.people])):
        if double := next((value for value in values if values.count(value) > 1), None):
            raise TenantMistake(f"{path}: {name}: '{double}' staat er twee keer. Geef ieder een eigen waarde.")
    for holding in organisation.offices:
        if holding.person not in people:
            raise TenantMistake(
                f"{path}: offices.person: '{holding.person}' staat niet bij people. Voeg deze persoon toe."
            )
        if holding.unit and holding.unit not in units:
            raise TenantMistake(f"{path}: offices.unit: '{holding.unit}' staat niet bij units. Voeg de afdeling toe.")
        if holding.until is not None and holding.until < holding.since:
            raise TenantMistake(
                f"{path}: offices.until: {holding.until.isoformat()} ligt vóór since {holding.since.isoformat()}."
            )


def _read(path: Path, kind: type[S]) -> S:
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except OSError as error:
        raise TenantMistake(f"{path} kan niet worden gelezen: {error.strerror}. Maak dit bestand.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TenantMistake(f"{path} is geen geldige TOML: {error}.") from None
    except msgspec.ValidationError as error:
        raise TenantMistake(f"{path}: {error}. Kijk deze sleutel na.") from None
