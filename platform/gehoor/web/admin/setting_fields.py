"""The fields of the pages for the municipality itself, its mail and how its staff signs in."""

from __future__ import annotations

from typing import Final

from gehoor.regulation.guard import RegulationFailed
from gehoor.services import secrets
from gehoor.services.municipality import Municipality
from gehoor.web.admin.setting_forms import Field, Group, Kind, Secret

_SECURITY: Final = (
    ("starttls", "STARTTLS"),
    ("tls", "TLS"),
    ("none", "Geen: alleen voor een mailserver op dezelfde machine"),
)


def municipality(place: Municipality) -> tuple[Group, ...]:
    """Name and contact, and where to go with what is no complaint; the law says what that can be."""
    own = Group(
        title="Naam en contact",
        fields=(
            Field(path="title", name="titel", label="Naam", required="Vul de naam in."),
            Field(
                path="sender", name="afzender", label="Afzender op brieven", kind=Kind.LINES,
                hint="Elke regel van het adres op een eigen regel.",
            ),
            Field(path="phone", name="telefoon", label="Telefoon"),
            Field(path="email", name="email", label="E-mailadres", kind=Kind.MAIL),
            Field(path="website", name="website", label="Website", hint="Bijvoorbeeld www.gemeente.example."),
        ),
    )  # fmt: skip
    try:
        terms = [term for term in place.rulebook(place.current.in_force).definitions() if term.goes_to]
    except RegulationFailed:
        # What is no complaint cannot be told now; what is filled in for it stays as it is.
        terms = []
    elsewhere = tuple(
        Field(path=f"elsewhere.{term.key}", name=f"elders-{term.key}", label=_begun(term.term), hint=term.goes_to)
        for term in terms
    )
    if not elsewhere:
        return (own,)
    return (own, Group(title="Wat geen klacht is", fields=elsewhere, hint="Waar kan een inwoner dan terecht?"))


def _begun(term: str) -> str:
    """A term as it begins a label; capitals further on, as in OCMW, stay."""
    return term[:1].upper() + term[1:]


def mail(place: Municipality) -> tuple[Group, ...]:
    """Where mail leaves and where it comes in."""
    return (
        Group(
            title="Mail die vertrekt",
            hint="Zonder mailserver gaat er geen mail weg. Brieven gaan dan alleen met de post.",
            fields=(
                Field(path="sender", name="afzender", label="Afzender", kind=Kind.MAIL),
                Field(path="smtp_host", name="server", label="Mailserver"),
                Field(path="smtp_port", name="poort", label="Poort", kind=Kind.NUMBER, required="Vul de poort in."),
                Field(
                    path="security", name="beveiliging", label="Beveiliging", kind=Kind.CHOICE, choices=_SECURITY,
                    required="Kies de beveiliging.",
                ),
                Field(path="user", name="gebruiker", label="Gebruiker"),
            ),
            secret=Secret(key=secrets.SMTP_PASSWORD, name="wachtwoord", label="Wachtwoord van de mailserver"),
        ),
        Group(
            title="Mail die binnenkomt",
            hint="Zonder adres komt mail niet bij een zaak.",
            fields=(
                Field(path="incoming.address", name="in-adres", label="Adres van het postvak", kind=Kind.MAIL),
                Field(path="incoming.imap_host", name="in-server", label="Server van het postvak (IMAP)"),
                Field(
                    path="incoming.imap_port", name="in-poort", label="Poort van het postvak", kind=Kind.NUMBER,
                    required="Vul de poort in.",
                ),
                Field(
                    path="incoming.security", name="in-beveiliging", label="Beveiliging van het postvak",
                    kind=Kind.CHOICE, choices=_SECURITY, required="Kies de beveiliging.",
                ),
                Field(path="incoming.user", name="in-gebruiker", label="Gebruiker van het postvak"),
                Field(
                    path="incoming.folder", name="in-map", label="Map die wordt gelezen", required="Vul de map in.",
                    hint="Meestal INBOX.",
                ),
                Field(
                    path="incoming.move_to", name="in-naar", label="Map voor wat is gelezen",
                    hint="Leeg: de mail blijft staan als gelezen.",
                ),
                Field(
                    path="incoming.minutes", name="in-minuten", label="Elke hoeveel minuten", kind=Kind.NUMBER,
                    required="Vul een aantal minuten in.",
                ),
            ),
            secret=Secret(key=secrets.IMAP_PASSWORD, name="in-wachtwoord", label="Wachtwoord van het postvak"),
        ),
    )  # fmt: skip


def sign_in(place: Municipality) -> tuple[Group, ...]:
    """How the staff signs in."""
    return (
        Group(
            title="Eigen wachtwoorden",
            fields=(
                Field(
                    path="passwords", name="wachtwoorden", label="Aanmelden met een eigen wachtwoord mag",
                    kind=Kind.FLAG,
                ),
            ),
        ),
        Group(
            title="Aanmelddienst van uw organisatie",
            hint="Met OpenID Connect. De dienst zegt wie iemand is. Ambten geeft u hier, nooit de dienst.",
            fields=(
                Field(path="issuer", name="dienst", label="Adres van de aanmelddienst", hint="Begint met https://."),
                Field(path="client_id", name="naam-bij-dienst", label="Naam waaronder de dienst ons kent (client_id)"),
                Field(path="title", name="knop", label="Naam op de knop", hint="Aanmelden met ..."),
                Field(
                    path="scopes", name="gegevens", label="Gegevens die wij vragen (scopes)", kind=Kind.LINES,
                    hint="Elk op een eigen regel.", required="Vul minstens openid in.",
                ),
                Field(
                    path="claim", name="gegeven", label="Gegeven dat zegt wie iemand is (claim)",
                    hint="Dit moet gelijk zijn aan de gebruikersnaam in de lijst van mensen.",
                    required="Vul in welk gegeven zegt wie iemand is.",
                ),
                Field(
                    path="second_factor_at_provider", name="tweede-stap-daar",
                    label="De aanmelddienst vraagt zelf om een tweede stap", kind=Kind.FLAG,
                ),
            ),
            secret=Secret(key=secrets.OIDC_CLIENT_SECRET, name="geheim", label="Geheim van de aanmelddienst"),
        ),
    )  # fmt: skip
