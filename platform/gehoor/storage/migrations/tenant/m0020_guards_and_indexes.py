"""Rows that stay cannot be replaced either, and what is asked with every mail and link has an index."""

from __future__ import annotations

from typing import Final

from gehoor.storage.migrations.runner import Migration
from gehoor.storage.migrations.walls import WHEN_REMOVED

_SENT: Final = "('posted', 'handed_to_server', 'fetched', 'returned', 'replaced')"
_KEPT: Final = ("id", "case_id", "letter_id", "number", "role", "person", "way", "why", "pdf_sha256", "made_at")


def _never_replaced(table: str, what: str, same: str = "id = NEW.id") -> str:
    """INSERT OR REPLACE deletes the old row without asking the delete trigger, and without an update."""
    return f"""
        CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
        BEGIN SELECT RAISE(ABORT, '{what} cannot be replaced.'); END"""  # noqa: S608  # The words stand in this file.


MIGRATION: Final = Migration(
    id="0020",
    sqlite=(
        _never_replaced("register_head", "The head of the register"),
        _never_replaced("letter", "A letter"),
        _never_replaced("delivery_event", "An entry in the delivery log"),
        _never_replaced(
            "letter_delivery", "What was sent", "id = NEW.id OR (letter_id = NEW.letter_id AND number = NEW.number)"
        ),
        # A row of another number with the same key would be deleted just as silently.
        "DROP TRIGGER letter_version_is_never_replaced",
        _never_replaced(
            "letter_version", "A version of a letter", "id = NEW.id OR (key = NEW.key AND version = NEW.version)"
        ),
        # Here a second note is no mistake: of two people at once the first one stays.
        """
        CREATE TRIGGER break_glass_note_of_the_first_stays BEFORE INSERT ON break_glass_note
        WHEN EXISTS (SELECT 1 FROM break_glass_note WHERE opening = NEW.opening AND kind = NEW.kind AND id <> NEW.id)
        BEGIN SELECT RAISE(IGNORE); END""",
        # UPDATE OR REPLACE would delete the letter whose number another one takes.
        "DROP TRIGGER letter_keeps_its_words",
        """
        CREATE TRIGGER letter_keeps_its_words BEFORE UPDATE OF id, case_id, key, recipient_role, html, html_sha256
        ON letter
        BEGIN SELECT RAISE(ABORT, 'The words of a letter cannot be changed.'); END""",
        "CREATE INDEX letter_delivery_mail ON letter_delivery (mail_id)",
        "CREATE INDEX letter_delivery_made ON letter_delivery (made_at, id)",
        "CREATE INDEX mail_out_made ON mail_out (made_at)",
        "CREATE INDEX access_link_expires ON access_link (expires_at)",
        "DROP INDEX access_link_made",
    ),
    postgres=(
        # The serving role has no right to delete; from now on the owner is bound as well.
        f"""
        CREATE OR REPLACE FUNCTION letter_delivery_keeps_its_letter() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF (NEW.tenant, {", ".join(f"NEW.{name}" for name in _KEPT)}) IS DISTINCT FROM
                   (OLD.tenant, {", ".join(f"OLD.{name}" for name in _KEPT)})
                OR (OLD.state IN {_SENT} AND NEW.state NOT IN {_SENT}) THEN
                    RAISE EXCEPTION 'What was sent cannot be changed.';
                END IF;
                RETURN NEW;
            END IF;
            {WHEN_REMOVED}
            RAISE EXCEPTION 'What was sent cannot be deleted.';
        END $$""",
        "DROP TRIGGER letter_delivery_keeps_its_letter ON letter_delivery",
        """
        CREATE TRIGGER letter_delivery_keeps_its_letter BEFORE UPDATE OR DELETE ON letter_delivery
        FOR EACH ROW EXECUTE FUNCTION letter_delivery_keeps_its_letter()""",
        """
        CREATE TRIGGER letter_delivery_is_kept BEFORE TRUNCATE ON letter_delivery
        FOR EACH STATEMENT EXECUTE FUNCTION letter_delivery_keeps_its_letter()""",
        "CREATE INDEX letter_delivery_mail ON letter_delivery (tenant, mail_id)",
        "CREATE INDEX letter_delivery_made ON letter_delivery (tenant, made_at, id)",
        "CREATE INDEX mail_out_made ON mail_out (tenant, made_at)",
        "CREATE INDEX access_link_expires ON access_link (tenant, expires_at)",
        "DROP INDEX access_link_made",
    ),
)
