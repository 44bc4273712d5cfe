"""The tables for signing in as Piccolo sees them; the migrations make them, with their rules."""

from __future__ import annotations

from piccolo.columns import BigInt, Bytea, Integer, Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class Invitation(Table, tablename="invitation", db=TENANT):
    """A link with which somebody chooses a password, known by the hash of its token."""

    token_hash = Text(primary_key=True)
    person_id = Text()
    made_by = Text()
    made_at = Text()
    expires_at = Text()
    used_at = Text(null=True, default=None)


class Credential(Table, tablename="credential", db=TENANT):
    """A second factor: an app that makes codes, or a passkey."""

    id: Serial
    person_id = Text()
    kind = Text()
    title = Text()
    secret = Bytea()
    credential_id = Text(null=True, default=None)
    counter = BigInt()
    created_at = Text()
    used_at = Text(null=True, default=None)


class RecoveryCode(Table, tablename="recovery_code", db=TENANT):
    """A code for when there is no second factor at hand; a used one is gone."""

    code_hash = Text(primary_key=True)
    person_id = Text()
    made_at = Text()


class Ceremony(Table, tablename="ceremony", db=TENANT):
    """What must be remembered from one step of signing in to the next, for a few minutes and once."""

    key_hash = Text(primary_key=True)
    kind = Text()
    owner = Text()
    content = Bytea()
    made_at = Text()
    expires_at = Text()


class Attempt(Table, tablename="attempt", db=TENANT):
    """How often something was tried lately; Piccolo knows one key column, the table has two."""

    key_hash = Text(primary_key=True)
    rule = Text()
    times = Integer()
    last_at = Text()


class Device(Table, tablename="device", db=TENANT):
    """A browser in which somebody signed in before; Piccolo knows one key column, the table has two."""

    token_hash = Text(primary_key=True)
    person_id = Text()
    seen_at = Text()


class ProviderSubject(Table, tablename="provider_subject", db=TENANT):
    """Who somebody is at an identity provider; Piccolo knows one key column, the table has two."""

    subject = Text(primary_key=True)
    issuer = Text()
    person_id = Text()
    made_at = Text()


TABLES = (Invitation, Credential, RecoveryCode, Ceremony, Attempt, Device, ProviderSubject)
