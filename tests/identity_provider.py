"""A real identity provider in a process of its own, and a person who says yes there."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

#: How long a token of this provider is good, in seconds.
TOKEN_SECONDS = 120


class IdentityProvider:
    """The address of the provider, and what people do there."""

    def __init__(self, address: str) -> None:
        self.issuer = address

    def say_yes(self, leaving: str, person: str) -> dict[str, str]:
        """Agrees at the page that somebody was sent to; gives the answer the browser comes back with."""
        answer = httpx.post(leaving, data={"sub": person}, follow_redirects=False)
        assert answer.status_code == httpx.codes.FOUND, answer.text[:500]
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


@contextmanager
def provider(folder: Path, people: dict[str, dict[str, Any]]) -> Iterator[IdentityProvider]:
    """A provider that knows these people by subject, until the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    known = [f"--user-claims={json.dumps({'sub': subject, **claims})}" for subject, claims in people.items()]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--token-max-age", str(TOKEN_SECONDS)]
    with (folder / "provider.log").open("wb") as log:
        process = subprocess.Popen([*command, *known], stdout=log, stderr=log)
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    if process.poll() is not None:
                        raise AssertionError("the provider ended") from None
            yield IdentityProvider(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait()
