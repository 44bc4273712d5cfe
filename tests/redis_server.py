"""A Redis server of the tests' own: Debian's program, a free loopback port, a folder that goes away, nothing kept."""

from __future__ import annotations

import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from serving import free_port

PROGRAM = "/usr/bin/redis-server"


class RedisServer:
    """Runs until the end of its block; it can be stopped, started again, made slow, and emptied."""

    def __init__(self, folder: Path, password: str = "") -> None:
        self.port, self._folder, self._password = free_port(), folder, password
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address, as GEHOOR_REDIS wants it."""
        who = f":{self._password}@" if self._password else ""
        return f"redis://{who}127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Starts, and returns when it answers."""
        settings = {
            "--port": str(self.port), "--bind": "127.0.0.1", "--save": "", "--appendonly": "no",
            "--dir": str(self._folder), "--logfile": str(self._folder / "redis.log"), "--daemonize": "no",
        }  # fmt: skip
        if self._password:
            settings["--requirepass"] = self._password
        # With a parent that is killed it ends too, so no server outlives the tests.
        command = ["setpriv", "--pdeathsig", "KILL", PROGRAM, *[part for pair in settings.items() for part in pair]]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                if self._process.poll() is not None:
                    raise AssertionError(f"redis-server ended with status {self._process.returncode}") from None
            else:
                return

    def stop(self) -> None:
        """Ends it at once; what it held is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """From now on it accepts connections and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It answers again."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def client(self) -> redis.Redis:
        """Somebody who looks what is in it."""
        return redis.Redis(port=self.port, password=self._password or None, socket_timeout=10)


@contextmanager
def redis_server(password: str = "") -> Iterator[RedisServer]:
    """A server that answers, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="gehoor-redis-") as folder:
        server = RedisServer(Path(folder), password)
        server.start()
        try:
            yield server
        finally:
            server.stop()
