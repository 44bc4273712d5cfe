"""The installed regulations, by version, and the rulebook of the version in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import entry_points
from types import ModuleType
from typing import TYPE_CHECKING, Any

import msgspec
import pluggy

from gehoor.errors import GehoorError
from gehoor.regulation.guard import OPEN, Guard
from gehoor.regulation.hookspecs import PROJECT, PluginHooks, RegulationHooks
from gehoor.regulation.law import Law

if TYPE_CHECKING:
    from gehoor.regulation.rulebook import Rulebook

ENTRY_POINTS = "gehoor.regulations"


class UnknownRegulation(GehoorError):
    """No installed plugin brings this regulation; the message names the known ones."""

    code = "unknown_regulation"


class NoVersionInForce(GehoorError):
    """The regulation has no version in force on the day; the message names those there are."""

    code = "no_version_in_force"


class InvalidOptions(GehoorError):
    """The options do not fit the regulation; the message names the field."""

    code = "invalid_options"


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One text of law with the module that answers the hooks from it, and the folder of its letters."""

    law: Law
    hooks: ModuleType


class Regulation(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a regulation: a stack of layers, the most general first.

    In force from `in_force` up to and including `until`. `edition` is the edition of our reading of it.
    """

    id: str
    title: str
    in_force: date
    until: date | None = None
    adopted: date | None = None
    edition: str
    layers: tuple[Layer, ...]
    options: type[msgspec.Struct]
    language: str = "nl-NL"
    time_zone: str = "Europe/Amsterdam"
    #: Folder with the letter templates of the plugin.
    letters: str = ""
    #: Anything a reader must know about this version, in Dutch, such as where the day of adoption comes from.
    remark: str = ""
    #: Circumstances the parties may state, each with the question that asks for it, in Dutch.
    circumstances: Mapping[str, str] = {}
    #: The bodies somebody may act for here, by code, as they stand in a sentence: "het college van ...".
    bodies: Mapping[str, str] = {}

    @property
    def laws(self) -> tuple[Law, ...]:
        """The texts, the most general first."""
        return tuple(layer.law for layer in self.layers)


class RegulationLibrary:
    """All regulations; each version gets its own small plugin manager, built once."""

    def __init__(
        self,
        regulations: Iterable[Regulation],
        guard: Guard = OPEN,
        broken: Mapping[str, BaseException] | None = None,
    ) -> None:
        #: The plugins that could not be loaded, by name; their tenants are without law and the others notice nothing.
        self.broken = dict(broken or {})
        self._guard = guard
        self._versions: dict[str, list[Regulation]] = {}
        for regulation in regulations:
            self._versions.setdefault(regulation.id, []).append(regulation)
        for versions in self._versions.values():
            versions.sort(key=lambda version: version.in_force)
        self._managers: dict[tuple[str, date, str], pluggy.PluginManager] = {}

    @classmethod
    def installed(cls, guard: Guard = OPEN) -> RegulationLibrary:
        """The regulations of all installed plugins, found by their entry points; nobody names a plugin."""
        found: list[Regulation] = []
        broken: dict[str, BaseException] = {}
        for entry in entry_points(group=ENTRY_POINTS):
            try:
                found += _regulations_of(entry.name, entry.load())
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                broken[entry.name] = error
        return cls(found, guard, broken)

    @property
    def ids(self) -> list[str]:
        """The ids of the known regulations."""
        return sorted(self._versions)

    def versions(self, regulation: str) -> list[Regulation]:
        """All versions, oldest first; raises `UnknownRegulation`."""
        if regulation not in self._versions:
            raise UnknownRegulation(
                f"De regeling '{regulation}' is niet bekend. Bekend zijn: {', '.join(self.ids)}.{self._not_loaded}",
                field="regulation",
            )
        return self._versions[regulation]

    def in_force(self, regulation: str, on: date) -> Regulation:
        """The version in force on a day; raises `UnknownRegulation` or `NoVersionInForce`."""
        versions = self.versions(regulation)
        for version in reversed(versions):
            if version.in_force <= on and (version.until is None or on <= version.until):
                return version
        known = "; ".join(
            f"{v.title}: vanaf {v.in_force.isoformat()}" + (f" tot en met {v.until.isoformat()}" if v.until else "")
            for v in versions
        )
        raise NoVersionInForce(
            f"Op {on.isoformat()} was geen versie van '{regulation}' van kracht. Wel: {known}.",
            field="received",
        )

    def pinned(self, regulation: str, in_force: date) -> Regulation:
        """The version a case pinned; raises `NoVersionInForce` where it is no longer installed."""
        for version in self.versions(regulation):
            if version.in_force == in_force:
                return version
        raise NoVersionInForce(f"De versie van '{regulation}' van {in_force.isoformat()} is niet geïnstalleerd.")

    def options(self, regulation: Regulation, raw: object) -> msgspec.Struct:
        """The options of a tenant, strictly decoded; raises `InvalidOptions` naming the field."""
        try:
            return msgspec.convert(raw, regulation.options)
        except msgspec.ValidationError as error:
            raise InvalidOptions(f"De opties passen niet bij {regulation.id}: {error}.", field="options") from None

    def rulebook(self, regulation: Regulation, options: Any = None, tenant: str = "") -> Rulebook:
        """The rulebook of one version with these options (a struct of `regulation.options`, or its defaults).

        `tenant` says for whom it is asked, so that a law that fails does so for that tenant alone.
        """
        from gehoor.regulation.rulebook import Rulebook

        chosen = options if options is not None else regulation.options()
        return Rulebook(regulation, self._manager(regulation), chosen, tenant, self._guard)

    @property
    def _not_loaded(self) -> str:
        failed = [f"{name} ({type(error).__name__})" for name, error in self.broken.items()]
        return f" Niet geladen: {', '.join(failed)}." if failed else ""

    def _manager(self, regulation: Regulation) -> pluggy.PluginManager:
        key = (regulation.id, regulation.in_force, regulation.edition)
        if key not in self._managers:
            self._managers[key] = build_manager(regulation)
        return self._managers[key]


def _regulations_of(name: str, plugin: object) -> list[Regulation]:
    """The regulations one plugin brings."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(PluginHooks)
    manager.register(plugin, name=name)
    manager.check_pending()
    return [regulation for found in manager.hook.regulations() for regulation in found]


def build_manager(regulation: Regulation) -> pluggy.PluginManager:
    """The plugin manager of one version, with the default layer at the bottom; checks layers and overrides."""
    from gehoor.regulation import defaults
    from gehoor.regulation.rulebook import check_overrides

    layers = (Layer(law=defaults.LAW, hooks=defaults), *regulation.layers)
    check_overrides(layers)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(RegulationHooks)
    for layer in layers:
        manager.register(layer.hooks, name=layer.law.key)
    manager.check_pending()
    return manager
