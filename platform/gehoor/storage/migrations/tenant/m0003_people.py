"""The people in a case and the people who work on it, with who looked at what."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, append_only, walled

MIGRATION: Final = Migration(
    id="0003",
    sqlite=(
        """
        CREATE TABLE party (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            case_id TEXT NOT NULL,
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            address TEXT,
            email TEXT,
            phone TEXT,
            UNIQUE (case_id, role)
        )""",
        """
        CREATE TABLE account (
            person_id TEXT NOT NULL PRIMARY KEY,
            login TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            created_at TEXT NOT NULL
        )""",
        """
        CREATE TABLE office_holder (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            office TEXT NOT NULL,
            person_id TEXT NOT NULL,
            unit TEXT,
            from_on TEXT NOT NULL CHECK (length(from_on) = 10),
            until_on TEXT CHECK (length(until_on) = 10 AND until_on >= from_on),
            deputy BOOLEAN NOT NULL CHECK (deputy IN (0, 1))
        )""",
        "CREATE INDEX office_holder_office ON office_holder (office, from_on)",
        "CREATE INDEX office_holder_person ON office_holder (person_id)",
        """
        CREATE TABLE session (
            token_hash TEXT NOT NULL PRIMARY KEY,
            person_id TEXT NOT NULL REFERENCES account (person_id) ON DELETE CASCADE,
            created_at TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            csrf TEXT NOT NULL
        )""",
        "CREATE INDEX session_person ON session (person_id)",
        "CREATE INDEX session_expires ON session (expires_at)",
        """
        CREATE TABLE access_log (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            at TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__.______Z'),
            person_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            what TEXT NOT NULL
        )""",
        "CREATE INDEX access_log_case ON access_log (case_id, id)",
        """
        CREATE TRIGGER access_log_is_never_changed BEFORE UPDATE ON access_log
        BEGIN SELECT RAISE(ABORT, 'An entry in the access log cannot be changed.'); END""",
        """
        CREATE TRIGGER access_log_is_never_deleted BEFORE DELETE ON access_log
        BEGIN SELECT RAISE(ABORT, 'An entry in the access log cannot be deleted.'); END""",
        """
        CREATE TRIGGER access_log_is_never_replaced BEFORE INSERT ON access_log
        WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'An entry in the access log cannot be replaced.'); END""",
    ),
    postgres=(
        f"""
        CREATE TABLE party (
            {TENANT_COLUMN},
            id {NUMBER},
            case_id TEXT NOT NULL,
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            address TEXT,
            email TEXT,
            phone TEXT,
            PRIMARY KEY (tenant, id),
            UNIQUE (tenant, case_id, role)
        )""",
        *walled("party"),
        f"""
        CREATE TABLE account (
            {TENANT_COLUMN},
            person_id TEXT NOT NULL,
            login TEXT NOT NULL,
            name TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            created_at TEXT NOT NULL,
            PRIMARY KEY (tenant, person_id),
            UNIQUE (tenant, login)
        )""",
        *walled("account"),
        f"""
        CREATE TABLE office_holder (
            {TENANT_COLUMN},
            id {NUMBER},
            office TEXT NOT NULL,
            person_id TEXT NOT NULL,
            unit TEXT,
            from_on TEXT NOT NULL CHECK (length(from_on) = 10),
            until_on TEXT CHECK (length(until_on) = 10 AND until_on >= from_on),
            deputy BOOLEAN NOT NULL,
            PRIMARY KEY (tenant, id)
        )""",
        *walled("office_holder"),
        "CREATE INDEX office_holder_office ON office_holder (tenant, office, from_on)",
        "CREATE INDEX office_holder_person ON office_holder (tenant, person_id)",
        f"""
        CREATE TABLE session (
            {TENANT_COLUMN},
            token_hash TEXT NOT NULL,
            person_id TEXT NOT NULL,
            created_at TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            csrf TEXT NOT NULL,
            PRIMARY KEY (tenant, token_hash),
            FOREIGN KEY (tenant, person_id) REFERENCES account (tenant, person_id) ON DELETE CASCADE
        )""",
        *walled("session"),
        "CREATE INDEX session_person ON session (tenant, person_id)",
        "CREATE INDEX session_expires ON session (tenant, expires_at)",
        f"""
        CREATE TABLE access_log (
            {TENANT_COLUMN},
            id {NUMBER},
            at TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__.______Z'),
            person_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            what TEXT NOT NULL,
            PRIMARY KEY (tenant, id)
        )""",
        *append_only("access_log", "An entry in the access log"),
        "CREATE INDEX access_log_case ON access_log (tenant, case_id, id)",
    ),
)
