"""The mail server through which mail leaves, and the address in which an installation names one."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from gehoor.domain.tenant import Security
from gehoor.errors import InvalidInput

FIELD = "GEHOOR_SMTP"
_HOW = "Schrijf smtp://gebruiker@mailserver:587 of smtps://gebruiker@mailserver:465."
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Server:
    """A mail server with the address mail comes from; the password never shows where this is printed."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def address_of(sender: str) -> str:
    """The bare address in "Gemeente <adres@voorbeeld.nl>"; empty when there is none."""
    return parseaddr(sender)[1]


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, so that nobody can listen in between."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_server(address: str, sender: str, password: str = "") -> Server:
    """The server that `smtp(s)://user@host:port` names; raises `InvalidInput`.

    `smtp` asks for STARTTLS, except on this machine itself; `smtps` is protected from the first byte.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise InvalidInput(f"{FIELD} bevat geen geldig adres. {_HOW}", field=FIELD) from None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise InvalidInput(f"{FIELD} bevat geen geldig adres. {_HOW}", field=FIELD)
    if parts.scheme == "smtps":
        security = Security.TLS
    else:
        security = Security.NONE if is_loopback(parts.hostname) else Security.STARTTLS
    return Server(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        security=security,
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or "") or password,
    )
