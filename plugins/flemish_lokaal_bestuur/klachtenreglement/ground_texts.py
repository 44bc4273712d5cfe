"""The nine bullets of article 4 in words: a title for the desk, a sentence for the complainant."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from flemish_lokaal_bestuur.klachtenreglement.source import LAW
from gehoor.domain.citation import Citation


class GroundText(msgspec.Struct, frozen=True, kw_only=True):
    """How a ground is told. `sentence` stands in a letter, with its article added."""

    title: str
    sentence: str
    place: Citation
    #: What the complainant may do about it or do instead; advice of the board, no part of the text.
    advice: str = ""

    @property
    def passage(self) -> str:
        """The sentence with its article."""
        return f"{self.sentence} ({self.place.label})."


def _text(point: str, title: str, sentence: str, advice: str = "") -> GroundText:
    return GroundText(title=title, sentence=sentence, place=LAW.cite("4", point), advice=advice)


TEXTS = {
    "anonymous": _text(
        "1",
        "De klacht is anoniem",
        "U gaf geen naam op, en een anonieme klacht kunnen wij niet behandelen",
        "Wilt u uw naam toch geven? Dan bekijken wij uw klacht opnieuw.",
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
        "Is er sinds dat antwoord iets nieuws gebeurd? Daarover kunt u wel een klacht indienen.",
    ),
    "older_than_one_year": _text(
        "4",
        "De feiten dateren van meer dan één jaar voor de klacht",
        "Het gebeurde meer dan één jaar voor u uw klacht indiende",
        "Gebeurde het later dan wij dachten, of duurde het langer? Bezorg ons dan de juiste datum.",
    ),
    "court": _text(
        "5",
        "Er loopt een gerechtelijke procedure over de klacht",
        "Over uw klacht loopt een procedure bij een rechtbank",
        "Blijft er na de uitspraak van de rechtbank iets onopgelost? Laat het ons dan weten.",
    ),
    "criminal": _text(
        "5",
        "Er loopt een strafonderzoek over de klacht",
        "Over uw klacht loopt een strafonderzoek",
        "Is het onderzoek afgelopen en blijft er iets onopgelost? Laat het ons dan weten.",
    ),
    "insurance": _text(
        "6",
        "Er loopt een verzekeringsprocedure waarin de organisatie geen schuld treft",
        "Over uw klacht loopt een verzekeringsdossier waarin onze organisatie geen schuld heeft",
        "Vragen over de schade bespreekt u met de verzekeraar. Bent u ontevreden over hoe wij u"
        " behandelden? Dat is iets anders: laat het ons weten.",
    ),
    "no_interest": _text(
        "7",
        "De indiener kan geen belang aantonen",
        "Uw klacht gaat niet over een dossier waarbij u zelf betrokken bent",
        "Bent u er wel zelf bij betrokken? Schrijf ons dan over welk dossier het gaat en wat uw rol daarin is.",
    ),
    "not_competent": _text(
        "8",
        "De stad of het OCMW is niet bevoegd",
        "Uw klacht gaat over iets waarvoor de stad en het OCMW niet bevoegd zijn",
        "Weet u niet wie wel bevoegd is? Bel of mail ons: wij zoeken het graag samen met u uit.",
    ),
    "other_instance": _text(
        "9",
        "De klacht is bedoeld voor een andere instantie",
        "Uw klacht is bedoeld voor een andere instantie",
    ),
}


def told(grounds: Iterable[str]) -> str:
    """The grounds of a decision in sentences, each with its article."""
    return " ".join(TEXTS[ground].passage for ground in grounds if ground in TEXTS) or "Uw klacht is niet ontvankelijk."


def advice_on(grounds: Iterable[str]) -> str:
    """What the complainant may do, for each of these grounds; empty where there is nothing to say."""
    return " ".join(TEXTS[ground].advice for ground in grounds if ground in TEXTS and TEXTS[ground].advice)
