"""Many people at one server at once: bare HTTP over kept connections, so that what is measured is the server."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass
class Answered:
    """What came back: how long each request took in seconds, and how often each status came."""

    seconds: float = 0.0
    taken: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.taken) / self.seconds

    def at(self, percent: int) -> float:
        """The milliseconds within which so many of a hundred requests were answered."""
        return statistics.quantiles(self.taken, n=100)[percent - 1] * 1000

    def only(self, *statuses: int) -> Answered:
        """Itself; ends the program where anything else came back, for then nothing was measured."""
        other = {status: count for status, count in self.statuses.items() if status not in statuses}
        if other:
            raise SystemExit(f"the server answered with {other}")
        return self


def get(host: str, address: str, cookies: Mapping[str, str]) -> bytes:
    """A request for a page."""
    return _head("GET", host, address, cookies) + b"\r\n"


def post(host: str, address: str, cookies: Mapping[str, str], form: Mapping[str, str | Sequence[str]]) -> bytes:
    """A form that is sent."""
    body = urlencode(form, doseq=True).encode()
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    return _head("POST", host, address, cookies) + kind.encode() + body


def send(port: int, requests: Iterator[bytes], at_once: int) -> Answered:
    """Sends all requests, so many at once, each connection the next as soon as it has its answer."""
    return asyncio.run(_send(port, requests, at_once))


async def _send(port: int, requests: Iterator[bytes], at_once: int) -> Answered:
    answered = Answered()

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for request in requests:
                began = time.perf_counter()
                writer.write(request)
                answered.statuses[await _answer(reader)] += 1
                answered.taken.append(time.perf_counter() - began)
        finally:
            writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(connection() for _ in range(at_once)))
    answered.seconds = time.perf_counter() - began
    return answered


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")), 0)
    await reader.readexactly(length)
    return int(lines[0].split(b" ")[1])


def _head(method: str, host: str, address: str, cookies: Mapping[str, str]) -> bytes:
    jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return f"{method} {address} HTTP/1.1\r\nHost: {host}\r\nCookie: {jar}\r\n".encode()
