"""Every name a letter may use, with what it holds and samples of it; a test holds this to what letters are given."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec


class Group(StrEnum):
    """What a placeholder is about, as the editor heads its list."""

    CASE = "De zaak"
    PEOPLE = "Aan wie de brief gaat"
    LAW = "Wat in deze brief moet staan"
    DECISION = "Besluit en redenen"
    JUDGEMENT = "Onderzoek en oordeel"
    OMBUDSMAN = "De ombudsman"
    LAYOUT = "Opmaak van de brief"


class Placeholder(msgspec.Struct, frozen=True):
    """A name as a template writes it; `parts` are the names inside it, and `many` says that it is a list."""

    name: str
    title: str
    explanation: str
    samples: tuple[str, ...]
    group: Group
    parts: tuple[str, ...] = ()
    many: bool = False

    @property
    def written(self) -> str:
        """How it stands in a text; of a list, how to go through it."""
        if self.many and self.parts:
            return f"{{% for deel in {self.name} %}}{{{{ deel.{self.parts[0]} }}}}{{% endfor %}}"
        if self.many:
            return f'{{{{ {self.name} | join(", ") }}}}'
        return f"{{{{ {self.name}.{self.parts[0]} }}}}" if self.parts else f"{{{{ {self.name} }}}}"


_P, _G = Placeholder, Group
_STORY: Final = "Ik stond aan de balie en werd niet geholpen."

PLACEHOLDERS: Final = (
    _P("reference", "Kenmerk", "Het nummer van de klacht.", ("K26-V00RB",), _G.CASE),
    _P("received_on", "Dag van ontvangst", "Schrijf {{ received_on | nl_date }} voor een dag in woorden.",
       ("woensdag 21 januari 2026",), _G.CASE),
    _P("channel_text", "Hoe de klacht binnenkwam", "Past achter 'U stuurde uw klacht'.",
       ("via het formulier op de website", "per brief", "mondeling"), _G.CASE),
    _P("accused_text", "Over wie de klacht gaat", "In de woorden van de klager. Kan leeg zijn.",
       ("de medewerker aan de balie",), _G.CASE),
    _P("what_happened", "Het verhaal van de klager", "Met {{ what_happened | paragraphs }} blijven de alinea's staan.",
       (_STORY,), _G.CASE),
    _P("due", "Uiterste dag van afhandeling", "Een dag, of leeg. Schrijf {{ due | nl_date }}.",
       ("woensdag 4 maart 2026",), _G.CASE),
    _P("due_sentence", "Waarom die dag", "De berekening van de termijn in één zin, met het artikel.",
       ("De klacht is afgehandeld uiterlijk op woensdag 4 maart 2026: dat is 6 weken na de ontvangst.",), _G.CASE),
    _P("status_address", "Adres van de statuspagina", "Waar de klager ziet hoe het met de klacht staat.",
       ("klachten.voorbeeld.example/status",), _G.CASE),
    _P("handler", "Wie de klacht behandelt", "Het ambt, de naam, en namens welk bestuur. Leeg zolang niemand is"
       " aangewezen.", ("Afdelingshoofd", "K. Fictief"), _G.CASE, ("office", "name", "on_behalf_of")),
    _P("salutation", "Aanhef", "De begroeting met de naam van wie de brief krijgt.",
       ("Beste mevrouw S. de Voorbeeld",), _G.PEOPLE),
    _P("complainant_name", "Naam van de klager", "Ook in een afschrift voor een ander.", ("S. de Voorbeeld",),
       _G.PEOPLE),
    _P("addressee_lines", "Naam en adres", "De regels in het venster. De opmaak zet ze al neer.",
       ("S. de Voorbeeld", "Fictiefstraat 12"), _G.PEOPLE, many=True),
    _P("acting_for", "Namens wie", "De naam van de klager, als de brief naar een vertegenwoordiger gaat. Anders leeg.",
       ("S. de Voorbeeld",), _G.PEOPLE),
    _P("acting_as", "Als wat", "Hoe de vertegenwoordiger optreedt. Anders leeg.", ("gemachtigde", "advocaat"),
       _G.PEOPLE),
    _P("recipient", "Soort ontvanger", "Een code, om de tekst te laten verschillen: complainant is de klager.",
       ("complainant", "accused"), _G.PEOPLE),
    _P("is_copy", "Is dit een afschrift?", "Waar of niet waar. Gebruik {% if is_copy %} … {% endif %}.",
       ("ja", "nee"), _G.PEOPLE),
    _P("must", "Verplichte passages", "De zinnen die de wet in deze brief eist, klaar om neer te zetten. Boven de tekst"
       " staat welke deze brief heeft.", ("{{ must.term }}",), _G.LAW),
    _P("reason", "Toelichting", "Wat de behandelaar bij deze stap schreef. Kan leeg zijn.",
       ("Wij spraken u hierover op 2 maart.",), _G.DECISION),
    _P("extension_reason", "Reden van het uitstel", "Waarom er meer tijd nodig is.",
       ("Een medewerker is ziek.",), _G.DECISION),
    _P("grounds", "Gronden van het besluit", "Een lijst met per grond de titel, de uitleg en het artikel.",
       ("De klacht is anoniem",), _G.DECISION, ("title", "because", "basis"), many=True),
    _P("referred_to", "Waarheen doorgestuurd", "De instantie, zoals de coördinator die noemde.", ("de politie",),
       _G.DECISION),
    _P("repair_missing", "Wat nog ontbreekt", "Een lijst van wat de klager moet aanvullen.",
       ("uw naam", "uw handtekening"), _G.DECISION, many=True),
    _P("reply_by", "Reageren voor", "De dag waarop het antwoord er moet zijn, of leeg.",
       ("woensdag 18 maart 2026",), _G.DECISION),
    _P("findings", "Bevindingen", "Wat het onderzoek opleverde.", ("Wij spraken met u en met de medewerker.",),
       _G.JUDGEMENT),
    _P("parts", "Onderdelen van de klacht",
       "Een lijst met per onderdeel het nummer, de tekst, het oordeel en de normen.",
       ("1", "De medewerker luisterde niet.", "gegrond"), _G.JUDGEMENT, ("number", "text", "judgement",
       "norms"), many=True),
    _P("conclusion", "Conclusie", "Wat het bestuur van de klacht vindt.", ("Dit had anders gemoeten.",), _G.JUDGEMENT),
    _P("measures", "Maatregelen", "Een lijst van wat er verandert.",
       ("De teamleider bespreekt dit met het team.",), _G.JUDGEMENT, many=True),
    _P("advice", "Advies van de commissie", "De tekst van het advies. Leeg zonder commissie.",
       ("De commissie adviseert de klacht gegrond te verklaren.",), _G.JUDGEMENT),
    _P("deviation", "Waarom anders dan het advies", "Leeg als het advies is gevolgd.",
       ("Wij volgen het advies op één punt niet.",), _G.JUDGEMENT),
    _P("hearing_place", "Plaats van het gesprek", "Waar het gesprek is.", ("het stadskantoor, kamer 2.14",),
       _G.JUDGEMENT),
    _P("hearing_report", "Verslag van het gesprek", "Wat er is gezegd.", ("U vertelde wat er gebeurde.",),
       _G.JUDGEMENT),
    _P("report", "Rapport van de ombudsman", "Wat de ombudsman ons schreef.",
       ("De ombudsman vindt de klacht gegrond.",), _G.OMBUDSMAN),
    _P("recommendations", "Aanbevelingen", "Een lijst met per aanbeveling het nummer, de tekst en ons antwoord.",
       ("1", "Leg vast wie terugbelt."), _G.OMBUDSMAN, ("number", "text", "response"), many=True),
    _P("title", "Titel van de brief", "Staat in de eigenschappen van de PDF.", ("Ons oordeel over uw klacht",),
       _G.LAYOUT),
    _P("date", "Datum van de brief", "Schrijf {{ date | nl_date }}.", ("maandag 2 maart 2026",), _G.LAYOUT),
    _P("lang", "Taal", "Nodig om de brief goed te laten voorlezen.", ("nl-NL", "nl-BE"), _G.LAYOUT),
    _P("municipality", "Naam van de gemeente", "Zoals die bovenaan de brief staat.",
       ("Gemeente Voorbeeldstad",), _G.LAYOUT),
    _P("sender_lines", "Afzender", "De regels van het adres van de gemeente.",
       ("Postbus 12", "1234 AB Voorbeeldstad"), _G.LAYOUT, many=True),
    _P("contact_lines", "Bereikbaarheid", "Telefoon, e-mail en website.", ("012 34 56 78",), _G.LAYOUT, many=True),
    _P("signature", "Ondertekening", "Wie tekent: het ambt, namens wie, de naam, en wat bij Briefpapier is gekozen.",
       ("Klachtencoördinator", "N. Fictief"), _G.LAYOUT,
       ("office", "on_behalf_of", "name", "closing", "title", "with_name", "phone")),
    _P("enclosures", "Bijlagen", "Een lijst van wat er met de brief meegaat. De opmaak zet ze onderaan.",
       ("De klacht van 21 januari 2026",), _G.LAYOUT, many=True),
    _P("annexes", "Bijlagen in de brief", "Teksten die achter de brief zijn afgedrukt, elk met een titel.",
       ("De klacht van 21 januari 2026",), _G.LAYOUT, ("title", "parts"), many=True),
    _P("copies", "Afschrift aan", "Een lijst van wie een afschrift krijgt.",
       ("degene over wie de klacht gaat",), _G.LAYOUT, many=True),
    _P("letterhead", "Logo", "Het logo en de tekst erbij, van de pagina Briefpapier.",
       ("Wapen van Voorbeeldstad",), _G.LAYOUT, ("logo", "logo_alt")),
    _P("theme", "Kleur", "De kleur van de lijnen in de brief.", ("#154273",), _G.LAYOUT, ("accent",)),
    _P("measure", "De uitgevoerde maatregel", "Wat er is gedaan, in de brief die dat meldt.",
       ("De teamleider heeft dit met het team besproken.",), _G.JUDGEMENT),
)  # fmt: skip
NAMES: Final = {placeholder.name: placeholder for placeholder in PLACEHOLDERS}
