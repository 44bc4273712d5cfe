"""What must hold between the settings of a municipality: the same rules for its files and for the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from gehoor.domain import theme
from gehoor.domain.areas import Area
from gehoor.domain.tenant import IncomingMail, Security, Tenant
from gehoor.errors import GehoorError, InvalidInput
from gehoor.mail.server import is_loopback
from gehoor.regulation.answers import Office
from gehoor.regulation.library import Regulation, RegulationLibrary
from gehoor.regulation.rulebook import RegulationFailed
from gehoor.services import office_rules, options
from gehoor.services.mistake import Mistake, mistake_at

_HOST: Final = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


def mistakes(tenant: Tenant, library: RegulationLibrary) -> list[Mistake]:
    """All that is wrong between these settings."""
    found = [*_hosting(tenant, library)]
    if found:
        # Without a regulation nothing can be said about offices and options.
        return found
    regulation = library.versions(tenant.file.regulation)[-1]
    found += _options(tenant, regulation)
    known = {} if found else _known(tenant, library)
    return [
        *found,
        *_contact(tenant),
        *([] if found else _elsewhere(tenant, library)),
        *office_rules.mistakes(tenant, known),
        *_closing_days(tenant),
        *_theme(tenant),
        *_letterhead(tenant),
        *_retention(tenant, known),
        *_reminders(tenant, known),
        *_mail(tenant),
        *_sign_in(tenant),
    ]


def warnings(tenant: Tenant, library: RegulationLibrary, on: date) -> list[str]:
    """What does not stop the municipality, and should be seen to."""
    found = office_rules.gaps(tenant, library, on)
    if tenant.file.closing_days and not options.counts_closing_days(library, tenant.file.regulation):
        found.append(
            "Sluitingsdagen: deze regeling rekent er niet mee, dus ze veranderen geen termijn. De wet kent alleen haar"
            " eigen feestdagen."
        )
    return found


def _known(tenant: Tenant, library: RegulationLibrary) -> dict[str, Office]:
    """The offices by key; none where the regulation fails, which is not a mistake in the settings."""
    try:
        return {office.key: office for office in office_rules.known_offices(tenant, library)}
    except RegulationFailed:
        return {}


def _hosting(tenant: Tenant, library: RegulationLibrary) -> Iterator[Mistake]:
    try:
        library.versions(tenant.file.regulation)
    except GehoorError as error:
        yield Mistake(area=Area.HOSTING, path="regulation", text=f"{error.message} Kies een van deze.")
    hosts = tenant.file.hosts
    for place, host in enumerate(hosts):
        if _HOST.match(host) is None:
            yield mistake_at(
                Area.HOSTING, "hosts", place, "",
                f"'{host}' is geen hostnaam. Schrijf alleen de naam, in kleine letters en zonder https:// of poort,"
                " zoals klachten.gemeente.example.",
            )  # fmt: skip
        elif host in hosts[:place]:
            yield mistake_at(Area.HOSTING, "hosts", place, "", f"'{host}' staat er twee keer. Haal er één weg.")


def _options(tenant: Tenant, regulation: Regulation) -> Iterator[Mistake]:
    try:
        options.check(regulation, tenant)
    except InvalidInput as error:
        yield Mistake(area=Area.OPTIONS, path=error.field or "", text=error.message)


def _contact(tenant: Tenant) -> Iterator[Mistake]:
    if tenant.file.email and _MAIL.match(tenant.file.email) is None:
        text = f"'{tenant.file.email}' is geen e-mailadres. Schrijf het als naam@gemeente.example."
        yield Mistake(area=Area.MUNICIPALITY, path="email", text=text)


def _elsewhere(tenant: Tenant, library: RegulationLibrary) -> Iterator[Mistake]:
    version = library.versions(tenant.file.regulation)[-1]
    try:
        terms = library.rulebook(version, options.of(library, version, tenant)).definitions()
    except RegulationFailed:
        return
    keys = [term.key for term in terms if term.goes_to]
    for key in tenant.file.elsewhere:
        if key not in keys:
            text = f"De regeling kent '{key}' niet als iets wat geen klacht is. Kies uit: {', '.join(keys)}."
            yield Mistake(area=Area.MUNICIPALITY, path=f"elsewhere.{key}", text=text)


def _closing_days(tenant: Tenant) -> Iterator[Mistake]:
    years: set[int] = set()
    for place, closed in enumerate(tenant.file.closing_days):
        if closed.year in years:
            text = f"{closed.year} staat er twee keer. Zet alle dagen van een jaar bij elkaar, met hun besluit."
            yield mistake_at(Area.CLOSING_DAYS, "", place, "year", text)
        years.add(closed.year)
        for number, day in enumerate(closed.days):
            where = f"days[{number}]"
            if day.year != closed.year:
                text = f"{day.isoformat()} ligt niet in {closed.year}. Verbeter de dag, of zet hem bij zijn eigen jaar."
                yield mistake_at(Area.CLOSING_DAYS, "", place, where, text)
            elif day in closed.days[:number]:
                yield mistake_at(
                    Area.CLOSING_DAYS, "", place, where, f"{day.isoformat()} staat er twee keer. Haal er één weg."
                )


def _theme(tenant: Tenant) -> Iterator[Mistake]:
    if text := theme.too_light(tenant.file.theme.accent):
        yield Mistake(area=Area.THEME, path="accent", text=text)


def _letterhead(tenant: Tenant) -> Iterator[Mistake]:
    head = tenant.file.letterhead
    if head.accent and (text := theme.too_light(head.accent)):
        yield Mistake(area=Area.LETTERHEAD, path="accent", text=text)
    if head.logo and not head.logo_alt.strip():
        text = "Er is een logo zonder tekst erbij. Schrijf wat er te zien is, voor wie de brief laat voorlezen."
        yield Mistake(area=Area.LETTERHEAD, path="logo_alt", text=text)


def _retention(tenant: Tenant, known: dict[str, Office]) -> Iterator[Mistake]:
    office = tenant.file.retention.approving_office
    if office and known and office not in known:
        text = f"Het ambt '{office}' kennen de regeling en het platform niet. Kies uit: {', '.join(known)}."
        yield Mistake(area=Area.RETENTION, path="approving_office", text=text)


def _reminders(tenant: Tenant, known: dict[str, Office]) -> Iterator[Mistake]:
    reminders = tenant.file.reminders
    if known and reminders.up_to and reminders.up_to not in known:
        text = f"Het ambt '{reminders.up_to}' bestaat hier niet. Kies uit: {', '.join(known)}."
        yield Mistake(area=Area.REMINDERS, path="up_to", text=text)
    if len(set(reminders.days_before)) != len(reminders.days_before):
        text = "Een aantal dagen staat er twee keer. Haal er één weg."
        yield Mistake(area=Area.REMINDERS, path="days_before", text=text)


def _mail(tenant: Tenant) -> Iterator[Mistake]:
    mail = tenant.file.mail
    if mail.sender and _MAIL.match(mail.sender) is None:
        text = f"'{mail.sender}' is geen e-mailadres. Schrijf het als klachten@gemeente.example."
        yield Mistake(area=Area.MAIL, path="sender", text=text)
    if mail.smtp_host and not mail.sender:
        text = "Er is een mailserver en geen afzender. Vul het adres in waarvandaan de mail komt."
        yield Mistake(area=Area.MAIL, path="sender", text=text)
    if mail.user and mail.security is Security.NONE:
        text = "Zo gaat het wachtwoord leesbaar over het netwerk. Kies starttls of tls, of laat user weg."
        yield Mistake(area=Area.MAIL, path="security", text=text)
    yield from _incoming(mail.incoming)


def _incoming(incoming: IncomingMail) -> Iterator[Mistake]:
    if incoming.address and _MAIL.match(incoming.address) is None:
        text = f"'{incoming.address}' is geen e-mailadres. Schrijf het als klachten@gemeente.example."
        yield Mistake(area=Area.MAIL, path="incoming.address", text=text)
    if incoming.imap_host and not incoming.user:
        text = "Er is een postvak en geen gebruiker. Vul in met welke naam het platform zich daar aanmeldt."
        yield Mistake(area=Area.MAIL, path="incoming.user", text=text)
    if incoming.imap_host and incoming.security is Security.NONE and not is_loopback(incoming.imap_host):
        text = "Zo gaat het wachtwoord leesbaar over het netwerk. Kies tls of starttls."
        yield Mistake(area=Area.MAIL, path="incoming.security", text=text)
    if incoming.imap_host and incoming.move_to == incoming.folder:
        text = "Dit is de map die wordt gelezen. Kies een andere map, of laat dit leeg."
        yield Mistake(area=Area.MAIL, path="incoming.move_to", text=text)


def _sign_in(tenant: Tenant) -> Iterator[Mistake]:
    sign_in = tenant.file.sign_in
    local = ("http://localhost", "http://127.0.0.1")
    if sign_in.issuer and not sign_in.issuer.startswith(("https://", *local)):
        text = "Het adres van de aanmelddienst begint met https://. Verbeter het adres."
        yield Mistake(area=Area.SIGN_IN, path="issuer", text=text)
    if sign_in.issuer and not sign_in.client_id:
        text = "Er is een aanmelddienst (issuer) en geen client_id. Vul in onder welke naam die dienst ons kent."
        yield Mistake(area=Area.SIGN_IN, path="client_id", text=text)
    if not sign_in.passwords and not sign_in.issuer:
        text = (
            "Zonder wachtwoorden en zonder aanmelddienst kan niemand zich aanmelden. Vul issuer in of zet dit op true."
        )
        yield Mistake(area=Area.SIGN_IN, path="passwords", text=text)
