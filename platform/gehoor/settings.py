"""What differs between installations, from the environment; every name begins with GEHOOR_."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from gehoor.errors import InvalidInput
from gehoor.mail.scanner import Scanner, read_scanner
from gehoor.mail.server import Server, read_server
from gehoor.redis_address import read_redis
from gehoor.storage.postgres_address import Address

MOST_CONNECTIONS = 200


class Hidden:
    """A secret among the settings: it is nowhere to be seen unless it is asked for by name."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "Hidden(...)"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`data`: folder of the databases; `tenants`: folder of the municipalities; `https`: behind TLS."""

    data: Path
    tenants: Path
    host: str = "127.0.0.1"
    port: int = 8000
    https: bool = False
    #: A demonstration: a password alone lets people in, and every page says that nothing in it is real.
    demo: bool = False
    #: The PostgreSQL database as the role that serves, and as the role that owns the tables; without, files in `data`.
    database: Hidden | None = None
    database_owner: Hidden | None = None
    #: How many connections a process has at most; it begins with one.
    database_pool: int = 10
    #: The key that opens the keys of the tenants, itself or the file it is in; without either, a file in `data`.
    master_key: Hidden | None = None
    master_key_file: Path | None = None
    #: Whether the log gets a line for each request.
    log_requests: bool = False
    #: The mail server for municipalities that have none of their own.
    smtp: Server | None = None
    #: The Redis that carries hints from processes that leave work to processes that do it; None: there is none.
    redis: Hidden | None = None
    #: Whether the process of the website does work too.
    worker: bool = True
    #: The host of the operator's pages, which is no municipality's; empty when there are none.
    operator_host: str = ""
    #: The virus scanner that looks at files before anybody may open them; without one nothing is looked at.
    clamd: Scanner | None = None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment; raises `InvalidInput` naming the variable."""
    port = environment.get("GEHOOR_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise InvalidInput(f"GEHOOR_PORT is '{port}'; geef een getal van 1 tot 65535.", field="GEHOOR_PORT")
    https = environment.get("GEHOOR_HTTPS", "0")
    if https not in ("0", "1"):
        raise InvalidInput(f"GEHOOR_HTTPS is '{https}'; geef 0 of 1.", field="GEHOOR_HTTPS")
    demo = environment.get("GEHOOR_DEMO", "0")
    if demo not in ("0", "1"):
        raise InvalidInput(f"GEHOOR_DEMO is '{demo}'; geef 0 of 1.", field="GEHOOR_DEMO")
    log_requests = environment.get("GEHOOR_LOG_REQUESTS", "0")
    if log_requests not in ("0", "1"):
        raise InvalidInput(f"GEHOOR_LOG_REQUESTS is '{log_requests}'; geef 0 of 1.", field="GEHOOR_LOG_REQUESTS")
    redis = read_redis(environment)
    # With Redis there are processes for the work, so by default the website leaves it to them.
    worker = environment.get("GEHOOR_WORKER", "") or ("0" if redis else "1")
    if worker not in ("0", "1"):
        raise InvalidInput(f"GEHOOR_WORKER is '{worker}'; geef 0 of 1.", field="GEHOOR_WORKER")
    master_key, master_key_file = environment.get("GEHOOR_MASTER_KEY", ""), environment.get("GEHOOR_MASTER_KEY_FILE")
    if master_key and master_key_file:
        raise InvalidInput(
            "GEHOOR_MASTER_KEY en GEHOOR_MASTER_KEY_FILE staan er allebei; geef er één.", field="GEHOOR_MASTER_KEY"
        )
    pool = environment.get("GEHOOR_DATABASE_POOL", "10")
    if not pool.isdigit() or not 0 < int(pool) <= MOST_CONNECTIONS:
        raise InvalidInput(
            f"GEHOOR_DATABASE_POOL is '{pool}'; geef een getal van 1 tot en met {MOST_CONNECTIONS}.",
            field="GEHOOR_DATABASE_POOL",
        )
    return Settings(
        database=_database(environment, "GEHOOR_DATABASE"),
        database_owner=_database(environment, "GEHOOR_DATABASE_OWNER"),
        database_pool=int(pool),
        data=Path(environment.get("GEHOOR_DATA", "data")),
        tenants=Path(environment.get("GEHOOR_TENANTS", "tenants")),
        host=environment.get("GEHOOR_HOST", "127.0.0.1"),
        port=int(port),
        https=https == "1",
        demo=demo == "1",
        master_key=Hidden(master_key) if master_key else None,
        master_key_file=Path(master_key_file) if master_key_file else None,
        log_requests=log_requests == "1",
        smtp=_smtp(environment),
        redis=Hidden(redis) if redis else None,
        worker=worker == "1",
        operator_host=_operator_host(environment),
        clamd=read_scanner(environment.get("GEHOOR_CLAMD", "").strip(), "GEHOOR_CLAMD"),
    )


def _operator_host(environment: Mapping[str, str]) -> str:
    """The host of the operator's pages, in lower case; raises `InvalidInput` for what is no bare host name."""
    host = environment.get("GEHOOR_OPERATOR_HOST", "").strip().lower().rstrip(".")
    if host and not re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", host):
        raise InvalidInput(
            f"GEHOOR_OPERATOR_HOST is '{host}'; geef alleen een naam, zonder https:// en zonder poort, bijvoorbeeld"
            " beheer.voorbeeld.nl.",
            field="GEHOOR_OPERATOR_HOST",
        )
    return host


def _smtp(environment: Mapping[str, str]) -> Server | None:
    """The mail server, which GEHOOR_SMTP_SENDER and GEHOOR_SMTP_PASSWORD go with; raises `InvalidInput`."""
    address = environment.get("GEHOOR_SMTP", "").strip()
    if not address:
        return None
    sender, password = environment.get("GEHOOR_SMTP_SENDER", "").strip(), environment.get("GEHOOR_SMTP_PASSWORD", "")
    return read_server(address, sender, password)


def _database(environment: Mapping[str, str], name: str) -> Hidden | None:
    """The address of a PostgreSQL database, which may hold a password; raises `InvalidInput` without showing it."""
    url = environment.get(name, "").strip()
    if not url:
        return None
    Address(url, name)
    return Hidden(url)


def check_demo(settings: Settings) -> None:
    """Refuses a demonstration that others than this machine could reach; raises `InvalidInput`."""
    loopback = settings.host in ("localhost", "::1") or settings.host.startswith("127.")
    if settings.demo and (settings.https or not loopback):
        raise InvalidInput(
            f"GEHOOR_DEMO is 1, en dan is een wachtwoord genoeg om binnen te komen. Dat mag alleen op deze computer"
            f" zelf: zet GEHOOR_HOST op 127.0.0.1 (nu {settings.host}) en GEHOOR_HTTPS op 0, of zet GEHOOR_DEMO uit.",
            field="GEHOOR_DEMO",
        )
