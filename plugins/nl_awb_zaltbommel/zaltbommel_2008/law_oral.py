"""Article 2 lid 4 and article 5: the way of an oral complaint."""

from __future__ import annotations

from datetime import date

from gehoor.domain import events as ev
from gehoor.domain.calendar import end_of, weeks, written
from gehoor.domain.case import Case
from gehoor.domain.citation import SourceKind
from gehoor.domain.complaint import Complaint
from gehoor.domain.events import Party
from gehoor.domain.organisation import Actor
from gehoor.domain.reckoning import Reckoning
from gehoor.regulation import Access, Deadline, Duty, Escalation, Extension, Hearing, Letter, Outcome
from nl_awb_zaltbommel.awb import letters, letters_terms
from nl_awb_zaltbommel.awb.law_handling import own_copy
from nl_awb_zaltbommel.awb.law_ombudsman import ESCALATIONS, escalation, passage
from nl_awb_zaltbommel.awb.law_terms import SETTLED, agreed_reckoning, ending, why_no_extension
from nl_awb_zaltbommel.awb.source import AWB_9_11_2, AWB_9_11_3, AWB_9_12_2, AWB_9_17, AWB_9_24_1
from nl_awb_zaltbommel.awb.termijnenwet import act_by, local_end
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import Standing, standing
from nl_awb_zaltbommel.wording import CLOSED, possible_unless, when_open
from nl_awb_zaltbommel.zaltbommel_2008.source import ZALTBOMMEL, ZALTBOMMEL_5_1, ZALTBOMMEL_5_2

FOUR_WEEKS, EIGHT_WEEKS = weeks(4), weeks(8)
NOT_HANDED_OVER = "Een mondelinge klacht kan pas worden verdaagd als de klachtbehandelaar de zaak heeft overgenomen"


def oral_settlement(case: Case) -> Reckoning:
    """The end of the four weeks, counted from receipt by whoever heard it first, after any extension."""
    end = ending(case, FOUR_WEEKS)
    if end.agreed_on is not None:
        return agreed_reckoning(case, end)
    return local_end(end.term, case.complaint.received_on, term_text=end.term_text)


def _deadline(end: Reckoning) -> Deadline:
    return Deadline(
        key="settlement",
        what=SETTLED,
        reckoning=end,
        kind=SourceKind.LOCAL_LAW,
        act_by=None if end.agreed else act_by(end.due),
    )


@ZALTBOMMEL.article("2", lid="4", answers="deadline:settlement", overrides="awb", also=(ZALTBOMMEL_5_1, ZALTBOMMEL_5_2))
def settled_in_four_weeks(end: Reckoning) -> Deadline | None:
    """Four weeks, a local term; for a written complaint the lid points at 9:11 Awb, which speaks itself."""
    return None if end.term_text else _deadline(end)


@ZALTBOMMEL.article(
    "5", lid="1", answers="deadline:settlement", overrides="awb", also=(ZALTBOMMEL_5_2, AWB_9_11_2, AWB_9_11_3)
)
def settled_after_extension(end: Reckoning) -> Deadline | None:
    """After the handler took over, extended "conform 9:11": the local term, lengthened, not moved (C10)."""
    return _deadline(end) if end.term_text else None


@ZALTBOMMEL.article("5", lid="1", answers="extension:extended", overrides="awb", also=(ZALTBOMMEL_5_2, AWB_9_11_2))
def oral_extension(case: Case, now: Standing, due: date, on: date) -> Extension:
    """Only the handler may extend, so not before the complainant asked the handler to take over."""
    refused = _refused(now, due, on)
    if not refused and now.extended is not None:
        refused = f"De behandeling is al verdaagd op {written(now.extended.on)} en dat kan maar één keer"
    return Extension(
        key="extended",
        allowed=not refused,
        latest=end_of(EIGHT_WEEKS, case.complaint.received_on),
        refused_because=refused,
        must_tell=(Party.COMPLAINANT, Party.ACCUSED),
        explanation="Na overdracht aan de klachtbehandelaar kan die één keer verdagen, met ten hoogste vier weken.",
    )


@ZALTBOMMEL.article(
    "5",
    lid="1",
    answers="extension:further_extension_agreed",
    overrides="awb",
    also=(ZALTBOMMEL_5_2, AWB_9_11_3),
)
def oral_further_extension(now: Standing, due: date, on: date) -> Extension:
    """ "Conform 9:11" we read to include lid 3, as the complainant agrees himself. A doubt for the lawyer."""
    refused = _refused(now, due, on)
    return Extension(
        key="further_extension_agreed",
        allowed=not refused,
        refused_because=refused,
        must_agree=(Party.COMPLAINANT,),
        must_tell=(Party.COMPLAINANT,),
        explanation="Verder uitstel kan tot de datum waarmee de klager schriftelijk instemt.",
    )


def _refused(now: Standing, due: date, on: date) -> str:
    """The reason against; that nobody took over comes first, as no other day would help."""
    if not now.closed and not now.handed_over:
        return NOT_HANDED_OVER
    return why_no_extension(now, due, on)


@ZALTBOMMEL.article("5", lid="1", answers="duty:report_to_coordinator")
def receiver_who_is_accused_reports(complaint: Complaint, now: Standing) -> Duty | None:
    """The accused who hears the complaint tells the coordinator at once; being on the register, it was told."""
    if not now.under_way or "received_by_accused" not in complaint.declared:
        return None
    return Duty(
        key="report_to_coordinator",
        who="ontvanger",
        what="Meld de mondelinge klacht meteen per e-mail aan de klachtencoördinator",
        at_once=True,
        done=True,
        copies_to=("klachtencoordinator",),
    )


@ZALTBOMMEL.article("5", lid="2", answers="access:accused", overrides="awb", also=(ZALTBOMMEL_5_1,))
def accused_hears_of_it_at_once(actor: Actor, case: Case | None) -> Access | None:
    """The accused of an oral complaint is told of it at once and mediates, so sees it from the first day."""
    if case is None or case.complaint.written or not actor.person or actor.person != case.complaint.accused.person:
        return None
    return own_copy(standing(case))


@ZALTBOMMEL.article("5", lid="2", answers=("duty:report_to_coordinator", "duty:copy_to_accused"), overrides="awb")
def other_receiver_reports_to_both(complaint: Complaint, now: Standing) -> list[Duty]:
    """Anybody else who hears it tells the coordinator and the accused at once."""
    if not now.under_way or "received_by_accused" in complaint.declared:
        return []
    return [
        Duty(
            key="report_to_coordinator",
            who="ontvanger",
            what="Meld de mondelinge klacht meteen per e-mail aan de klachtencoördinator",
            at_once=True,
            done=True,
            copies_to=("klachtencoordinator",),
        ),
        Duty(
            key="copy_to_accused",
            who="ontvanger",
            what="Meld de mondelinge klacht meteen per e-mail aan de beklaagde",
            at_once=True,
            done=now.assigned is not None or now.handed_over or now.mediation_failed,
            copies_to=("accused",),
        ),
    ]


@ZALTBOMMEL.article("5", lid="1", answers="duty:mediate", also=(ZALTBOMMEL_5_2,))
def mediation(now: Standing, settle_by: date) -> Duty | None:
    """The accused tries to solve it by mediation within four weeks; after handing over the handler does (C20)."""
    if not now.under_way or now.mediation_failed:
        return None
    return Duty(
        key="mediate",
        who="klachtbehandelaar" if now.handed_over else "beklaagde",
        what="Probeer de klacht via bemiddeling op te lossen",
        by=settle_by,
    )


@ZALTBOMMEL.article("5", lid="1", answers="duty:offer_handover", also=(ZALTBOMMEL_5_2,))
def handover_is_offered(now: Standing) -> Duty | None:
    """The complainant may ask the handler to take over; as the accused mediates himself, say so plainly (C20)."""
    if not now.under_way or now.mediation_failed:
        return None
    return Duty(
        key="offer_handover",
        who="ontvanger",
        what="Vertel de klager dat een onafhankelijke klachtbehandelaar de bemiddeling kan overnemen",
        at_once=True,
        done=now.handed_over,
    )


@ZALTBOMMEL.article("5", lid="3", answers="duty:confirm_oral_not_resolved")
def not_resolved_is_confirmed(now: Standing) -> Duty | None:
    """Not solved: told to the coordinator, who confirms it in writing with both ways on."""
    if not now.mediation_failed or (now.closed and now.way != "oral_not_resolved"):
        return None
    return Duty(
        key="confirm_oral_not_resolved",
        who="klachtencoordinator",
        what=(
            "Bevestig de klager schriftelijk dat de klacht niet is opgelost, met de mogelijkheid van een schriftelijke"
            " klacht en van de ombudsman"
        ),
        at_once=True,
        done=now.sent("oral_not_resolved"),
    )


@ZALTBOMMEL.article("5", lid="3", answers=("hearing:complainant", "hearing:accused"), overrides="awb")
def no_hearing_prescribed() -> list[Hearing]:
    """An oral complaint is settled orally; no hearing is prescribed, though both are of course spoken to."""
    return [
        Hearing(key="complainant", party=Party.COMPLAINANT, must_offer=False),
        Hearing(key="accused", party=Party.ACCUSED, must_offer=False),
    ]


@ZALTBOMMEL.article("5", lid="3", answers="outcome:oral_settled")
def settled_orally(now: Standing) -> Outcome:
    """Solved to the complainant's satisfaction, and settled by word of mouth."""
    return Outcome(key="oral_settled", title="Mondeling opgelost", **when_open(now))


@ZALTBOMMEL.article("5", lid="3", answers="outcome:oral_not_resolved")
def not_resolved(now: Standing) -> Outcome:
    """Not solved; possible once that was reported to the coordinator."""
    because = CLOSED if now.closed else "" if now.mediation_failed else "Eerst melden dat de bemiddeling niet is gelukt"
    return Outcome(
        key="oral_not_resolved",
        title="Mondeling niet opgelost",
        letter="oral_not_resolved",
        **possible_unless(because),
    )


@ZALTBOMMEL.article("5", lid="3", answers="letter:oral_not_resolved", also=(AWB_9_12_2, AWB_9_24_1))
def both_ways_on(case: Case, now: Standing, options: Options) -> Letter | None:
    """A written complaint, which starts a term of its own, and the ombudsman."""
    failed = case.last(ev.MediationFailed)
    if failed is None or now.sent("oral_not_resolved"):
        return None
    return Letter(
        key="oral_not_resolved",
        template="oral_not_resolved",
        title="Uw klacht is nog niet opgelost",
        must_say=(
            ("ended", "Het is niet gelukt om uw klacht in een gesprek op te lossen."),
            (
                "written",
                "U kunt uw klacht schriftelijk indienen. Dan behandelt iemand haar die er niet bij betrokken was.",
            ),
            ("escalation", passage(case, failed.on, options)),
        ),
        signatory=letters.COORDINATOR,
    )


@ZALTBOMMEL.article("5", lid="3", answers=ESCALATIONS, overrides="awb", also=(AWB_9_12_2, AWB_9_24_1, AWB_9_17))
def ombudsman_for_an_oral_complaint(case: Case, due: date, on: date, options: Options) -> Escalation:
    """The ombudsman is open after an oral complaint too: 9:20 Awb does not ask a written one first."""
    return escalation(case, due, on, options)


@ZALTBOMMEL.article("5", lid="1", answers="letter:extension", overrides="awb", also=(ZALTBOMMEL_5_2, AWB_9_11_2))
def oral_extension_is_told(case: Case, sentence: str) -> Letter | None:
    """Told to both, as 9:11 lid 2 Awb says."""
    return letters_terms.extension(case, sentence) if case.last(ev.Extended) else None


@ZALTBOMMEL.article("5", lid="1", answers="letter:extension_agreed", overrides="awb", also=(ZALTBOMMEL_5_2, AWB_9_11_3))
def oral_agreement_is_confirmed(case: Case, sentence: str) -> Letter | None:
    """What was agreed is confirmed."""
    return letters_terms.extension_agreed(case, sentence) if case.last(ev.FurtherExtensionAgreed) else None


@ZALTBOMMEL.article(
    "5", lid="1", answers="letter:further_extension_request", overrides="awb", also=(ZALTBOMMEL_5_2, AWB_9_11_3)
)
def oral_consent_is_asked(case: Case, due: date, options: Options) -> Letter | None:
    """Consent is asked in writing; asking changes no term."""
    return letters_terms.further_extension_request(case, due, options)
