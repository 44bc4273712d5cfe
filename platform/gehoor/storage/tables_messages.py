"""The tables of mail that came in, of where reading a mailbox got to, and of files that a scanner looks at."""

from __future__ import annotations

from piccolo.columns import Bytea, Integer, Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class MessageIn(Table, tablename="message_in", db=TENANT):
    """A mail that came in: itself as a sealed file, and sealed what could be read of it."""

    id: Serial
    message_hash = Text()
    message_id_hash = Text(null=True, default=None)
    received_at = Text()
    stored_at = Text()
    state = Text()
    kind = Text()
    case_id = Text(null=True, default=None)
    sender_role = Text(null=True, default=None)
    raw_sha256 = Text()
    size = Integer()
    sealed = Bytea()
    decided_by = Text(null=True, default=None)
    decided_at = Text(null=True, default=None)
    reason = Bytea(null=True, default=None)


class Mailbox(Table, tablename="mailbox", db=TENANT):
    """Up to which message a mailbox was read, and what went wrong the last time."""

    name_hash = Text(primary_key=True)
    uid_validity = Integer()
    last_uid = Integer()
    read_at = Text()
    error = Text(null=True, default=None)
    error_since = Text(null=True, default=None)


class FileCheck(Table, tablename="file_check", db=TENANT):
    """What the scanner says of a file, known by its hash; a file without a row needs no scanner."""

    sha256 = Text(primary_key=True)
    state = Text()
    put_at = Text()
    checked_at = Text(null=True, default=None)
    found = Text(null=True, default=None)


TABLES = (MessageIn, Mailbox, FileCheck)
