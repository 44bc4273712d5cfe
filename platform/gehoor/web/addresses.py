"""The addresses that more than one part of the web layer has to know."""

from __future__ import annotations

HOME = "/"
SIGN_IN = "/aanmelden"
SIGN_OUT = "/afmelden"
WORK_LIST = "/werkvoorraad"
ACCOUNT = "/account"
#: What is said about whoever is signed in, who looked at what, and opening a case in an emergency.
OWN_CASES = "/mijn-zaken"
INSPECTION = "/inzage"
EMERGENCY = "/noodtoegang"
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
