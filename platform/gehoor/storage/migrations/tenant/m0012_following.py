"""How somebody follows a case without a code, the code of a representative, and mail that waits to leave."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import NUMBER, TENANT_COLUMN, walled

_MOMENT: Final = "LIKE '____-__-__T__:__:__.______Z'"
#: A link without a case opens nothing: it was made for somebody whose reference and address do not fit, so that
#: asking takes as much work whatever is true.
_ACCESS_LINK: Final = f"""
    token_hash TEXT NOT NULL CHECK (length(token_hash) = 64),
    case_id TEXT,
    role TEXT,
    made_at TEXT NOT NULL CHECK (made_at {_MOMENT}),
    expires_at TEXT NOT NULL CHECK (expires_at {_MOMENT}),
    used_at TEXT CHECK (used_at {_MOMENT}),
    visit_hash TEXT CHECK (length(visit_hash) = 64),
    visit_until TEXT CHECK (visit_until {_MOMENT}),
    CHECK ((case_id IS NULL) = (role IS NULL)),
    CHECK ((used_at IS NULL) = (visit_hash IS NULL)),
    CHECK ((used_at IS NULL) = (visit_until IS NULL))"""
#: The words hold a link that opens something, so they are sealed, and go as soon as the mail needs them no more.
_MAIL_OUT: Final = f"""
    message_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    case_id TEXT,
    role TEXT,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'expired', 'dropped')),
    sealed {{bytes}},
    made_at TEXT NOT NULL CHECK (made_at {_MOMENT}),
    expires_at TEXT NOT NULL CHECK (expires_at {_MOMENT}),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    sent_at TEXT CHECK (sent_at {_MOMENT}),
    error TEXT,
    CHECK ((state = 'queued') = (sealed IS NOT NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))"""

MIGRATION: Final = Migration(
    id="0012",
    sqlite=(
        "ALTER TABLE party ADD COLUMN access_hash TEXT",
        "CREATE UNIQUE INDEX party_access_hash ON party (access_hash)",
        f"CREATE TABLE access_link ({_ACCESS_LINK}, PRIMARY KEY (token_hash), UNIQUE (visit_hash))",
        "CREATE INDEX access_link_case ON access_link (case_id, made_at)",
        "CREATE INDEX access_link_made ON access_link (made_at)",
        "CREATE TABLE mail_out (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
        f"{_MAIL_OUT.format(bytes='BLOB')}, UNIQUE (message_id))",
        "CREATE INDEX mail_out_case ON mail_out (case_id)",
    ),
    postgres=(
        "ALTER TABLE party ADD COLUMN access_hash TEXT",
        "CREATE UNIQUE INDEX party_access_hash ON party (tenant, access_hash)",
        f"CREATE TABLE access_link ({TENANT_COLUMN}, {_ACCESS_LINK}, PRIMARY KEY (tenant, token_hash),"
        " UNIQUE (tenant, visit_hash))",
        *walled("access_link"),
        "CREATE INDEX access_link_case ON access_link (tenant, case_id, made_at)",
        "CREATE INDEX access_link_made ON access_link (tenant, made_at)",
        f"CREATE TABLE mail_out ({TENANT_COLUMN}, id {NUMBER}, {_MAIL_OUT.format(bytes='BYTEA')},"
        " PRIMARY KEY (tenant, id), UNIQUE (tenant, message_id))",
        *walled("mail_out"),
        "CREATE INDEX mail_out_case ON mail_out (tenant, case_id)",
    ),
)
