"""Talks with the identity provider of a municipality: its metadata and keys, kept for a while, and its tokens."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from gehoor.errors import GehoorError

# httpx takes 8 MiB of memory, so it is imported where it is used: only when somebody signs in at a provider.

KEPT: Final = timedelta(hours=1)
#: An unknown key is asked for at most once in this time, so that made-up tokens do not make us ask all day.
REFRESH_AT_MOST: Final = timedelta(minutes=1)
AT_MOST: Final = 64
_SECONDS: Final = 5.0
_LONGEST: Final = 512_000
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
PATH: Final = "/.well-known/openid-configuration"


class ProviderFailed(GehoorError):
    """The identity provider does not answer, or answers something that cannot be."""

    code = "provider_failed"


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider says about itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class _Known(msgspec.Struct):
    metadata: Metadata
    read_at: datetime
    keys: list[dict[str, Any]] = []
    keys_at: datetime | None = None


#: By municipality and issuer: what one municipality's provider says is never used for another.
_KNOWN: Final[OrderedDict[tuple[str, str], _Known]] = OrderedDict()


def check_address(address: str, *, loopback: bool) -> str:
    """The address when it may be asked: https, or http on this machine where that is allowed."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    secure = parts.scheme == "https" or (loopback and parts.scheme == "http" and host in _LOOPBACK)
    if not host or not secure or parts.fragment or parts.username is not None:
        raise ProviderFailed(
            "Het adres van de aanmelddienst van uw organisatie is niet veilig: het moet met https:// beginnen."
            " Vraag uw beheerder om dit na te kijken."
        )
    return address


async def metadata(slug: str, issuer: str, at: datetime, *, loopback: bool) -> Metadata:
    """What the provider says about itself, at most an hour old."""
    return (await _known(slug, issuer, at, loopback=loopback)).metadata


async def keys(slug: str, issuer: str, at: datetime, *, loopback: bool, fresh: bool = False) -> list[dict[str, Any]]:
    """The provider's public keys; `fresh` when one was not among them, which is granted once a minute."""
    known = await _known(slug, issuer, at, loopback=loopback)
    age = at - known.keys_at if known.keys_at else None
    if age is None or age >= KEPT or (fresh and age >= REFRESH_AT_MOST):
        found = await _get(known.metadata.jwks_uri)
        given = found.get("keys") if isinstance(found, dict) else None
        if not isinstance(given, list):
            raise _failed()
        known.keys, known.keys_at = [key for key in given if isinstance(key, dict)], at
    return known.keys


async def exchange(found: Metadata, form: dict[str, str], client_id: str, secret: str | None) -> str:
    """The ID token for a code; the secret goes along in the way that the provider asks for."""
    import httpx

    auth: httpx.BasicAuth | None = None
    if secret and "client_secret_basic" in found.token_endpoint_auth_methods_supported:
        auth = httpx.BasicAuth(client_id, secret)
    else:
        form = {**form, "client_id": client_id, **({"client_secret": secret} if secret else {})}
    answer = await _ask("POST", found.token_endpoint, data=form, auth=auth)
    token = answer.get("id_token") if isinstance(answer, dict) else None
    if not isinstance(token, str):
        raise _failed()
    return token


def forget(slug: str) -> None:
    """Forget what the providers of a municipality said, when its settings change."""
    for key in [key for key in _KNOWN if key[0] == slug]:
        del _KNOWN[key]


async def _known(slug: str, issuer: str, at: datetime, *, loopback: bool) -> _Known:
    known = _KNOWN.get((slug, issuer))
    if known is None or at - known.read_at >= KEPT or at < known.read_at:
        check_address(issuer, loopback=loopback)
        try:
            found = msgspec.convert(await _get(issuer.rstrip("/") + PATH), Metadata)
        except msgspec.ValidationError:
            raise _failed() from None
        # A provider that calls itself something else could speak for another one.
        if found.issuer != issuer:
            raise _failed()
        for address in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
            check_address(address, loopback=loopback)
        if found.end_session_endpoint:
            check_address(found.end_session_endpoint, loopback=loopback)
        known = _KNOWN[slug, issuer] = _Known(found, at)
        while len(_KNOWN) > AT_MOST:
            _KNOWN.popitem(last=False)
    _KNOWN.move_to_end((slug, issuer))
    return known


async def _get(address: str) -> Any:
    return await _ask("GET", address)


async def _ask(method: str, address: str, **sent: Any) -> Any:
    """The JSON that an address answers: in time, not too much, and from that address and no other."""
    import httpx

    try:
        async with (
            httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False) as client,
            client.stream(method, address, headers={"Accept": "application/json"}, **sent) as answer,
        ):
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > _LONGEST:
                    raise _failed()
            if answer.status_code != httpx.codes.OK:
                raise _failed()
        return msgspec.json.decode(bytes(body))
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError):
        raise _failed() from None


def _failed() -> ProviderFailed:
    return ProviderFailed(
        "De aanmelddienst van uw organisatie geeft geen goed antwoord. Probeer het over een paar minuten opnieuw."
        " Blijft het zo, vraag dan uw beheerder."
    )
