"""Awb 9:1-9:4 and 9:8: who may complain, what a written complaint holds, and when it need not be treated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gehoor.domain.case import Case
from gehoor.domain.complaint import Channel, Complaint
from gehoor.regulation import Duty, Effect, Ground, IntakeRequirement, Outcome
from nl_awb_zaltbommel.awb import grounds
from nl_awb_zaltbommel.awb.source import AWB, AWB_9_12_2
from nl_awb_zaltbommel.standing import Standing
from nl_awb_zaltbommel.wording import when_open


@AWB.article("9:1", lid="1", answers="outcome:withdrawn")
def whoever_complains_may_withdraw(now: Standing) -> Outcome:
    """Who may complain may take the complaint back. Our inference: no article says it."""
    return Outcome(
        key="withdrawn", title="De klager trekt de klacht in", letter="withdrawn", needs_consent=True, **when_open(now)
    )


AWB.no_code(
    "9:1",
    "Conduct of staff counts as conduct of the body; which body answers follows from the function of the accused.",
    lid="2",
)
AWB.no_code(
    "9:2",
    "Proper handling of every complaint, also an oral one, is worked out in the regulation of the municipality.",
)
AWB.no_code(
    "9:3",
    "No appeal, and so no objection, lies against how a complaint is handled; no letter holds such a clause.",
)


@AWB.article("9:4", lid="1", answers="ground:conduct_towards_another")
def formal_procedure_for_own_complaint(complaint: Complaint) -> Ground:
    """Articles 9:5-9:12 are for a written complaint about conduct towards the complainant himself."""
    return grounds.towards_another(complaint)


@AWB.article("9:4", lid="2", answers="ground:incomplete")
def complete_written_complaint(complaint: Complaint) -> Ground:
    """An incomplete complaint falls outside 9:5-9:12; proper handling (9:2) is still due, refusal is nowhere said."""
    return grounds.incomplete(complaint, Effect.PROPER_HANDLING_ONLY)


_REQUIRED = ("name", "address", "date", "description", "signature")


@AWB.article("9:4", lid="2", answers=tuple(f"requirement:{key}" for key in _REQUIRED))
def what_a_written_complaint_holds(complaint: Complaint) -> list[IntakeRequirement]:
    """Name and address, date, description and a signature; never grounds. Sending the form signs it (2:18)."""
    if not complaint.written:
        return []
    signature = (
        "verzending via het formulier of een andere betrouwbare ondertekening"
        if complaint.channel in (Channel.FORM, Channel.EMAIL)
        else "een handtekening"
    )
    texts = (
        "uw naam",
        "uw adres (een e-mailadres alleen is niet genoeg)",
        "de datum",
        "een omschrijving van wat er is gebeurd en wie dat deed",
        signature,
    )
    return [IntakeRequirement(key=key, what=text) for key, text in zip(_REQUIRED, texts, strict=True)]


@AWB.article("9:4", lid="3", answers="requirement:translation")
def translation_where_needed(complaint: Complaint) -> IntakeRequirement | None:
    """In a foreign language, and only where handling it well needs a translation: a person says so."""
    if "translation_needed" not in complaint.declared:
        return None
    return IntakeRequirement(
        key="translation", what="een vertaling, want zonder kunnen wij de klacht niet goed behandelen"
    )


@AWB.article("9:8", lid="1", point="a", answers="ground:earlier_handled")
def earlier_handled(complaint: Complaint, history: Sequence[Case]) -> Ground:
    """Conduct about which a complaint was handled before."""
    return grounds.earlier_handled(complaint, history)


@AWB.article("9:8", lid="1", point="b", answers="ground:older_than_one_year")
def older_than_one_year(complaint: Complaint) -> Ground:
    """Conduct longer than a year before filing; counted back, so never moved (ATW 1 lid 2, 4 onder a)."""
    return grounds.older_than_one_year(complaint)


@AWB.article("9:8", lid="1", point="c", answers="ground:objection_possible")
def objection_possible(complaint: Complaint) -> Ground:
    """Conduct the complainant could have objected to. Doubt: for a late decision we rest on 7:1 lid 1 onder f."""
    return grounds.objection_possible(complaint)


@AWB.article("9:8", lid="1", point="d", answers="ground:appeal_possible")
def appeal_possible(complaint: Complaint) -> Ground:
    """Conduct that can or could be appealed, except not deciding in time."""
    return grounds.appeal_possible(complaint)


@AWB.article("9:8", lid="1", point="e", answers="ground:court")
def court(complaint: Complaint) -> Ground:
    """Conduct that is or was before another court."""
    return grounds.court(complaint)


@AWB.article("9:8", lid="1", point="f", answers="ground:criminal")
def criminal(complaint: Complaint) -> Ground:
    """Conduct under criminal investigation or prosecution, as long as that lasts."""
    return grounds.criminal(complaint)


@AWB.article("9:8", lid="2", answers="ground:insufficient_interest")
def insufficient_interest(complaint: Complaint) -> Ground:
    """Manifestly insufficient interest of the complainant."""
    return grounds.insufficient_interest(complaint)


@AWB.article("9:8", lid="2", answers="ground:insufficient_weight")
def insufficient_weight(complaint: Complaint) -> Ground:
    """Manifestly insufficient weight of the conduct."""
    return grounds.insufficient_weight(complaint)


@AWB.article("9:8", lid="3", answers="duty:notify_refusal", also=(AWB_9_12_2,))
def refusal_is_told(now: Standing, refusal_by: date | None) -> Duty | None:
    """Not treating is told in writing, within four weeks of receipt, with the ombudsman and the term."""
    if not now.refused or now.closed:
        return None
    return Duty(
        key="notify_refusal",
        who="klachtbehandelaar",
        what="Laat de klager schriftelijk weten dat de klacht niet wordt behandeld, met de reden en de ombudsman",
        by=refusal_by,
        done=any(now.sent(key) for key in ("refusal", "incomplete", "no_complaint", "forwarded")),
    )


@AWB.article("9:8", lid="3", answers="outcome:not_treated")
def not_treated(now: Standing) -> Outcome:
    """The body may leave the complaint; it never must. First somebody decides so on a ground."""
    return Outcome(
        key="not_treated",
        title="Niet in behandeling genomen",
        letter="refusal",
        needs_reason=True,
        **when_open(now, decided="not_treated"),
    )
