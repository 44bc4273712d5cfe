"""The people who keep this installation running: their accounts, sessions and counted attempts; no tenant's staff."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration


def _tables(binary: str) -> tuple[str, ...]:
    return (
        # `counter` is the last moment of which a code was accepted, so that each code counts once.
        f"""
        CREATE TABLE operator (
            login TEXT NOT NULL PRIMARY KEY CHECK (login = lower(login)),
            password_hash TEXT NOT NULL,
            totp {binary} NOT NULL,
            counter INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL
        )""",
        """
        CREATE TABLE operator_session (
            token_hash TEXT NOT NULL PRIMARY KEY,
            login TEXT NOT NULL REFERENCES operator (login) ON DELETE CASCADE,
            created_at TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            csrf TEXT NOT NULL
        )""",
        "CREATE INDEX operator_session_expires ON operator_session (expires_at)",
        """
        CREATE TABLE operator_attempt (
            rule TEXT NOT NULL,
            key_hash TEXT NOT NULL,
            times INTEGER NOT NULL CHECK (times >= 0),
            last_at TEXT NOT NULL,
            PRIMARY KEY (rule, key_hash)
        )""",
    )


MIGRATION: Final = Migration(
    id="0006",
    sqlite=_tables("BLOB"),
    postgres=(
        *_tables("BYTEA"),
        *(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {{serving}}"
            for table in ("operator", "operator_session", "operator_attempt")
        ),
    ),
)
