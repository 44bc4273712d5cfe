"""The admin log in plain Dutch: what was done, about what, and what was and became."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import msgspec

from gehoor.domain.areas import Area
from gehoor.errors import GehoorError
from gehoor.services import admin_log, configuration
from gehoor.services.admin_log import AdminEntry
from gehoor.services.municipality import Municipality
from gehoor.web.admin.work_words import in_words

AREAS: Final = {
    Area.HOSTING: "adressen en regeling",
    Area.MUNICIPALITY: "gegevens van de gemeente",
    Area.OPTIONS: "opties van de regeling",
    Area.UNITS: "afdelingen",
    Area.PEOPLE: "mensen",
    Area.OFFICES: "ambten",
    Area.CLOSING_DAYS: "sluitingsdagen",
    Area.THEME: "uiterlijk",
    Area.LETTERHEAD: "briefpapier",
    Area.RETENTION: "bewaren en vernietigen",
    Area.SIGN_IN: "aanmelden",
    Area.MAIL: "mail",
    Area.REMINDERS: "herinneringen",
}
#: Every action that is written anywhere; a test holds this against the code.
ACTIONS: Final = {
    "settings_applied": "Bestand in werking gezet",
    "setting_changed": "Instelling gewijzigd in de website",
    "setting_released": "Terug naar het bestand",
    "invitation_made": "Uitnodiging gemaakt",
    "invitation_withdrawn": "Uitnodiging ingetrokken",
    "password_chosen": "Wachtwoord gekozen",
    "password_changed": "Wachtwoord gewijzigd",
    "account_enabled": "Account aangezet",
    "account_disabled": "Account uitgezet",
    "account_removed": "Account weggehaald",
    "account_linked": "Gekoppeld aan de aanmelddienst",
    "account_unlinked": "Losgemaakt van de aanmelddienst",
    "second_factor_added": "Tweede stap toegevoegd",
    "second_factor_removed": "Tweede stap weggehaald",
    "second_factor_reset": "Opnieuw begonnen met de tweede stap",
    "recovery_codes_made": "Herstelcodes gemaakt",
    "recovery_code_used": "Herstelcode gebruikt",
    "letter_saved": "Brief gewijzigd",
    "letter_restored": "Oude versie van een brief teruggezet",
    "letter_withdrawn": "Terug naar de tekst van de regeling",
    "work_tried_again": "Werk opnieuw laten proberen",
    "secret_set": "Geheim ingesteld",
    "secret_removed": "Geheim weggehaald",
    "tenant_suspended": "Website gesloten",
    "tenant_resumed": "Website weer open",
    "delivery_log_exported": "Verzendlog meegenomen",
    "noodtoegang geopend": "Noodtoegang geopend",
    "noodtoegang beëindigd": "Noodtoegang beëindigd",
}
_SECRETS: Final = {
    "smtp_password": "wachtwoord van de mailserver",
    "oidc_client_secret": "geheim van de aanmelddienst",
}
_KEYS: Final = {
    "key": "sleutel", "title": "naam", "entity": "hoort bij", "id": "sleutel", "name": "naam",
    "login": "gebruikersnaam", "office": "ambt", "person": "persoon", "unit": "afdeling", "since": "vanaf",
    "until": "tot en met", "deputy": "vervanger", "year": "jaar", "decision": "besluit", "days": "dagen",
    "accent": "accentkleur", "decoration": "versierkleur", "list_month": "maand van de lijst",
    "approving_office": "ambt dat goedkeurt", "hosts": "adressen", "regulation": "regeling", "sender": "afzender",
    "phone": "telefoon", "email": "e-mailadres", "website": "website", "elsewhere": "elders",
    "issuer": "aanmelddienst", "client_id": "naam bij de aanmelddienst", "scopes": "gevraagde gegevens",
    "claim": "gegeven dat zegt wie iemand is", "second_factor_at_provider": "tweede stap bij de aanmelddienst",
    "passwords": "met wachtwoord", "smtp_host": "mailserver", "smtp_port": "poort", "security": "beveiliging",
    "user": "gebruiker", "days_before": "dagen vooraf", "up_after": "dagen tot het hogere ambt", "up_to": "hoger ambt",
    "hour": "uur", "daily": "mail van de dag", "weekly_on": "dag van de weekmail",
    "logo": "logo", "logo_alt": "tekst bij het logo",
    "signatures": "ondertekening", "closing": "slotgroet", "with_name": "met naam", "version": "versie",
}  # fmt: skip
_VALUES: Final = {
    "totp": "app met codes",
    "passkey": "passkey",
    "active": "open",
    "suspended": "gesloten",
    "stad": "de stad",
    "ocmw": "het OCMW",
}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log as people read it."""

    at: datetime
    who: str
    what: str
    subject: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def lines_of(place: Municipality, entries: Sequence[AdminEntry]) -> list[Line]:
    """The entries in words."""
    words = _Words(place)
    return [
        Line(
            at=entry.at,
            who=place.tenant.person_name(entry.person_id),
            what=ACTIONS.get(entry.action, entry.action.replace("_", " ").capitalize()),
            subject=_subject(place, entry.subject),
            old=words.of(admin_log.read(entry.old), entry),
            new=words.of(admin_log.read(entry.new), entry),
        )
        for entry in entries
    ]


def _subject(place: Municipality, subject: str) -> str:
    if subject.startswith("account:"):
        return place.tenant.person_name(subject.removeprefix("account:"))
    if subject.startswith("letter:"):
        return f"brief {subject.removeprefix('letter:')}"
    if subject == place.tenant.slug:
        return place.tenant.title
    if subject.startswith("work:"):
        return in_words(subject.removeprefix("work:"))
    return AREAS.get(Area(subject), subject) if subject in set(Area) else _SECRETS.get(subject, subject)


class _Words:
    """Values of one municipality in words: its names in the place of keys."""

    def __init__(self, place: Municipality) -> None:
        tenant = place.tenant
        self._names: dict[str, Mapping[str, str]] = {
            "person": {person.id: person.name for person in tenant.organisation.people},
            "unit": {unit.key: unit.title for unit in tenant.organisation.units},
            "office": {office.key: office.title for office in place.offices},
            "approving_office": {office.key: office.title for office in place.offices},
        }
        self._options: dict[str, str] = {}
        try:
            for field in configuration.option_fields(place):
                self._options[field.key] = field.title
                self._options |= {f"{field.key}.{part.key}": part.title for part in field.fields}
        except GehoorError:
            # Without the regulation the log shows the keys of its options.
            return

    def of(self, value: Any, entry: AdminEntry) -> tuple[str, ...]:
        """A value in lines; none for nothing."""
        if value is None:
            return ()
        if isinstance(value, bool) and entry.subject.startswith("account:"):
            return ("aan" if value else "uit",)
        if entry.subject.startswith("letter:") and isinstance(value, int):
            return (f"versie {value}",)
        if entry.action == "recovery_codes_made":
            return (f"{value} codes",)
        if entry.action == "noodtoegang geopend" and isinstance(value, str):
            return ("hoogstens een uur",)
        options = self._options if entry.subject == Area.OPTIONS else {}
        if isinstance(value, list):
            return tuple(self._written(each, "", options) for each in value) or ("niets",)
        if isinstance(value, dict):
            return tuple(self._pairs(value, "", options)) or ("niets",)
        return (self._written(value, "", options),)

    def _pairs(self, value: dict[str, Any], prefix: str, options: Mapping[str, str]) -> list[str]:
        found: list[str] = []
        for key, inner in value.items():
            path = f"{prefix}.{key}" if prefix else key
            if isinstance(inner, dict) and path not in options and inner:
                found += self._pairs(inner, path, options)
            else:
                name = options.get(path) or _KEYS.get(key, key)
                found.append(f"{name}: {self._written(inner, key, options, path)}")
        return found

    def _written(self, value: Any, key: str, options: Mapping[str, str], path: str = "") -> str:
        if value is None or value == "" or value == [] or value == {}:
            return "niets"
        if isinstance(value, bool):
            return "ja" if value else "nee"
        if isinstance(value, list):
            return "; ".join(self._written(each, key, options, path) for each in value)
        if isinstance(value, dict):
            # In one line what is empty or no says nothing.
            told = {name: inner for name, inner in value.items() if inner not in (None, "", False, [], {})}
            named = {name: options.get(f"{path}.{name}") or _KEYS.get(name, name) for name in told}
            return ", ".join(
                f"{named[name]} {self._written(inner, name, options, path)}" for name, inner in told.items()
            )
        text = str(value)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = date.fromisoformat(text)
            return f"{day.day}-{day.month}-{day.year}"
        return self._names.get(key, {}).get(text) or _VALUES.get(text, text)
