"""The people and texts of the sample cases: all made up, with the characters in them that real people bring along."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from gehoor.domain import events as ev
from gehoor.domain.event import Party as Role
from gehoor.storage.files import Attachment
from gehoor.storage.narratives import Narrative
from gehoor.storage.people import Party

REFERENCE: Final = "K26-V00RB"
REASON, FINDINGS, CONCLUSION, MEASURE, PLACE, REPORT, ADVICE, DEVIATION = range(1, 9)
PARTS: Final = (11, 12, 13)
RECOMMENDATIONS: Final = (21, 22)
_CASE, _AT = "voorbeeld", datetime(2026, 1, 1, tzinfo=UTC)
_TEXTS: Final = {
    REASON: ("reason", "Dit is een voorbeeld van een toelichting.\n\nHier staat wat de behandelaar erbij schrijft."),
    FINDINGS: ("findings", "Wij spraken met u en met de medewerker. U stond om 14.00 uur aan de balie.\n\nDe medewerker"
                           " herinnert zich het gesprek, en noemt de toon 'kort & zakelijk'."),
    CONCLUSION: ("conclusion", "Wij vinden dat dit anders had gemoeten. Daarvoor bieden wij u onze excuses aan."),
    MEASURE: ("measure", "De teamleider bespreekt met de medewerkers aan de balie hoe zij mensen te woord staan."),
    PLACE: ("hearing_place", "het stadskantoor, kamer 2.14"),
    REPORT: ("hearing_report", "U vertelde wat er aan de balie gebeurde. De medewerker vertelde hoe het ging."),
    ADVICE: ("advice", "De commissie adviseert de klacht gegrond te verklaren."),
    DEVIATION: ("deviation", "Wij volgen het advies op één punt niet, omdat het dossier iets anders laat zien."),
    PARTS[0]: ("part", "De medewerker luisterde niet naar u."),
    PARTS[1]: ("part", "De medewerker verbrak het gesprek."),
    PARTS[2]: ("part", "U kreeg geen antwoord op uw brief."),
    RECOMMENDATIONS[0]: ("recommendation", "Leg vast wie terugbelt."),
    RECOMMENDATIONS[1]: ("recommendation", "Bied excuses aan."),
    31: ("what_happened", "Ik stond aan de balie en werd niet geholpen.\n\nToen ik er iets van zei, liep men weg."),
    32: ("about", "De medewerker aan de balie"),
    33: ("when_text", "Dinsdagmiddag"),
    34: ("already_done", "Ik heb gebeld."),
    35: ("referred_to", "de politie"),
}  # fmt: skip
#: Fields of steps by name, for which any number or text would not do.
FIELDS: Final[dict[str, Any]] = {
    "place": PLACE, "report": REPORT, "text": REASON, "at": "2026-01-12T13:30:00+00:00", "minutes": 60,
    "parties": tuple(Role), "recommendations": RECOMMENDATIONS, "weeks": None, "days": None, "by": "letter",
    "kind": None, "mandate": None, "letter": 1, "code": "5.1.1", "pdf_sha256": "", "unit": "", "ground": "",
    "way": "post", "measure": 0, "cause": "calendar", "attachment": None, "document": None, "message": 1,
    "responses": tuple(ev.Response(recommendation=each, followed=True, text=REASON) for each in RECOMMENDATIONS),
}  # fmt: skip

TOLD: Final = tuple(
    Narrative(number, _CASE, kind, place, text, _AT) for place, (number, (kind, text)) in enumerate(_TEXTS.items())
)
PEOPLE: Final = (
    Party(id=1, case_id=_CASE, role="complainant", name="Mevrouw S. van 't Hof-d'Ancona",
          address="Fictiefstraat 12 bis\n1234 AB Voorbeeldstad"),
    Party(id=2, case_id=_CASE, role="accused", name="B. Verzonnen"),
    Party(id=3, case_id=_CASE, role="representative", name="Mr. A. Bedacht & Zn.",
          address="Voorbeeldplein 3\n1234 CD Voorbeeldstad"),
)  # fmt: skip
PAPERS: Final = (Attachment(1, _CASE, "foto van de balie.jpg", "image/jpeg", 1, "0" * 64, "complainant"),)
