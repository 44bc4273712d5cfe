"""`gehoor operator add LOGIN` and `remove LOGIN`: who may see how this installation is doing, and no case."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from getpass import getpass

from gehoor.bootstrap import open_store, system_clock
from gehoor.errors import InvalidInput
from gehoor.services import operators
from gehoor.settings import Settings, read_settings


def run(arguments: Sequence[str]) -> int:
    """Prints the key for the app, which is shown nowhere else."""
    parser = argparse.ArgumentParser(prog="gehoor operator", description=__doc__)
    parser.add_argument("action", choices=["add", "remove"], help="toevoegen of weghalen")
    parser.add_argument("login", help="de gebruikersnaam, in kleine letters")
    chosen = parser.parse_args(arguments)
    settings = read_settings(os.environ)
    if chosen.action == "remove":
        asyncio.run(_remove(settings, chosen.login))
        print(f"De beheerder '{chosen.login}' is weg en is overal afgemeld.")
        return 0
    address = asyncio.run(_add(settings, chosen.login, _password(chosen.login)))
    print(address)
    print("Zet dit adres nu in uw app voor codes. Het staat nergens anders en wordt niet nog eens getoond.")
    if not settings.operator_host:
        print("Geef de pagina's van de beheerder nog een eigen host met GEHOOR_OPERATOR_HOST.", file=sys.stderr)
    return 0


def _password(login: str) -> str:
    """The password, typed unseen and twice, or handed over by another program on one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed = getpass(f"Wachtwoord voor {login} (u ziet niet wat u typt): ")
    if getpass("Nog een keer hetzelfde wachtwoord: ") != typed:
        raise InvalidInput("De twee wachtwoorden zijn niet gelijk. Er is niets bewaard; begin opnieuw.")
    return typed


async def _add(settings: Settings, login: str, password: str) -> str:
    store = await open_store(settings)
    try:
        return await operators.add(store.control, await store.keys.master(), login, password, system_clock())
    finally:
        await store.aclose()


async def _remove(settings: Settings, login: str) -> None:
    store = await open_store(settings)
    try:
        await operators.remove(store.control, login)
    finally:
        await store.aclose()
