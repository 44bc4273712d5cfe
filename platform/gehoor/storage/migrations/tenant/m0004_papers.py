"""The texts, attachments and letters of a case, with the bytes of files kept once by their hash."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, walled

MIGRATION: Final = Migration(
    id="0004",
    sqlite=(
        """
        CREATE TABLE narrative (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            case_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 1),
            text TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (case_id, kind, seq)
        )""",
        """
        CREATE TABLE blob (
            sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
            content BLOB NOT NULL
        )""",
        """
        CREATE TABLE attachment (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            case_id TEXT NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL CHECK (size >= 0),
            sha256 TEXT NOT NULL REFERENCES blob (sha256),
            origin TEXT NOT NULL
        )""",
        "CREATE INDEX attachment_case ON attachment (case_id)",
        "CREATE INDEX attachment_blob ON attachment (sha256)",
        """
        CREATE TABLE letter (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            case_id TEXT NOT NULL,
            key TEXT NOT NULL,
            recipient_role TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'rendered', 'failed')),
            html TEXT NOT NULL,
            html_sha256 TEXT NOT NULL CHECK (length(html_sha256) = 64),
            pdf_sha256 TEXT REFERENCES blob (sha256),
            created_at TEXT NOT NULL,
            rendered_at TEXT,
            error TEXT,
            CHECK ((state = 'rendered') = (pdf_sha256 IS NOT NULL)),
            CHECK ((state = 'rendered') = (rendered_at IS NOT NULL))
        )""",
        "CREATE INDEX letter_case ON letter (case_id)",
        "CREATE INDEX letter_blob ON letter (pdf_sha256)",
        """
        CREATE TRIGGER letter_keeps_its_words BEFORE UPDATE OF case_id, key, recipient_role, html, html_sha256
        ON letter
        BEGIN SELECT RAISE(ABORT, 'The words of a letter cannot be changed.'); END""",
        """
        CREATE TRIGGER letter_is_rendered_once BEFORE UPDATE ON letter WHEN OLD.state = 'rendered'
        BEGIN SELECT RAISE(ABORT, 'A rendered letter cannot be changed.'); END""",
    ),
    postgres=(
        f"""
        CREATE TABLE narrative (
            {TENANT_COLUMN},
            id {NUMBER},
            case_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 1),
            text TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (tenant, id),
            UNIQUE (tenant, case_id, kind, seq)
        )""",
        *walled("narrative"),
        f"""
        CREATE TABLE blob (
            {TENANT_COLUMN},
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            content BYTEA NOT NULL,
            PRIMARY KEY (tenant, sha256)
        )""",
        *walled("blob"),
        f"""
        CREATE TABLE attachment (
            {TENANT_COLUMN},
            id {NUMBER},
            case_id TEXT NOT NULL,
            name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL CHECK (size >= 0),
            sha256 TEXT NOT NULL,
            origin TEXT NOT NULL,
            PRIMARY KEY (tenant, id),
            FOREIGN KEY (tenant, sha256) REFERENCES blob (tenant, sha256)
        )""",
        *walled("attachment"),
        "CREATE INDEX attachment_case ON attachment (tenant, case_id)",
        "CREATE INDEX attachment_blob ON attachment (tenant, sha256)",
        f"""
        CREATE TABLE letter (
            {TENANT_COLUMN},
            id {NUMBER},
            case_id TEXT NOT NULL,
            key TEXT NOT NULL,
            recipient_role TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'rendered', 'failed')),
            html TEXT NOT NULL,
            html_sha256 TEXT NOT NULL CHECK (length(html_sha256) = 64),
            pdf_sha256 TEXT,
            created_at TEXT NOT NULL,
            rendered_at TEXT,
            error TEXT,
            CHECK ((state = 'rendered') = (pdf_sha256 IS NOT NULL)),
            CHECK ((state = 'rendered') = (rendered_at IS NOT NULL)),
            PRIMARY KEY (tenant, id),
            FOREIGN KEY (tenant, pdf_sha256) REFERENCES blob (tenant, sha256)
        )""",
        *walled("letter"),
        "CREATE INDEX letter_case ON letter (tenant, case_id)",
        "CREATE INDEX letter_blob ON letter (tenant, pdf_sha256)",
        """
        CREATE FUNCTION letter_keeps_its_words() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF (NEW.tenant, NEW.id, NEW.case_id, NEW.key, NEW.recipient_role, NEW.html, NEW.html_sha256)
                IS DISTINCT FROM
               (OLD.tenant, OLD.id, OLD.case_id, OLD.key, OLD.recipient_role, OLD.html, OLD.html_sha256) THEN
                RAISE EXCEPTION 'The words of a letter cannot be changed.';
            END IF;
            IF OLD.state = 'rendered' THEN RAISE EXCEPTION 'A rendered letter cannot be changed.'; END IF;
            RETURN NEW;
        END $$""",
        """
        CREATE TRIGGER letter_keeps_its_words BEFORE UPDATE ON letter
        FOR EACH ROW EXECUTE FUNCTION letter_keeps_its_words()""",
    ),
)
