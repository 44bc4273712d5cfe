"""Where the pages of the administrator of a municipality are."""

from __future__ import annotations

from gehoor.domain.areas import Area
from gehoor.web.addresses import ADMIN

OVERVIEW = ADMIN
PEOPLE = f"{OVERVIEW}/mensen"
ADD_PERSON = f"{PEOPLE}/toevoegen"
INVITE = f"{PEOPLE}/uitnodigen"
MAIL = f"{PEOPLE}/mailen"
ACCOUNT = f"{PEOPLE}/account"
RENAME = f"{PEOPLE}/wijzigen"
OFFICES = f"{OVERVIEW}/ambten"
ADD_OFFICE = f"{OFFICES}/toevoegen"
END_OFFICE = f"{OFFICES}/beeindigen"
UNITS = f"{OVERVIEW}/afdelingen"
ADD_UNIT = f"{UNITS}/toevoegen"
REMOVE_UNIT = f"{UNITS}/weghalen"
OPTIONS = f"{OVERVIEW}/opties"
CLOSING_DAYS = f"{OVERVIEW}/sluitingsdagen"
REMOVE_YEAR = f"{CLOSING_DAYS}/weghalen"
LOOK = f"{OVERVIEW}/uiterlijk"
REMINDERS = f"{OVERVIEW}/herinneringen"
RETENTION = f"{OVERVIEW}/bewaren"
LETTERS = f"{OVERVIEW}/brieven"
LETTER = f"{LETTERS}/tekst"
LETTER_VERSIONS = f"{LETTERS}/versies"
LETTER_BACK = f"{LETTERS}/terug"
LETTERHEAD = f"{OVERVIEW}/briefpapier"
MUNICIPALITY = f"{OVERVIEW}/gemeente"
MAIL_SERVER = f"{OVERVIEW}/mail"
SIGN_IN = f"{OVERVIEW}/aanmelden"
WORK = f"{OVERVIEW}/werk"
TRY_AGAIN = f"{WORK}/opnieuw"
LOG = f"{OVERVIEW}/logboek"
RELEASE = f"{OVERVIEW}/terug-naar-bestand"

#: The pages with their titles, in the order of the menu: people, what the regulation leaves open, letters, and the
#: installation of the municipality.
PAGES = (
    (OVERVIEW, "Overzicht"),
    (PEOPLE, "Mensen"),
    (OFFICES, "Ambten"),
    (UNITS, "Afdelingen"),
    (SIGN_IN, "Aanmelden"),
    (OPTIONS, "Opties"),
    (CLOSING_DAYS, "Sluitingsdagen"),
    (REMINDERS, "Herinneringen"),
    (RETENTION, "Bewaren"),
    (LETTERS, "Brieven"),
    (LETTERHEAD, "Briefpapier"),
    (LOOK, "Uiterlijk"),
    (MUNICIPALITY, "Gemeente"),
    (MAIL_SERVER, "Mailserver"),
    (WORK, "Werk"),
    (LOG, "Logboek"),
)
#: The page on which an area of the settings stands.
PAGE_OF = {
    Area.PEOPLE: PEOPLE,
    Area.OFFICES: OFFICES,
    Area.UNITS: UNITS,
    Area.OPTIONS: OPTIONS,
    Area.CLOSING_DAYS: CLOSING_DAYS,
    Area.THEME: LOOK,
    Area.LETTERHEAD: LETTERHEAD,
    Area.REMINDERS: REMINDERS,
    Area.RETENTION: RETENTION,
    Area.MUNICIPALITY: MUNICIPALITY,
    Area.MAIL: MAIL_SERVER,
    Area.SIGN_IN: SIGN_IN,
}
