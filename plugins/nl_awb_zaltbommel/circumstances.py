"""Circumstances the parties may state, each with the question that asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CIRCUMSTANCES: Mapping[str, str] = MappingProxyType(
    {
        "incomplete": "Ontbreekt er iets aan het klaagschrift: ondertekening, naam, adres, datum of omschrijving?",
        "no_signature": "Ontbreekt de ondertekening?",
        "no_name": "Ontbreekt de naam van de klager?",
        "no_address": "Ontbreekt het adres van de klager?",
        "no_date": "Ontbreekt de datum?",
        "no_description": "Ontbreekt een omschrijving van wat er is gebeurd?",
        "translation_needed": "Is de klacht in een vreemde taal en is een vertaling nodig om haar goed te behandelen?",
        "represented": "Dient iemand de klacht in namens een ander?",
        "conduct_towards_another": "Gaat de klacht over gedrag tegenover iemand anders dan de klager?",
        "earlier_handled": "Is over deze gedraging al eerder een klacht van deze klager behandeld?",
        "older_than_one_year": "Was de gedraging langer dan een jaar voordat de klacht binnenkwam?",
        "objection_possible": "Had de klager tegen deze gedraging bezwaar kunnen maken?",
        "appeal_possible": "Kan of kon de klager tegen deze gedraging beroep instellen?",
        "late_decision": "Gaat de klacht erover dat een besluit niet op tijd is genomen?",
        "court": "Is of was over deze gedraging een procedure bij een andere rechter dan de bestuursrechter?",
        "criminal": "Loopt er een onderzoek op bevel van de officier van justitie of een vervolging?",
        "insufficient_interest": "Vindt iemand dat de klager duidelijk te weinig belang heeft bij de klacht?",
        "insufficient_weight": "Vindt iemand dat de gedraging duidelijk te weinig voorstelt?",
        "other_instance": "Is voor deze klacht duidelijk een ander bestuursorgaan bevoegd?",
        "objection_or_appeal_filed": "Is het bericht eigenlijk een bezwaar of een beroep?",
        "not_a_complaint": "Is het bericht eigenlijk een vraag, een melding of een idee?",
        "handler_involved": "Was degene die de klacht zou behandelen zelf betrokken bij de gedraging?",
        "as_council_chair": "Gaat de klacht over de burgemeester als voorzitter van de raad?",
        "boa": "Gaat de klacht over een buitengewoon opsporingsambtenaar (boa)?",
        "police_task": "Gaat de klacht over een taak van de politie of over opsporing?",
        "received_by_accused": "Kwam de mondelinge klacht binnen bij degene over wie zij gaat?",
    }
)
