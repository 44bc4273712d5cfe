"""A third regulation whose law fails when a test says so: in one hook, in one way, at the tenants that use it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any

import msgspec

from gehoor.domain.citation import Source, SourceKind
from gehoor.regulation import Duty, Law, Layer, Office, Regulation, RegulationLibrary, hookimpl
from gehoor.regulation.hookspecs import RegulationHooks

ID = "xx/proefstad/klachtenregeling"
HOOKS = sorted(name for name in vars(RegulationHooks) if not name.startswith("_"))
SOURCE = Source(key="storing", title="Regeling die stuk kan", short="Storingsregeling", kind=SourceKind.LOCAL_LAW)
SECRET = "Petra Proefpersoon, Voorbeeldlaan 1"
LAW = Law(SOURCE, ["1"])


class Switch:
    """What fails now; nothing as a rule."""

    hook = ""
    way: Callable[[], Any] | None = None
    #: How often the failing hook was asked.
    asked = 0


@contextmanager
def failing(hook: str, way: Callable[[], Any]) -> Iterator[type[Switch]]:
    """Until the end of this block this hook, or every hook for "*", fails in this way."""
    Switch.hook, Switch.way, Switch.asked = hook, way, 0
    try:
        yield Switch
    finally:
        Switch.hook, Switch.way = "", None


@LAW.article("1", answers=())
def speak() -> Any:
    """Answers as the switch says, from within a rule, so that the failure has a place in the law."""
    Switch.asked += 1
    assert Switch.way is not None
    return Switch.way()


def _hook(name: str) -> Any:
    def ask() -> Any:
        return speak() if Switch.hook in (name, "*") else None

    return hookimpl(ask)


def law() -> Regulation:
    """The regulation of a real municipality, under a layer that fails on demand."""
    hooks = ModuleType("storing")
    for name in HOOKS:
        setattr(hooks, name, _hook(name))
    return msgspec.structs.replace(_real(), id=ID, layers=(*_real().layers, Layer(law=LAW, hooks=hooks)))


@cache
def _real() -> Regulation:
    return RegulationLibrary.installed().in_force("nl/zaltbommel/klachtenregeling", date(2026, 3, 2))


def raises(error: BaseException) -> Callable[[], Any]:
    """A hook that raises this."""

    def way() -> Any:
        raise error

    return way


def recurses() -> Any:
    """A hook without an end to its recursion."""
    return recurses()


def sleeps() -> Any:
    """A hook that waits, in which no line of Python runs."""
    time.sleep(3)


def loops() -> Any:
    """A hook that never stops."""
    while True:
        pass


def loops_and_catches() -> Any:
    """A hook that never stops, and that takes an interruption for something to get over."""
    while True:
        with suppress(Exception):
            loops()


class Hostile:
    """Nothing an answer could be; looking at it fails too."""

    @property
    def slot(self) -> str:
        raise RuntimeError(SECRET)


def knot() -> Any:
    """A list that holds itself."""
    tied: list[Any] = []
    tied.append(tied)
    return tied


def made(kind: Callable[[], Any]) -> Callable[[], Any]:
    """A hook that answers this."""
    return kind


@LAW.article("1", answers=("office:x", "duty:x"))
def half(kind: str) -> Any:
    """An answer of which one field holds something else than it says."""
    if kind == "office":
        return Office(key="x", title=5)  # type: ignore[arg-type]  # That is what is wrong with it.
    return Duty(key="x", who="coordinator", what="iets", by=SECRET)  # type: ignore[arg-type]  # The same.


RAISING: dict[str, Callable[[], Any]] = {
    "error": raises(ValueError(SECRET)),
    "out_of_memory": raises(MemoryError()),
    "exit": raises(SystemExit(3)),
    "generator_exit": raises(GeneratorExit()),
    "cancelled": raises(asyncio.CancelledError()),
    "recursion": recurses,
}
RUBBISH: dict[str, Callable[[], Any]] = {
    "word": made(lambda: "zes weken"),
    "number": made(lambda: 42),
    "dictionary": made(lambda: {"due": SECRET}),
    "list_of_words": made(lambda: ["zes", "weken"]),
    "hostile": made(Hostile),
    "knot": knot,
    "half_an_office": made(lambda: half("office")),
    "half_a_duty": made(lambda: half("duty")),
}
HANGING: dict[str, Callable[[], Any]] = {"sleeps": sleeps, "loops": loops, "catches": loops_and_catches}
