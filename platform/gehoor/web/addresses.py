"""The addresses that more than one part of the web layer has to know."""

from __future__ import annotations

HOME = "/"
SIGN_IN = "/aanmelden"
SIGN_OUT = "/afmelden"
WORK_LIST = "/werkvoorraad"
ACCOUNT = "/account"
#: Mail that came in and waits for somebody.
INCOMING = "/binnengekomen"
#: What somebody on the staff should know.
NOTICES = "/meldingen"
#: What is said about whoever is signed in, who looked at what, and opening a case in an emergency.
OWN_CASES = "/mijn-zaken"
INSPECTION = "/inzage"
EMERGENCY = "/noodtoegang"
#: Letters that go by post, and the log of everything that was sent.
PRINT_RUNS = "/postronde"
DELIVERY_LOG = "/verzendlog"
#: The yearly reports, in numbers only.
REPORTS = "/rapporten"
#: People, offices and settings, for the administrator of the municipality.
ADMIN = "/beheer"
STATIC = "/static"
THEME = "/thema.css"
ICON = "/icoon.svg"
#: Files without anything personal in them: no session is looked up for these.
PUBLIC_FILES = (f"{STATIC}/", THEME, ICON)


def within_this_site(address: str) -> str:
    """The address when it is a path on this site, otherwise the home page: nobody is sent elsewhere by a link."""
    local = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if local else HOME
