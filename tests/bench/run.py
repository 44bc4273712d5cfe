"""Measures this machine and prints tables: `.venv/bin/python tests/bench/run.py [topic ...]`; no topic: all."""

from __future__ import annotations

import argparse
import compileall
import os
import platform as machine
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
#: Topic -> what it measures; each is a module of this folder with `measure() -> list[Row]`.
TOPICS = {
    "law": "vragen aan de wet",
    "letters": "brieven maken",
    "print_run": "een printronde van 200 brieven",
    "two": "de website met twee gemeenten: starten en geheugen",
    "filing": "klachten indienen",
    "postgres": "dezelfde website op PostgreSQL",
    "lists": "de werkvoorraad met 1.000 en met 100.000 zaken",
    "postgres_lists": "dezelfde werkvoorraad op PostgreSQL",
    "clock": "een dag doorlopen met 50 datums van 1.000 en van 100.000",
    "jobs": "werk achter de schermen, met en zonder Redis",
    "footprint": "627 gemeenten in één proces",
    "postgres_many": "627 gemeenten in één proces, op PostgreSQL",
}


def main() -> None:
    """Prints a table for each topic that was asked for."""
    sys.path.insert(0, str(ROOT / "tests"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("topics", nargs="*", metavar="topic", help=", ".join(TOPICS))
    chosen = parser.parse_args().topics or list(TOPICS)
    if unknown := set(chosen) - set(TOPICS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; choose from {', '.join(TOPICS)}")
    for folder in ("platform", "plugins"):
        # As an installation does; without it each process that starts compiles all modules for itself.
        compileall.compile_dir(ROOT / folder, quiet=1)
    print(facts())
    for topic in chosen:
        print(f"\n## {topic}: {TOPICS[topic]}\n\n| what | aim | measured |\n| --- | --- | --- |", flush=True)
        measure: Callable[[], list[tuple[str, str, str]]] = import_module(f"bench.{topic}").measure
        for row in measure():
            print(f"| {' | '.join(row)} |", flush=True)


def facts() -> str:
    """What machine this is, and how busy it is with other things."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    cpu = next((line.split(":")[1].strip() for line in lines if "model name" in line), "?")
    return (
        f"Machine: {cpu}, {os.cpu_count()} cores, {psutil.virtual_memory().total / 1024**3:.0f} GiB, "
        f"Python {machine.python_version()}, {machine.system()} {machine.release()}; "
        f"load before the start {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
