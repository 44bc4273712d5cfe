"""Asks the virus scanner clamd about bytes, by its command INSTREAM."""

from __future__ import annotations

import asyncio
import struct
from contextlib import suppress
from typing import Final

import msgspec

from gehoor.errors import GehoorError, InvalidInput

_CHUNK: Final = 64 * 1024
_SECONDS: Final = 60


class ScannerGone(GehoorError):
    """The scanner cannot be reached, or gave no answer that says something about the file."""

    code = "scanner_gone"


class Scanner(msgspec.Struct, frozen=True):
    """Where clamd listens: a host with a port, or a path of a socket on this machine."""

    host: str = ""
    port: int = 0
    path: str = ""


def read_scanner(address: str, field: str) -> Scanner | None:
    """The scanner at `host:port` or `/path/of/socket`; raises `InvalidInput`."""
    if not address:
        return None
    if address.startswith("/"):
        return Scanner(path=address)
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise InvalidInput(
            f"{field} is '{address}'; geef een host en een poort zoals 127.0.0.1:3310, of het pad van een socket.",
            field=field,
        )
    return Scanner(host=host.strip("[]"), port=int(port))


async def scan(scanner: Scanner, content: bytes) -> str:
    """What the scanner calls what is in these bytes; empty when it finds nothing. Raises `ScannerGone`."""
    try:
        async with asyncio.timeout(_SECONDS):
            answer = await _asked(scanner, content)
    except (OSError, TimeoutError, EOFError):
        raise ScannerGone("De virusscanner is nu niet bereikbaar.") from None
    # "stream: OK", "stream: Eicar-Signature FOUND", or "... ERROR", such as for a file above its own limit.
    said = answer.rstrip(b"\0\n").decode("ascii", "replace").removeprefix("stream:").strip()
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200] or "onbekend"
    raise ScannerGone("De virusscanner gaf geen oordeel over dit bestand.")


async def _asked(scanner: Scanner, content: bytes) -> bytes:
    """clamd's INSTREAM: pieces with their length before them, and a length of nothing at the end."""
    if scanner.path:
        reader, writer = await asyncio.open_unix_connection(scanner.path)
    else:
        reader, writer = await asyncio.open_connection(scanner.host, scanner.port)
    try:
        writer.write(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            piece = content[start : start + _CHUNK]
            writer.write(struct.pack("!I", len(piece)) + piece)
            await writer.drain()
        writer.write(struct.pack("!I", 0))
        await writer.drain()
        return await reader.readuntil(b"\0")
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
