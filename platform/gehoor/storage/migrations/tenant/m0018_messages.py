"""Mail that came in, up to where a mailbox was read, and what a scanner says of files."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, walled

_MOMENT: Final = "LIKE '____-__-__T__:__:__.______Z'"
#: A mail that joined a case or became one names it; nothing is ever deleted by a decision on it.
_MESSAGE_IN: Final = f"""
    message_hash TEXT NOT NULL CHECK (length(message_hash) = 64),
    message_id_hash TEXT CHECK (length(message_id_hash) = 64),
    received_at TEXT NOT NULL CHECK (received_at {_MOMENT}),
    stored_at TEXT NOT NULL CHECK (stored_at {_MOMENT}),
    state TEXT NOT NULL CHECK (state IN ('tray', 'joined', 'became_case', 'set_aside', 'bounced', 'unreadable')),
    kind TEXT NOT NULL,
    case_id TEXT,
    sender_role TEXT,
    raw_sha256 TEXT NOT NULL CHECK (length(raw_sha256) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    sealed {{bytes}} NOT NULL,
    decided_by TEXT,
    decided_at TEXT CHECK (decided_at {_MOMENT}),
    reason {{bytes}},
    CHECK (state NOT IN ('joined', 'became_case') OR case_id IS NOT NULL)"""
_MAILBOX: Final = f"""
    name_hash TEXT NOT NULL CHECK (length(name_hash) = 64),
    uid_validity BIGINT NOT NULL,
    last_uid BIGINT NOT NULL CHECK (last_uid >= 0),
    read_at TEXT NOT NULL CHECK (read_at {_MOMENT}),
    error TEXT,
    error_since TEXT CHECK (error_since {_MOMENT}),
    CHECK ((error IS NULL) = (error_since IS NULL))"""
_FILE_CHECK: Final = f"""
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    state TEXT NOT NULL CHECK (state IN ('held', 'clean', 'infected')),
    put_at TEXT NOT NULL CHECK (put_at {_MOMENT}),
    checked_at TEXT CHECK (checked_at {_MOMENT}),
    found TEXT,
    CHECK ((state = 'held') = (checked_at IS NULL))"""

MIGRATION: Final = Migration(
    id="0018",
    sqlite=(
        "CREATE TABLE message_in (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
        f"{_MESSAGE_IN.format(bytes='BLOB')}, UNIQUE (message_hash))",
        "CREATE INDEX message_in_state ON message_in (state, received_at)",
        "CREATE INDEX message_in_case ON message_in (case_id)",
        "CREATE INDEX message_in_thread ON message_in (message_id_hash)",
        "CREATE INDEX message_in_file ON message_in (raw_sha256)",
        f"CREATE TABLE mailbox ({_MAILBOX}, PRIMARY KEY (name_hash))",
        f"CREATE TABLE file_check ({_FILE_CHECK}, PRIMARY KEY (sha256))",
    ),
    postgres=(
        f"CREATE TABLE message_in ({TENANT_COLUMN}, id {NUMBER}, {_MESSAGE_IN.format(bytes='BYTEA')},"
        " PRIMARY KEY (tenant, id), UNIQUE (tenant, message_hash))",
        *walled("message_in"),
        "CREATE INDEX message_in_state ON message_in (tenant, state, received_at)",
        "CREATE INDEX message_in_case ON message_in (tenant, case_id)",
        "CREATE INDEX message_in_thread ON message_in (tenant, message_id_hash)",
        "CREATE INDEX message_in_file ON message_in (tenant, raw_sha256)",
        f"CREATE TABLE mailbox ({TENANT_COLUMN}, {_MAILBOX}, PRIMARY KEY (tenant, name_hash))",
        *walled("mailbox"),
        f"CREATE TABLE file_check ({TENANT_COLUMN}, {_FILE_CHECK}, PRIMARY KEY (tenant, sha256))",
        *walled("file_check"),
    ),
)
