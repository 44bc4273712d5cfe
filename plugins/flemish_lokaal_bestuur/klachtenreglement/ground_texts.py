"""The nine bullets of article 4 in words: a title for the desk, a sentence for the complainant."""

from __future__ import annotations

import msgspec

from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from gehoor.domain.citation import Citation


class GroundText(msgspec.Struct, frozen=True, kw_only=True):
    """How a ground is told. `sentence` stands in a letter and ends without its article."""

    title: str
    sentence: str
    place: Citation

    @property
    def passage(self) -> str:
        """The sentence with its article."""
        return f"{self.sentence} ({self.place.label})."


def _text(point: str, title: str, sentence: str) -> GroundText:
    return GroundText(title=title, sentence=sentence, place=LAW.cite("4", point))


TEXTS = {
    "anonymous": _text(
        "1",
        "De klacht is anoniem",
        "U gaf geen naam op, en een anonieme klacht kunnen wij niet behandelen",
    ),
    "not_a_complaint": _text(
        "2",
        "Het is een vraag om informatie, een melding, een suggestie, een beroep of een bezwaar",
        "Wat u ons stuurde, is volgens het reglement geen klacht",
    ),
    "earlier_handled": _text(
        "3",
        "De indiener klaagde al eerder over hetzelfde en die klacht is volledig afgehandeld",
        "U diende over hetzelfde onderwerp al een klacht in, en die is volledig afgehandeld",
    ),
    "older_than_one_year": _text(
        "4",
        "De feiten dateren van meer dan één jaar voor de klacht",
        "Het gebeurde meer dan één jaar voor u uw klacht indiende",
    ),
    "court": _text(
        "5",
        "Er loopt een gerechtelijke procedure over de klacht",
        "Over uw klacht loopt een procedure bij een rechtbank",
    ),
    "criminal": _text(
        "5",
        "Er loopt een strafonderzoek over de klacht",
        "Over uw klacht loopt een strafonderzoek",
    ),
    "insurance": _text(
        "6",
        "Er loopt een verzekeringsprocedure waarin de organisatie geen schuld treft",
        "Over uw klacht loopt een verzekeringsdossier waarin onze organisatie geen schuld heeft",
    ),
    "no_interest": _text(
        "7",
        "De indiener kan geen belang aantonen",
        "Uw klacht gaat niet over een dossier waarbij u zelf betrokken bent",
    ),
    "not_competent": _text(
        "8",
        "De stad of het OCMW is niet bevoegd",
        "Uw klacht gaat over iets waarvoor de stad en het OCMW niet bevoegd zijn",
    ),
    "other_instance": _text(
        "9",
        "De klacht is bedoeld voor een andere instantie",
        "Uw klacht is bedoeld voor een andere instantie",
    ),
}
