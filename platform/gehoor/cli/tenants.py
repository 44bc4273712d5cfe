"""`gehoor tenants`: municipalities of this installation: new ones, their files, closing and removing them."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import os
import sys
from collections.abc import Awaitable, Callable, Sequence

from gehoor.bootstrap import open_store, system_clock
from gehoor.cli import tenants_diff, tenants_remove
from gehoor.domain.tenant import Tenant
from gehoor.errors import InvalidInput
from gehoor.regulation.library import RegulationLibrary
from gehoor.services import admin_log, configuration, hosting, labels, setting_rules, starting_files
from gehoor.services.tenants import TenantMistake, folders, read_tenant
from gehoor.settings import Settings, read_settings
from gehoor.storage import regulation_failures
from gehoor.storage.scope import Store

Action = Callable[[Settings, argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Exit status 1 where something is wrong, 2 for a command that cannot be understood."""
    chosen = _parser().parse_args(arguments)
    action: Action = chosen.action
    return action(read_settings(os.environ), chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gehoor tenants", description=__doc__)
    commands = parser.add_subparsers(metavar="OPDRACHT", required=True)

    def command(name: str, action: Action, text: str, slug: str = "") -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(action=action)
        if slug:
            added.add_argument("slug", nargs="?" if slug == "?" else None, metavar="GEMEENTE",
                               help="de naam van de map van de gemeente")  # fmt: skip
        return added

    new = command("add", _add, "een map met bestanden voor een nieuwe gemeente maken", "1")
    new.add_argument("--title", required=True, help="de naam die mensen kennen")
    new.add_argument("--host", required=True, action="append", dest="hosts", help="het adres; mag vaker")
    new.add_argument("--regulation", required=True, help="de regeling")
    command("check", _check, "de bestanden nakijken, zonder iets te veranderen", "?")
    command("apply", _apply, "de bestanden in werking brengen", "?").add_argument(
        "--again", action="store_true", help="ook een gemeente die eerder is verwijderd"
    )
    command("diff", _diff, "tonen waarin de bestanden afwijken van wat in werking is", "?")
    command("list", _list, "de gemeenten tonen")
    command("suspend", _suspend, "een gemeente tijdelijk sluiten", "1").add_argument(
        "--reason", required=True, help="de reden; die komt in het logboek"
    )
    command("resume", _resume, "een gesloten gemeente weer openen", "1").add_argument(
        "--reason", default="", help="de reden; die komt in het logboek"
    )
    tenants_remove.add_arguments(command("remove", _remove, "een gemeente exporteren en vernietigen", "1"))
    return parser


def _add(settings: Settings, chosen: argparse.Namespace) -> int:
    place = starting_files.write(
        settings.tenants, chosen.slug, chosen.title, chosen.hosts, chosen.regulation, RegulationLibrary.installed()
    )
    print(f"Gemaakt: {place / 'tenant.toml'} en {place / 'organisation.toml'}.")
    print("Vul in: het adres van de afzender, de afdelingen, de mensen en wie welk ambt heeft.")
    print(f"Kijk het na met 'gehoor tenants check {chosen.slug}'; breng het in werking met 'apply {chosen.slug}'.")
    return 0


def _check(settings: Settings, chosen: argparse.Namespace) -> int:
    library, on = RegulationLibrary.installed(), system_clock().date()
    wrong = 0
    for slug in _chosen(settings, chosen.slug):
        try:
            tenant = _read(settings, library, slug)
        except TenantMistake as mistake:
            print(mistake.message, file=sys.stderr)
            wrong += 1
            continue
        print(f"{slug}: in orde.")
        for warning in setting_rules.warnings(tenant, library, on):
            print(f"  let op: {warning}")
    return 1 if wrong else 0


def _apply(settings: Settings, chosen: argparse.Namespace) -> int:
    library, at = RegulationLibrary.installed(), system_clock()
    tenants = [_read(settings, library, slug) for slug in _chosen(settings, chosen.slug)]

    async def bring_in(store: Store) -> int:
        for tenant in tenants:
            applied = await configuration.apply(store, tenant, at, _person(), again=chosen.again)
            changed = ", ".join(labels.AREAS[area] for area in applied.changed)
            print(f"{tenant.slug}: {f'in werking: {changed}' if changed else 'niets nieuws'}.")
            for area in applied.kept:
                print(f"  {labels.AREAS[area]}: in de website gewijzigd; dat blijft gelden boven het bestand.")
            for warning in setting_rules.warnings(tenant, library, at.date()):
                print(f"  let op: {warning}")
        return 0

    return _with_store(settings, bring_in)


def _diff(settings: Settings, chosen: argparse.Namespace) -> int:
    library = RegulationLibrary.installed()
    tenants = [_read(settings, library, slug) for slug in _chosen(settings, chosen.slug)]
    return _with_store(settings, lambda store: tenants_diff.show(store, tenants))


def _list(settings: Settings, chosen: argparse.Namespace) -> int:
    async def show(store: Store) -> int:
        found, failed = await hosting.listed(store), await regulation_failures.newest(store.control)
        for each in found:
            hosts = ", ".join(each.hosts)
            print(f"{each.slug:<24}{_STATES[each.state]:<16}{each.regulation:<40}{hosts}  {each.created_at:%Y-%m-%d}")
            if each.state_why:
                print(f"{'':<24}reden: {each.state_why}")
            for failure in [row for row in failed if row.slug == each.slug][:3]:
                where = f" ({failure.citation})" if failure.citation else ""
                print(
                    f"{'':<24}regeling faalde: {failure.hook}{where}, {failure.kind} {failure.error}".rstrip()
                    + f", {failure.times} keer, laatst {failure.last_at:%Y-%m-%d %H:%M} UTC"
                )
        if not found:
            print("Er is nog geen gemeente. Maak er een met 'gehoor tenants add', en daarna 'apply'.")
        return 0

    return _with_store(settings, show)


_STATES = {
    hosting.State.ACTIVE: "in bedrijf",
    hosting.State.SUSPENDED: "gesloten",
    hosting.State.REMOVING: "bijna verwijderd",
}


def _suspend(settings: Settings, chosen: argparse.Namespace) -> int:
    async def close(store: Store) -> int:
        await hosting.suspend(store, chosen.slug, chosen.reason, _person(), system_clock())
        print(f"{chosen.slug}: gesloten. Bezoekers lezen dat de website tijdelijk niet bereikbaar is.")
        return 0

    return _with_store(settings, close)


def _resume(settings: Settings, chosen: argparse.Namespace) -> int:
    async def reopen(store: Store) -> int:
        await hosting.resume(store, chosen.slug, _person(), system_clock(), chosen.reason)
        print(f"{chosen.slug}: weer in bedrijf.")
        return 0

    return _with_store(settings, reopen)


def _remove(settings: Settings, chosen: argparse.Namespace) -> int:
    return tenants_remove.run(settings, chosen.slug, chosen.yes_remove, chosen.export_to)


def _read(settings: Settings, library: RegulationLibrary, slug: str) -> Tenant:
    """A municipality as its files describe it; raises `TenantMistake`."""
    return read_tenant(settings.tenants / slug, library, operator_host=settings.operator_host)


def _chosen(settings: Settings, slug: str | None) -> list[str]:
    known = folders(settings.tenants)
    if slug is None:
        return known
    if slug not in known:
        raise InvalidInput(
            f"In {settings.tenants} is geen gemeente '{slug}'. Kies uit: {', '.join(known) or 'geen'}.", field="slug"
        )
    return [slug]


def _person() -> str:
    return f"{admin_log.FILES} ({getpass.getuser()})"


def _with_store(settings: Settings, work: Callable[[Store], Awaitable[int]]) -> int:
    async def done() -> int:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = await open_store(settings)
        try:
            return await work(store)
        finally:
            await store.aclose()

    return asyncio.run(done())
