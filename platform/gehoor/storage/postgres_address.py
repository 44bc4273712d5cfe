"""Where a PostgreSQL database is and as whom it is used, told without its password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from gehoor.errors import InvalidInput

SCHEMES = ("postgresql", "postgres")
#: How many connections a process has at most, where nothing else is said.
CONNECTIONS = 10


class Address:
    """The address of a database as it stands in the setting `name`."""

    __slots__ = ("name", "place", "url", "user")

    def __init__(self, url: str, name: str) -> None:
        self.url = url
        self.name = name
        parts = _parts(url, name)
        query = parse_qs(parts.query)
        host = parts.hostname or query.get("host", [""])[0]
        database = unquote(parts.path.removeprefix("/"))
        self.user = unquote(parts.username or query.get("user", [""])[0])
        self.place = f"database '{database}' op '{host}'"
        for what, given in (("de gebruiker", self.user), ("de server", host), ("de naam van de database", database)):
            if not given:
                raise InvalidInput(
                    f"In {name} ontbreekt {what}. Schrijf het adres als postgresql://gebruiker@server/database.",
                    field=name,
                )

    def __repr__(self) -> str:
        return f"Address({self.name})"

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say in plain words that connecting failed; the password is in no message."""
        # Imported here, because the settings are read by commands that open no database.
        from asyncpg.exceptions import InterfaceError, PostgresError

        try:
            yield
        except (OSError, PostgresError, InterfaceError) as error:
            why = error.message if isinstance(error, PostgresError) else type(error).__name__
            raise InvalidInput(
                f"Verbinden met PostgreSQL lukt niet: {self.place}, gebruiker '{self.user}' ({why}). "
                f"Kijk of de server draait en of {self.name} klopt.",
                field=self.name,
            ) from None


def _parts(url: str, name: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        # Reading the port is what tells that it is a number.
        readable = parts.scheme in SCHEMES and (parts.port is None or parts.port > 0)
    except ValueError:
        readable = False
    if not readable:
        raise InvalidInput(
            f"{name} is geen adres van een PostgreSQL-database. Schrijf het als "
            f"postgresql://gebruiker@server/database, of laat {name} weg om bestanden van SQLite te gebruiken.",
            field=name,
        )
    return parts
