"""The options of a municipality for its regulation, with what other settings fill in for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from gehoor.domain.tenant import Tenant
from gehoor.errors import InvalidInput
from gehoor.regulation.library import Regulation, RegulationLibrary
from gehoor.regulation.options import fed_fields
from gehoor.services.strict import decode

if TYPE_CHECKING:
    from gehoor.regulation.option_fields import OptionField

CLOSING_DAYS = "closing_days"


def of(library: RegulationLibrary, version: Regulation, tenant: Tenant) -> msgspec.Struct:
    """The options for one version of the regulation; raises `InvalidOptions`."""
    return library.options(version, _filled(version, tenant))


def check(version: Regulation, tenant: Tenant) -> None:
    """Raises `InvalidInput` with the key that does not fit."""
    fed = fed_fields(version.options)
    for key in tenant.file.options:
        if key in fed:
            raise InvalidInput(
                f"Dit vult u niet hier in. Haal het weg, en zet het onder '{fed[key]}', met het besluit.", field=key
            )
    decode(_filled(version, tenant), version.options)


def fields(library: RegulationLibrary, tenant: Tenant) -> tuple[OptionField, ...]:
    """Everything the newest version of the regulation leaves open, with what holds now."""
    # Only the page of an administrator asks this; taking types apart needs a library that nothing else does.
    from gehoor.regulation.option_fields import option_fields

    version = library.versions(tenant.file.regulation)[-1]
    return option_fields(version.options, of(library, version, tenant))


def counts_closing_days(library: RegulationLibrary, regulation: str) -> bool:
    """Whether some date of this regulation depends on the days on which the offices are closed."""
    return CLOSING_DAYS in fed_fields(library.versions(regulation)[-1].options).values()


def changed(document: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """The options document with another value for a key such as "terms.settlement"; None takes the key out."""
    first, dot, rest = key.partition(".")
    copy = dict(document)
    if dot:
        copy[first] = changed(copy.get(first) or {}, rest, value)
        if not copy[first]:
            del copy[first]
    elif value is None:
        copy.pop(first, None)
    else:
        copy[first] = value
    return copy


def _filled(version: Regulation, tenant: Tenant) -> dict[str, Any]:
    """The options with the fields that areas of the settings fill."""
    document = dict(tenant.file.options)
    for field, area in fed_fields(version.options).items():
        if area == CLOSING_DAYS and field not in document:
            document[field] = sorted(day for closed in tenant.file.closing_days for day in closed.days)
    return document
