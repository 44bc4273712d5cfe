"""The standards of proper conduct of the Nationale ombudsman, by edition, in our own words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gehoor.regulation import Norm

_OPEN, _RESPECT = "Open en duidelijk", "Respectvol"
_INVOLVED, _HONEST = "Betrokken en oplossingsgericht", "Eerlijk en betrouwbaar"
_MATERIAL, _FORMAL, _CARE = "Materiële behoorlijkheid", "Formele behoorlijkheid", "Zorgvuldigheid"
_RIGHTS = "Grondrechten"


class Edition(NamedTuple):
    """One edition of the list and the days it was in use."""

    key: str
    title: str
    valid_from: date
    valid_until: date | None
    norms: tuple[Norm, ...]
    remark: str


def _norms(*rows: tuple[str, str, str, str]) -> tuple[Norm, ...]:
    return tuple(Norm(key=key, group=group, title=title, meaning=meaning) for key, group, title, meaning in rows)


EDITION_2012 = Edition(
    key="2012",
    title="Behoorlijkheidswijzer 2012",
    valid_from=date(2012, 1, 1),
    valid_until=None,
    remark="Of er een nieuwere uitgave is, is niet nagegaan.",
    norms=_norms(
        ("transparant", _OPEN, "Transparant", "De gemeente werkt open; mensen zien wat er gebeurt en waarom."),
        (
            "informatieverstrekking",
            _OPEN,
            "Goede informatieverstrekking",
            "De gemeente geeft juiste, volledige en duidelijke informatie, ook zonder dat iemand erom vraagt.",
        ),
        ("luisteren", _OPEN, "Luisteren naar de burger", "De gemeente luistert zo dat iemand zich gehoord voelt."),
        (
            "motivering",
            _OPEN,
            "Goede motivering",
            "De gemeente legt begrijpelijk uit wat zij doet: welke regel, welke feiten, welke belangen.",
        ),
        (
            "grondrechten",
            _RESPECT,
            "Respecteren van grondrechten",
            "De gemeente houdt zich aan grondrechten, zoals privacy, vrijheid en gelijke behandeling.",
        ),
        (
            "deelname",
            _RESPECT,
            "Bevorderen van actieve deelname door de burger",
            "De gemeente betrekt mensen bij wat zij doet.",
        ),
        ("bejegening", _RESPECT, "Fatsoenlijke bejegening", "De gemeente is fatsoenlijk, beleefd en behulpzaam."),
        (
            "fair_play",
            _RESPECT,
            "Fair play",
            "De gemeente geeft mensen een eerlijke kans om hun recht te gebruiken en te reageren.",
        ),
        ("evenredigheid", _RESPECT, "Evenredigheid", "De gemeente kiest een middel dat niet meer belast dan nodig is."),
        (
            "bijzondere_zorg",
            _RESPECT,
            "Bijzondere zorg",
            "De gemeente zorgt extra voor mensen die van haar afhankelijk zijn.",
        ),
        (
            "maatwerk",
            _INVOLVED,
            "Maatwerk",
            "De gemeente wijkt van de standaard af als die ongewenste gevolgen heeft.",
        ),
        (
            "samenwerking",
            _INVOLVED,
            "Samenwerking",
            "De gemeente werkt met anderen samen en stuurt niemand van het kastje naar de muur.",
        ),
        (
            "coulante_opstelling",
            _INVOLVED,
            "Coulante opstelling",
            "De gemeente maakt haar eigen fouten ruimhartig goed.",
        ),
        (
            "voortvarendheid",
            _INVOLVED,
            "Voortvarendheid",
            "De gemeente werkt zo snel en daadkrachtig mogelijk; een termijn uit de wet is het uiterste.",
        ),
        ("de_escalatie", _INVOLVED, "De-escalatie", "De gemeente voorkomt ruzie of maakt die kleiner."),
        (
            "integriteit",
            _HONEST,
            "Integriteit",
            "De gemeente gebruikt een bevoegdheid eerlijk en alleen voor het doel ervan.",
        ),
        (
            "betrouwbaarheid",
            _HONEST,
            "Betrouwbaarheid",
            "De gemeente doet wat zij belooft en volgt de uitspraak van een rechter.",
        ),
        (
            "onpartijdigheid",
            _HONEST,
            "Onpartijdigheid",
            "De gemeente heeft geen vooroordeel en wekt ook die schijn niet.",
        ),
        (
            "redelijkheid",
            _HONEST,
            "Redelijkheid",
            "De gemeente weegt belangen af, en de uitkomst is niet onredelijk.",
        ),
        (
            "voorbereiding",
            _HONEST,
            "Goede voorbereiding",
            "De gemeente verzamelt de feiten die zij nodig heeft voor zij iets doet.",
        ),
        (
            "organisatie",
            _HONEST,
            "Goede organisatie",
            "Administratie en systemen helpen mensen; fouten worden hersteld.",
        ),
        (
            "professionaliteit",
            _HONEST,
            "Professionaliteit",
            "Medewerkers werken volgens de normen van hun vak.",
        ),
    ),
)

EDITION_2008 = Edition(
    key="2008",
    title="Lijst met behoorlijkheidsvereisten tot 2012",
    valid_from=date(2008, 11, 15),
    valid_until=date(2011, 12, 31),
    remark="Uit het geheugen opgesteld; niet met de uitgave van toen vergeleken.",
    norms=_norms(
        ("grondrechten", _RIGHTS, "Grondrechten", "De gemeente houdt zich aan grondrechten."),
        (
            "misbruik_van_bevoegdheid",
            _MATERIAL,
            "Verbod van misbruik van bevoegdheid",
            "Een bevoegdheid is er alleen voor het eigen doel.",
        ),
        ("redelijkheid", _MATERIAL, "Redelijkheid", "De belangen zijn afgewogen en de uitkomst is niet onredelijk."),
        ("evenredigheid", _MATERIAL, "Evenredigheid", "Het middel belast niet meer dan het doel vraagt."),
        ("coulance", _MATERIAL, "Coulance", "De gemeente is ruimhartig waar zij iets goed te maken heeft."),
        ("rechtszekerheid", _MATERIAL, "Rechtszekerheid", "Mensen kunnen rekenen op regels en toezeggingen."),
        ("gelijkheid", _MATERIAL, "Gelijkheid", "Gelijke gevallen krijgen een gelijke behandeling."),
        ("onpartijdigheid", _FORMAL, "Onpartijdigheid", "De gemeente heeft geen vooroordeel."),
        ("hoor_en_wederhoor", _FORMAL, "Hoor en wederhoor", "Wie het aangaat, kan zijn kant vertellen."),
        ("motivering", _FORMAL, "Motivering", "Een handeling heeft een begrijpelijke uitleg."),
        ("fair_play", _FORMAL, "Fair play", "Mensen krijgen een eerlijke kans om hun recht te gebruiken."),
        ("voortvarendheid", _CARE, "Voortvarendheid", "De gemeente werkt zo snel als kan."),
        (
            "administratieve_nauwkeurigheid",
            _CARE,
            "Administratieve nauwkeurigheid",
            "De administratie klopt en stukken raken niet weg.",
        ),
        (
            "informatieverstrekking",
            _CARE,
            "Informatieverstrekking",
            "De gemeente geeft juiste en volledige informatie.",
        ),
        ("informatieverwerving", _CARE, "Informatieverwerving", "De gemeente zoekt uit wat zij moet weten."),
        (
            "organisatorische_voorzieningen",
            _CARE,
            "Organisatorische voorzieningen",
            "De organisatie is zo ingericht dat mensen goed worden geholpen.",
        ),
        ("bejegening", _CARE, "Bejegening", "De gemeente is correct en beleefd."),
        ("professionaliteit", _CARE, "Professionaliteit", "Medewerkers werken volgens de normen van hun vak."),
        ("bijzondere_zorg", _CARE, "Bijzondere zorg", "De gemeente zorgt extra voor wie van haar afhankelijk is."),
    ),
)

EDITIONS = (EDITION_2012, EDITION_2008)
