"""What a Flemish board may set where the complaint regulation leaves it open."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

Days = Annotated[int, Meta(ge=1, le=3650)]


class DueShift(StrEnum):
    """What happens to an end date of the board itself on a Saturday, a Sunday or a legal holiday."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Calendar days after receipt; the text names none of them."""

    acknowledgement: Days = 10
    admissibility: Days = 10
    settlement: Days = 45
    #: The longest total term after an extension, counted from receipt; not above `settlement`: no extension.
    extension_to: Days = 90


class SecondLineType(StrEnum):
    """To whom somebody may turn after the answer of the board."""

    NONE = "none"
    VLAAMSE_OMBUDSDIENST = "vlaamse_ombudsdienst"
    EIGEN = "eigen"
    INTERGEMEENTELIJK = "intergemeentelijk"
    COLLEGE = "college"


class SecondLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The second line; the Vlaamse Ombudsdienst only where the board signed an agreement with it."""

    type: SecondLineType = SecondLineType.NONE
    name: str = ""
    address: str = ""
    #: Days after closing within which one must go there; None where no term is known.
    until_days: Days | None = None


class Conflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who handles a complaint about the people the text itself relies on: an office code or a name; empty is unset."""

    about_director: str = ""
    about_coordinator: str = ""


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings of a board, each with its default."""

    terms: Terms = Terms()
    due_shift: DueShift = DueShift.NONE
    second_line: SecondLine = SecondLine()
    conflict: Conflict = Conflict()
    #: Whether the coordinator may handle complaints without a written reason each time.
    coordinator_may_handle: bool = False
    #: Days a complainant has to make a complaint clear, and to consent to forwarding.
    clarification_days: Days = 10
    consent_days: Days = 14
    #: Years a file is kept after closing; five is the longest the Bestuursdecreet permits.
    retention_years: Annotated[int, Meta(ge=1, le=5)] = 5
    #: Month and day of the next year by which the yearly reports are ready.
    report_by: Annotated[str, Meta(pattern=r"^\d{2}-\d{2}$")] = "06-30"
    #: Days on which the offices are closed besides weekends and legal holidays, such as 11 July or 2 November.
    closing_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuses a reporting day that some year does not have."""
        try:
            self.report_day(2001)
        except ValueError:
            raise ValueError(
                f"'report_by' is '{self.report_by}', geen dag die elk jaar bestaat. Schrijf maand-dag, zoals 06-30"
            ) from None

    def report_day(self, year: int) -> date:
        """The reporting day in `year`."""
        return date(year, int(self.report_by[:2]), int(self.report_by[3:]))
