"""Where mail to somebody on the staff goes, for everything that mails a colleague."""

from __future__ import annotations

from gehoor.mail.server import address_of
from gehoor.services.municipality import Municipality


def address_of_person(place: Municipality, person: str) -> str:
    """The address that was given for this person, else the login where that is one; empty where none is known."""
    known = next((each for each in place.tenant.organisation.people if each.id == person), None)
    if known is None:
        return ""
    return known.email or (address_of(known.login) if "@" in known.login else "")
