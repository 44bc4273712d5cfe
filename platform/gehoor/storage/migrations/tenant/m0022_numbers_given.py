"""The role that serves may read which number a table gave last, so that a municipality that moves takes it along."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration

#: The tables that number their rows; a table that is made later grants this in its own migration.
_NUMBERED: Final = (
    *("access_log", "admin_log", "attachment", "break_glass", "break_glass_note", "credential", "delivery_event"),
    *("letter", "letter_delivery", "letter_version", "mail_out", "message_in", "narrative", "notice", "office_holder"),
    *("outbox", "party", "print_run", "setting"),
)

MIGRATION: Final = Migration(
    id="0022",
    # A file tells everybody who may open it.
    postgres=tuple(f"GRANT SELECT ON SEQUENCE {table}_id_seq TO {{serving}}" for table in _NUMBERED),
)
