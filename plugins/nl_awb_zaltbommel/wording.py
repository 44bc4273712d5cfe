"""Dutch words both layers use for offices, bodies, judgements and reasons why something is not possible yet."""

from __future__ import annotations

from typing import TypedDict

from gehoor.domain.events import Decision, Judgement
from nl_awb_zaltbommel.standing import Standing

#: Office code -> (title, title in a sentence).
OFFICES = {
    "afdelingshoofd": ("Afdelingshoofd", "het afdelingshoofd"),
    "gemeentesecretaris": ("Gemeentesecretaris", "de gemeentesecretaris"),
    "burgemeester": ("Burgemeester", "de burgemeester"),
    "loco_burgemeester": ("Loco-burgemeester", "de loco-burgemeester"),
    "voorzitter_raad": ("Voorzitter van de raad", "de voorzitter van de raad"),
    "college": ("College van burgemeester en wethouders", "het college van burgemeester en wethouders"),
    "klachtencoordinator": ("Klachtencoördinator", "de klachtencoördinator"),
}

#: The administrative bodies somebody acts on behalf of.
BODIES = {
    "college": "het college van burgemeester en wethouders",
    "burgemeester": "de burgemeester",
    "raad": "de gemeenteraad",
}

JUDGEMENTS = (
    (Judgement.FOUNDED.value, "gegrond"),
    (Judgement.PARTLY_FOUNDED.value, "deels gegrond"),
    (Judgement.UNFOUNDED.value, "ongegrond"),
    (Judgement.NO_JUDGEMENT.value, "geen oordeel"),
)

CLOSED = "De zaak is al gesloten"

_DECIDED_FIRST = {
    Decision.NOT_TREATED: "Eerst beslist de klachtbehandelaar dat de klacht niet wordt behandeld, en op welke grond",
    Decision.NO_COMPLAINT: "Eerst beslist de klachtbehandelaar dat het bericht geen klacht is",
    Decision.REFERRED: "Eerst wordt vastgelegd dat de klacht bij een ander hoort",
}


class Availability(TypedDict):
    """The two fields of an outcome that say whether it is possible now."""

    available: bool
    because: str


def possible_unless(because: str) -> Availability:
    """Available where there is no reason against it."""
    return {"available": not because, "because": because}


def when_open(now: Standing, decided: str = "") -> Availability:
    """Available in an open case; with `decided` only after that decision, else only while it may be treated."""
    if now.closed:
        return possible_unless(CLOSED)
    if decided:
        wanted = Decision(decided)
        return possible_unless("" if now.decision is wanted else _DECIDED_FIRST[wanted])
    return possible_unless("Er is besloten de klacht niet te behandelen" if now.refused else "")


def on_behalf(code: str) -> str:
    """The words ", namens het college ..." or nothing."""
    return f", namens {BODIES[code]}" if code in BODIES else ""


def in_a_sentence(office: str) -> str:
    """The office as it reads in a sentence; another office is somebody the college designated."""
    return OFFICES[office][1] if office in OFFICES else "een klachtbehandelaar die het college heeft aangewezen"
