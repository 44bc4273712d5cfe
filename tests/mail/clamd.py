"""A scanner that speaks clamd's INSTREAM, and finds what a test says is a virus."""

from __future__ import annotations

import asyncio
import struct
from types import TracebackType

VIRUS = b"EICAR-proef"


class Clamd:
    """Listens on a free port of this machine; `silent` closes each connection without an answer."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []
        self.silent = False
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def __aenter__(self) -> Clamd:
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
            content = b""
            while (size := struct.unpack("!I", await reader.readexactly(4))[0]) > 0:
                content += await reader.readexactly(size)
            self.seen.append(content)
            if not self.silent:
                writer.write(b"stream: Proef.Virus FOUND\0" if VIRUS in content else b"stream: OK\0")
                await writer.drain()
        finally:
            writer.close()
