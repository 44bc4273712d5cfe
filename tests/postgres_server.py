"""A PostgreSQL server of the tests' own: Debian's binaries, a free loopback port, and a folder that goes away."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import msgspec

OWNER, SERVING, SUPERUSER = "gehoor_owner", "gehoor_web", "postgres"
# What is thrown away need not survive a power cut.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "24MB",
    "max_connections": "60",
    "autovacuum": "off",
    "jit": "off",
}
READY = "ready to accept connections"
PATIENCE = 60


class Database(msgspec.Struct, frozen=True):
    """One database: as the role that serves, as the owner, and as somebody who may do anything."""

    psql: Path
    serving: str
    owner: str
    superuser: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process of the platform needs to find it."""
        return {**os.environ, "GEHOOR_DATABASE": self.serving, "GEHOOR_DATABASE_OWNER": self.owner}

    def sql(self, statement: str, address: str = "") -> str:
        """Carry out statements past the platform, as somebody who may do anything or as another role."""
        command = [str(self.psql), "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", address or self.superuser, "-c", statement]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()


class Server:
    """A running server with one database that is migrated, and others for who asks."""

    def __init__(self, port: int, psql: Path) -> None:
        self._port, self._psql = port, psql
        self._numbers = count(1)
        self._migrated = False
        self._shared: Database | None = None
        self._emptying = ""

    def addresses(self, name: str) -> Database:
        """Where the database of this name is."""
        places = (f"postgresql://{role}@127.0.0.1:{self._port}/{name}" for role in (SERVING, OWNER, SUPERUSER))
        return Database(self._psql, *places)

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[Database]:
        """A database of one's own, with or without tables."""
        name = self._made(migrated=migrated)
        try:
            yield self.addresses(name)
        finally:
            self.sql(f"DROP DATABASE {name} WITH (FORCE)")

    def shared(self) -> Database:
        """The migrated database of this test process, without rows; whoever alters its tables puts that back."""
        if self._shared is None:
            self._shared = self.addresses(self._made(migrated=True))
            delete = "string_agg('DELETE FROM ' || tablename, '; ')"
            tables = "FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '_migration$'"
            count_again = "SELECT count(setval(oid::regclass, 1, false)) FROM pg_class WHERE relkind = 'S'"
            replica = "SET session_replication_role = replica"
            self._emptying = f"{replica}; {self._shared.sql(f'SELECT {delete} {tables}')}; {count_again}"
        # Deleting from small tables is ten times as fast as a new database, and asks no trigger.
        self._shared.sql(self._emptying)
        return self._shared

    def _made(self, *, migrated: bool) -> str:
        if migrated and not self._migrated:
            self.sql(f"CREATE DATABASE migrated OWNER {OWNER}")
            migrate = [sys.executable, "-m", "gehoor", "migrate"]
            subprocess.run(migrate, env=self.addresses("migrated").environment, check=True, capture_output=True)
            self._migrated = True
        name = f"test_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {'migrated' if migrated else 'template1'}")
        return name

    def sql(self, statement: str) -> str:
        """Carry out a statement that is about the whole server."""
        return self.addresses(SUPERUSER).sql(statement)


@cache
def server() -> Server:
    """The server of this test process, started when the first test asks for it and stopped at the end."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    folder = Path(tempfile.mkdtemp(prefix="gehoor-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    somebody = "nobody" if os.geteuid() == 0 else ""
    if somebody:
        shutil.chown(folder, somebody)
    data = folder / "data"
    initialise = ["--auth=trust", f"--username={SUPERUSER}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    made = [*_as_somebody(somebody), str(binaries / "initdb"), "-D", str(data), *initialise]
    subprocess.run(made, check=True, capture_output=True, cwd=folder)
    port = _free_port()
    settings = {**SETTINGS, "port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder}
    options = [f"--{name}={value}" for name, value in settings.items()]
    # With a parent that is killed it ends too, so no server outlives the tests.
    command = [*_as_somebody(somebody), "--pdeathsig", "INT", str(binaries / "postgres"), "-D", str(data), *options]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=folder)
    atexit.register(_stop, running)
    assert running.stderr is not None
    said = list(_until_ready(running.stderr))
    if not said or READY not in said[-1]:
        raise RuntimeError(f"PostgreSQL did not start: {''.join(said)}")
    # Somebody must go on reading what it says, or it stops when the pipe is full.
    threading.Thread(target=deque, args=(running.stderr, 0), daemon=True).start()
    started = Server(port, binaries / "psql")
    for role in (OWNER, SERVING):
        started.sql(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS")
    return started


def _until_ready(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if READY in line:
            return


def _stop(running: subprocess.Popen[str]) -> None:
    # There is nothing to keep, so it need not tidy up.
    running.send_signal(signal.SIGQUIT)
    running.wait(PATIENCE)


def _as_somebody(somebody: str) -> list[str]:
    """PostgreSQL does not start as root, and then runs as the account that owns nothing."""
    if not somebody:
        return ["setpriv"]
    account = pwd.getpwnam(somebody)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
