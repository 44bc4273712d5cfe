"""The register: events that can only be added, in one hash chain, with a head that knows the last one."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import TENANT_COLUMN, WHEN_REMOVED, append_only, walled

MIGRATION: Final = Migration(
    id="0001",
    sqlite=(
        """
        CREATE TABLE register_event (
            position INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL CHECK (position >= 1),
            case_id TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 1 AND typeof(seq) = 'integer'),
            kind TEXT NOT NULL CHECK (kind <> ''),
            at TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__.______Z'),
            actor TEXT NOT NULL,
            payload BLOB NOT NULL CHECK (typeof(payload) = 'blob'),
            previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
            hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
            UNIQUE (case_id, seq)
        )""",
        """
        CREATE TABLE register_head (
            id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
            position INTEGER NOT NULL CHECK (position >= 0),
            hash TEXT NOT NULL CHECK (length(hash) = 64)
        )""",
        # The chain begins with sixty-four zeros, because before the first event there is nothing to refer to.
        "INSERT INTO register_head (id, position, hash) VALUES (1, 0, printf('%064d', 0))",
        """
        CREATE TRIGGER register_event_is_never_changed BEFORE UPDATE ON register_event
        BEGIN SELECT RAISE(ABORT, 'An event on the register cannot be changed.'); END""",
        """
        CREATE TRIGGER register_event_is_never_deleted BEFORE DELETE ON register_event
        BEGIN SELECT RAISE(ABORT, 'An event on the register cannot be deleted.'); END""",
        # INSERT OR REPLACE deletes the old row without asking the delete trigger.
        """
        CREATE TRIGGER register_event_is_never_replaced BEFORE INSERT ON register_event
        WHEN EXISTS (
            SELECT 1 FROM register_event
            WHERE position = NEW.position OR hash = NEW.hash OR (case_id = NEW.case_id AND seq = NEW.seq)
        )
        BEGIN SELECT RAISE(ABORT, 'An event on the register cannot be replaced.'); END""",
        """
        CREATE TRIGGER register_head_only_moves_on BEFORE UPDATE ON register_head
        WHEN NEW.position <= OLD.position
        BEGIN SELECT RAISE(ABORT, 'The head of the register only moves on.'); END""",
        """
        CREATE TRIGGER register_head_stays BEFORE DELETE ON register_head
        BEGIN SELECT RAISE(ABORT, 'The head of the register stays.'); END""",
    ),
    postgres=(
        f"""
        CREATE TABLE register_event (
            {TENANT_COLUMN},
            position BIGINT NOT NULL CHECK (position >= 1),
            case_id TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 1),
            kind TEXT NOT NULL CHECK (kind <> ''),
            at TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__.______Z'),
            actor TEXT NOT NULL,
            payload BYTEA NOT NULL,
            previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            PRIMARY KEY (tenant, position),
            UNIQUE (tenant, hash),
            UNIQUE (tenant, case_id, seq)
        )""",
        *append_only("register_event", "An event on the register"),
        f"""
        CREATE TABLE register_head (
            {TENANT_COLUMN},
            id INTEGER NOT NULL CHECK (id = 1),
            position BIGINT NOT NULL CHECK (position >= 0),
            hash TEXT NOT NULL CHECK (length(hash) = 64),
            PRIMARY KEY (tenant, id)
        )""",
        *walled("register_head", "SELECT, INSERT, UPDATE"),
        f"""
        CREATE FUNCTION register_head_only_moves_on() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF NEW.position > OLD.position AND NEW.tenant = OLD.tenant THEN RETURN NEW; END IF;
                RAISE EXCEPTION 'The head of the register only moves on.';
            END IF;
            {WHEN_REMOVED}
            RAISE EXCEPTION 'The head of the register stays.';
        END $$""",
        """
        CREATE TRIGGER register_head_only_moves_on BEFORE UPDATE OR DELETE ON register_head
        FOR EACH ROW EXECUTE FUNCTION register_head_only_moves_on()""",
        """
        CREATE TRIGGER register_head_stays BEFORE TRUNCATE ON register_head
        FOR EACH STATEMENT EXECUTE FUNCTION register_head_only_moves_on()""",
    ),
    each_tenant=(
        "INSERT INTO register_head (id, position, hash) VALUES (1, 0, repeat('0', 64)) ON CONFLICT (id) DO NOTHING",
    ),
)
