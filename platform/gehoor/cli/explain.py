"""`gehoor explain`: questions to the law in JSON, answers as a page or as JSON; needs no database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import IO

import msgspec

from gehoor.cli.page import page
from gehoor.regulation.library import RegulationLibrary
from gehoor.services.explained import Failed
from gehoor.services.explanation import Explainer

_BAD_QUESTION = 2


def run(arguments: Sequence[str]) -> int:
    """Answers one question, or one a line with `--lines`; exit status 2 for a single bad question."""
    parser = argparse.ArgumentParser(prog="gehoor explain", description=__doc__)
    parser.add_argument("facts", metavar="FACTS.json", help="het bestand met de vraag; - is standaardinvoer")
    parser.add_argument("--json", action="store_true", help="antwoord in JSON")
    parser.add_argument(
        "--lines", action="store_true", help="één vraag en één antwoord per regel; gaat door na een fout"
    )
    chosen = parser.parse_args(arguments)
    explainer = Explainer(RegulationLibrary.installed())
    answer_all = _lines if chosen.lines else partial(_single, as_json=chosen.json)
    if chosen.facts == "-":
        return answer_all(explainer, sys.stdin.buffer)
    try:
        with Path(chosen.facts).open("rb") as source:
            return answer_all(explainer, source)
    except OSError as error:
        print(f"gehoor explain: '{chosen.facts}' kan niet worden gelezen: {error.strerror}.", file=sys.stderr)
        return _BAD_QUESTION


def _lines(explainer: Explainer, source: IO[bytes]) -> int:
    encode, write = msgspec.json.Encoder().encode, sys.stdout.buffer.write
    for line in source:
        if line.strip():
            write(encode(explainer.answer(line)) + b"\n")
    sys.stdout.buffer.flush()
    return 0


def _single(explainer: Explainer, source: IO[bytes], *, as_json: bool) -> int:
    answer = explainer.answer(source.read())
    if as_json:
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n")
        sys.stdout.buffer.flush()
    if isinstance(answer, Failed):
        print(f"gehoor explain: {answer.error.message}", file=sys.stderr)
        return _BAD_QUESTION
    if not as_json:
        print(page(answer))
    return 0
