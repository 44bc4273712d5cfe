"""How each letter went out: its deliveries, what happened to each, and the print runs of what goes by post."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, append_only, walled

_MOMENT: Final = "LIKE '____-__-__T__:__:__.______Z'"
#: The hash of the PDF stands with each delivery, so that what was sent can be proven when the letter is gone.
_DELIVERY: Final = f"""
    case_id TEXT NOT NULL,
    letter_id BIGINT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    role TEXT NOT NULL,
    person TEXT,
    way TEXT NOT NULL CHECK (way IN ('post', 'electronic', 'internal')),
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('to_print', 'printed', 'posted', 'to_mail', 'mailed', 'handed_to_server',
        'fetched', 'returned', 'failed', 'held', 'replaced')),
    pdf_sha256 TEXT NOT NULL CHECK (length(pdf_sha256) = 64),
    made_at TEXT NOT NULL CHECK (made_at {_MOMENT}),
    changed_at TEXT NOT NULL CHECK (changed_at {_MOMENT}),
    run_id BIGINT,
    mail_id BIGINT,
    message_id TEXT,
    problem TEXT,
    CHECK ((state IN ('returned', 'failed', 'held')) = (problem IS NOT NULL))"""
_EVENT: Final = f"""
    delivery_id BIGINT NOT NULL,
    at TEXT NOT NULL CHECK (at {_MOMENT}),
    what TEXT NOT NULL,
    actor TEXT NOT NULL,
    detail TEXT NOT NULL"""
#: The bytes hold letters, so they are sealed; they go when the run is given up, and some time after it was posted.
_RUN: Final = f"""
    state TEXT NOT NULL CHECK (state IN ('queued', 'ready', 'failed', 'posted', 'given_up')),
    made_at TEXT NOT NULL CHECK (made_at {_MOMENT}),
    made_by TEXT NOT NULL,
    ready_at TEXT CHECK (ready_at {_MOMENT}),
    pages INTEGER,
    sha256 TEXT CHECK (length(sha256) = 64),
    sealed {{bytes}},
    posted_on TEXT,
    error TEXT,
    CHECK (sealed IS NULL OR state IN ('ready', 'posted')),
    CHECK ((state = 'posted') = (posted_on IS NOT NULL))"""
_SENT: Final = "('posted', 'handed_to_server', 'fetched', 'returned', 'replaced')"
_KEPT: Final = "case_id, letter_id, number, role, person, way, why, pdf_sha256, made_at"

MIGRATION: Final = Migration(
    id="0017",
    sqlite=(
        f"CREATE TABLE letter_delivery (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {_DELIVERY},"
        " UNIQUE (letter_id, number))",
        "CREATE INDEX letter_delivery_case ON letter_delivery (case_id)",
        "CREATE INDEX letter_delivery_state ON letter_delivery (state, id)",
        "CREATE INDEX letter_delivery_run ON letter_delivery (run_id)",
        "CREATE INDEX letter_delivery_message ON letter_delivery (message_id)",
        f"""
        CREATE TRIGGER letter_delivery_keeps_its_letter BEFORE UPDATE OF id, {_KEPT} ON letter_delivery
        BEGIN SELECT RAISE(ABORT, 'What was sent cannot be changed.'); END""",
        f"""
        CREATE TRIGGER letter_delivery_is_not_undone BEFORE UPDATE ON letter_delivery
        WHEN OLD.state IN {_SENT} AND NEW.state NOT IN {_SENT}
        BEGIN SELECT RAISE(ABORT, 'What was sent cannot be changed.'); END""",
        """
        CREATE TRIGGER letter_delivery_is_kept BEFORE DELETE ON letter_delivery
        BEGIN SELECT RAISE(ABORT, 'What was sent cannot be deleted.'); END""",
        "CREATE TABLE delivery_event (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
        f"{_EVENT}, FOREIGN KEY (delivery_id) REFERENCES letter_delivery (id))",
        "CREATE INDEX delivery_event_delivery ON delivery_event (delivery_id, id)",
        "CREATE INDEX delivery_event_at ON delivery_event (at)",
        """
        CREATE TRIGGER delivery_event_is_never_changed BEFORE UPDATE ON delivery_event
        BEGIN SELECT RAISE(ABORT, 'An entry in the delivery log cannot be changed or deleted.'); END""",
        """
        CREATE TRIGGER delivery_event_is_never_deleted BEFORE DELETE ON delivery_event
        BEGIN SELECT RAISE(ABORT, 'An entry in the delivery log cannot be changed or deleted.'); END""",
        f"CREATE TABLE print_run (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,{_RUN.format(bytes='BLOB')})",
    ),
    postgres=(
        f"CREATE TABLE letter_delivery ({TENANT_COLUMN}, id {NUMBER}, {_DELIVERY}, PRIMARY KEY (tenant, id),"
        " UNIQUE (tenant, letter_id, number))",
        *walled("letter_delivery", "SELECT, INSERT, UPDATE"),
        "CREATE INDEX letter_delivery_case ON letter_delivery (tenant, case_id)",
        "CREATE INDEX letter_delivery_state ON letter_delivery (tenant, state, id)",
        "CREATE INDEX letter_delivery_run ON letter_delivery (tenant, run_id)",
        "CREATE INDEX letter_delivery_message ON letter_delivery (tenant, message_id)",
        f"""
        CREATE FUNCTION letter_delivery_keeps_its_letter() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF (NEW.tenant, NEW.id, {", ".join(f"NEW.{name}" for name in _KEPT.split(", "))}) IS DISTINCT FROM
               (OLD.tenant, OLD.id, {", ".join(f"OLD.{name}" for name in _KEPT.split(", "))})
            OR (OLD.state IN {_SENT} AND NEW.state NOT IN {_SENT}) THEN
                RAISE EXCEPTION 'What was sent cannot be changed.';
            END IF;
            RETURN NEW;
        END $$""",
        """
        CREATE TRIGGER letter_delivery_keeps_its_letter BEFORE UPDATE ON letter_delivery
        FOR EACH ROW EXECUTE FUNCTION letter_delivery_keeps_its_letter()""",
        f"CREATE TABLE delivery_event ({TENANT_COLUMN}, id {NUMBER}, {_EVENT}, PRIMARY KEY (tenant, id),"
        " FOREIGN KEY (tenant, delivery_id) REFERENCES letter_delivery (tenant, id))",
        *append_only("delivery_event", "An entry in the delivery log"),
        "CREATE INDEX delivery_event_delivery ON delivery_event (tenant, delivery_id, id)",
        "CREATE INDEX delivery_event_at ON delivery_event (tenant, at)",
        f"CREATE TABLE print_run ({TENANT_COLUMN}, id {NUMBER}, {_RUN.format(bytes='BYTEA')},"
        " PRIMARY KEY (tenant, id))",
        *walled("print_run", "SELECT, INSERT, UPDATE"),
    ),
)
