"""The address of a Redis server, which may hold a password and is therefore never shown."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from gehoor.errors import InvalidInput

FIELD = "GEHOOR_REDIS"
_HOW = (
    "Schrijf redis://server:6379/0, rediss://gebruiker:wachtwoord@server:6379/0 voor een beveiligde verbinding, of"
    f" unix:///pad/naar/redis.sock. Laat {FIELD} weg als er geen Redis is."
)


def read_redis(environment: Mapping[str, str]) -> str:
    """The address as it stands in the environment, or nothing; raises `InvalidInput` without showing it."""
    address = environment.get(FIELD, "").strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        # Reading the port is what tells that it is a number.
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        port_is_good = False
    if not port_is_good:
        raise InvalidInput(f"{FIELD} is geen geldig adres: de server of de poort klopt niet. {_HOW}", field=FIELD)
    if parts.scheme not in ("redis", "rediss", "unix"):
        raise InvalidInput(f"{FIELD} begint niet met redis://, rediss:// of unix://. {_HOW}", field=FIELD)
    if parts.scheme == "unix":
        if not parts.path:
            raise InvalidInput(f"In {FIELD} ontbreekt het pad naar de socket. {_HOW}", field=FIELD)
        return address
    if not parts.hostname:
        raise InvalidInput(f"In {FIELD} ontbreekt de naam van de server. {_HOW}", field=FIELD)
    number = parts.path.removeprefix("/")
    if number and not (number.isascii() and number.isdecimal()):
        raise InvalidInput(f"In {FIELD} hoort na de schuine streep het nummer van de database. {_HOW}", field=FIELD)
    return address
