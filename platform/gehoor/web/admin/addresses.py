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
RETENTION = f"{OVERVIEW}/bewaren"
LOG = f"{OVERVIEW}/logboek"
RELEASE = f"{OVERVIEW}/terug-naar-bestand"

#: The pages with their titles, as the menu shows them.
PAGES = (
    (OVERVIEW, "Overzicht"),
    (PEOPLE, "Mensen"),
    (OFFICES, "Ambten"),
    (UNITS, "Afdelingen"),
    (OPTIONS, "Opties"),
    (CLOSING_DAYS, "Sluitingsdagen"),
    (LOOK, "Uiterlijk"),
    (RETENTION, "Bewaren"),
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
    Area.RETENTION: RETENTION,
}
