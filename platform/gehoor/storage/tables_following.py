"""The tables of links that open a case, and of mail that leaves."""

from __future__ import annotations

from piccolo.columns import Bytea, Integer, Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class AccessLink(Table, tablename="access_link", db=TENANT):
    """A link that opens a case once, and the visit it opened; both known by their hash."""

    token_hash = Text(primary_key=True)
    case_id = Text(null=True, default=None)
    role = Text(null=True, default=None)
    made_at = Text()
    expires_at = Text()
    used_at = Text(null=True, default=None)
    visit_hash = Text(null=True, default=None)
    visit_until = Text(null=True, default=None)


class MailOut(Table, tablename="mail_out", db=TENANT):
    """A mail; its words are sealed, and gone once it needs them no more."""

    id: Serial
    message_id = Text()
    kind = Text()
    case_id = Text(null=True, default=None)
    role = Text(null=True, default=None)
    state = Text()
    sealed = Bytea(null=True, default=None)
    made_at = Text()
    expires_at = Text()
    attempts = Integer()
    sent_at = Text(null=True, default=None)
    error = Text(null=True, default=None)


TABLES = (AccessLink, MailOut)
