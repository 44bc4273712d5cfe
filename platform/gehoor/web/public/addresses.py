"""The addresses of the public pages; none of them ever holds a name, a number or a code of somebody."""

from __future__ import annotations

from gehoor.web.addresses import HOME
from gehoor.web.tenancy import FooterLink

FORM = "/klacht"
RECEIVED = "/klacht/ontvangen"
#: The same page, reached by sending the same form again.
RECEIVED_BEFORE = f"{RECEIVED}?al=ja"
COPY = "/klacht/afschrift.pdf"
STATUS = "/status"
CASE = "/status/zaak"
LETTERS = "/status/brief"
#: How somebody wants letters.
WAY = "/status/brieven"
LINK = "/status/link"
LINK_SENT = "/status/link/verstuurd"
#: A token follows, which opens a complaint once; it says nothing about whose.
OPEN = "/status/openen"
NEW_CODE = "/status/code"
NEW_CODE_MADE = "/status/code/nieuw"
LEAVE = "/status/afsluiten"
ACCESSIBILITY = "/toegankelijkheid"
PRIVACY = "/privacy"

NAVIGATION = (("Over klachten", HOME), ("Klacht indienen", FORM), ("Uw klacht volgen", STATUS))
FOOTER_LINKS = (
    FooterLink(title="Privacy", address=PRIVACY),
    FooterLink(title="Toegankelijkheid", address=ACCESSIBILITY),
)
