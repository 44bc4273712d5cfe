"""Reads an ID token: who signed it, for whom, when and for which sign-in; a doubt about one of them is a no."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from gehoor.errors import NotAllowed

# joserfc loads cryptography, which takes 10 MiB of memory, so it is imported where it is used.

#: Signatures with a public key only; "none" and shared secrets are no signature of a provider.
ALGORITHMS: Final = ("RS256", "ES256", "PS256")
KEY_TYPES: Final = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
#: Clocks are not equal.
LEEWAY: Final = timedelta(minutes=1)
#: A token is made when somebody signs in, which was just now.
OLDEST: Final = timedelta(minutes=10)
_LONGEST: Final = 16_384


class UnknownKey(NotAllowed):
    """The token names a key that the provider had not published when it was last asked."""

    code = "unknown_key"


class TokenRefused(NotAllowed):
    """The token is not for us, not from the provider, not from now or not for this sign-in."""

    code = "token_refused"


class _Claims(msgspec.Struct, frozen=True, kw_only=True):
    """The claims every ID token has, with the types they must have."""

    iss: str
    sub: str
    aud: str | tuple[str, ...]
    exp: float
    iat: float
    nonce: str
    azp: str | None = None
    nbf: float | None = None


def read(
    token: str, keys: Sequence[dict[str, Any]], *, issuer: str, client_id: str, nonce: str, at: datetime
) -> dict[str, Any]:
    """The claims of a token that is right in everything; raises `UnknownKey` or `TokenRefused`."""
    claims = _signed(token, keys)
    try:
        found = msgspec.convert(claims, _Claims)
    except msgspec.ValidationError:
        raise TokenRefused("The token lacks a claim, or one has another type.") from None
    audience = (found.aud,) if isinstance(found.aud, str) else found.aud
    now, leeway = at.timestamp(), LEEWAY.total_seconds()
    wrong = {
        "iss": found.iss != issuer,
        "aud": client_id not in audience,
        "azp": found.azp != client_id if found.azp is not None else len(audience) > 1,
        "exp": found.exp + leeway <= now,
        "iat": not now - OLDEST.total_seconds() - leeway <= found.iat <= now + leeway,
        "nbf": found.nbf is not None and found.nbf > now + leeway,
        "nonce": not hmac.compare_digest(found.nonce.encode(), nonce.encode()),
        "sub": not 0 < len(found.sub) <= 255,
    }
    if reasons := [name for name, is_wrong in wrong.items() if is_wrong]:
        raise TokenRefused(f"The token is refused for: {', '.join(reasons)}.")
    return claims


def _signed(token: str, keys: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The claims, when one of the keys signed them in a way that we accept."""
    from joserfc import jws
    from joserfc.errors import JoseError
    from joserfc.jwk import ECKey, RSAKey

    try:
        if len(token) > _LONGEST:
            raise ValueError("This is far longer than any ID token.")
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError):
        raise TokenRefused("This is not a signed token.") from None
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS or "crit" in header:
        raise TokenRefused("The token is signed in a way that is not accepted.")
    fitting = [
        key
        for key in keys
        if key.get("kty") == KEY_TYPES[algorithm]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    ]
    if not fitting:
        raise UnknownKey("The key that signed the token is not known.")
    for key in fitting:
        try:
            public = (ECKey if key["kty"] == "EC" else RSAKey).import_key(key)
            content = jws.deserialize_compact(token.encode(), public, algorithms=[algorithm]).payload
            return msgspec.json.decode(content, type=dict[str, Any])
        except (JoseError, ValueError, TypeError, KeyError):
            # The next key may be the right one; when none is, the token is refused below.
            continue
    raise TokenRefused("No key of the provider made this signature.")
