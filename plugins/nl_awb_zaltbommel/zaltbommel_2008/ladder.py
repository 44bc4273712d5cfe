"""Who handles a complaint by the function of the accused: article 7 lid 1 as a table."""

from __future__ import annotations

import msgspec


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """One bullet of article 7 lid 1. `if_involved` is empty where involvement is permitted (9:7 lid 2 Awb)."""

    office: str
    on_behalf_of: str
    because: str
    if_involved: str = "college"


_CHAIR = (
    " Let op: de burgemeester is voorzitter van de raad. Is zijn onpartijdigheid in het geding, laat dan het langst"
    " zittende raadslid voorzitten (artikel 77 Gemeentewet)."
)

DEPARTMENT_HEAD = Rung(
    office="afdelingshoofd",
    on_behalf_of="college",
    because="De klacht gaat over een ambtenaar: het eigen afdelingshoofd behandelt haar.",
    if_involved="gemeentesecretaris",
)
SECRETARY = Rung(
    office="gemeentesecretaris",
    on_behalf_of="college",
    because="De klacht gaat over een afdelingshoofd of de concerncontroller: de gemeentesecretaris behandelt haar.",
)
SECRETARY_ACROSS = Rung(
    office="gemeentesecretaris",
    on_behalf_of="college",
    because="De klacht gaat over meer dan één afdeling: de gemeentesecretaris behandelt haar.",
)
MAYOR_ON_SECRETARY = Rung(
    office="burgemeester",
    on_behalf_of="college",
    because="De klacht gaat over de gemeentesecretaris: de burgemeester behandelt haar.",
)
MAYOR_ON_COLLEGE = Rung(
    office="burgemeester",
    on_behalf_of="college",
    because="De klacht gaat over een wethouder of het college: de burgemeester behandelt haar.",
    if_involved="",
)
DEPUTY_MAYOR = Rung(
    office="loco_burgemeester",
    on_behalf_of="burgemeester",
    because="De klacht gaat over de burgemeester: de loco-burgemeester behandelt haar.",
    if_involved="",
)
CHAIR_ON_COUNCIL = Rung(
    office="voorzitter_raad",
    on_behalf_of="raad",
    because=f"De klacht gaat over een raadslid of de raad: de voorzitter van de raad behandelt haar.{_CHAIR}",
    if_involved="",
)
CHAIR_ON_CLERKS = Rung(
    office="voorzitter_raad",
    on_behalf_of="raad",
    because=f"De klacht gaat over de griffie: de voorzitter van de raad behandelt haar.{_CHAIR}",
)

RUNGS = {
    "ambtenaar": DEPARTMENT_HEAD,
    "afdelingshoofd": SECRETARY,
    "concern_controller": SECRETARY,
    "gemeentesecretaris": MAYOR_ON_SECRETARY,
    "wethouder": MAYOR_ON_COLLEGE,
    "college": MAYOR_ON_COLLEGE,
    "burgemeester": DEPUTY_MAYOR,
    "raadslid": CHAIR_ON_COUNCIL,
    "gemeenteraad": CHAIR_ON_COUNCIL,
    "raadsgriffier": CHAIR_ON_CLERKS,
    "griffiemedewerker": CHAIR_ON_CLERKS,
}

#: Functions that do not work in a department, so that a complaint across departments is not about them.
OUTSIDE_DEPARTMENTS = frozenset(
    {
        "gemeentesecretaris",
        "algemeen_directeur",
        "wethouder",
        "college",
        "burgemeester",
        "raadslid",
        "gemeenteraad",
        "voorzitter_raad",
        "raadsgriffier",
        "griffiemedewerker",
    }
)
