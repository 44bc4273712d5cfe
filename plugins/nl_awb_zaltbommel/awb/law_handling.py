"""Awb 9:5-9:7, 9:9, 9:11 lid 2, 9:12 and 9:12a: how a written complaint is handled, up to the final letter."""

from __future__ import annotations

from datetime import date

from gehoor.domain.case import Case
from gehoor.domain.events import Party
from gehoor.domain.organisation import Actor, Candidate
from gehoor.regulation import Access, AssignmentObjection, Duty, Outcome, OwnCopy, ReportSection, Sight
from nl_awb_zaltbommel.awb.source import (
    AWB,
    AWB_9_7_1,
    AWB_9_10_1,
    AWB_9_12_2,
)
from nl_awb_zaltbommel.standing import Standing
from nl_awb_zaltbommel.wording import CLOSED, JUDGEMENTS, possible_unless, when_open

#: Whose conduct is that of the body itself, its chair or a member (9:7 lid 2).
BODY_ITSELF = frozenset({"burgemeester", "wethouder", "college", "raadslid", "gemeenteraad", "voorzitter_raad"})
ENCLOSED = ("complaint", "attachments")


@AWB.article("9:5", answers="outcome:satisfied")
def duty_lapses_once_satisfied(now: Standing) -> Outcome:
    """Once the complainant is satisfied nothing more is owed; at any stage, in any form."""
    return Outcome(
        key="satisfied",
        title="Naar tevredenheid van de klager opgelost",
        letter="satisfied",
        needs_consent=True,
        **when_open(now),
    )


@AWB.article("9:6", answers="duty:acknowledge")
def receipt_is_confirmed(now: Standing) -> Duty | None:
    """Receipt is confirmed in writing; the statute sets no term."""
    if now.closed:
        return None
    return Duty(
        key="acknowledge",
        who="bestuursorgaan",
        what="Bevestig de ontvangst van het klaagschrift schriftelijk",
        done=now.acknowledged,
    )


@AWB.article("9:7", lid="1", answers=("objection:accused", "objection:involved"))
def handled_by_somebody_not_involved(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    """Who was involved in the conduct does not handle the complaint, and least of all the accused."""
    if candidate.is_accused:
        return AssignmentObjection(
            key="accused",
            blocks=True,
            reason="De klacht gaat over deze persoon zelf, dus die kan haar niet behandelen.",
        )
    if candidate.involved and case.complaint.accused.function not in BODY_ITSELF:
        return AssignmentObjection(
            key="involved", blocks=True, reason="Deze persoon was betrokken bij de gedraging waarover de klacht gaat."
        )
    return None


def may_not_handle(case: Case, person: str) -> bool:
    """Whether 9:7 keeps somebody from the case: the accused always, who was involved where lid 2 makes no exception."""
    if person and person == case.complaint.accused.person:
        return True
    involved = person in case.complaint.involved
    return involved and case.complaint.written and case.complaint.accused.function not in BODY_ITSELF


@AWB.article("9:7", lid="1", answers="access:not_involved")
def who_was_involved_stays_out(actor: Actor, case: Case | None) -> Access | None:
    """Registering, testing and handing over are part of the handling, so whoever was involved does none of it.

    The text speaks of the person who handles; we read it to hold for the coordinator too. A doubt for the lawyer.
    """
    if case is None or not case.complaint.written or not may_not_handle(case, actor.person):
        return None
    about = actor.person == case.complaint.accused.person
    why = "De klacht gaat over u" if about else "U was betrokken bij de gedraging"
    return Access(key="not_involved", sight=Sight.NOTHING, because=f"{why}. Daarom behandelt iemand anders deze zaak.")


@AWB.article("9:7", lid="1", answers="duty:declare_not_involved")
def handler_declares_not_to_be_involved(case: Case, now: Standing) -> Duty | None:
    """The platform asks the handler to declare it at assignment; the statute demands the fact, not the form."""
    if now.assigned is None or not now.under_way or case.complaint.accused.function in BODY_ITSELF:
        return None
    return Duty(
        key="declare_not_involved",
        who="klachtbehandelaar",
        what="Verklaar dat u niet betrokken was bij de gedraging waarover de klacht gaat",
        at_once=True,
        done=now.assigned.declared_not_involved,
    )


@AWB.article("9:7", lid="2", answers="objection:involved", also=(AWB_9_7_1,))
def involvement_allowed_for_the_body_itself(case: Case, candidate: Candidate) -> AssignmentObjection | None:
    """Where the complaint is about the body itself, its chair or a member, involvement is no bar; we ask a reason."""
    if candidate.is_accused or not candidate.involved or case.complaint.accused.function not in BODY_ITSELF:
        return None
    return AssignmentObjection(
        key="involved",
        blocks=False,
        reason=(
            "Deze persoon was betrokken bij de gedraging. Omdat de klacht over het bestuursorgaan zelf, de voorzitter"
            " of een lid gaat, mag dat. Schrijf op waarom deze persoon de klacht toch behandelt."
        ),
    )


@AWB.article("9:9", answers="duty:copy_to_accused")
def copy_with_enclosures_to_the_accused(now: Standing) -> Duty | None:
    """The accused gets a copy of the complaint and of everything enclosed with it."""
    if not now.under_way:
        return None
    return Duty(
        key="copy_to_accused",
        who="bestuursorgaan",
        what="Stuur de beklaagde een afschrift van het klaagschrift met alle bijlagen",
        done=now.sent("handler_notice", Party.ACCUSED),
        copies_to=("accused",),
        enclosures=ENCLOSED,
    )


@AWB.article("9:9", answers="access:accused", also=(AWB_9_10_1,))
def accused_has_own_copy(actor: Actor, case: Case | None, now: Standing) -> Access | None:
    """Once the copy was sent, the accused sees what was sent, and may answer in writing besides being heard (9:10).

    The copy of the klaagschrift holds the name of whoever complains; the address is of no use to the accused, so
    it stays out (article 5 lid 1 onder c AVG). A doubt for the lawyer.
    """
    if case is None or not case.complaint.written or not case.sent_to_accused(actor.person):
        return None
    return own_copy(now)


def own_copy(now: Standing) -> Access:
    """What the accused sees of a complaint; a reply is of use until the complaint is settled."""
    reply = {OwnCopy.REPLY} if now.under_way else set[OwnCopy]()
    return Access(
        key="accused",
        sight=Sight.OWN_COPY,
        because="De klacht gaat over u. U ziet het afschrift dat u is gestuurd, en u mag reageren.",
        own_copy=frozenset({OwnCopy.COMPLAINT, OwnCopy.ENCLOSURES, OwnCopy.NAME, OwnCopy.LETTERS} | reply),
    )


@AWB.article("9:11", lid="2", answers="duty:tell_extension")
def extension_is_told_to_both(now: Standing) -> Duty | None:
    """The extension is told in writing to complainant and accused."""
    if now.extended is None or not now.under_way:
        return None
    told = now.extended.told
    return Duty(
        key="tell_extension",
        who="bestuursorgaan",
        what="Laat de klager en de beklaagde schriftelijk weten dat de afhandeling is verdaagd",
        by=now.extended.on,
        at_once=True,
        done=all(party in told or now.sent("extension", party) for party in (Party.COMPLAINANT, Party.ACCUSED)),
        copies_to=("accused",),
    )


def outcome_told(now: Standing, settle_by: date | None, who: str, copies: tuple[str, ...]) -> Duty | None:
    """The duty to send the final letter: while the complaint is treated, and after closing until it went out."""
    if now.refused or (now.closed and now.way != "formal_judgement"):
        return None
    return Duty(
        key="notify_outcome",
        who=who,
        what="Stuur de klager een brief met de bevindingen, het oordeel en de conclusies, en met de ombudsman",
        by=settle_by,
        done=now.sent("closing"),
        copies_to=copies,
    )


@AWB.article("9:12", lid="1", answers="duty:notify_outcome", also=(AWB_9_12_2,))
def findings_judgement_conclusions(now: Standing, settle_by: date) -> Duty | None:
    """In writing and with reasons: what was found, what is thought of it, what follows from it."""
    return outcome_told(now, settle_by, "bestuursorgaan", ())


def missing_for_judgement(now: Standing) -> str:
    """What must be on the register before a judgement may end the case; empty where all is there."""
    if now.closed:
        return CLOSED
    if now.refused:
        return "Er is besloten de klacht niet te behandelen"
    steps = (
        (now.decision is None, "Eerst besluiten dat de klacht wordt behandeld"),
        (
            Party.COMPLAINANT not in now.heard | now.waived,
            "Eerst de klager horen, of vastleggen waarom niet (artikel 9:10 lid 2 Awb)",
        ),
        (Party.ACCUSED not in now.answered, "Eerst de beklaagde aanbieden om gehoord te worden"),
        (now.report_missing, "Eerst het verslag van het horen vastleggen"),
        (not now.findings, "Eerst de bevindingen vastleggen"),
        (now.committee and not now.advice, "Eerst het advies van de commissie vastleggen"),
        (now.judged is None, "Eerst een oordeel vastleggen"),
        (
            now.advice and now.judged is not None and now.judged.follows_advice is None,
            "Eerst vastleggen of het oordeel het advies volgt (artikel 9:16 Awb)",
        ),
    )
    return next((because for missing, because in steps if missing), "")


@AWB.article("9:12", lid="1", answers="outcome:formal_judgement")
def ends_with_a_judgement(now: Standing) -> Outcome:
    """The regular end: a judgement on each part, sent with findings and conclusions."""
    return Outcome(
        key="formal_judgement",
        title="Afgehandeld met een oordeel",
        with_judgement=True,
        letter="closing",
        judgements=JUDGEMENTS,
        **possible_unless(missing_for_judgement(now)),
    )


@AWB.article("9:12a", answers="duty:register")
def written_complaints_are_registered(now: Standing) -> Duty | None:
    """Every written complaint is registered on receipt, also one that is not treated; being here, it is."""
    if now.closed:
        return None
    return Duty(key="register", who="bestuursorgaan", what="Registreer het klaagschrift", at_once=True, done=True)


@AWB.article("9:12a", answers="report:publication")
def registered_complaints_are_published(year: int) -> ReportSection:
    """The registered complaints are published every year; we read: without what leads to persons."""
    return ReportSection(
        key="publication",
        title=f"Geregistreerde klachten in {year}",
        by="bestuursorgaan",
        to="iedereen",
        about="alle schriftelijke klachten die in dit jaar zijn geregistreerd, ook wat niet is behandeld",
        public=True,
        written_only=True,
    )
