"""The circumstances parties may state under this regulation, each with the Dutch question that asks for it."""

from __future__ import annotations

#: What is no complaint, by the code somebody may state: the kind it is, and its Dutch name.
KINDS = {
    "question": ("question", "een vraag om informatie"),
    "question_for_information": ("question", "een vraag om informatie"),
    "report": ("report", "een melding"),
    "melding": ("report", "een melding"),
    "suggestion": ("suggestion", "een suggestie"),
    "appeal": ("appeal", "een beroep"),
    "objection": ("objection", "een bezwaar"),
}

_QUESTION = "Wilt u alleen informatie krijgen?"
_REPORT = "Wilt u alleen iets melden dat niet werkt of niet in orde is?"

CIRCUMSTANCES = {
    "anonymous": "Wil de indiener zijn naam niet geven?",
    "not_a_complaint": "Is dit iets anders dan een klacht?",
    "question": _QUESTION,
    "question_for_information": _QUESTION,
    "report": _REPORT,
    "melding": _REPORT,
    "suggestion": "Wilt u alleen een voorstel doen om de werking te verbeteren?",
    "appeal": "Bent u het niet eens met een beslissing en wilt u daartegen in beroep gaan?",
    "objection": "Wilt u bezwaar indienen tegen een beslissing of een plan?",
    "earlier_handled": "Diende u over hetzelfde onderwerp al een klacht in, en is die volledig afgehandeld?",
    "older_than_one_year": "Gebeurde het meer dan één jaar geleden?",
    "continuing": "Duurt het nog voort, of gebeurde het op meer dagen?",
    "court": "Loopt er over dit onderwerp een procedure bij een rechtbank?",
    "criminal": "Loopt er over dit onderwerp een strafonderzoek?",
    "insurance": "Loopt er over dit onderwerp een verzekeringsdossier?",
    "no_interest": "Gaat het over een dossier waarbij de indiener zelf niet betrokken is?",
    "not_competent": "Gaat het over iets waarvoor de stad of het OCMW niet bevoegd is?",
    "other_instance": "Is de klacht bedoeld voor een andere instantie, zoals een nutsbedrijf of Vlaanderen?",
}
