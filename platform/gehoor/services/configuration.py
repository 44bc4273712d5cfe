"""Brings settings into force, from the files of the host or from an administrator's browser, each version kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import msgspec

from gehoor.domain.areas import FILE_ONLY, Area, areas_of, difference, documents_of, encoded, tenant_of
from gehoor.domain.tenant import OrganisationFile, Tenant, TenantFile
from gehoor.errors import ConcurrentChange, GehoorError, InvalidInput, Refused
from gehoor.regulation.answers import Part
from gehoor.regulation.library import RegulationLibrary
from gehoor.services import admin_log, office_rules, options, setting_rules
from gehoor.services.mistake import Mistake
from gehoor.services.municipality import Municipality
from gehoor.services.strict import decode
from gehoor.storage import mailboxes, outbox, removals, settings_rows, tenant_state
from gehoor.storage.scope import Store, transaction
from gehoor.storage.settings_rows import SettingRow, Source
from gehoor.storage.tenant_state import State

#: The kind of job that looks whether dates of open cases moved.
LOOK_AT_LAW: Final = "look_at_law"

if TYPE_CHECKING:
    from gehoor.regulation.option_fields import OptionField


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version of an area; content None: from here on the file stands again."""

    id: int
    area: Area
    source: Source
    content: Any
    person_id: str
    at: datetime
    why: str


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """What came of bringing files into force: what is new, and where the browser's version stands over the file."""

    changed: tuple[Area, ...]
    kept: tuple[Area, ...]


async def apply(
    store: Store, tenant: Tenant, at: datetime, person: str = admin_log.FILES, *, again: bool = False
) -> Applied:
    """Brings the files of one municipality into force; doing it again changes nothing.

    One that was removed only comes back when that is asked for (`again`), and one that is being removed never.
    """
    await _refuse_a_removed_one(store, tenant.slug, again=again)
    await store.add_tenant(tenant.slug, tenant.file.regulation, tenant.title, list(tenant.file.hosts), at)
    changed: list[Area] = []
    async with store.tenant(tenant.slug), transaction():
        rows = await settings_rows.newest_rows()
        files = {row.area: row for row in rows if row.source is Source.FILE}
        for area, content in areas_of(tenant).items():
            new, old = encoded(content), files.get(area)
            if old is not None and old.content == new:
                continue
            changed.append(area)
            if area is Area.MAIL:
                await _begin_reading_mail(tenant, at)
            number = await settings_rows.add(area, Source.FILE, new, person, at, "")
            before = admin_log.read(old.content if old else None)
            await admin_log.write(person, "settings_applied", area, *difference(before, content), at)
            if old is not None:
                await _dates_may_move(area, number, at)
    return Applied(changed=tuple(changed), kept=_overridden(rows))


async def _begin_reading_mail(tenant: Tenant, at: datetime) -> None:
    """Leaves reading the mailbox to the worker; from then on each reading puts the next."""
    own = tenant.file.mail.incoming
    if own.imap_host:
        await mailboxes.put_fetch(at, timedelta(minutes=own.minutes))


async def _refuse_a_removed_one(store: Store, slug: str, *, again: bool) -> None:
    known = await tenant_state.of_slug(store.control, slug)
    if known is not None:
        if known.state is State.REMOVING:
            raise Refused(f"'{slug}' wordt verwijderd. Maak dat eerst af met 'gehoor tenants remove {slug}'.")
        return
    removed = await removals.last_finished(store.control, slug)
    if removed is not None and not again:
        raise Refused(
            f"'{slug}' is op {removed.started_at:%Y-%m-%d} verwijderd. Haal haar map weg. Moet zij terugkomen, zonder"
            f" haar oude gegevens? Geef dan 'gehoor tenants apply {slug} --again'."
        )


async def change(
    place: Municipality,
    area: Area | str,
    content: Any,
    person: str,
    at: datetime,
    why: str = "",
    *,
    based_on: int | None = None,
) -> int:
    """A new version of an area, by an administrator in the browser; gives its number, or that of an equal one.

    `content` is the whole document of the area, as `in_force` gives it, or structs. `based_on` is the number of
    the version that was on the screen: when another one stands by now, nothing is changed. Raises `InvalidInput`
    whose field is the path in the document ("[2].until"), and `ConcurrentChange`.
    """
    area = _open_area(area)
    async with transaction():
        rows = await settings_rows.newest_rows()
        standing = settings_rows.standing(rows)
        now = standing.get(area)
        if based_on is not None and now is not None and now.id != based_on:
            raise ConcurrentChange(
                "Iemand anders heeft dit intussen gewijzigd. Kijk wat er nu staat en breng uw wijziging opnieuw aan."
            )
        before = _tenant(place.tenant.slug, standing)
        after = _with(before, area, msgspec.to_builtins(content))
        _refuse_new_mistakes(place.library, before, after, area, place.day(at))
        old, new = areas_of(before)[area], areas_of(after)[area]
        if now is not None and encoded(old) == encoded(new):
            return now.id
        number = await settings_rows.add(area, Source.BROWSER, encoded(new), person, at, why)
        await admin_log.write(person, "setting_changed", area, *difference(old, new), at)
        if area is Area.MAIL:
            await _begin_reading_mail(after, at)
        await _dates_may_move(area, number, at)
    return number


async def release(place: Municipality, area: Area | str, person: str, at: datetime, why: str = "") -> None:
    """Takes the browser's version of an area away, so that the file stands again; raises as `change` does."""
    area = _open_area(area)
    async with transaction():
        rows = await settings_rows.newest_rows()
        if area not in _overridden(rows):
            raise InvalidInput("Hier staat de versie van het bestand al.", field=area)
        before = _tenant(place.tenant.slug, settings_rows.standing(rows))
        left = [row for row in rows if row.area != area or row.source is Source.FILE]
        after = _tenant(place.tenant.slug, settings_rows.standing(left))
        _refuse_new_mistakes(place.library, before, after, area, place.day(at))
        number = await settings_rows.add(area, Source.BROWSER, None, person, at, why)
        changes = difference(areas_of(before)[area], areas_of(after)[area])
        await admin_log.write(person, "setting_released", area, *changes, at)
        await _dates_may_move(area, number, at)


async def in_force(area: Area | str) -> Version | None:
    """The version that stands; nothing where the files were never brought into force."""
    found = settings_rows.standing(await settings_rows.newest_rows()).get(Area(area))
    return _version(found) if found else None


async def overridden() -> tuple[Area, ...]:
    """The areas in which the browser's version stands over the file."""
    return _overridden(await settings_rows.newest_rows())


async def history(area: Area | str) -> list[Version]:
    """All versions of an area, the newest first."""
    return [_version(row) for row in reversed(await settings_rows.rows_of(Area(area)))]


def option_fields(place: Municipality) -> tuple[OptionField, ...]:
    """Everything the regulation leaves open, with title, explanation, basis, default and what holds now."""
    return options.fields(place.library, place.tenant)


def warnings(place: Municipality, on: date) -> list[str]:
    """What does not stop the municipality and should be seen to, such as an office that nobody holds."""
    return setting_rules.warnings(place.tenant, place.library, on)


async def _dates_may_move(area: Area, number: int, at: datetime) -> None:
    """After the commit it is looked whether open cases have other dates by this version of an area."""
    if area in (Area.OPTIONS, Area.CLOSING_DAYS):
        await outbox.put(LOOK_AT_LAW, b"{}", at, dedup=f"{LOOK_AT_LAW}:{number}")


def _open_area(area: Area | str) -> Area:
    if area not in set(Area):
        raise InvalidInput(f"Instellingen met de naam '{area}' bestaan niet.", field="area")
    if area in FILE_ONLY:
        raise InvalidInput(
            "De adressen en de regeling van uw gemeente wijzigt wie het platform beheert. Vraag het daar.", field=area
        )
    return Area(area)


def _with(tenant: Tenant, area: Area, content: Any) -> Tenant:
    """The tenant with another content of an area; the field of `InvalidInput` is the path in that content."""
    areas = areas_of(tenant)
    if area is Area.MUNICIPALITY and isinstance(content, dict):
        if strange := sorted(set(content) - set(areas[area])):
            raise InvalidInput(f"Hier horen alleen deze gegevens: {', '.join(areas[area])}.", field=strange[0])
        content = {**areas[area], **content}
    file, organisation = documents_of({**areas, area: content})
    try:
        return Tenant(
            slug=tenant.slug, file=decode(file, TenantFile), organisation=decode(organisation, OrganisationFile)
        )
    except InvalidInput as error:
        path = (error.field or "").removeprefix(area.value).removeprefix(".")
        raise InvalidInput(error.message, field=path or area.value) from None


def _refuse_new_mistakes(library: RegulationLibrary, before: Tenant, after: Tenant, area: Area, on: date) -> None:
    """A mistake that was there already does not keep anybody from changing something else."""
    known = {(mistake.area, mistake.text) for mistake in setting_rules.mistakes(before, library)}
    for mistake in setting_rules.mistakes(after, library):
        if (mistake.area, mistake.text) not in known:
            raise InvalidInput(mistake.text, field=_field(mistake, area))
    if _administrators(before, library, on) and not _administrators(after, library, on):
        raise InvalidInput(
            "Zo heeft niemand vandaag nog het ambt van beheerder, en kan niemand dit weer ongedaan maken. Wijs eerst"
            " een andere beheerder aan.",
            field=area,
        )


def _administrators(tenant: Tenant, library: RegulationLibrary, on: date) -> set[str]:
    try:
        known = office_rules.known_offices(tenant, library)
    except GehoorError:
        # A regulation that fails says nothing about who may keep the settings.
        return set()
    keys = {office.key for office in known if office.part is Part.TENANT_ADMIN}
    return {holding.person for holding in tenant.holdings(on) if holding.office in keys}


def _field(mistake: Mistake, area: Area) -> str:
    """The path in the document that was sent; for what goes wrong elsewhere, the area as a whole."""
    return (mistake.path or area.value) if mistake.area is area else area.value


def _tenant(slug: str, standing: dict[str, SettingRow]) -> Tenant:
    return tenant_of(slug, {area: admin_log.read(standing[area].content) for area in Area if area in standing})


def _overridden(rows: Sequence[SettingRow]) -> tuple[Area, ...]:
    standing = settings_rows.standing(rows)
    return tuple(area for area in Area if area in standing and standing[area].source is Source.BROWSER)


def _version(row: SettingRow) -> Version:
    return Version(
        id=row.id, area=Area(row.area), source=row.source, content=admin_log.read(row.content),
        person_id=row.person_id, at=row.at, why=row.why,
    )  # fmt: skip
