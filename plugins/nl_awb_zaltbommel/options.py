"""What a Dutch municipality under this regulation may set: its ombudsman, and new names of functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec


class OmbudsmanPeriod(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ombudsman a municipality is affiliated to from `since` up to and including `until`.

    A municipality starts or ends an own ombudsman per 1 January (article 81p Gemeentewet). `key` is
    `nationale_ombudsman` for the national one; any other key is an ombudsman of article 9:17 onder b Awb.
    """

    since: date
    until: date | None = None
    key: str = "ombudsman"
    name: str
    address: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        """Refuses a period that ends before it starts."""
        if self.until is not None and self.until < self.since:
            raise ValueError(f"de periode van {self.name} eindigt voor zij begint")

    def on(self, day: date) -> bool:
        """Whether this ombudsman is competent on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


#: The functions that article 7 lid 1 of the regulation has a handler for.
FUNCTIONS = (
    "ambtenaar",
    "afdelingshoofd",
    "concern_controller",
    "gemeentesecretaris",
    "wethouder",
    "college",
    "burgemeester",
    "raadslid",
    "gemeenteraad",
    "raadsgriffier",
    "griffiemedewerker",
)


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one municipality; without any the Nationale ombudsman is competent."""

    ombudsman: tuple[OmbudsmanPeriod, ...] = ()
    #: New name of a function -> the function of article 7 lid 1 it continues (article 7 lid 2).
    function_names: Mapping[str, str] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses a new name for a function that article 7 lid 1 does not have."""
        for new, old in self.function_names.items():
            if old not in FUNCTIONS:
                raise ValueError(f"functie '{new}' verwijst naar '{old}'; kies uit {', '.join(FUNCTIONS)}")


NATIONALE_OMBUDSMAN = OmbudsmanPeriod(
    since=date(1982, 1, 1),
    key="nationale_ombudsman",
    name="Nationale ombudsman",
    address="Postbus 93122, 2509 AC Den Haag",
    phone="0800 33 55 555",
)
