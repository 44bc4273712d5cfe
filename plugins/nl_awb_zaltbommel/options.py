"""What a Dutch municipality under this regulation may set: its ombudsman, and new names of functions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from gehoor.regulation import about

_OMBUDSMAN = "artikel 81p Gemeentewet en artikel 9:17 Awb"


class OmbudsmanPeriod(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The ombudsman a municipality is affiliated to from `since` up to and including `until`.

    A municipality starts or ends an own ombudsman per 1 January (article 81p Gemeentewet). `key` is
    `nationale_ombudsman` for the national one; any other key is an ombudsman of article 9:17 onder b Awb.
    """

    since: Annotated[date, about("Vanaf", "De eerste dag waarop deze ombudsman bevoegd is.", _OMBUDSMAN)]
    until: Annotated[
        date | None, about("Tot en met", "De laatste dag; leeg zolang de aansluiting duurt.", _OMBUDSMAN)
    ] = None
    key: Annotated[
        str,
        about(
            "Soort ombudsman",
            "De Nationale ombudsman, of een eigen of gezamenlijke ombudsman van de gemeente.",
            _OMBUDSMAN,
            choices={
                "ombudsman": "een eigen of gezamenlijke ombudsman of ombudscommissie",
                "nationale_ombudsman": "de Nationale ombudsman",
            },
        ),
    ] = "ombudsman"
    name: Annotated[str, Meta(min_length=1), about("Naam", "Zoals hij in brieven staat.", _OMBUDSMAN)]
    address: Annotated[str, about("Adres", "Waar een klager naartoe schrijft.", "artikel 9:12 lid 2 Awb")] = ""
    phone: Annotated[str, about("Telefoon", "Waar een klager naartoe belt.")] = ""

    def __post_init__(self) -> None:
        """Refuses a period that ends before it starts."""
        if self.until is not None and self.until < self.since:
            raise ValueError(f"de periode van {self.name} eindigt voor zij begint")

    def on(self, day: date) -> bool:
        """Whether this ombudsman is competent on the day."""
        return self.since <= day and (self.until is None or day <= self.until)


#: The functions that article 7 lid 1 of the regulation has a handler for, with their names.
FUNCTIONS = {
    "ambtenaar": "ambtenaar",
    "afdelingshoofd": "afdelingshoofd",
    "concern_controller": "concern-controller",
    "gemeentesecretaris": "gemeentesecretaris",
    "wethouder": "wethouder",
    "college": "college van burgemeester en wethouders",
    "burgemeester": "burgemeester",
    "raadslid": "raadslid",
    "gemeenteraad": "gemeenteraad",
    "raadsgriffier": "raadsgriffier",
    "griffiemedewerker": "medewerker van de griffie",
}


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of one municipality; without any the Nationale ombudsman is competent."""

    ombudsman: Annotated[
        tuple[OmbudsmanPeriod, ...],
        about(
            "Ombudsman",
            "Bij wie een klager na de gemeente terechtkan. Zonder regels is dat de Nationale ombudsman. Een eigen"
            " ombudsman begint en eindigt op 1 januari.",
            _OMBUDSMAN,
        ),
    ] = ()
    #: New name of a function -> the function of article 7 lid 1 it continues (article 7 lid 2).
    function_names: Annotated[
        Mapping[str, str],
        about(
            "Nieuwe namen van functies",
            "Heet een functie nu anders? Noem dan de functie van artikel 7 lid 1 waarvan zij het vervolg is.",
            "artikel 7 lid 2 Klachtenregeling gemeente Zaltbommel 2008",
            choices=FUNCTIONS,
        ),
    ] = msgspec.field(default_factory=dict)
    #: Of another gemachtigde a written authorisation is always asked.
    authorisation_of_lawyers: Annotated[
        bool,
        about(
            "Ook van een advocaat een machtiging vragen",
            "De wet laat u kiezen of u een schriftelijke machtiging vraagt. Van een andere gemachtigde vraagt het"
            " platform die altijd.",
            "artikel 2:1 lid 3 Algemene wet bestuursrecht",
        ),
    ] = False

    #: The law asks a report, and does not say that the parties get it.
    hearing_report_to_parties: Annotated[
        bool,
        about(
            "Verslag van het horen ook naar de partijen sturen",
            "De wet vraagt een verslag en zegt niet dat de klager en de beklaagde het krijgen. Staat dit aan, dan"
            " krijgt wie is gehoord het verslag. Zijn zij apart van elkaar gehoord, dan gaat één verslag van beiden"
            " alleen naar het dossier.",
        ),
    ] = True

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
