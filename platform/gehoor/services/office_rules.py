"""What must hold for people and the offices they hold: known offices, no overlap, deputies with a holder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from gehoor.domain.areas import Area
from gehoor.domain.organisation import Holding
from gehoor.domain.tenant import Tenant
from gehoor.regulation.answers import Office, Part
from gehoor.regulation.library import RegulationLibrary
from gehoor.services import options
from gehoor.services.mistake import Mistake, mistake_at

#: Offices of the platform that every municipality should have somebody in.
_WANTED = (Part.TENANT_ADMIN, Part.PRIVACY_OFFICER)


def mistakes(tenant: Tenant, known: dict[str, Office]) -> Iterator[Mistake]:
    """All that is wrong; without known offices the office itself is not looked at."""
    yield from _doubles(tenant)
    yield from _offices(tenant, known)
    yield from _deputies(tenant)
    yield from _overlaps(tenant, known)


def gaps(tenant: Tenant, library: RegulationLibrary, on: date) -> list[str]:
    """The offices that want a holder on this day; complaints come in without one."""
    holdings = tenant.holdings(on)
    found: list[str] = []
    for office in known_offices(tenant, library):
        holders = [holding for holding in holdings if holding.office == office.key]
        cited = str(office.basis[0])
        if office.required and not holders:
            found.append(f"{office.title}: niemand heeft dit ambt ({cited}). Klachten komen wel binnen.")
        elif office.required and office.per_unit:
            empty = [u.title for u in tenant.organisation.units if u.key not in {h.unit for h in holders}]
            found += [
                f"{office.title} van {title}: niemand heeft dit ambt ({cited}). Heeft deze afdeling geen hoofd, dan"
                " hoeft dat niet."
                for title in empty
            ]
        elif holders and all(holding.deputy for holding in holders):
            found.append(f"{office.title}: er is vandaag alleen een vervanger en geen houder.")
        elif not holders and office.part in _WANTED:
            found.append(f"{office.title}: niemand heeft dit ambt.")
    return found


def known_offices(tenant: Tenant, library: RegulationLibrary) -> list[Office]:
    """The offices of all versions of the regulation, with those of the platform; each once, the newest first."""
    found: dict[str, Office] = {}
    for version in reversed(library.versions(tenant.file.regulation)):
        for office in library.rulebook(version, options.of(library, version, tenant)).offices():
            found.setdefault(office.key, office)
    return list(found.values())


def _doubles(tenant: Tenant) -> Iterator[Mistake]:
    organisation = tenant.organisation
    lists: tuple[tuple[Area, str, list[str]], ...] = (
        (Area.UNITS, "key", [unit.key for unit in organisation.units]),
        (Area.PEOPLE, "id", [person.id for person in organisation.people]),
        (Area.PEOPLE, "login", [person.login.strip().lower() for person in organisation.people]),
    )
    for area, key, values in lists:
        for place, value in enumerate(values):
            if value in values[:place]:
                yield mistake_at(area, "", place, key, f"'{value}' staat er twee keer. Geef ieder een eigen waarde.")


def _offices(tenant: Tenant, known: dict[str, Office]) -> Iterator[Mistake]:
    people = {person.id for person in tenant.organisation.people}
    units = {unit.key for unit in tenant.organisation.units}
    for place, held in enumerate(tenant.organisation.offices):
        if known and held.office not in known:
            text = f"Het ambt '{held.office}' kennen de regeling en het platform niet. Kies uit: {', '.join(known)}."
            yield mistake_at(Area.OFFICES, "", place, "office", text)
        if held.person not in people:
            text = f"'{held.person}' staat niet bij people. Voeg deze persoon daar toe, of verbeter de naam."
            yield mistake_at(Area.OFFICES, "", place, "person", text)
        if held.unit and held.unit not in units:
            text = f"'{held.unit}' staat niet bij units. Voeg de afdeling daar toe, of verbeter de naam."
            yield mistake_at(Area.OFFICES, "", place, "unit", text)
        if not held.unit and held.office in known and known[held.office].per_unit:
            text = f"Het ambt '{held.office}' is er voor elke afdeling apart. Zeg met unit van welke."
            yield mistake_at(Area.OFFICES, "", place, "unit", text)
        if held.until is not None and held.until < held.since:
            text = f"{held.until.isoformat()} ligt vóór since, {held.since.isoformat()}. Verbeter een van de twee."
            yield mistake_at(Area.OFFICES, "", place, "until", text)


def _deputies(tenant: Tenant) -> Iterator[Mistake]:
    held = tenant.organisation.offices
    holders = {(each.office, each.unit) for each in held if not each.deputy}
    for place, each in enumerate(held):
        if each.deputy and (each.office, each.unit) not in holders:
            of_unit = f" van '{each.unit}'" if each.unit else ""
            text = (
                f"'{each.person}' vervangt de houder van '{each.office}'{of_unit}, en die houder staat er niet."
                " Noem ook de houder, of haal deputy weg."
            )
            yield mistake_at(Area.OFFICES, "", place, "deputy", text)


def _overlaps(tenant: Tenant, known: dict[str, Office]) -> Iterator[Mistake]:
    numbered = list(enumerate(tenant.organisation.offices))
    for (_, first), (place, second) in combinations(numbered, 2):
        if first.office != second.office or not _overlap(first, second):
            continue
        office = known.get(first.office)
        period = f"vanaf {max(first.since, second.since).isoformat()}"
        if first.person == second.person and first.unit == second.unit:
            text = (
                f"'{second.person}' heeft '{second.office}' {period} twee keer. Maak er één van, of verbeter de datums."
            )
            yield mistake_at(Area.OFFICES, "", place, "since", text)
        elif office is not None and office.single and not first.deputy and not second.deputy:
            if office.per_unit and first.unit != second.unit:
                continue
            text = (
                f"'{first.person}' en '{second.person}' hebben {period} allebei het ambt '{second.office}', en daarvan"
                " is er één. Geef de eerste een until, of maak de tweede vervanger met deputy = true."
            )
            yield mistake_at(Area.OFFICES, "", place, "since", text)


def _overlap(one: Holding, other: Holding) -> bool:
    return one.since <= (other.until or date.max) and other.since <= (one.until or date.max)
