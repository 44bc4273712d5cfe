"""Awb chapters 2 and 6: assistance, forwarding, confirmation of electronic messages, objections sent as a complaint."""

from __future__ import annotations

from datetime import date

from gehoor.domain.complaint import Channel, Complaint, RepresentativeKind
from gehoor.domain.events import Decision
from gehoor.regulation import Delivery, Duty, Ground, IntakeRequirement, Outcome
from nl_awb_zaltbommel.awb import grounds
from nl_awb_zaltbommel.awb.source import AWB, AWB_2_3_1, AWB_6_15_3
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import Standing
from nl_awb_zaltbommel.wording import possible_unless, when_open

#: Afdeling 2.3 as it reads since the Wet modernisering elektronisch bestuurlijk verkeer.
ELECTRONIC_TRAFFIC_SINCE = date(2026, 1, 1)
_ELECTRONIC = (Channel.FORM, Channel.EMAIL)


def _electronic(complaint: Complaint) -> bool:
    return complaint.channel in _ELECTRONIC and complaint.received_on >= ELECTRONIC_TRAFFIC_SINCE


AWB.no_code(
    "2:1",
    "Fitting support is a duty of the whole organisation; the front desk that records a complaint is part of it.",
    lid="1",
)


@AWB.article("2:1", lid="2")
def right_to_assistance() -> str:
    """Everybody may be assisted or represented; offered with every hearing."""
    return "U mag iemand meenemen die u helpt, of u laten vertegenwoordigen."


@AWB.article("2:1", lid="3", answers="requirement:authorisation")
def authorisation(complaint: Complaint, options: Options) -> IntakeRequirement | None:
    """Of a representative a written authorisation may be asked; asked of a lawyer only where the municipality set so.

    Who represents by law, such as a parent or a guardian, is no gemachtigde, so this asks nothing of them.
    """
    acts = complaint.representation
    if acts is None:
        asked = "represented" in complaint.declared
    elif acts.proven or acts.kind is RepresentativeKind.LEGAL:
        asked = False
    else:
        asked = acts.kind is not RepresentativeKind.LAWYER or options.authorisation_of_lawyers
    if not asked:
        return None
    return IntakeRequirement(key="authorisation", what="een machtiging van degene namens wie de klacht is ingediend")


@AWB.article("2:8", answers="delivery:letters")
def electronic_only_for_who_asked_for_it() -> Delivery:
    """A body sends electronically only to whoever expressly said to be reachable so; silence means by post."""
    return Delivery(
        key="letters",
        electronic=False,
        explanation=(
            "U krijgt onze brieven met de post. Digitaal mag alleen als u daar zelf uitdrukkelijk voor kiest. U kunt"
            " die keuze altijd weer veranderen."
        ),
    )


_OTHER_BODY = {
    "title": "Een ander bestuursorgaan is bevoegd",
    "so": "Volgens opgave is kennelijk een ander bestuursorgaan bevoegd. Stuur de klacht meteen door.",
    "not_so": "Volgens opgave is geen ander bestuursorgaan bevoegd.",
}


@AWB.article("2:3", lid="1", answers="ground:other_instance")
def forwarded_to_the_competent_body(complaint: Complaint) -> Ground | None:
    """A message for which another body is plainly competent is forwarded at once, and the sender is told."""
    if _electronic(complaint):
        return None
    question = "Is voor deze klacht duidelijk een ander bestuursorgaan bevoegd? Welk?"
    return grounds.elsewhere(complaint, "other_instance", question=question, **_OTHER_BODY)


@AWB.article("2:3", lid="1", answers="duty:forward")
def forwarding_is_told(now: Standing) -> Duty | None:
    """Forwarding and telling the sender happen together, at once."""
    if now.decision is not Decision.REFERRED or now.closed:
        return None
    return Duty(
        key="forward",
        who="klachtencoordinator",
        what="Stuur de klacht door en laat dat tegelijk aan de klager weten",
        at_once=True,
        done=now.forwarded,
    )


@AWB.article("2:3", lid="1", answers="outcome:forwarded", also=(AWB.cite("6:15", "1"),))
def forwarded(now: Standing) -> Outcome:
    """The complaint goes on to whom it is for; that ends it here."""
    availability = possible_unless("") if now.forwarded and not now.closed else when_open(now, decided="referred")
    return Outcome(
        key="forwarded", title="Doorgestuurd naar een ander", letter="forwarded", needs_reason=True, **availability
    )


AWB.no_code(
    "2:3",
    "Sending back is for a message that is not for the body and not forwarded; a registered complaint is treated,"
    " refused or forwarded, and each of these is told to the sender.",
    lid="2",
)


@AWB.article("2:3", lid="3", answers="ground:other_instance", also=(AWB_2_3_1,))
def forwarded_where_the_message_shows_it(complaint: Complaint) -> Ground | None:
    """For electronic messages only where the message itself, without further work, shows to whom it must go."""
    if not _electronic(complaint):
        return None
    question = (
        "Is voor deze klacht duidelijk een ander bestuursorgaan bevoegd, en blijkt uit het bericht zelf welk orgaan"
        " dat is?"
    )
    return grounds.elsewhere(complaint, "other_instance", question=question, **_OTHER_BODY)


@AWB.article("2:17", lid="1", answers="duty:confirm_receipt_at_once")
def confirmed_at_once(complaint: Complaint, now: Standing) -> Duty | None:
    """Since 2026 an electronic message is confirmed electronically; a term is not set, a system does it at once."""
    if not _electronic(complaint) or now.closed:
        return None
    return Duty(
        key="confirm_receipt_at_once",
        who="bestuursorgaan",
        what="Bevestig de ontvangst van het elektronische bericht meteen",
        by=complaint.received_on,
        at_once=True,
        done=now.confirmed,
    )


@AWB.article("2:17", lid="2", answers="duty:copy_of_entered_data")
def entered_data_made_available(complaint: Complaint, now: Standing) -> Duty | None:
    """Who typed a complaint into our system gets what was entered, in a reliable and confidential way."""
    if complaint.channel is not Channel.FORM or not _electronic(complaint) or now.closed:
        return None
    return Duty(
        key="copy_of_entered_data",
        who="bestuursorgaan",
        what="Geef de klager een kopie van wat in het formulier is ingevuld",
        by=complaint.received_on,
        at_once=True,
        done=now.confirmed,
    )


@AWB.article("6:15", lid="1", answers="ground:objection_or_appeal_filed", also=(AWB_6_15_3,))
def objection_sent_as_a_complaint(complaint: Complaint) -> Ground:
    """An objection or appeal sent as a complaint goes on to whom it is for, with the date of receipt on it."""
    return grounds.elsewhere(
        complaint,
        "objection_or_appeal_filed",
        title="Dit is een bezwaarschrift of beroepschrift",
        so=(
            "Volgens opgave is dit een bezwaar of beroep. Zet de dag van ontvangst erop en stuur het door;"
            " die dag telt als de dag van indienen."
        ),
        not_so="Volgens opgave is dit geen bezwaar of beroep.",
        question="Wil de klager eigenlijk dat een besluit verandert? Dan is het een bezwaar of beroep.",
    )


AWB.no_code(
    "6:15",
    "Speaks of an appeal filed where an objection was due or the other way round; that is settled after forwarding.",
    lid="2",
)


@AWB.article("6:15", lid="3")
def day_of_filing_is_kept(received_on: str) -> str:
    """The day the wrong body received it decides whether it was in time, so the letter names that day."""
    return (
        f"Was het een bezwaar of beroep? Dan telt de dag waarop wij het kregen, {received_on}, als de dag van indienen."
    )
