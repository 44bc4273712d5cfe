"""The tables of how letters went out, and of print runs."""

from __future__ import annotations

from piccolo.columns import BigInt, Bytea, Integer, Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class LetterDelivery(Table, tablename="letter_delivery", db=TENANT):
    """One way in which one letter goes, or went, to its addressee."""

    id: Serial
    case_id = Text()
    letter_id = BigInt()
    number = Integer()
    role = Text()
    person = Text(null=True, default=None)
    way = Text()
    why = Text()
    state = Text()
    pdf_sha256 = Text()
    made_at = Text()
    changed_at = Text()
    run_id = BigInt(null=True, default=None)
    mail_id = BigInt(null=True, default=None)
    message_id = Text(null=True, default=None)
    problem = Text(null=True, default=None)


class DeliveryEvent(Table, tablename="delivery_event", db=TENANT):
    """What happened to a delivery, never changed and never deleted."""

    id: Serial
    delivery_id = BigInt()
    at = Text()
    what = Text()
    actor = Text()
    detail = Text()


class PrintRun(Table, tablename="print_run", db=TENANT):
    """Letters that are printed together; the bytes are sealed."""

    id: Serial
    state = Text()
    made_at = Text()
    made_by = Text()
    ready_at = Text(null=True, default=None)
    pages = Integer(null=True, default=None)
    sha256 = Text(null=True, default=None)
    sealed = Bytea(null=True, default=None)
    posted_on = Text(null=True, default=None)
    error = Text(null=True, default=None)


TABLES = (LetterDelivery, DeliveryEvent, PrintRun)
