"""Articles 8-10: how the handler treats the complaint, and how it ends."""

from __future__ import annotations

from datetime import date

from gehoor.domain.case import Case
from gehoor.domain.events import Party
from gehoor.regulation import Duty, Escalation, Hearing, Letter, NormList, Outcome
from nl_awb_zaltbommel.awb import letters, letters_hearing
from nl_awb_zaltbommel.awb.law_handling import outcome_told
from nl_awb_zaltbommel.awb.law_hearing import (
    DECLINED_BY_ACCUSED,
    RECORD_DECLINED,
    RECORD_HEARING,
    RECORD_WAIVER,
    WAIVERS_COMPLAINANT,
    offer,
)
from nl_awb_zaltbommel.awb.law_letters import closed_by
from nl_awb_zaltbommel.awb.law_ombudsman import ESCALATIONS, escalation
from nl_awb_zaltbommel.awb.law_traffic import right_to_assistance
from nl_awb_zaltbommel.awb.source import (
    AWB_2_1_2,
    AWB_9_10_1,
    AWB_9_10_2,
    AWB_9_10_3,
    AWB_9_12_1,
    AWB_9_12_2,
    AWB_9_16,
    AWB_9_17,
    AWB_9_24_1,
    AWB_9_27_1,
)
from nl_awb_zaltbommel.options import Options
from nl_awb_zaltbommel.standing import Standing
from nl_awb_zaltbommel.wording import when_open
from nl_awb_zaltbommel.zaltbommel_2008.norms import EDITIONS
from nl_awb_zaltbommel.zaltbommel_2008.source import BY_SETTING, ZALTBOMMEL, ZALTBOMMEL_8_3, ZALTBOMMEL_8_5

HANDLER = "klachtbehandelaar"
#: To whom the final letter goes by copy.
COPIES = ("accused", "manager", "klachtencoordinator")
#: Who leads somebody in one of these functions: the secretary, or for who governs nobody.
_LED_BY_THE_SECRETARY = frozenset({"afdelingshoofd", "concern_controller"})
_LED_BY_NOBODY = frozenset(
    {"gemeentesecretaris", "wethouder", "college", "burgemeester", "raadslid", "gemeenteraad", "raadsgriffier"}
)
RIGHTS = (
    right_to_assistance(),
    "U mag vragen om apart te worden gehoord, zonder de andere partij erbij.",
    "Als dat nodig is, worden ook getuigen gehoord.",
)
NOT_INADMISSIBLE = (
    "'niet-ontvankelijk' uit artikel 8 lid 3 van de regeling is geen grond om iemand niet te horen: artikel 9:10 Awb"
    " gaat voor"
)


def copies_of(case: Case) -> tuple[str, ...]:
    """The accused, whoever leads the accused, and the coordinator; an alderman or the mayor is led by nobody."""
    function = case.complaint.accused.function
    manager = "gemeentesecretaris" if function in _LED_BY_THE_SECRETARY else "manager"
    return tuple(
        manager if role == "manager" else role for role in COPIES if role != "manager" or function not in _LED_BY_NOBODY
    )


@ZALTBOMMEL.article(
    "8",
    lid="1",
    answers=("duty:offer_hearing_complainant", "duty:offer_hearing_accused"),
    overrides="awb",
    also=(AWB_9_10_1,),
)
def handler_offers_to_hear_both(now: Standing) -> list[Duty]:
    """The handler offers both to be heard; solving it comes first, and the timing is agreed with the coordinator."""
    if not now.under_way:
        return []
    return [offer(Party.COMPLAINANT, now, HANDLER), offer(Party.ACCUSED, now, HANDLER)]


@ZALTBOMMEL.article(
    "8", lid="1", answers="letter:hearing_invitation", overrides="awb", also=(AWB_9_10_1, ZALTBOMMEL_8_5)
)
def invitation(case: Case) -> Letter | None:
    """The offer in writing with the rights of lid 5."""
    return letters_hearing.hearing_invitation(case, RIGHTS)


@ZALTBOMMEL.article("8", lid="5", answers="letter:hearing_appointment", overrides="awb", also=(AWB_9_10_1, AWB_2_1_2))
def appointment(case: Case) -> Letter | None:
    """When and where, with the rights of this lid."""
    return letters_hearing.hearing_appointment(case, RIGHTS)


@ZALTBOMMEL.article("8", lid="2", answers=tuple(f"norms:{edition.key}" for edition in EDITIONS), also=(AWB_9_27_1,))
def standards_of_the_ombudsman(on: date) -> list[NormList]:
    """Refers to whatever list the ombudsman uses, so the list in use on the day holds, not the one of 2008."""
    return [
        NormList(
            key=edition.key,
            title=edition.title,
            valid_from=edition.valid_from,
            valid_until=edition.valid_until,
            norms=edition.norms,
            remark=edition.remark,
        )
        for edition in EDITIONS
        if edition.valid_from <= on and (edition.valid_until is None or on <= edition.valid_until)
    ]


@ZALTBOMMEL.article("8", lid="3", answers="duty:decide_admissibility")
def handler_decides(now: Standing, refusal_by: date) -> Duty | None:
    """The handler judges, on the advice of the coordinator (C23), in time for the letter of 9:8 Awb."""
    if not now.under_way:
        return None
    return Duty(
        key="decide_admissibility",
        who=HANDLER,
        what="Beslis of de klacht wordt behandeld, na de toets door de klachtencoördinator",
        by=refusal_by,
        done=now.decision is not None,
    )


@ZALTBOMMEL.article("8", lid="4", answers="outcome:ended_with_consent")
def ends_early_with_consent(now: Standing) -> Outcome:
    """With the complainant's consent and in writing with reasons; stricter than 9:5 Awb, so followed (C18)."""
    return Outcome(
        key="ended_with_consent",
        title="Eerder beëindigd met instemming van de klager",
        needs_consent=True,
        needs_reason=True,
        letter="early_end",
        **when_open(now),
    )


@ZALTBOMMEL.article("8", lid="4", answers="letter:early_end", also=(AWB_9_24_1,))
def early_end_is_confirmed(case: Case, options: Options) -> Letter | None:
    """Confirmed with the reasons; the ombudsman is named because the year of 9:24 starts (C6)."""
    closed = closed_by(case, "ended_with_consent")
    if closed is None:
        return None
    said = "U bent het ermee eens dat wij de behandeling van uw klacht nu beëindigen."
    return letters.ending(case, "early_end", "Wij stoppen met uw klacht", said, closed.on, options)


@ZALTBOMMEL.article(
    "8",
    lid="5",
    answers=("hearing:complainant", "hearing:accused"),
    overrides="awb",
    also=(AWB_9_10_1, AWB_9_10_2, AWB_9_10_3, AWB_2_1_2, ZALTBOMMEL_8_3),
)
def hearing_with_its_rights(now: Standing) -> list[Hearing]:
    """Apart on request, witnesses, accompanied. Lid 3 would skip too much: the grounds are those of 9:10 (C2)."""
    return [
        Hearing(
            key="complainant",
            party=Party.COMPLAINANT,
            must_offer=now.under_way,
            waivers=WAIVERS_COMPLAINANT,
            must_record=(*RECORD_HEARING, RECORD_WAIVER, NOT_INADMISSIBLE),
            rights=RIGHTS,
        ),
        Hearing(
            key="accused",
            party=Party.ACCUSED,
            must_offer=now.under_way,
            waivers=DECLINED_BY_ACCUSED,
            must_record=(*RECORD_HEARING, RECORD_DECLINED),
            rights=RIGHTS,
        ),
    ]


@ZALTBOMMEL.article("8", lid="6", answers="duty:report_of_hearing", overrides="awb", also=(AWB_9_10_3,))
def handler_reports_the_hearing(now: Standing) -> Duty | None:
    """The handler writes the report."""
    if not now.heard or now.closed:
        return None
    return Duty(
        key="report_of_hearing", who=HANDLER, what="Maak een verslag van het horen", done=not now.report_missing
    )


@ZALTBOMMEL.article("8", lid="6", answers="letter:hearing_report", overrides="awb", also=(AWB_9_10_3,))
def report_for_the_file(case: Case) -> Letter | None:
    """The handler's report, for the file."""
    return letters_hearing.hearing_report(case, to_parties=False)


@ZALTBOMMEL.article("8", lid="6", answers="letter:hearing_report", overrides="awb", also=(AWB_9_10_3, BY_SETTING))
def report_for_the_parties_too(case: Case) -> Letter | None:
    """The same report also to whoever was heard: practice, which the municipality sets itself."""
    return letters_hearing.hearing_report(case, to_parties=True)


@ZALTBOMMEL.article("8", lid="7", answers="duty:notify_outcome", overrides="awb", also=(AWB_9_12_1, AWB_9_12_2))
def letter_with_copies(now: Standing, settle_by: date) -> Duty | None:
    """The handler writes it with the coordinator; copies to the accused, the accused's manager and the coordinator."""
    return outcome_told(now, settle_by, HANDLER, COPIES)


@ZALTBOMMEL.article("8", lid="7", answers="duty:measures")
def measures_are_carried_out(now: Standing) -> Duty | None:
    """What was promised as improvement stays a duty, also after closing."""
    if not now.measures:
        return None
    days = [measure.due for measure in now.measures_open if measure.due is not None]
    return Duty(
        key="measures",
        who="bestuursorgaan",
        what="Voer de toegezegde maatregelen uit",
        by=min(days, default=None),
        done=not now.measures_open,
    )


@ZALTBOMMEL.article("8", lid="7", answers="letter:closing", overrides="awb", also=(AWB_9_12_1, AWB_9_12_2, AWB_9_16))
def closing_letter(case: Case, options: Options) -> Letter | None:
    """Findings, judgement and measures; the year is worded as in 9:24 Awb, from this notice (C5)."""
    closed = closed_by(case, "formal_judgement")
    return letters.closing(case, closed.on, options, copies_of(case)) if closed is not None else None


@ZALTBOMMEL.article("8", lid="7", answers=ESCALATIONS, overrides="awb", also=(AWB_9_12_2, AWB_9_24_1, AWB_9_17))
def ombudsman_after_treatment(case: Case, due: date, on: date, options: Options) -> Escalation | None:
    """The ombudsman after a complaint that is treated; for one that is not, 9:8 and 9:12 Awb speak themselves."""
    return escalation(case, due, on, options)


ZALTBOMMEL.no_code("9", "The name by which the regulation is cited.")
ZALTBOMMEL.no_code(
    "10",
    "The day of entry into force is a fact of this version: its field `in_force`; five days before adoption (C19).",
)
