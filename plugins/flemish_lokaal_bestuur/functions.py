"""Who is who: which functions belong to the staff, which are mandates, and which cases have a way of their own."""

from __future__ import annotations

from gehoor.domain.complaint import Complainant, ComplainantKind, Complaint

DIRECTOR = "algemeen_directeur"
COORDINATOR = "klachtencoordinator"
HANDLER = "klachtenbehandelaar"

#: Members of the staff ("ambtenaar (personeelslid)" in article 6 of the regulation).
STAFF = frozenset(
    {
        *("ambtenaar", "personeelslid", "afdelingshoofd", "concern_controller", "gemeentesecretaris"),
        *("raadsgriffier", "griffiemedewerker", HANDLER, COORDINATOR, DIRECTOR),
    }
)
#: Elected people and their organs: not the administration, so not at the official level.
MANDATES = frozenset(
    {
        *("burgemeester", "loco_burgemeester", "wethouder", "schepen", "college", "raadslid", "gemeenteraad"),
        *("voorzitter_raad", "raad", "vast_bureau"),
    }
)

TITLES = {
    DIRECTOR: "de algemeen directeur",
    COORDINATOR: "de klachtencoördinator",
    HANDLER: "een klachtenbehandelaar",
    "afdelingshoofd": "het diensthoofd",
    "burgemeester": "de burgemeester",
    "loco_burgemeester": "de waarnemend burgemeester",
    "college": "het college van burgemeester en schepenen",
    "voorzitter_raad": "de voorzitter van de gemeenteraad",
    "gemeentesecretaris": "de algemeen directeur",
}


def title_of(office: str) -> str:
    """The Dutch name of an office, or what the board wrote where it is no office code."""
    return TITLES.get(office, office)


def by_staff(complainant: Complainant) -> bool:
    """Whether a member of the staff complains."""
    return complainant.kind is ComplainantKind.EMPLOYEE


def staff_against_staff(complaint: Complaint) -> bool:
    """Whether a member of the staff complains about another one, the algemeen directeur apart: he handles these."""
    function = complaint.accused.function
    return by_staff(complaint.complainant) and function in STAFF and function != DIRECTOR


def conflict(complaint: Complaint) -> str:
    """`about_director` or `about_coordinator` where the text leaves open who handles the complaint; else empty."""
    function = complaint.accused.function
    if function == DIRECTOR:
        return "about_director"
    if function == COORDINATOR and not by_staff(complaint.complainant):
        return "about_coordinator"
    return ""


def about_mandate(complaint: Complaint) -> bool:
    """Whether the complaint is about an elected person or organ."""
    return complaint.accused.function in MANDATES
