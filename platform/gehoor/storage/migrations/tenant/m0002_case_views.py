"""The case, its deadlines and its duties as the events leave them, for lists and pages."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import TENANT_COLUMN, walled

MIGRATION: Final = Migration(
    id="0002",
    sqlite=(
        """
        CREATE TABLE case_view (
            case_id TEXT NOT NULL PRIMARY KEY,
            reference TEXT NOT NULL UNIQUE,
            status TEXT NOT NULL,
            channel TEXT NOT NULL,
            received_on TEXT NOT NULL CHECK (length(received_on) = 10),
            regulation TEXT NOT NULL,
            in_force TEXT NOT NULL CHECK (length(in_force) = 10),
            edition TEXT NOT NULL,
            last_seq INTEGER NOT NULL CHECK (last_seq >= 1),
            next_due TEXT CHECK (length(next_due) = 10),
            next_due_key TEXT,
            unit TEXT,
            entity TEXT,
            office TEXT,
            handler TEXT,
            staff_case BOOLEAN NOT NULL CHECK (staff_case IN (0, 1)),
            closed_on TEXT CHECK (length(closed_on) = 10),
            access_hash TEXT UNIQUE,
            submission_key TEXT UNIQUE
        )""",
        # A case without a date comes last in the work list; the expression is the one the query orders by.
        """
        CREATE INDEX case_view_work_list ON case_view (COALESCE(next_due, '9999-12-31'), case_id)
        WHERE closed_on IS NULL""",
        """
        CREATE INDEX case_view_work_list_of_handler
        ON case_view (handler, COALESCE(next_due, '9999-12-31'), case_id) WHERE closed_on IS NULL""",
        "CREATE INDEX case_view_list ON case_view (COALESCE(next_due, '9999-12-31'), case_id)",
        """
        CREATE TABLE deadline_view (
            case_id TEXT NOT NULL REFERENCES case_view (case_id) ON DELETE CASCADE,
            key TEXT NOT NULL,
            due TEXT NOT NULL CHECK (length(due) = 10),
            nominal TEXT NOT NULL CHECK (length(nominal) = 10),
            kind TEXT NOT NULL,
            provisional BOOLEAN NOT NULL CHECK (provisional IN (0, 1)),
            answer BLOB NOT NULL,
            PRIMARY KEY (case_id, key)
        )""",
        """
        CREATE TABLE duty_view (
            case_id TEXT NOT NULL REFERENCES case_view (case_id) ON DELETE CASCADE,
            key TEXT NOT NULL,
            who TEXT NOT NULL,
            due TEXT CHECK (length(due) = 10),
            done_on TEXT CHECK (length(done_on) = 10),
            answer BLOB NOT NULL,
            PRIMARY KEY (case_id, key)
        )""",
    ),
    postgres=(
        f"""
        CREATE TABLE case_view (
            {TENANT_COLUMN},
            case_id TEXT NOT NULL,
            reference TEXT NOT NULL,
            status TEXT NOT NULL,
            channel TEXT NOT NULL,
            received_on TEXT NOT NULL CHECK (length(received_on) = 10),
            regulation TEXT NOT NULL,
            in_force TEXT NOT NULL CHECK (length(in_force) = 10),
            edition TEXT NOT NULL,
            last_seq INTEGER NOT NULL CHECK (last_seq >= 1),
            next_due TEXT CHECK (length(next_due) = 10),
            next_due_key TEXT,
            unit TEXT,
            entity TEXT,
            office TEXT,
            handler TEXT,
            staff_case BOOLEAN NOT NULL,
            closed_on TEXT CHECK (length(closed_on) = 10),
            access_hash TEXT,
            submission_key TEXT,
            PRIMARY KEY (tenant, case_id),
            UNIQUE (tenant, reference),
            UNIQUE (tenant, access_hash),
            UNIQUE (tenant, submission_key)
        )""",
        *walled("case_view"),
        """
        CREATE INDEX case_view_work_list ON case_view (tenant, COALESCE(next_due, '9999-12-31'), case_id)
        WHERE closed_on IS NULL""",
        """
        CREATE INDEX case_view_work_list_of_handler
        ON case_view (tenant, handler, COALESCE(next_due, '9999-12-31'), case_id) WHERE closed_on IS NULL""",
        "CREATE INDEX case_view_list ON case_view (tenant, COALESCE(next_due, '9999-12-31'), case_id)",
        f"""
        CREATE TABLE deadline_view (
            {TENANT_COLUMN},
            case_id TEXT NOT NULL,
            key TEXT NOT NULL,
            due TEXT NOT NULL CHECK (length(due) = 10),
            nominal TEXT NOT NULL CHECK (length(nominal) = 10),
            kind TEXT NOT NULL,
            provisional BOOLEAN NOT NULL,
            answer BYTEA NOT NULL,
            PRIMARY KEY (tenant, case_id, key),
            FOREIGN KEY (tenant, case_id) REFERENCES case_view (tenant, case_id) ON DELETE CASCADE
        )""",
        *walled("deadline_view"),
        f"""
        CREATE TABLE duty_view (
            {TENANT_COLUMN},
            case_id TEXT NOT NULL,
            key TEXT NOT NULL,
            who TEXT NOT NULL,
            due TEXT CHECK (length(due) = 10),
            done_on TEXT CHECK (length(done_on) = 10),
            answer BYTEA NOT NULL,
            PRIMARY KEY (tenant, case_id, key),
            FOREIGN KEY (tenant, case_id) REFERENCES case_view (tenant, case_id) ON DELETE CASCADE
        )""",
        *walled("duty_view"),
    ),
)
