"""The console script `gehoor`: each command is imported only when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from gehoor.errors import GehoorError

#: Command -> (module with `run(arguments) -> exit status`, what it does).
COMMANDS = {
    "clock": ("gehoor.cli.clock", "een dag doorlopen: gehoor clock --at DAG [--tenant GEMEENTE] [--dry-run]"),
    "explain": ("gehoor.cli.explain", "antwoorden van de wet op een vraag in JSON"),
    "register": ("gehoor.cli.register", "het register controleren: gehoor register verify [GEMEENTE]"),
    "demo": ("gehoor.cli.demo", "de demonstratie vullen met verzonnen zaken"),
    "keys": ("gehoor.cli.keys", "sleutels: gehoor keys new BESTAND | rotate --old-key-file BESTAND | check"),
    "secret": ("gehoor.cli.secret", "geheimen van een gemeente: gehoor secret set | list | remove GEMEENTE [NAAM]"),
    "mail": ("gehoor.cli.mail", "post: gehoor mail receive --tenant GEMEENTE < bericht | fetch --tenant GEMEENTE"),
    "migrate": ("gehoor.cli.migrate", "de tabellen bijwerken tot deze versie"),
    "move": ("gehoor.cli.move", "een gemeente naar een andere database brengen en bewijzen dat die gelijk is"),
    "operator": ("gehoor.cli.operator", "beheerders van het platform: gehoor operator add | remove LOGIN"),
    "people": ("gehoor.cli.people", "iemand uitnodigen: gehoor people invite GEMEENTE PERSOON"),
    "tenants": ("gehoor.cli.tenants", "gemeenten: add | check | apply | diff | list | suspend | resume | remove"),
    "serve": ("gehoor.cli.serve", "de website starten"),
    "work": ("gehoor.cli.work", "het werk doen dat de website klaarzet, in een eigen proces"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; exit status 2 for a command that cannot be understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help", "help"):
        lines = [f"  gehoor {name:<10}{text}" for name, (_, text) in COMMANDS.items()]
        print("\n".join(["gehoor: klachtbehandeling voor gemeenten", "", *lines]))
        return 0 if given else 2
    if given[0] not in COMMANDS:
        print(f"gehoor: het commando '{given[0]}' bestaat niet; kies uit {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    run: Callable[[Sequence[str]], int] = import_module(COMMANDS[given[0]][0]).run
    try:
        return run(given[1:])
    except GehoorError as problem:
        print(f"gehoor: {problem.message}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads our output has had enough; nothing more is written, also not at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
