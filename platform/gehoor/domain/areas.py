"""The settings of a municipality in areas: each is a document of its own with its own versions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from gehoor.domain.tenant import OrganisationFile, Tenant, TenantFile


class Area(StrEnum):
    """One area of the settings."""

    HOSTING = "hosting"
    MUNICIPALITY = "municipality"
    OPTIONS = "options"
    UNITS = "units"
    PEOPLE = "people"
    OFFICES = "offices"
    CLOSING_DAYS = "closing_days"
    THEME = "theme"
    LETTERHEAD = "letterhead"
    RETENTION = "retention"
    SIGN_IN = "sign_in"
    MAIL = "mail"
    REMINDERS = "reminders"


#: What is agreed with whoever runs the platform, so that it only comes from the file.
FILE_ONLY = frozenset({Area.HOSTING})
#: The areas that are several keys of tenant.toml; each other area is one key of it, or of organisation.toml.
_KEYS = {
    Area.HOSTING: ("hosts", "regulation"),
    Area.MUNICIPALITY: ("title", "sender", "phone", "email", "website", "elsewhere"),
}
ORGANISATION = (Area.UNITS, Area.PEOPLE, Area.OFFICES)


def areas_of(tenant: Tenant) -> dict[Area, Any]:
    """The settings of a tenant by area, as JSON has them: lists, mappings, texts, numbers."""
    file: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(tenant.file))
    organisation: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(tenant.organisation))
    return {
        area: {key: file[key] for key in _KEYS[area]}
        if area in _KEYS
        else organisation[area.value]
        if area in ORGANISATION
        else file[area.value]
        for area in Area
    }


def documents_of(areas: Mapping[Area, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The contents of tenant.toml and of organisation.toml that these areas make up."""
    file: dict[str, Any] = {}
    organisation: dict[str, Any] = {}
    for area, content in areas.items():
        if area in _KEYS:
            file.update(content)
        elif area in ORGANISATION:
            organisation[area.value] = content
        else:
            file[area.value] = content
    return file, organisation


def tenant_of(slug: str, areas: Mapping[Area, Any]) -> Tenant:
    """A tenant from its areas; an area that is left out has its default. Raises `msgspec.ValidationError`."""
    file, organisation = documents_of(areas)
    return Tenant(
        slug=slug,
        file=msgspec.convert(file, TenantFile),
        organisation=msgspec.convert(organisation, OrganisationFile),
    )


def difference(old: Any, new: Any) -> tuple[Any, Any]:
    """Of two contents of an area what only the one has and what only the other has."""
    if isinstance(old, list) and isinstance(new, list):
        gone, come = [each for each in old if each not in new], [each for each in new if each not in old]
        return (gone, come) if gone or come else (old, new)
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in {**old, **new} if (key in old) != (key in new) or old[key] != new[key]]
        return {key: old[key] for key in keys if key in old}, {key: new[key] for key in keys if key in new}
    return old, new


def encoded(content: Any) -> str:
    """The content of an area as JSON; the same content gives the same text."""
    return msgspec.json.encode(content, order="sorted").decode()
