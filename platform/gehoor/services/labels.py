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
ENTITIES = {"stad": "de stad", "ocmw": "het OCMW"}
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
BODIES = {
    "college": "het college van burgemeester en wethouders",
    "burgemeester": "de burgemeester",
    "raad": "de raad",
}
RECIPIENTS = {
    "complainant": "de klager",
    "representative": "de vertegenwoordiger van de klager",
    "accused": "degene over wie de klacht gaat",
    "manager": "de leidinggevende",
    "coordinator": "de klachtencoördinator",
    "klachtencoordinator": "de klachtencoördinator",
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
    "further_extension_agreed": "Verder uitstel afgesproken",
    "hearing_offered": "Gesprek aangeboden",
    "hearing_waived": "Afgezien van het gesprek",
    "hearing_held": "Gesprek gehouden",
    "accused_replied": "Schriftelijke reactie van de beklaagde",
    "findings_recorded": "Bevindingen vastgelegd",
    "judged": "Oordeel gegeven",
    "measure_added": "Maatregel afgesproken",
    "measure_done": "Maatregel uitgevoerd",
    "forward_consent_given": "Toestemming om door te sturen",
    "forwarded": "Doorgestuurd",
    "mediation_failed": "Niet naar tevredenheid opgelost",
    "letter_queued": "Brief opgesteld",
    "letter_stored": "Brief klaar",
    "ombudsman_involved": "Bij de ombudsman",
    "reckoned": "Datums en taken berekend",
    "closed": "Afgesloten",
}
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
    "retention": "vernietigen",
    "sign_in": "aanmelden",
    "mail": "mailserver",
    "reminders": "herinneringen",
}
