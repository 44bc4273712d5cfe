"""Signing in at the identity provider of a municipality (OpenID Connect): going there, and coming back."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from gehoor.domain.tenant import SignIn
from gehoor.errors import NotAllowed, NotFound, Refused
from gehoor.services import accounts, admin_log, oidc_provider, oidc_token, secrets
from gehoor.services.municipality import Municipality
from gehoor.services.tokens import hash_of, new_token
from gehoor.storage import ceremonies, provider_subjects, sealing
from gehoor.storage.people import Account
from gehoor.storage.scope import transaction

#: This long somebody may take at the provider.
AWAY: Final = timedelta(minutes=10)
#: One answer for who is not known here, who is shut out and whose address is not verified.
UNKNOWN: Final = (
    "Uw organisatie heeft u aangemeld, maar bij deze gemeente is er geen account dat bij u hoort. Vraag uw beheerder"
    " om u toe te voegen, of om uw account te koppelen."
)
FAILED: Final = (
    "Het aanmelden via uw organisatie is niet gelukt of duurde te lang. Begin opnieuw op deze pagina. Lukt het weer"
    " niet, vraag dan uw beheerder."
)
_KIND, _ABOUT = "oidc", "oidc:sign-in"


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """Where to send the browser, and what it must hold when it comes back."""

    address: str
    browser: str


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """Who came back, and where this person wanted to go."""

    account: Account
    further: str


class _Journey(msgspec.Struct, frozen=True, kw_only=True):
    """What we remember while somebody is at the provider."""

    issuer: str
    client_id: str
    nonce: str
    verifier: str
    back: str
    further: str


def is_offered(place: Municipality) -> bool:
    """Whether this municipality has an identity provider."""
    setting = _setting(place)
    return bool(setting.issuer and setting.client_id)


async def depart(place: Municipality, back: str, further: str, at: datetime, *, loopback: bool) -> Departure:
    """Begins: `back` is our address to come back to. Raises `ProviderFailed`, and `NotFound` without a provider."""
    setting = _setting(place)
    if not is_offered(place):
        raise NotFound("Bij deze gemeente meldt u zich aan met een wachtwoord of een passkey.")
    found = await oidc_provider.metadata(place.tenant.slug, setting.issuer, at, loopback=loopback)
    state, browser = new_token(), new_token()
    journey = _Journey(
        issuer=setting.issuer, client_id=setting.client_id, nonce=new_token(), verifier=new_token(), back=back,
        further=further,
    )  # fmt: skip
    sealed = sealing.current().seal(msgspec.json.encode(journey), _ABOUT)
    await ceremonies.put(hash_of(_KIND, state), _KIND, sealed, at, at + AWAY, owner=hash_of(browser))
    query = {
        "response_type": "code",
        "client_id": setting.client_id,
        "redirect_uri": back,
        "scope": " ".join(dict.fromkeys(("openid", *setting.scopes))),
        "state": state,
        "nonce": journey.nonce,
        "code_challenge": _challenge(journey.verifier),
        "code_challenge_method": "S256",
    }
    return Departure(address=_with(found.authorization_endpoint, query), browser=browser)


async def arrive(place: Municipality, answer: dict[str, str], browser: str, at: datetime, *, loopback: bool) -> Arrival:
    """Who came back with this answer in this browser; raises `NotAllowed` with one message for each thing wrong."""
    sealed = await ceremonies.take(hash_of(_KIND, answer.get("state", "")), _KIND, at, owner=hash_of(browser))
    code, setting = answer.get("code", ""), _setting(place)
    if sealed is None or not code:
        raise NotAllowed(FAILED)
    journey = msgspec.json.decode(sealing.current().unseal(sealed, _ABOUT), type=_Journey)
    if (journey.issuer, journey.client_id) != (setting.issuer, setting.client_id):
        raise NotAllowed(FAILED)
    try:
        claims = await _claims(place.tenant.slug, journey, answer, at, loopback=loopback)
    except oidc_token.TokenRefused:
        raise NotAllowed(FAILED) from None
    account = await _account(place, setting, claims)
    if account is None:
        raise NotAllowed(UNKNOWN, code="unknown_person")
    return Arrival(account=account, further=journey.further)


async def way_out(place: Municipality, back: str, at: datetime, *, loopback: bool) -> str | None:
    """Where to sign out at the provider, when it offers that; it names nobody."""
    setting = _setting(place)
    if not is_offered(place):
        return None
    found = await oidc_provider.metadata(place.tenant.slug, setting.issuer, at, loopback=loopback)
    query = {"client_id": setting.client_id, "post_logout_redirect_uri": back}
    return _with(found.end_session_endpoint, query) if found.end_session_endpoint else None


async def link(place: Municipality, person_id: str, subject: str, by: str, at: datetime) -> None:
    """Writes down who somebody on the staff is at the provider of now, for a provider that gives no e-mail address."""
    issuer = _setting(place).issuer
    async with transaction():
        await accounts.ensure(place, person_id, at)
        await provider_subjects.unlink(person_id)
        if not await provider_subjects.link(issuer, subject, person_id, at):
            raise Refused("Deze persoon bij de aanmelddienst is al aan iemand anders gekoppeld. Kijk na wie het is.")
        await admin_log.write(by, "account_linked", accounts.subject_of(person_id), None, issuer, at)


async def unlink(person_id: str, by: str, at: datetime) -> None:
    """Nobody at a provider is this person any more."""
    async with transaction():
        await provider_subjects.unlink(person_id)
        await admin_log.write(by, "account_unlinked", accounts.subject_of(person_id), None, None, at)


async def _claims(
    slug: str, journey: _Journey, answer: dict[str, str], at: datetime, *, loopback: bool
) -> dict[str, Any]:
    found = await oidc_provider.metadata(slug, journey.issuer, at, loopback=loopback)
    named = answer.get("iss", "")
    if named != journey.issuer and (named or found.authorization_response_iss_parameter_supported):
        raise oidc_token.TokenRefused("The answer comes from another provider.")
    form = {
        "grant_type": "authorization_code",
        "code": answer["code"],
        "redirect_uri": journey.back,
        "code_verifier": journey.verifier,
    }
    token = await oidc_provider.exchange(
        found, form, journey.client_id, await secrets.of_name(secrets.OIDC_CLIENT_SECRET)
    )
    expected = {"issuer": journey.issuer, "client_id": journey.client_id, "nonce": journey.nonce}
    published = await oidc_provider.keys(slug, journey.issuer, at, loopback=loopback)
    try:
        return oidc_token.read(token, published, at=at, **expected)
    except oidc_token.UnknownKey:
        published = await oidc_provider.keys(slug, journey.issuer, at, loopback=loopback, fresh=True)
    try:
        return oidc_token.read(token, published, at=at, **expected)
    except oidc_token.UnknownKey:
        raise oidc_token.TokenRefused("No key of the provider has this name.") from None


async def _account(place: Municipality, setting: SignIn, claims: dict[str, Any]) -> Account | None:
    """The account that is there for these claims: linked by hand, or with this login. None is ever made."""
    linked = await provider_subjects.person_of(setting.issuer, claims["sub"])
    if linked is not None:
        return await accounts.open_account(accounts.person_of(place, linked))
    value = claims.get(setting.claim)
    if not isinstance(value, str) or not value.strip():
        return None
    # Whoever may write down any address at the provider would otherwise be whoever has that address.
    if setting.claim == "email" and claims.get("email_verified") is not True:
        return None
    return await accounts.open_account(accounts.person_with_login(place, value))


def _setting(place: Municipality) -> SignIn:
    return place.tenant.file.sign_in


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _with(address: str, query: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
