"""Reads the municipalities from their files, strictly: every mistake names the file, the key and the remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from gehoor.domain.areas import ORGANISATION
from gehoor.domain.tenant import OrganisationFile, Tenant, TenantFile
from gehoor.errors import GehoorError, InvalidInput
from gehoor.regulation.library import RegulationLibrary
from gehoor.services import setting_rules
from gehoor.services.mistake import described
from gehoor.services.strict import decode
from gehoor.storage.control import SLUG

S = TypeVar("S", bound=msgspec.Struct)
TENANT_FILE: Final = "tenant.toml"
ORGANISATION_FILE: Final = "organisation.toml"


class TenantMistake(GehoorError):
    """A file of a municipality is wrong; the message names file, key and remedy, and each further mistake on a line."""

    code = "tenant_mistake"


def folders(root: Path) -> list[str]:
    """The names of the municipalities that have files; raises `TenantMistake` when the folder is not there."""
    if not root.is_dir():
        raise TenantMistake(
            f"De map {root} bestaat niet. Zet GEHOOR_TENANTS op de map met de gemeenten, of maak hem met"
            " 'gehoor tenants add'."
        )
    return sorted(path.name for path in root.iterdir() if (path / TENANT_FILE).exists())


def read_tenants(root: Path, library: RegulationLibrary, operator_host: str = "") -> dict[str, Tenant]:
    """All municipalities in a folder, by slug; raises `TenantMistake` at the first that is wrong."""
    hosts = _hosts(root)
    return {slug: read_tenant(root / slug, library, hosts, operator_host) for slug in folders(root)}


def read_tenant(
    place: Path,
    library: RegulationLibrary,
    hosts: Mapping[str, list[str]] | None = None,
    operator_host: str = "",
) -> Tenant:
    """One municipality from its folder, checked against its regulation; raises `TenantMistake` with all mistakes.

    `operator_host` is where the operator's own pages are, which no municipality can have.
    """
    tenant = Tenant(
        slug=place.name,
        file=_read(place / TENANT_FILE, TenantFile),
        organisation=_read(place / ORGANISATION_FILE, OrganisationFile),
    )
    found = [*_mistakes(place, tenant, library), *_taken(place, tenant, hosts or _hosts(place.parent))]
    found += _of_operator(place, tenant, operator_host)
    if found:
        raise TenantMistake("\n".join(found))
    return tenant


def _mistakes(place: Path, tenant: Tenant, library: RegulationLibrary) -> Iterator[str]:
    if SLUG.match(place.name) is None:
        yield (
            f"{place}: een gemeente kan niet '{place.name}' heten. Noem de map met kleine letters, cijfers en"
            " koppeltekens, samen hoogstens 63, en begin met een letter of een cijfer."
        )
    for mistake in setting_rules.mistakes(tenant, library):
        file = place / (ORGANISATION_FILE if mistake.area in ORGANISATION else TENANT_FILE)
        yield f"{file}: {described(tenant, mistake)}: {mistake.text}"


def _taken(place: Path, tenant: Tenant, hosts: Mapping[str, list[str]]) -> Iterator[str]:
    for host in tenant.file.hosts:
        for other in hosts.get(host, []):
            if other != tenant.slug:
                yield (
                    f"{place / TENANT_FILE}: hosts: '{host}' is ook van '{other}'. Geef elke gemeente haar eigen adres."
                )


def _of_operator(place: Path, tenant: Tenant, operator_host: str) -> Iterator[str]:
    if operator_host and operator_host in tenant.file.hosts:
        yield (
            f"{place / TENANT_FILE}: hosts: op '{operator_host}' staan de pagina's van wie het platform beheert"
            " (GEHOOR_OPERATOR_HOST), dus komt niemand daar bij deze gemeente. Geef een van de twee een ander adres."
        )


def _hosts(root: Path) -> dict[str, list[str]]:
    """Host -> the municipalities whose file names it; a file that cannot be read names none and has its own mistake."""
    found: dict[str, list[str]] = {}
    for slug in folders(root):
        try:
            named = tomllib.loads((root / slug / TENANT_FILE).read_text(encoding="utf-8")).get("hosts", [])
        except (OSError, ValueError):
            continue
        for host in named if isinstance(named, list) else []:
            found.setdefault(str(host), []).append(slug)
    return found


def _read(path: Path, kind: type[S]) -> S:
    raw = _parsed(path)
    try:
        return decode(raw, kind)
    except InvalidInput as error:
        raise TenantMistake(f"{path}: {_in_table(error.field or '')}: {error.message}") from None


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TenantMistake(f"{path} kan niet worden gelezen: {error.strerror}. Maak dit bestand.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TenantMistake(f"{path} is geen geldige TOML: {error}. Verbeter die plaats.") from None


def _in_table(path: str) -> str:
    """The key with the table it stands in: "[mail] smtp_port", "offices, nummer 3: since"."""
    top, bracket, rest = path.partition("[")
    if bracket and "." not in top:
        number, _, key = rest.partition("]")
        return f"{top}, nummer {int(number) + 1}" + (f": {key.removeprefix('.')}" if key else "")
    table, dot, key = path.partition(".")
    return f"[{table}] {key}" if dot else path
