"""The mail address of a case, in which a mark shows that we gave it: nobody can guess that of another case."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Iterable
from typing import Final

from gehoor.mail.server import address_of
from gehoor.services.municipality import Municipality
from gehoor.storage import sealing

#: 50 bits: whoever tries a million addresses a day needs three million years.
_MARK_LETTERS: Final = 10
_OF_A_CASE = re.compile(r"(?P<box>[^+@]+)\+(?P<reference>k\d\d-[a-z0-9]{5})\.(?P<mark>[a-z2-7]{10})@(?P<domain>[^@]+)")


def mailbox_of(place: Municipality) -> str:
    """The address of the mailbox for complaints; empty where the municipality has none."""
    return address_of(place.tenant.file.mail.incoming.address)


def address_of_case(place: Municipality, reference: str) -> str:
    """The address at which mail joins this case; empty where the municipality has no mailbox.

    Its mail server must deliver `name+anything@domain` to the mailbox, as most do. Needs the scope of the
    municipality, for its key.
    """
    box, at, domain = mailbox_of(place).rpartition("@")
    return f"{box}+{reference}.{_mark(reference)}@{domain}" if at else ""


def case_in(place: Municipality, addresses: Iterable[str]) -> str:
    """The one case whose own address is among these; empty where there is none, or more than one."""
    box, _, domain = mailbox_of(place).lower().rpartition("@")
    references: set[str] = set()
    for address in addresses:
        found = _OF_A_CASE.fullmatch(address.lower())
        if found is None or (found["box"], found["domain"]) != (box, domain):
            continue
        reference = found["reference"].upper()
        if hmac.compare_digest(found["mark"], _mark(reference)):
            references.add(reference)
    return references.pop() if len(references) == 1 else ""


def _mark(reference: str) -> str:
    mark = sealing.current().mark(f"address of case {reference.upper()}")
    return base64.b32encode(mark).decode()[:_MARK_LETTERS].lower()
