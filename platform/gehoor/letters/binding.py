"""Joins PDFs into one for printing, by a process of its own that has limits and no secrets."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence

import msgspec

from gehoor.letters.binder import Bound, Piece, Task
from gehoor.letters.failure import LetterFailed

__all__ = ["Piece", "joined", "page_counts", "pages_from_outside"]

_CHILD = ("-I", "-m", "gehoor.letters.binder")
_SECONDS = 120.0


async def page_counts(pdfs: Sequence[bytes]) -> list[int]:
    """How many pages each PDF has; none for what cannot be read. Raises `LetterFailed`."""
    return (await _done(Task(list(pdfs)))).pages if pdfs else []


async def pages_from_outside(pdf: bytes) -> int:
    """How many pages a PDF of somebody else has; none for what cannot be read or joined. Raises `LetterFailed`."""
    return (await _done(Task([pdf], trial=True))).pages[0]


async def joined(pdfs: Sequence[bytes], pieces: Sequence[Piece], title: str) -> tuple[bytes, int]:
    """One PDF of these pieces in their order, with how many pages it has; raises `LetterFailed`."""
    bound = await _done(Task(list(pdfs), list(pieces), title))
    return bound.pdf, bound.pages_in_all


async def _done(task: Task) -> Bound:
    child = await asyncio.create_subprocess_exec(
        sys.executable, *_CHILD, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={"PATH": os.environ.get("PATH", "")}
    )
    try:
        async with asyncio.timeout(_SECONDS):
            reply, _ = await child.communicate(msgspec.msgpack.encode(task))
        return msgspec.msgpack.decode(reply, type=Bound)
    except TimeoutError:
        raise _failed(f"dat duurde langer dan {_SECONDS:g} seconden. Maak kleinere printrondes.") from None
    except msgspec.DecodeError:
        raise _failed("het programma dat de brieven samenvoegt, viel uit. Maak kleinere printrondes.") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()


def _failed(reason: str) -> LetterFailed:
    return LetterFailed(f"Het bestand om te printen kon niet worden gemaakt: {reason}")
