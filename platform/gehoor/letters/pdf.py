"""From HTML to PDF, by a child process that is started when needed."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable

import msgspec

from gehoor.letters import facts, frames
from gehoor.letters.failure import LetterFailed

_CHILD = ("-I", "-m", "gehoor.letters.child")
# The child gets what fonts and text need from the environment, and none of the platform's secrets.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class PdfRenderer:
    """Makes one PDF at a time; the child leaves by itself when idle, and a broken one is replaced."""

    def __init__(self, idle: float = 30.0, max_jobs: int = 200, max_mb: int = 400, timeout: float = 60.0) -> None:
        self.timeout = timeout
        self._limits = (str(idle), str(max_jobs), str(max_mb))
        self._turn = asyncio.Lock()
        self._child: Process | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the child, while there is one."""
        return self._child.pid if self._child and self._child.returncode is None else None

    async def render(self, html: str) -> bytes:
        """The PDF of this complete HTML document, with its facts attached; `LetterFailed` says why there is none."""
        reply = await self._done(frames.Job(html, facts.facts_in(html)), _failed)
        if not isinstance(reply, frames.Made):
            raise _failed(_said(reply))
        return reply.pdf

    async def redraw(self, content: bytes, width: int, height: int, size: int) -> tuple[bytes, str]:
        """A PNG or JPEG made anew within these measures, and its media type; `LetterFailed` says what is wrong."""
        reply = await self._done(frames.Picture(content, width, height, size), _not_drawn)
        if not isinstance(reply, frames.Redrawn):
            raise _not_drawn(_said(reply))
        return reply.content, reply.media_type

    async def _done(self, task: frames.Task, failed: Callable[[str], LetterFailed]) -> frames.Reply:
        job = frames.frame(task)
        if len(job) > frames.LARGEST:
            raise failed("het document is te groot. Gebruik kleinere afbeeldingen.")
        async with self._turn:
            try:
                async with asyncio.timeout(self.timeout):
                    return await self._answer(job)
            except TimeoutError:
                await self._stop()
                raise failed(
                    f"dat duurde langer dan {self.timeout:g} seconden. Maak de brief korter of eenvoudiger."
                ) from None
            except BaseException:
                # The answer of a letter nobody waits for any more must not become the next letter.
                await self._stop()
                raise

    async def gone(self) -> None:
        """Wait until the child has left, by itself or by `aclose`."""
        if self._child:
            await self._child.wait()

    async def aclose(self) -> None:
        """End the child, after the letter it is working on."""
        async with self._turn:
            await self._stop()

    async def _answer(self, job: bytes) -> frames.Reply:
        # The child may leave just as a job is on its way, so the first silence is not yet a failure.
        for _ in range(2):
            try:
                return await _ask(await self._running(), job)
            except (asyncio.IncompleteReadError, ConnectionError):
                await self._stop()
        raise _failed("het programma dat de PDF maakt, viel twee keer uit. Waarschuw de beheerder.")

    async def _running(self) -> Process:
        if self._child is None or self._child.returncode is not None:
            try:
                self._child = await asyncio.create_subprocess_exec(
                    sys.executable,
                    *_CHILD,
                    *self._limits,
                    stdin=PIPE,
                    stdout=PIPE,
                    stderr=DEVNULL,
                    env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
                    # With room for a whole reply the pipe is never paused: waiting for the end of a child
                    # with a paused pipe would last for ever.
                    limit=frames.LARGEST,
                )
            except OSError as error:
                raise _failed(
                    f"het programma dat de PDF maakt, start niet ({type(error).__name__}). Waarschuw de beheerder."
                ) from error
        return self._child

    async def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.returncode is None:
            # It may have left a moment ago: then there is nothing to kill.
            try:
                child.kill()
            except ProcessLookupError:
                return
        await child.wait()


async def _ask(child: Process, job: bytes) -> frames.Reply:
    if child.stdin is None or child.stdout is None:
        raise ConnectionError
    child.stdin.write(job)
    await child.stdin.drain()
    size = frames.length(await child.stdout.readexactly(frames.LENGTH_BYTES))
    if size > frames.LARGEST:
        raise ConnectionError
    try:
        return frames.reply(await child.stdout.readexactly(size))
    except msgspec.DecodeError as error:
        raise ConnectionError from error


def _said(reply: frames.Reply) -> str:
    return reply.reason if isinstance(reply, frames.NotMade) else "het programma gaf een ander antwoord dan gevraagd."


def _not_drawn(reason: str) -> LetterFailed:
    return LetterFailed(f"De afbeelding kan niet worden gebruikt: {reason}")


def _failed(reason: str) -> LetterFailed:
    return LetterFailed(f"De PDF van de brief kon niet worden gemaakt: {reason}")
