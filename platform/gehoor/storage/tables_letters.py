"""The tables of a municipality's own texts of letters and of the pictures on its letterhead."""

from __future__ import annotations

from piccolo.columns import Bytea, Integer, Serial, Text
from piccolo.table import Table

from gehoor.storage.engine import TENANT


class LetterVersion(Table, tablename="letter_version", db=TENANT):
    """A version of the text of a letter, never changed and never deleted; without source: the regulation's text."""

    id: Serial
    key = Text()
    version = Integer()
    source = Text(null=True, default=None)
    restored = Integer(null=True, default=None)
    person_id = Text()
    at = Text()
    why = Text()


class LetterImage(Table, tablename="letter_image", db=TENANT):
    """A picture for the letterhead, checked and made anew, under the hash of its bytes."""

    sha256 = Text(primary_key=True)
    media_type = Text()
    content = Bytea()
    at = Text()


TABLES = (LetterVersion, LetterImage)
