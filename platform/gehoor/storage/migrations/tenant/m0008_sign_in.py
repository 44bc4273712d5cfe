"""How people sign in: invitations, second factors, recovery codes, sessions with a stage, and what slows guessing."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, walled

_KINDS = "CHECK (kind IN ('totp', 'passkey'))"
_STAGES = "CHECK (stage IN ('full', 'second_factor', 'enrolment'))"
_PERSON = "person_id TEXT NOT NULL REFERENCES account (person_id) ON DELETE CASCADE"
_PERSON_PG = "FOREIGN KEY (tenant, person_id) REFERENCES account (tenant, person_id) ON DELETE CASCADE"

#: The columns that are the same on both databases.
_SESSION = f"""
    handle TEXT NOT NULL,
    stage TEXT NOT NULL {_STAGES},
    means TEXT NOT NULL,
    device TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    proven_at TEXT,
    expires_at TEXT NOT NULL,
    csrf TEXT NOT NULL"""
_INVITATION = """
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT"""
_CEREMONY = """
    kind TEXT NOT NULL,
    owner TEXT NOT NULL,
    made_at TEXT NOT NULL,
    expires_at TEXT NOT NULL"""
_ATTEMPT = """
    rule TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    times INTEGER NOT NULL,
    last_at TEXT NOT NULL"""

#: Name of an index -> what it covers; the same on both databases.
_INDEXES = {
    "session_person": "session (person_id)",
    "session_expires": "session (expires_at)",
    "invitation_person": "invitation (person_id)",
    "credential_person": "credential (person_id)",
    "recovery_code_person": "recovery_code (person_id)",
    "ceremony_expires": "ceremony (expires_at)",
    "attempt_last": "attempt (last_at)",
    "provider_subject_person": "provider_subject (person_id)",
}
_SQLITE_INDEXES = tuple(f"CREATE INDEX {name} ON {what}" for name, what in _INDEXES.items())
_POSTGRES_INDEXES = tuple(f"CREATE INDEX {name} ON {what.replace('(', '(tenant, ')}" for name, what in _INDEXES.items())

MIGRATION: Final = Migration(
    id="0008",
    sqlite=(
        "ALTER TABLE account ADD COLUMN enabled BOOLEAN NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1))",
        # Nobody who signed in without a second factor stays signed in.
        "DROP TABLE session",
        f"CREATE TABLE session (token_hash TEXT NOT NULL PRIMARY KEY, {_PERSON}, {_SESSION}, UNIQUE (handle))",
        f"CREATE TABLE invitation (token_hash TEXT NOT NULL PRIMARY KEY, {_PERSON}, {_INVITATION})",
        f"""
        CREATE TABLE credential (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            {_PERSON},
            kind TEXT NOT NULL {_KINDS},
            title TEXT NOT NULL,
            secret BLOB NOT NULL,
            credential_id TEXT UNIQUE,
            counter INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            used_at TEXT
        )""",
        f"""
        CREATE TABLE recovery_code (
            code_hash TEXT NOT NULL PRIMARY KEY,
            {_PERSON},
            made_at TEXT NOT NULL
        )""",
        f"CREATE TABLE ceremony (key_hash TEXT NOT NULL PRIMARY KEY, content BLOB NOT NULL, {_CEREMONY})",
        f"CREATE TABLE attempt ({_ATTEMPT}, PRIMARY KEY (rule, key_hash))",
        f"CREATE TABLE device (token_hash TEXT NOT NULL, {_PERSON}, seen_at TEXT NOT NULL,"
        " PRIMARY KEY (token_hash, person_id))",
        f"CREATE TABLE provider_subject (issuer TEXT NOT NULL, subject TEXT NOT NULL, {_PERSON},"
        " made_at TEXT NOT NULL, PRIMARY KEY (issuer, subject))",
        *_SQLITE_INDEXES,
    ),
    postgres=(
        "ALTER TABLE account ADD COLUMN enabled BOOLEAN NOT NULL DEFAULT TRUE",
        "DROP TABLE session",
        f"CREATE TABLE session ({TENANT_COLUMN}, token_hash TEXT NOT NULL, person_id TEXT NOT NULL, {_SESSION},"
        f" PRIMARY KEY (tenant, token_hash), UNIQUE (tenant, handle), {_PERSON_PG})",
        *walled("session"),
        f"CREATE TABLE invitation ({TENANT_COLUMN}, token_hash TEXT NOT NULL, person_id TEXT NOT NULL, {_INVITATION},"
        f" PRIMARY KEY (tenant, token_hash), {_PERSON_PG})",
        *walled("invitation"),
        f"""
        CREATE TABLE credential (
            {TENANT_COLUMN},
            id {NUMBER},
            person_id TEXT NOT NULL,
            kind TEXT NOT NULL {_KINDS},
            title TEXT NOT NULL,
            secret BYTEA NOT NULL,
            credential_id TEXT,
            counter BIGINT NOT NULL,
            created_at TEXT NOT NULL,
            used_at TEXT,
            PRIMARY KEY (tenant, id),
            UNIQUE (tenant, credential_id),
            {_PERSON_PG}
        )""",
        *walled("credential"),
        f"CREATE TABLE recovery_code ({TENANT_COLUMN}, code_hash TEXT NOT NULL, person_id TEXT NOT NULL,"
        f" made_at TEXT NOT NULL, PRIMARY KEY (tenant, code_hash), {_PERSON_PG})",
        *walled("recovery_code"),
        f"CREATE TABLE ceremony ({TENANT_COLUMN}, key_hash TEXT NOT NULL, content BYTEA NOT NULL, {_CEREMONY},"
        " PRIMARY KEY (tenant, key_hash))",
        *walled("ceremony"),
        f"CREATE TABLE attempt ({TENANT_COLUMN}, {_ATTEMPT}, PRIMARY KEY (tenant, rule, key_hash))",
        *walled("attempt"),
        f"CREATE TABLE device ({TENANT_COLUMN}, token_hash TEXT NOT NULL, person_id TEXT NOT NULL,"
        f" seen_at TEXT NOT NULL, PRIMARY KEY (tenant, token_hash, person_id), {_PERSON_PG})",
        *walled("device"),
        f"CREATE TABLE provider_subject ({TENANT_COLUMN}, issuer TEXT NOT NULL, subject TEXT NOT NULL,"
        f" person_id TEXT NOT NULL, made_at TEXT NOT NULL, PRIMARY KEY (tenant, issuer, subject), {_PERSON_PG})",
        *walled("provider_subject"),
        *_POSTGRES_INDEXES,
    ),
)
