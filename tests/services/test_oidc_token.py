"""A token is held against keys without a provider, so that it can lie about exactly one thing."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from gehoor.services import oidc_token
from gehoor.services.oidc_token import TokenRefused, UnknownKey

CLIENT = "gehoor-test"
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
RSA, ELLIPTIC = RSAKey.generate_key(2048, {"kid": "rsa"}), ECKey.generate_key("P-256", {"kid": "ec"})
STRANGER = RSAKey.generate_key(2048, {"kid": "rsa"})
KEYS: list[dict[str, Any]] = [dict(RSA.as_dict(private=False)), dict(ELLIPTIC.as_dict(private=False))]
ISSUER = "https://login.example"
RIGHT: dict[str, Any] = {
    "iss": ISSUER, "sub": "s-1", "aud": CLIENT, "exp": AT.timestamp() + 300, "iat": AT.timestamp(), "nonce": "n-1",
}  # fmt: skip


def token(header: dict[str, Any] | None = None, key: Any = RSA, **changes: Any) -> str:
    claims = {name: value for name, value in {**RIGHT, **changes}.items() if value is not None}
    header = header or {"alg": "RS256", "kid": "rsa"}
    return jwt.encode(header, claims, key, algorithms=["RS256", "ES256", "PS256", "RS384"])


def read(written: str) -> dict[str, Any]:
    return oidc_token.read(written, KEYS, issuer=ISSUER, client_id=CLIENT, nonce="n-1", at=AT)


@pytest.mark.parametrize(
    ("algorithm", "key"), [("RS256", RSA), ("PS256", RSA), ("ES256", ELLIPTIC)], ids=["RS256", "PS256", "ES256"]
)
def test_a_right_token_is_read(algorithm: str, key: Any) -> None:
    assert read(token({"alg": algorithm, "kid": key.kid}, key))["sub"] == "s-1"
    assert read(token({"alg": algorithm}, key))["sub"] == "s-1", "a provider with few keys may leave the name out"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://kwaad.example"},
        {"iss": f"{ISSUER}/"},
        {"aud": "een-ander"},
        {"aud": []},
        {"aud": [CLIENT, "een-ander"]},
        {"aud": [CLIENT, "een-ander"], "azp": "een-ander"},
        {"azp": "een-ander"},
        {"exp": AT.timestamp() - 61},
        {"exp": None},
        {"exp": "later"},
        {"iat": AT.timestamp() + 61},
        {"iat": AT.timestamp() - 3600},
        {"iat": None},
        {"nbf": AT.timestamp() + 300},
        {"nonce": "n-2"},
        {"nonce": None},
        {"nonce": ["n-1"]},
        {"sub": ""},
        {"sub": None},
        {"sub": "s" * 256},
    ],
    ids=str,
)
def test_a_token_that_lies_about_one_thing_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        read(token(**changes))


def test_more_audiences_are_fine_when_the_token_was_asked_for_by_us() -> None:
    assert read(token(aud=[CLIENT, "een-ander"], azp=CLIENT))["azp"] == CLIENT


def test_a_signature_of_a_stranger_under_the_name_of_a_known_key_is_refused() -> None:
    with pytest.raises(TokenRefused):
        read(token(key=STRANGER))


def test_a_key_that_is_not_known_asks_for_the_keys_again() -> None:
    with pytest.raises(UnknownKey):
        read(token({"alg": "RS256", "kid": "nieuw"}))


def test_a_way_of_signing_that_is_not_accepted_is_refused() -> None:
    with pytest.raises(TokenRefused):
        read(token({"alg": "RS384", "kid": "rsa"}))
    # Signed with the public key as if it were a shared secret.
    signed = f"{part({'alg': 'HS256', 'kid': 'rsa'})}.{part(RIGHT)}"
    signature = hmac.new(RSA.as_pem(private=False), signed.encode(), "sha256").digest()
    with pytest.raises(TokenRefused):
        read(f"{signed}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}")


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def test_no_signature_and_no_token_are_refused() -> None:
    for written in (f"{part({'alg': 'none'})}.{part(RIGHT)}.", "", "a.b.c", "...", "x" * 20_000):
        with pytest.raises(TokenRefused):
            read(written)


def test_a_changed_claim_breaks_the_signature() -> None:
    head, body, signature = token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["sub"] = "s-2"
    changed = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    with pytest.raises(TokenRefused):
        read(f"{head}.{changed}.{signature}")
