"""Measures speed and memory on this machine and prints a table: `.venv/bin/python tests/bench/run.py`."""

from __future__ import annotations

import asyncio
import os
import platform as machine
import secrets
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import httpx
import msgspec
import psutil

from gehoor.letters.pdf import PdfRenderer
from gehoor.letters.templates import LetterTemplates
from gehoor.regulation import RegulationLibrary
from gehoor.services.explained import Failed
from gehoor.services.explanation import Explainer

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from serving import COMPLAINT, FLANDERS, NETHERLANDS, PUBLIC_FORM, Person, Server, run_gehoor, work_through  # noqa: E402  # The path is set above.

MEGABYTE = 1024 * 1024
HOSTS = (NETHERLANDS, FLANDERS)


def explain_rate(count: int = 6000) -> str:
    """Questions a second on one core, mixed over both laws, decoding and encoding included."""
    explainer = Explainer(RegulationLibrary.installed())
    kinds = ["ambtenaar", "afdelingshoofd", "wethouder", "burgemeester", "raadslid"]
    lines = [
        msgspec.json.encode(
            {
                "id": number,
                "regulation": ("nl/zaltbommel/klachtenregeling", "be-vl/voorbeeldstad/klachtenreglement")[number % 2],
                "received": (date(2026, 1, 1) + timedelta(days=number % 900)).isoformat(),
                "channel": ("form", "email", "letter", "oral")[number % 4],
                "conduct_on": "2025-12-01",
                "accused": {"function": kinds[number % len(kinds)], "unit": "a"},
            }
        )
        for number in range(count)
    ]
    encode = msgspec.json.Encoder().encode
    for line in lines[:200]:
        encode(explainer.answer(line))
    rounds = []
    for _ in range(3):
        start = time.perf_counter()
        for line in lines:
            answer = explainer.answer(line)
            if isinstance(answer, Failed):
                raise SystemExit(answer.error.message)
            encode(answer)
        rounds.append(count / (time.perf_counter() - start))
    return f"{statistics.median(rounds):,.0f} a second"


async def letter_seconds() -> tuple[str, str]:
    """Seconds for the first letter, with the start of the helper, and for each next one."""
    renderer = PdfRenderer()
    html = LetterTemplates([]).render(
        "receipt_copy",
        {
            "lang": "nl-NL", "title": "Kopie van uw klacht", "municipality": "Gemeente Voorbeeld", "sender_lines": [],
            "addressee_lines": [], "date": date(2026, 11, 20), "reference": "K26-VOORB",
            "signature": {"office": "", "on_behalf_of": None, "name": None}, "enclosures": [], "copies": [],
            "theme": {"accent": "#154273"}, "received_at": "20-11-2026 om 10:00 uur",
            "entries": [{"label": "Wat is er gebeurd?", "value": "Een regel van een klacht. " * 60}],
        },
    )  # fmt: skip
    try:
        taken = []
        for _ in range(9):
            start = time.perf_counter()
            await renderer.render(html)
            taken.append(time.perf_counter() - start)
    finally:
        await renderer.aclose()
    return f"{taken[0]:.2f} s", f"{statistics.median(taken[1:]):.2f} s"


def memory(process: psutil.Process) -> str:
    """Resident and proportional memory of the web process without its PDF helper."""
    full = process.memory_full_info()
    return f"{full.rss / MEGABYTE:.0f} MB RSS, {full.pss / MEGABYTE:.0f} MB PSS"


def seconds_to_first_page(server: Server) -> float:
    """Starts the server and opens the first page of a citizen; gives the seconds both took."""
    visitor = Person(server.port, NETHERLANDS)
    start = time.perf_counter()
    server.start()
    visitor.open("/")
    return time.perf_counter() - start


def submissions_a_second(server: Server, count: int = 100) -> float:
    """Form submissions, one after another over kept connections, without opening the form each time."""
    people = [Person(server.port, host) for host in HOSTS]
    forms = []
    for person in people:
        person.open(PUBLIC_FORM)
        forms.append(person.fill_in(PUBLIC_FORM, COMPLAINT))
    start = time.perf_counter()
    for number in range(count):
        which = number % len(HOSTS)
        sent = {**forms[which], "formulier": secrets.token_urlsafe(24)}
        if people[which].client.post(PUBLIC_FORM, data=sent).status_code != httpx.codes.SEE_OTHER:
            raise SystemExit("a complaint was not taken in")
    return count / (time.perf_counter() - start)


def served() -> list[tuple[str, str]]:
    """What is measured of the running website, with the cases of the demonstration in it."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        run_gehoor(data, "demo")
        server = Server(data)
        starts = []
        for _ in range(3):
            starts.append(seconds_to_first_page(server))
            server.stop()
        rows.append(("start to first page", f"{statistics.median(starts):.2f} s"))
        server.start()
        try:
            process = psutil.Process(server.process.pid if server.process else 0)
            rows.append(("web process, idle", memory(process)))
            for host in HOSTS:
                work_through(server.port, host)
            rows.append(("web process, after both journeys", memory(process)))
            rows.append(("form submissions, one at a time", f"{submissions_a_second(server):.0f} a second"))
            rows.append(("web process, after the submissions", memory(process)))
        finally:
            server.stop()
    return rows


def main() -> None:
    """Prints the table."""
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "?",
    )
    print(f"Machine: {cpu}, {os.cpu_count()} cores, {psutil.virtual_memory().total / 1024**3:.0f} GiB, "
          f"Python {machine.python_version()}, {machine.system()} {machine.release()}\n")  # fmt: skip
    cold, warm = asyncio.run(letter_seconds())
    rows = [
        ("`explain`, one core", explain_rate()),
        ("a letter, cold (helper started)", cold),
        ("a letter, warm", warm),
        *served(),
    ]
    print("| what | measured |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
