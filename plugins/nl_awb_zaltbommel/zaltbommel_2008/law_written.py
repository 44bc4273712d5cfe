"""Article 6: the way of a written complaint from its receipt to the handler."""

from __future__ import annotations

from datetime import date

from gehoor.domain.calendar import weeks, written
from gehoor.domain.case import Case
from gehoor.domain.citation import SourceKind
from gehoor.domain.complaint import Channel, Complaint
from gehoor.domain.events import AuthenticityDoubted, Party
from gehoor.domain.reckoning import Reckoning
from gehoor.regulation import Deadline, Duty, Letter
from nl_awb_zaltbommel.awb import letters
from nl_awb_zaltbommel.awb.law_handling import ENCLOSED
from nl_awb_zaltbommel.awb.law_traffic import right_to_assistance
from nl_awb_zaltbommel.awb.source import AWB_9_6, AWB_9_9, AWB_9_12A, AWB_9_15_1
from nl_awb_zaltbommel.awb.termijnenwet import act_by, local_end
from nl_awb_zaltbommel.standing import Standing
from nl_awb_zaltbommel.zaltbommel_2008.source import ZALTBOMMEL, ZALTBOMMEL_6_1, ZALTBOMMEL_8_5

COORDINATOR = "klachtencoordinator"
TWO_WEEKS = weeks(2)

ZALTBOMMEL.no_code("6", "The form may be used, it need not: every written channel counts the same.", lid="1")
ZALTBOMMEL.no_code("6", "E-mail is one of the channels of a written complaint.", lid="2")


@ZALTBOMMEL.article("6", lid="3", answers="duty:forward_email")
def email_goes_to_the_coordinator(complaint: Complaint, now: Standing) -> Duty | None:
    """Whoever receives it forwards it; on the register the coordinator has it."""
    if complaint.channel is not Channel.EMAIL or not now.under_way:
        return None
    return Duty(
        key="forward_email",
        who="ontvanger",
        what="Stuur de e-mail met de klacht door naar de klachtencoördinator",
        at_once=True,
        done=True,
        copies_to=(COORDINATOR,),
    )


@ZALTBOMMEL.article("6", lid="3", answers="letter:use_the_form", also=(ZALTBOMMEL_6_1,))
def doubtful_sender_is_asked_for_the_form(case: Case) -> Letter | None:
    """Told at once (2:15 lid 3 Awb); the day the e-mail came in is kept (C12)."""
    if case.complaint.channel is not Channel.EMAIL or case.last(AuthenticityDoubted) is None:
        return None
    return Letter(
        key="use_the_form",
        template="use_the_form",
        title="Wilt u ons klachtenformulier gebruiken?",
        must_say=(
            ("why", "Wij kunnen niet zeker zien dat de e-mail met de klacht van u komt."),
            (
                "day_kept",
                f"Voor de termijn telt de dag waarop uw e-mail binnenkwam: {written(case.complaint.received_on)}.",
            ),
        ),
        signatory=COORDINATOR,
    )


def acknowledgement_end(case: Case) -> Reckoning:
    """Two weeks from receipt."""
    return local_end(TWO_WEEKS, case.complaint.received_on)


@ZALTBOMMEL.article("6", lid="4", answers="deadline:acknowledgement", also=(AWB_9_6,))
def acknowledged_in_two_weeks(end: Reckoning) -> Deadline:
    """A local term, so it may end in a weekend; we advise the working day before (C11, C22)."""
    return Deadline(
        key="acknowledgement",
        what="U krijgt een ontvangstbevestiging",
        reckoning=end,
        kind=SourceKind.LOCAL_LAW,
        act_by=act_by(end.due),
    )


@ZALTBOMMEL.article("6", lid="4", answers="duty:acknowledge", overrides="awb", also=(AWB_9_6,))
def receipt_is_confirmed_in_two_weeks(now: Standing, acknowledge_by: date) -> Duty | None:
    """Confirmed in writing; for a form or an e-mail these two weeks are the outer limit beside 2:17 Awb."""
    if now.closed:
        return None
    return Duty(
        key="acknowledge",
        who="bestuursorgaan",
        what="Bevestig de ontvangst van de klacht schriftelijk aan de klager",
        by=acknowledge_by,
        done=now.acknowledged,
    )


@ZALTBOMMEL.article("6", lid="4", answers="letter:acknowledgement", overrides="awb", also=(AWB_9_6, AWB_9_15_1))
def acknowledgement_letter(case: Case, end: Reckoning) -> Letter:
    """The confirmation, with the day of the outcome."""
    return letters.acknowledgement(case, end)


@ZALTBOMMEL.article("6", lid="5", answers="duty:register", overrides="awb", also=(AWB_9_12A,))
def coordinator_registers(now: Standing) -> Duty | None:
    """Every written complaint on receipt, not only those taken up (C17); being here, it is registered."""
    if now.closed:
        return None
    return Duty(
        key="register",
        who=COORDINATOR,
        what="Registreer het klaagschrift in het klachtenregistratiesysteem",
        at_once=True,
        done=True,
    )


@ZALTBOMMEL.article("6", lid="6", answers="duty:assign")
def coordinator_hands_to_the_handler(now: Standing) -> Duty | None:
    """The coordinator puts it in the hands of whom article 7 names."""
    if not now.under_way:
        return None
    return Duty(
        key="assign",
        who=COORDINATOR,
        what="Geef het klaagschrift aan de klachtbehandelaar van artikel 7",
        done=now.assigned is not None,
    )


@ZALTBOMMEL.article("6", lid="7", answers="duty:tell_who_handles")
def complainant_learns_who_handles(now: Standing) -> Duty | None:
    """Who will handle it and how it proceeds, in writing."""
    if not now.under_way:
        return None
    return Duty(
        key="tell_who_handles",
        who=COORDINATOR,
        what="Laat de klager schriftelijk weten wie de klacht behandelt en hoe het verder gaat",
        done=now.sent("handler_notice"),
        copies_to=("accused",),
    )


@ZALTBOMMEL.article("6", lid="7", answers="duty:copy_to_accused", overrides="awb", also=(AWB_9_9,))
def accused_gets_notice_complaint_and_enclosures(now: Standing) -> Duty | None:
    """The text names notice and complaint; 9:9 Awb adds the enclosures (C3)."""
    if not now.under_way:
        return None
    return Duty(
        key="copy_to_accused",
        who=COORDINATOR,
        what="Stuur de beklaagde een afschrift van het bericht en van het klaagschrift, met alle bijlagen",
        done=now.sent("handler_notice", Party.ACCUSED),
        copies_to=("accused",),
        enclosures=ENCLOSED,
    )


@ZALTBOMMEL.article("6", lid="7", answers="letter:handler_notice", also=(AWB_9_9, ZALTBOMMEL_8_5))
def handler_notice(case: Case) -> Letter | None:
    """To the complainant, with a copy and the enclosures to the accused."""
    if case.assigned is None:
        return None
    course = (
        "De klachtbehandelaar probeert de klacht eerst samen met u op te lossen. Lukt dat niet, dan kunt u uw verhaal"
        " vertellen, en degene over wie de klacht gaat ook. Daarna krijgt u een brief met ons oordeel."
    )
    return Letter(
        key="handler_notice",
        template="handler_notice",
        title="Wie uw klacht behandelt",
        copies=("accused",),
        enclosures=ENCLOSED,
        must_say=(
            ("handler", letters.handler_passage(case)),
            ("course", course),
            ("rights", right_to_assistance()),
        ),
        signatory=COORDINATOR,
    )
