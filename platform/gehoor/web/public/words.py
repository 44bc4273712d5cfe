"""Words that differ between the Netherlands and Flanders, where the law itself does not give them."""

from __future__ import annotations

import msgspec

from gehoor.services.municipality import Municipality


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """How people here call things."""

    #: Those the complaint is about, as in "iemand die voor ... werkt".
    us: str
    handler: str
    #: As in "kom langs bij ...".
    at_the_desk: str
    #: The number nobody should send without need.
    national_number: str
    employee: str
    phone_example: str
    postcode_example: str
    #: Who watches over personal data.
    privacy_authority: str
    #: The letter in which somebody lets another act for him.
    mandate: str
    #: Who represents somebody by law, as in "Ik ben ...".
    by_law: str


_NETHERLANDS = Words(
    us="de gemeente",
    handler="klachtbehandelaar",
    at_the_desk="de balie van het gemeentehuis",
    national_number="burgerservicenummer (BSN)",
    employee="Ik werk zelf bij de gemeente",
    phone_example="06 12 34 56 78",
    postcode_example="1234 AB Plaatsnaam",
    privacy_authority="de Autoriteit Persoonsgegevens",
    mandate="machtiging",
    by_law="ouder, voogd, curator, mentor of bewindvoerder",
)
_FLANDERS = Words(
    us="de stad of het OCMW",
    handler="klachtenbehandelaar",
    at_the_desk="het onthaal van het stadhuis",
    national_number="rijksregisternummer",
    employee="Ik ben personeelslid van de stad of het OCMW",
    phone_example="0470 12 34 56",
    postcode_example="9000 Plaatsnaam",
    privacy_authority="de Vlaamse Toezichtcommissie of de Gegevensbeschermingsautoriteit",
    mandate="volmacht",
    by_law="ouder, voogd of bewindvoerder",
)


def words_of(place: Municipality) -> Words:
    """The words of the place where this municipality is."""
    return _FLANDERS if place.current.language == "nl-BE" else _NETHERLANDS
