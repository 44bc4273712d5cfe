"""The Dutch names of the codes that letters, pages and lists show."""

from __future__ import annotations

from gehoor.domain.case import Status
from gehoor.domain.complaint import Channel, ComplainantKind, Mandate, RepresentativeKind
from gehoor.domain.events import Decision, Judgement, Party

JUDGEMENTS = {
    Judgement.FOUNDED: "gegrond",
    Judgement.PARTLY_FOUNDED: "deels gegrond",
    Judgement.UNFOUNDED: "ongegrond",
    Judgement.NO_JUDGEMENT: "geen oordeel",
}
CHANNELS = {
    Channel.FORM: "via het formulier op de website",
    Channel.EMAIL: "per e-mail",
    Channel.LETTER: "per brief",
    Channel.ORAL: "mondeling",
}
STATUSES = {
    Status.RECEIVED: "ontvangen",
    Status.ADMITTED: "wordt behandeld",
    Status.ASSIGNED: "bij de behandelaar",
    Status.JUDGED: "oordeel gegeven",
    Status.REFUSED: "niet in behandeling",
    Status.CLOSED: "afgesloten",
}
DECISIONS = {
    Decision.TREAT: "behandelen",
    Decision.NOT_TREATED: "niet behandelen",
    Decision.NO_COMPLAINT: "geen klacht",
    Decision.REFERRED: "doorverwijzen",
}
KINDS = {
    ComplainantKind.CITIZEN: "inwoner of gebruiker",
    ComplainantKind.LEGAL_PERSON: "organisatie of bedrijf",
    ComplainantKind.EMPLOYEE: "medewerker van het bestuur zelf",
    ComplainantKind.ANONYMOUS: "onbekend (anoniem)",
}
REPRESENTATIVES = {
    RepresentativeKind.AUTHORISED: "gemachtigde",
    RepresentativeKind.LAWYER: "advocaat",
    RepresentativeKind.LEGAL: "wettelijk vertegenwoordiger",
}
MANDATES = {
    Mandate.UPLOADED: "ontvangen",
    Mandate.SHOWN: "getoond",
    Mandate.ASKED: "ontbreekt nog",
    Mandate.NOT_REQUIRED: "niet nodig",
}
ENTITIES = {"stad": "de stad", "ocmw": "het OCMW", "beide": "de stad en het OCMW"}
PARTIES = {Party.COMPLAINANT: "de klager", Party.ACCUSED: "de beklaagde"}
FUNCTIONS = {
    "ambtenaar": "een ambtenaar",
    "personeelslid": "een personeelslid",
    "afdelingshoofd": "een afdelingshoofd",
    "concern_controller": "de concern-controller",
    "gemeentesecretaris": "de gemeentesecretaris",
    "algemeen_directeur": "de algemeen directeur",
    "klachtencoordinator": "de klachtencoördinator",
    "wethouder": "een wethouder of schepen",
    "college": "het college",
    "burgemeester": "de burgemeester",
    "raadslid": "een raadslid",
    "gemeenteraad": "de gemeenteraad",
    "raadsgriffier": "de raadsgriffier",
    "griffiemedewerker": "een medewerker van de griffie",
    "anders": "iemand anders",
}
OFFICES = {
    "afdelingshoofd": "Afdelingshoofd",
    "gemeentesecretaris": "Gemeentesecretaris",
    "burgemeester": "Burgemeester",
    "loco_burgemeester": "Loco-burgemeester",
    "voorzitter_raad": "Voorzitter van de raad",
    "college": "College van burgemeester en wethouders",
    "klachtenbehandelaar": "Klachtenbehandelaar",
    "klachtbehandelaar": "Klachtbehandelaar",
    "algemeen_directeur": "Algemeen directeur",
    "klachtencoordinator": "Klachtencoördinator",
    "balie": "Medewerker balie",
    "beheerder": "Beheerder",
    "functionaris_gegevensbescherming": "Functionaris gegevensbescherming",
}
RECIPIENTS = {
    "complainant": "de klager",
    "representative": "de vertegenwoordiger van de klager",
    "accused": "degene over wie de klacht gaat",
    "manager": "de leidinggevende",
    "handler": "wie de klacht behandelt",
    "ombudsman": "de ombudsman",
    "file": "het dossier",
    "coordinator": "de klachtencoördinator",
    "klachtencoordinator": "de klachtencoördinator",
    "gemeentesecretaris": "de gemeentesecretaris",
}
ENCLOSURES = {
    "complaint": "de klacht",
    "attachments": "de bijlagen bij de klacht",
    "enclosures": "de bijlagen bij de klacht",
    "advice": "het advies van de commissie",
}
MISSING = {
    "name": "uw naam",
    "address": "uw adres",
    "date": "de datum",
    "description": "een omschrijving van wat er is gebeurd",
    "signature": "uw handtekening",
}
#: Of whom a mail that joined a case says that it is; the address it came from is all we know.
MESSAGE_SENDERS = {
    "complainant": "van het adres van de klager",
    "representative": "van het adres van wie de klager vertegenwoordigt",
    "accused": "van het adres van de beklaagde",
    "unknown": "afzender onbekend, controleer van wie dit komt",
}
EVENTS = {
    "received": "Klacht ontvangen",
    "facts_corrected": "Feiten aangevuld",
    "acknowledged": "Ontvangst bevestigd",
    "repair_requested": "Om aanvulling gevraagd",
    "repaired": "Aanvulling ontvangen",
    "mandate_recorded": "Vertegenwoordiging vastgelegd",
    "mandate_withdrawn": "Machtiging ingetrokken",
    "authenticity_doubted": "Gevraagd het formulier te gebruiken",
    "admissibility_advised": "Conclusie van de klachtencoördinator",
    "admissibility_decided": "Besloten over behandeling",
    "service_consulted": "Overlegd met de dienst",
    "assigned": "Behandelaar aangewezen",
    "handed_to_handler": "Overgedragen aan de behandelaar",
    "extended": "Termijn verlengd",
    "further_extension_asked": "Gevraagd om in te stemmen met verder uitstel",
    "further_extension_agreed": "Verder uitstel afgesproken",
    "hearing_offered": "Gesprek aangeboden",
    "hearing_waived": "Afgezien van het gesprek",
    "hearing_held": "Gesprek gehouden",
    "accused_replied": "Schriftelijke reactie van de beklaagde",
    "findings_recorded": "Bevindingen vastgelegd",
    "advice_received": "Advies ontvangen",
    "judged": "Oordeel gegeven",
    "measure_added": "Maatregel afgesproken",
    "measure_done": "Maatregel uitgevoerd",
    "progress_told": "Klager laten weten hoe ver het staat",
    "forward_consent_asked": "Toestemming om door te sturen gevraagd",
    "escalation_explained": "Uitgelegd waar de klager daarna terechtkan",
    "forward_consent_given": "Toestemming om door te sturen",
    "forwarded": "Doorgestuurd",
    "mediation_failed": "Niet naar tevredenheid opgelost",
    "letter_queued": "Brief opgesteld",
    "letter_stored": "Brief klaar",
    "letter_sent": "Brief verstuurd",
    "letter_returned": "Brief niet aangekomen",
    "letter_fetched": "Brief geopend door de geadresseerde",
    "channel_chosen": "Keuze voor post of digitaal",
    "hearing_planned": "Gesprek gepland",
    "hearing_cancelled": "Gesprek gaat niet door",
    "ombudsman_involved": "Bij de ombudsman",
    "ombudsman_reported": "Rapport van de ombudsman ontvangen",
    "ombudsman_answered": "Gereageerd op de aanbevelingen van de ombudsman",
    "message_received": "Bericht ontvangen",
    "reckoned": "Datums en taken berekend",
    "terms_recomputed": "Termijnen opnieuw berekend",
    "closed": "Afgesloten",
}
DELIVERY_STATES = {
    "to_print": ("te printen", "info"),
    "printed": ("in een printronde", "info"),
    "posted": ("op de post", "success"),
    "to_mail": ("mail wordt gemaakt", "info"),
    "mailed": ("mail onderweg", "info"),
    "handed_to_server": ("verstuurd", "success"),
    "fetched": ("geopend", "success"),
    "returned": ("niet aangekomen", "error"),
    "failed": ("niet verstuurd", "error"),
    "held": ("kan niet weg", "error"),
    "replaced": ("opnieuw verstuurd", "neutral"),
}
DELIVERY_REASONS = {
    "chosen": "keuze van de geadresseerde",
    "law": "geadresseerde koos niets",
    "colleague": "aan een collega",
    "by_hand": "besluit van een medewerker",
}
DELIVERY_PROBLEMS = {
    "no_address": "er is geen postadres bekend",
    "no_person": "er is nog niet aangewezen over welke collega de klacht gaat",
    "no_email": "er is geen e-mailadres bekend",
    "not_in_time": "de mail is niet binnen 48 uur vertrokken",
    "post": "de brief kwam terug met de post",
}
#: What the log of a delivery says of each moment, besides the states.
DELIVERY_LOG = {
    **{state: title for state, (title, _) in DELIVERY_STATES.items()},
    "tried": "mailserver vroeg om later terug te komen",
    "told": "collega een mail gestuurd",
    "bounce": "mail kwam terug, de brief was al geopend of anders verstuurd",
}
WAYS = {"post": "met de post", "electronic": "digitaal", "internal": "binnen de organisatie"}
#: How somebody wants letters, by whether that is electronically.
LETTERS_BY = {True: "digitaal", False: "met de post"}
TALKS = {"in_person": "op locatie", "phone": "per telefoon", "video": "met beeldbellen"}
#: The questions to a regulation, as what they are about.
QUESTIONS = {
    "definitions": "wat een klacht is",
    "offices": "de functies",
    "intake_requirements": "wat in een klacht moet staan",
    "admissibility_grounds": "de gronden om niet te behandelen",
    "handler_assignment": "wie de klacht behandelt",
    "assignment_objections": "wie de klacht niet mag behandelen",
    "deadlines": "de termijnen",
    "duties": "de taken",
    "extensions": "de verlenging",
    "hearing": "het horen",
    "outcomes": "de manieren van afsluiten",
    "letters": "de brieven",
    "escalations": "de instantie buiten de gemeente",
    "register_access": "wie een zaak mag zien",
    "report_sections": "het jaarverslag",
    "retention": "het bewaren",
    "delivery": "hoe brieven worden verstuurd",
}
AREAS = {
    "hosting": "adressen en regeling",
    "municipality": "naam en bereikbaarheid",
    "options": "instellingen van de regeling",
    "units": "afdelingen",
    "people": "mensen",
    "offices": "ambten",
    "closing_days": "sluitingsdagen",
    "theme": "kleuren",
    "letterhead": "briefpapier",
    "retention": "vernietigen",
    "sign_in": "aanmelden",
    "mail": "mailserver",
    "reminders": "herinneringen",
}


def counted(number: int, one: str, more: str) -> str:
    """So many of something, in words where it is few: "geen aanbevelingen", "1 aanbeveling"."""
    return f"geen {more}" if number == 0 else f"{number} {one if number == 1 else more}"
