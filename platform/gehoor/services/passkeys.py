"""Passkeys (WebAuthn): setting one up, and showing it as second factor or instead of a password."""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import msgspec

from gehoor.errors import InvalidInput, NotAllowed
from gehoor.services import accounts, second_factor
from gehoor.services.municipality import Municipality
from gehoor.services.tokens import hash_of
from gehoor.storage import ceremonies, credentials
from gehoor.storage.credentials import Credential, Kind
from gehoor.storage.people import Account

if TYPE_CHECKING:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

# webauthn takes 13 MiB of memory, so it is imported where it is used: only when somebody uses a passkey.

CHALLENGE_TIME: Final = timedelta(minutes=5)
_NEW, _SHOW = "passkey_new", "passkey_show"
#: More than any authenticator sends.
_LONGEST: Final = 20_000


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """The place a passkey is for: it works at this host and no other."""

    host: str
    #: Scheme, host and port, as the browser writes them in what it signs.
    origin: str


async def options_to_set_up(place: Municipality, site: Site, account: Account, session: str, at: datetime) -> str:
    """What the browser needs to make a passkey, as JSON, for the session with this handle."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    options = generate_registration_options(
        rp_id=site.host,
        rp_name=place.tenant.title,
        user_name=account.login,
        user_display_name=account.name,
        # The same for each passkey of this person, so that an authenticator keeps one for this account.
        user_id=hashlib.sha256(f"{place.tenant.slug}\n{account.person_id}".encode()).digest(),
        attestation=structs.AttestationConveyancePreference.NONE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_described(await credentials.of(account.person_id)),
    )
    await _keep(_NEW, options.challenge, at, session)
    return options_to_json(options)


async def set_up(
    site: Site, account: Account, session: str, answer: str, title: str, at: datetime, *, first: bool
) -> None:
    """Keeps the passkey that the browser made; raises `InvalidInput` when it is not what was asked for."""
    challenge = await _challenge(_NEW, answer, at, session)
    made = await _registered(site, answer, challenge) if challenge else None
    if made is None:
        raise InvalidInput(
            "Uw passkey is niet bewaard: het duurde te lang, of uw apparaat gaf een antwoord dat wij niet vertrouwen."
            " Probeer het opnieuw.",
            field="passkey",
        )
    await second_factor.add(
        account.person_id, Kind.PASSKEY, title, made.credential_public_key, at, counter=made.sign_count,
        session=session, first=first, credential_id=_text(made.credential_id),
    )  # fmt: skip


async def options_to_show(site: Site, person_id: str, session: str, at: datetime) -> str:
    """What the browser needs to show a passkey, as JSON; for a stranger it names none, so it tells nothing."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_described(await credentials.of(person_id)) if person_id else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    await _keep(_SHOW, options.challenge, at, session)
    return options_to_json(options)


async def shown(place: Municipality, site: Site, person_id: str, session: str, answer: str, at: datetime) -> Account:
    """Whose passkey was shown; with a `person_id` it must be that person's. Raises `NotAllowed` for everything else."""
    challenge = await _challenge(_SHOW, answer, at, session)
    credential = await credentials.by_credential_id(_named(answer)) if challenge else None
    counter = None
    if (
        challenge
        and credential
        and credential.kind is Kind.PASSKEY
        and credential.person_id == (person_id or credential.person_id)
    ):
        counter = _verified(site, answer, challenge, credential)
    account = await accounts.open_account(accounts.person_of(place, credential.person_id)) if credential else None
    if credential is None or counter is None or account is None:
        raise NotAllowed(
            "Met deze passkey kunt u zich hier niet aanmelden. Probeer het opnieuw, of kies een andere manier."
        )
    await credentials.used(credential, counter, at)
    return account


async def _registered(site: Site, answer: str, challenge: bytes) -> Any:
    from webauthn import verify_registration_response

    try:
        return verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.host,
            expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except Exception:
        # The library reads what anybody may send and fails in many ways; each means that this is no passkey.
        return None


def _verified(site: Site, answer: str, challenge: bytes, credential: Credential) -> int | None:
    """What the authenticator counts now, when it signed our challenge for this site after asking who is there."""
    from webauthn import verify_authentication_response

    try:
        return verify_authentication_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.host, expected_origin=site.origin,
            credential_public_key=credential.secret, credential_current_sign_count=credential.counter,
            require_user_verification=True,
        ).new_sign_count  # fmt: skip
    except Exception:
        # As above: whatever it is, it is not a passkey of ours.
        return None


async def _keep(kind: str, challenge: bytes, at: datetime, session: str) -> None:
    await ceremonies.put(hash_of(kind, _text(challenge)), kind, challenge, at, at + CHALLENGE_TIME, owner=session)


async def _challenge(kind: str, answer: str, at: datetime, session: str) -> bytes | None:
    """The challenge that the answer says it is about, when we gave it to this session; it can be asked once."""
    try:
        response = _decoded(answer)["response"]
        client = msgspec.json.decode(_bytes(response["clientDataJSON"]))
        named = _text(_bytes(client["challenge"]))
    except (msgspec.DecodeError, KeyError, TypeError, ValueError):
        return None
    return await ceremonies.take(hash_of(kind, named), kind, at, owner=session)


def _named(answer: str) -> str:
    name = _decoded(answer).get("id", "")
    return name if isinstance(name, str) else ""


def _decoded(answer: str) -> dict[str, Any]:
    return msgspec.json.decode(answer[:_LONGEST], type=dict[str, Any])


def _described(factors: list[Credential]) -> list[PublicKeyCredentialDescriptor]:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=_bytes(f.credential_id)) for f in factors if f.credential_id]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as problem:
        raise ValueError("This is not base64url.") from problem
