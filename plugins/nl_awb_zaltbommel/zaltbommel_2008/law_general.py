"""Articles 1 and 2: what the words mean, what is no complaint, and who may complain."""

from __future__ import annotations

from collections.abc import Callable

from gehoor.domain.case import Case
from gehoor.domain.complaint import Complaint
from gehoor.domain.events import Decision
from gehoor.regulation import Definition, Effect, Ground, Letter, Outcome, Verdict
from nl_awb_zaltbommel.awb import grounds, letters
from nl_awb_zaltbommel.awb.law_letters import refused_as
from nl_awb_zaltbommel.awb.source import AWB_6_15_3, AWB_9_4_1, AWB_9_5
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import Standing
from nl_awb_zaltbommel.wording import when_open
from nl_awb_zaltbommel.zaltbommel_2008.source import ZALTBOMMEL


@ZALTBOMMEL.article("1", point="a", answers="definition:klacht")
def complaint() -> Definition:
    """Dissatisfaction, spoken or written, with how a body or somebody under it behaved towards a person."""
    return Definition(
        key="klacht",
        term="klacht",
        text=(
            "U bent ontevreden over hoe de gemeente, een medewerker of een bestuurder zich tegenover u of een ander"
            " heeft gedragen. U mag dat zeggen of schrijven."
        ),
        is_complaint=True,
        example="Een medewerker was onbeleefd, of u kreeg maanden geen antwoord op uw brief.",
    )


#: What people bring that is no complaint: key, term, what it is, where it goes, an example.
_NO_COMPLAINT = (
    (
        "question",
        "vraag",
        "U wilt iets weten.",
        "Stel uw vraag aan het klantcontactcentrum van de gemeente.",
        "Wanneer is het gemeentehuis open?",
    ),
    (
        "report",
        "melding",
        "Er is iets kapot, vies of gevaarlijk op straat of in het groen.",
        "Doe een melding openbare ruimte. Gebeurt daar niets mee? Dan kunt u daarover wel een klacht indienen.",
        "Een lantaarnpaal is stuk.",
    ),
    (
        "suggestion",
        "idee of wens",
        "U vindt dat de gemeente iets anders of beter kan doen, of u bent het niet eens met beleid.",
        "Stuur uw idee aan de gemeente, of spreek in bij de gemeenteraad.",
        "Er zouden meer bankjes in het park moeten staan.",
    ),
    (
        "damage_claim",
        "schadeclaim",
        "U wilt geld voor schade waarvan u vindt dat de gemeente die heeft veroorzaakt.",
        "Stel de gemeente aansprakelijk met een brief of met het schadeformulier.",
        "Uw auto is beschadigd door een gat in de weg.",
    ),
    (
        "integrity_report",
        "melding over integriteit",
        "U vermoedt fraude, omkoping of een andere misstand bij de gemeente.",
        "Meld dit bij de vertrouwenspersoon integriteit van de gemeente of bij het Huis voor Klokkenluiders.",
        "Een ambtenaar neemt geld aan voor een vergunning.",
    ),
)


@ZALTBOMMEL.article("1", point="a", answers=tuple(f"definition:{row[0]}" for row in _NO_COMPLAINT))
def no_complaint_about_conduct() -> list[Definition]:
    """What is no dissatisfaction with conduct goes elsewhere. The places are ours: the regulation names none."""
    return [
        Definition(key=key, term=term, text=text, goes_to=goes_to, example=example)
        for key, term, text, goes_to, example in _NO_COMPLAINT
    ]


@ZALTBOMMEL.article("1", point="a", answers=("definition:objection", "definition:appeal"), also=(AWB_6_15_3,))
def objection_and_appeal() -> list[Definition]:
    """A decision is fought by objection and appeal; sent as a complaint it is forwarded with its date."""
    return [
        Definition(
            key="objection",
            term="bezwaar",
            text="U bent het niet eens met een besluit van de gemeente dat over u gaat.",
            goes_to=(
                "Maak bezwaar bij de gemeente. Dat moet op tijd: onder het besluit staat hoe lang u hebt, meestal zes"
                " weken. Neemt de gemeente een besluit te laat? Daarover kunt u wel een klacht indienen."
            ),
            example="Uw aanvraag voor een vergunning is afgewezen.",
        ),
        Definition(
            key="appeal",
            term="beroep",
            text="U bent het niet eens met de beslissing op uw bezwaar.",
            goes_to="Ga in beroep bij de rechtbank. In de beslissing staat hoe en hoe lang dat kan.",
            example="De gemeente heeft uw bezwaar ongegrond verklaard.",
        ),
    ]


@ZALTBOMMEL.article("1", point="a", answers="ground:not_a_complaint")
def not_a_complaint(complaint: Complaint) -> Ground:
    """What is no dissatisfaction with conduct is no complaint: a person judges, unless the sender says it."""
    return grounds.no_complaint(
        complaint,
        title="Dit is geen klacht over gedrag",
        so="Volgens opgave gaat dit niet over gedrag van de gemeente, een medewerker of een bestuurder.",
        not_so="Volgens opgave gaat dit over gedrag van de gemeente, een medewerker of een bestuurder.",
        question="Is dit iets anders dan onvrede over gedrag, zoals een vraag, een melding of een idee?",
    )


@ZALTBOMMEL.article("1", point="a", answers="outcome:no_complaint")
def ends_as_no_complaint(now: Standing) -> Outcome:
    """What turned out to be no complaint ends here after that was decided."""
    return Outcome(
        key="no_complaint",
        title="Geen klacht",
        letter="no_complaint",
        needs_reason=True,
        **when_open(now, decided="no_complaint"),
    )


@ZALTBOMMEL.article("1", point="a", answers="letter:no_complaint")
def sender_learns_it_is_no_complaint(case: Case, options: Options) -> Letter | None:
    """No article asks this letter; proper handling (9:2 Awb) does, and it tells how to disagree."""
    decided = refused_as(case, Decision.NO_COMPLAINT)
    return letters.no_complaint(case, decided.on, options) if decided is not None else None


#: Points b-m of article 1: point, key, term, our words.
_TERMS = (
    ("b", "klager", "klager", "Wie een klacht indient."),
    ("c", "klaagschrift", "klaagschrift", "Een klacht op papier, per e-mail of via het formulier."),
    ("d", "gedraging", "gedraging", "Wat een bestuursorgaan in een bepaalde zaak tegenover iemand doet of nalaat."),
    ("e", "bestuursorgaan", "bestuursorgaan", "De gemeenteraad, het college of de burgemeester."),
    ("f", "beklaagde", "beklaagde", "Degene over wiens gedrag de klacht gaat."),
    ("g", "ontvanger", "ontvanger", "Degene bij wie de klager het eerst kwam."),
    (
        "h",
        "klachtencoordinator",
        "klachtencoördinator",
        "Degene die klachten toetst, bewaakt en bijhoudt volgens artikel 3.",
    ),
    (
        "i",
        "klachtenregistratiesysteem",
        "klachtenregistratiesysteem",
        "Het register van klachten, bijgehouden door de klachtencoördinator.",
    ),
    ("j", "klachtbehandelaar", "klachtbehandelaar", "Degene die de klacht behandelt en afdoet volgens artikel 7."),
    (
        "k",
        "bemiddeling",
        "bemiddeling",
        "Het probleem oplossen, uitleg geven, excuses aanbieden of een gebaar maken om goed te maken wat misging.",
    ),
    ("l", "nationale_ombudsman", "Nationale ombudsman", "Het bureau van de Nationale ombudsman in Den Haag."),
    ("m", "awb", "Awb", "De Algemene wet bestuursrecht."),
)


def _definition_of(point: str, key: str, term: str, text: str) -> Callable[[], Definition]:
    """The rule of one point of article 1."""

    @ZALTBOMMEL.article("1", point=point, answers=f"definition:{key}")
    def definition() -> Definition:
        """A term of the regulation in our words; who is competent as ombudsman is resolved for each case (C15)."""
        return Definition(key=key, term=term, text=text)

    return definition


TERMS = tuple(_definition_of(*row) for row in _TERMS)


@ZALTBOMMEL.article("2", lid="1", answers="ground:conduct_towards_another", overrides="awb", also=(AWB_9_4_1,))
def conduct_towards_another_is_treated_too(complaint: Complaint) -> Ground:
    """More generous than the Awb: who complains about conduct towards another gets the whole procedure (C9)."""
    return Ground(
        key="conduct_towards_another",
        effect=Effect.PROPER_HANDLING_ONLY,
        verdict=Verdict.DOES_NOT,
        title="De gedraging was gericht op iemand anders",
        because="In Zaltbommel krijgt ook een klacht over gedrag tegenover een ander de volledige behandeling.",
    )


ZALTBOMMEL.no_code(
    "2",
    "The same as Awb 9:1 lid 2: the body that answers follows from the function of the accused in article 7.",
    lid="2",
)


@ZALTBOMMEL.article("2", lid="3", answers="outcome:satisfied", overrides="awb", also=(AWB_9_5,))
def treatment_ends_once_satisfied(now: Standing) -> Outcome | None:
    """The same as Awb 9:5; an oral complaint that is solved ends under article 5 lid 3."""
    if not now.written:
        return None
    return Outcome(
        key="satisfied",
        title="Naar tevredenheid van de klager opgelost",
        letter="satisfied",
        needs_consent=True,
        **when_open(now),
    )
