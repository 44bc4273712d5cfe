"""What a law answers about reporting: the sections of a year, and which complaints each of them counts."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from gehoor.regulation.answer import Answer


class ReportSection(Answer, frozen=True, kw_only=True):
    """A part of a yearly report: by whom, to whom, about what, public or not."""

    kind_of_answer: ClassVar[str] = "report"
    title: str
    by: str
    to: str
    about: str
    public: bool
    anonymous: bool = True
    due: date | None = None
    #: Only complaints against this legal person, and those against both; empty counts all.
    entity: str = ""
    #: Only complaints that came in writing.
    written_only: bool = False
    #: The template of the note that goes with it to whoever it is for; empty for none.
    note: str = ""
