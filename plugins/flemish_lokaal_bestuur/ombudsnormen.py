"""The fifteen ombudsnormen of the Vlaamse Ombudsdienst, edition 2002, in our own words."""

from __future__ import annotations

from gehoor.regulation import Norm

EDITION = "2002"
_CONDUCT = "Behoorlijkheidsnormen"
_CARE = "Zorgvuldigheidsnormen"

_ROWS = (
    ("overeenstemming_recht", _CONDUCT, "Overeenstemming met het recht", "De regels zijn juist toegepast."),
    (
        "afdoende_motivering",
        _CONDUCT,
        "Afdoende motivering",
        "De dienst legt met de echte redenen uit wat hij besliste en deed.",
    ),
    (
        "gelijkheid_onpartijdigheid",
        _CONDUCT,
        "Gelijkheid en onpartijdigheid",
        "Gelijke gevallen krijgen dezelfde behandeling, zonder vooroordeel of voorkeur.",
    ),
    (
        "rechtszekerheid_vertrouwen",
        _CONDUCT,
        "Rechtszekerheid en gerechtvaardigd vertrouwen",
        "De regels zijn duidelijk en blijven gelden, en beloften worden gehouden.",
    ),
    (
        "redelijkheid_evenredigheid",
        _CONDUCT,
        "Redelijkheid en evenredigheid",
        "De belangen zijn afgewogen en de last past bij de situatie.",
    ),
    (
        "correcte_bejegening",
        _CARE,
        "Correcte bejegening",
        "De medewerker is beleefd, respectvol en behulpzaam.",
    ),
    (
        "actieve_dienstverlening",
        _CARE,
        "Actieve dienstverlening",
        "De dienst denkt mee en geeft ook ongevraagd de informatie die iemand nodig heeft.",
    ),
    (
        "deugdelijke_correspondentie",
        _CARE,
        "Deugdelijke correspondentie",
        "Brieven en mails krijgen een volledig en leesbaar antwoord, met wie u kunt bereiken en wat u kunt doen.",
    ),
    (
        "vlotte_bereikbaarheid",
        _CARE,
        "Vlotte bereikbaarheid",
        "De dienst is bereikbaar aan het loket, per telefoon en digitaal, met een redelijke wachttijd.",
    ),
    (
        "doeltreffende_informatie",
        _CARE,
        "Doeltreffende algemene informatieverstrekking",
        "De informatie voor iedereen is juist, op tijd en makkelijk te vinden.",
    ),
    (
        "goede_uitvoeringspraktijk",
        _CARE,
        "Goede uitvoeringspraktijk en administratieve nauwkeurigheid",
        "Het werk is zorgvuldig gedaan, de gegevens kloppen en er gaat niets verloren.",
    ),
    (
        "zorgvuldige_klachtenbehandeling",
        _CARE,
        "Zorgvuldige interne klachtenbehandeling",
        "Een eerdere klacht bij de dienst zelf is goed behandeld.",
    ),
    (
        "redelijke_behandeltermijn",
        _CARE,
        "Redelijke behandeltermijn",
        "Er is beslist of geantwoord binnen de termijn of, als er geen is, binnen een redelijke tijd.",
    ),
    (
        "efficiente_coordinatie",
        _CARE,
        "Efficiënte coördinatie",
        "Diensten werken samen en sturen de burger niet van het kastje naar de muur.",
    ),
    (
        "respect_privacy",
        _CARE,
        "Respect voor de persoonlijke levenssfeer",
        "Persoonlijke gegevens zijn beschermd en alleen gebruikt waarvoor het mag.",
    ),
)

NORMS = tuple(Norm(key=key, group=group, title=title, meaning=meaning) for key, group, title, meaning in _ROWS)
