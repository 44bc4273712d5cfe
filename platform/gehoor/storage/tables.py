"""The tables of a tenant as Piccolo sees them; the migrations make them, with their rules."""

from __future__ import annotations

from piccolo.columns import Boolean, Bytea, Integer, Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class RegisterEvent(Table, tablename="register_event", db=TENANT):
    """What happened, never changed and never deleted."""

    position = Serial(primary_key=True)
    case_id = Text()
    seq = Integer()
    kind = Text()
    at = Text()
    actor = Text()
    payload = Bytea()
    previous_hash = Text()
    hash = Text()


class RegisterHead(Table, tablename="register_head", db=TENANT):
    """The last position of the register with its hash, so that a tail cut off is noticed."""

    id = Integer(primary_key=True)
    position = Integer()
    hash = Text()


class CaseView(Table, tablename="case_view", db=TENANT):
    """A case as its events leave it."""

    case_id = Text(primary_key=True)
    reference = Text()
    status = Text()
    channel = Text()
    received_on = Text()
    regulation = Text()
    in_force = Text()
    edition = Text()
    last_seq = Integer()
    next_due = Text(null=True, default=None)
    next_due_key = Text(null=True, default=None)
    unit = Text(null=True, default=None)
    entity = Text(null=True, default=None)
    office = Text(null=True, default=None)
    handler = Text(null=True, default=None)
    staff_case = Boolean()
    closed_on = Text(null=True, default=None)
    access_hash = Text(null=True, default=None)
    submission_key = Text(null=True, default=None)


class DeadlineView(Table, tablename="deadline_view", db=TENANT):
    """A date by which the law wants something; Piccolo knows one key column, the table has two."""

    case_id = Text(primary_key=True)
    key = Text()
    due = Text()
    nominal = Text()
    kind = Text()
    provisional = Boolean()
    waits = Text(null=True, default=None)
    answer = Bytea()


class DutyView(Table, tablename="duty_view", db=TENANT):
    """What somebody must do; Piccolo knows one key column, the table has two."""

    case_id = Text(primary_key=True)
    key = Text()
    who = Text()
    due = Text(null=True, default=None)
    done_on = Text(null=True, default=None)
    waits = Text(null=True, default=None)
    answer = Bytea()


class Party(Table, tablename="party", db=TENANT):
    """A person in a case, by role."""

    id: Serial
    case_id = Text()
    role = Text()
    name = Text()
    address = Text(null=True, default=None)
    email = Text(null=True, default=None)
    phone = Text(null=True, default=None)
    access_hash = Text(null=True, default=None)


class Account(Table, tablename="account", db=TENANT):
    """Somebody who can log in."""

    person_id = Text(primary_key=True)
    login = Text()
    name = Text()
    password_hash = Text()
    created_at = Text()
    enabled = Boolean(default=True)


class OfficeHolder(Table, tablename="office_holder", db=TENANT):
    """Who holds an office, from when to when."""

    id: Serial
    office = Text()
    person_id = Text()
    unit = Text(null=True, default=None)
    from_on = Text()
    until_on = Text(null=True, default=None)
    deputy = Boolean()


class Session(Table, tablename="session", db=TENANT):
    """A login that lasts, known by the hash of its token."""

    token_hash = Text(primary_key=True)
    person_id = Text()
    handle = Text()
    stage = Text()
    means = Text()
    device = Text()
    created_at = Text()
    seen_at = Text()
    proven_at = Text(null=True, default=None)
    expires_at = Text()
    csrf = Text()


class AccessLog(Table, tablename="access_log", db=TENANT):
    """Who looked at what in which case, never changed and never deleted."""

    id: Serial
    at = Text()
    person_id = Text()
    case_id = Text()
    what = Text()
    why = Text(default="")


class Narrative(Table, tablename="narrative", db=TENANT):
    """Free text in a case, which events name by its id."""

    id: Serial
    case_id = Text()
    kind = Text()
    seq = Integer()
    text = Text()
    at = Text()


class Blob(Table, tablename="blob", db=TENANT):
    """The bytes of a file, kept once by their hash."""

    sha256 = Text(primary_key=True)
    content = Bytea()
    sealed = Boolean(default=False)


class Attachment(Table, tablename="attachment", db=TENANT):
    """A file in a case."""

    id: Serial
    case_id = Text()
    name = Text()
    media_type = Text()
    size = Integer()
    sha256 = Text()
    origin = Text()


class Letter(Table, tablename="letter", db=TENANT):
    """A letter, rendered once."""

    id: Serial
    case_id = Text()
    key = Text()
    recipient_role = Text()
    state = Text()
    html = Text()
    html_sha256 = Text()
    pdf_sha256 = Text(null=True, default=None)
    created_at = Text()
    rendered_at = Text(null=True, default=None)
    error = Text(null=True, default=None)


class Outbox(Table, tablename="outbox", db=TENANT):
    """Work to do after the commit."""

    id: Serial
    kind = Text()
    payload = Bytea()
    dedup = Text(null=True, default=None)
    state = Text()
    run_at = Text()
    attempts = Integer()
    tries_from = Integer(default=0)
    locked_until = Text(null=True, default=None)
    error = Text(null=True, default=None)
    dead_at = Text(null=True, default=None)


TABLES = (
    RegisterEvent, RegisterHead, CaseView, DeadlineView, DutyView, Party, Account, OfficeHolder, Session,
    AccessLog, Narrative, Blob, Attachment, Letter, Outbox,
)  # fmt: skip
