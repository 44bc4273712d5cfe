"""What a Flemish board may set where the complaint regulation leaves it open."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from gehoor.regulation import BY_THE_BOARD, about

Days = Annotated[int, Meta(ge=1, le=3650)]
_INDEPENDENT = f"artikel 303 § 1 Decreet over het lokaal bestuur; {BY_THE_BOARD}"


class DueShift(StrEnum):
    """What happens to an end date of the board itself on a Saturday, a Sunday or a legal holiday."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Calendar days after receipt; the text names none of them."""

    acknowledgement: Annotated[
        Days, about("Ontvangstmelding", "Binnen hoeveel kalenderdagen na ontvangst de klager bericht krijgt.")
    ] = 10
    admissibility: Annotated[
        Days, about("Ontvankelijkheid", "Binnen hoeveel kalenderdagen na ontvangst u daarover beslist.")
    ] = 10
    settlement: Annotated[
        Days, about("Afhandeling", "Binnen hoeveel kalenderdagen na ontvangst de klacht is afgehandeld.")
    ] = 45
    #: The longest total term after an extension, counted from receipt; not above `settlement`: no extension.
    extension_to: Annotated[
        Days,
        about(
            "Langste termijn na verlenging",
            "Het aantal kalenderdagen na ontvangst, verlenging inbegrepen. Is dit niet meer dan de termijn voor"
            " afhandeling, dan kan er niet worden verlengd.",
        ),
    ] = 90


class SecondLineType(StrEnum):
    """To whom somebody may turn after the answer of the board."""

    NONE = "none"
    VLAAMSE_OMBUDSDIENST = "vlaamse_ombudsdienst"
    EIGEN = "eigen"
    INTERGEMEENTELIJK = "intergemeentelijk"
    COLLEGE = "college"


class SecondLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The second line; the Vlaamse Ombudsdienst only where the board signed an agreement with it."""

    type: Annotated[
        SecondLineType,
        about(
            "Tweede lijn",
            "Bij wie de klager terechtkan na uw antwoord. De Vlaamse Ombudsdienst alleen als u daarmee een"
            " overeenkomst hebt.",
            choices={
                "none": "geen",
                "vlaamse_ombudsdienst": "de Vlaamse Ombudsdienst",
                "eigen": "een eigen ombudsdienst",
                "intergemeentelijk": "een intergemeentelijke ombudsdienst",
                "college": "het college van burgemeester en schepenen",
            },
        ),
    ] = SecondLineType.NONE
    name: Annotated[str, about("Naam van de tweede lijn", "Zoals hij in brieven staat.")] = ""
    address: Annotated[str, about("Adres van de tweede lijn", "Waar de klager naartoe schrijft.")] = ""
    #: Days after closing within which one must go there; None where no term is known.
    until_days: Annotated[
        Days | None,
        about("Termijn voor de tweede lijn", "Dagen na uw antwoord waarbinnen de klager erheen moet; leeg: geen."),
    ] = None


class AnswersFor(StrEnum):
    """In whose name whoever handles a complaint signs the answer."""

    OFFICE = "office"
    BOARD = "board"


class Conflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who handles a complaint about the people the text itself relies on: an office code or a name; empty is unset."""

    about_director: Annotated[
        str,
        about(
            "Klacht over de algemeen directeur",
            "De code van een ambt, of een naam: wie zo'n klacht behandelt. Leeg: u beslist per klacht.",
            _INDEPENDENT,
        ),
    ] = ""
    about_coordinator: Annotated[
        str,
        about(
            "Klacht over de klachtencoördinator",
            "De code van een ambt, of een naam: wie zo'n klacht behandelt. Leeg: u beslist per klacht.",
            _INDEPENDENT,
        ),
    ] = ""


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings of a board, each with its default."""

    terms: Terms = Terms()
    due_shift: Annotated[
        DueShift,
        about(
            "Einddatum in het weekend of op een feestdag",
            "Of een eigen einddatum dan opschuift. Dit geldt niet voor datums van de klager: die schuiven altijd op.",
            choices={"none": "blijft staan", "next_working_day": "schuift op naar de volgende werkdag"},
        ),
    ] = DueShift.NONE
    second_line: SecondLine = SecondLine()
    conflict: Conflict = Conflict()
    #: Whether the coordinator may handle complaints without a written reason each time.
    coordinator_may_handle: Annotated[
        bool,
        about(
            "De klachtencoördinator behandelt ook zelf",
            "Ja: dat mag zonder telkens een reden op te schrijven. Het reglement houdt de twee rollen uit elkaar.",
            f"artikel 6 punt 2 en 3 klachtenreglement; {BY_THE_BOARD}",
        ),
    ] = False
    #: Whether the person complained about reads the complaint and answers in writing, once invited.
    copy_for_accused: Annotated[
        bool,
        about(
            "De beklaagde leest de klacht en antwoordt schriftelijk",
            "Na de uitnodiging voor een gesprek, en zonder de naam of de bijlagen van de klager.",
        ),
    ] = True
    #: Whether somebody who complains for another must show a written mandate; a lawyer only where the board set so.
    written_mandate: Annotated[
        bool,
        about(
            "Schriftelijke volmacht van wie voor een ander klaagt",
            "Nee: wie voor een ander klaagt, wordt op zijn woord geloofd. Van een ouder of voogd wordt ze nooit"
            " gevraagd.",
        ),
    ] = True
    written_mandate_of_lawyers: Annotated[
        bool,
        about("Ook van een advocaat een volmacht vragen", "Geldt alleen als u van anderen een volmacht vraagt."),
    ] = False
    #: Whether letters go electronically to whoever gave an e-mail address and chose nothing.
    electronic_letters: Annotated[
        bool,
        about(
            "Brieven digitaal, tenzij de klager post vraagt",
            "Nee: met de post, tenzij de klager zelf digitaal kiest. Kiest u ja, maak dat besluit dan bekend en laat"
            " het klagers vooraf weten.",
            f"artikel II.22 en II.23 Bestuursdecreet; {BY_THE_BOARD}",
        ),
    ] = False
    #: Days a complainant has to make a complaint clear, and to consent to forwarding.
    clarification_days: Annotated[
        Days, about("Dagen om een klacht te verduidelijken", "Hoeveel dagen de klager daarvoor krijgt.")
    ] = 10
    consent_days: Annotated[
        Days,
        about(
            "Dagen om in te stemmen met doorsturen",
            "Hoeveel dagen de klager daarvoor krijgt. Zonder instemming stuurt u niet door.",
            f"artikel 4 punt 9 klachtenreglement; {BY_THE_BOARD}",
        ),
    ] = 14
    answers_for: Annotated[
        AnswersFor,
        about(
            "Namens wie het antwoord vertrekt",
            "Klachten worden behandeld op het ambtelijke niveau; wie het antwoord ondertekent, staat niet in het"
            " reglement.",
            f"artikel 1 klachtenreglement; {BY_THE_BOARD}",
            choices={
                "office": "wie de klacht behandelt, in eigen naam",
                "board": "namens het college van burgemeester en schepenen, of het vast bureau voor het OCMW",
            },
        ),
    ] = AnswersFor.OFFICE
    tell_measure_done: Annotated[
        bool,
        about(
            "De klager hoort dat een maatregel is uitgevoerd",
            "Ja: bij elke uitgevoerde maatregel krijgt de klager een brief.",
            f"artikel 6 punt 7 klachtenreglement; {BY_THE_BOARD}",
        ),
    ] = False
    #: Years a file is kept after closing; five is the longest the Bestuursdecreet permits.
    retention_years: Annotated[
        int,
        Meta(ge=1, le=5),
        about(
            "Jaren bewaren na het antwoord",
            "Ten hoogste vijf. Kiest u minder, leg dan vast waarom.",
            f"artikel III.87 § 1/1 Bestuursdecreet; {BY_THE_BOARD}",
        ),
    ] = 5
    #: Month and day of the next year by which the yearly reports are ready.
    report_by: Annotated[
        str,
        Meta(pattern=r"^\d{2}-\d{2}$"),
        about(
            "Jaarverslag klaar op",
            "Maand en dag in het jaar daarna, zoals 06-30.",
            f"artikel 7 klachtenreglement (jaarlijks); {BY_THE_BOARD}",
        ),
    ] = "06-30"
    #: Days on which the offices are closed besides weekends and legal holidays, such as 11 July or 2 November.
    closing_days: Annotated[
        frozenset[date],
        about(
            "Sluitingsdagen",
            "Ze vervroegen de dag waarop u het best handelt en veranderen nooit een einddatum.",
            fed_by="closing_days",
        ),
    ] = frozenset()

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
