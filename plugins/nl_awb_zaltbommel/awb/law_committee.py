"""Awb 9:13-9:16: the additional procedure in which a person or commission advises."""

from __future__ import annotations

from datetime import date

from gehoor.domain.events import Party
from gehoor.regulation import Duty
from nl_awb_zaltbommel.awb.source import AWB
from nl_awb_zaltbommel.standing import Standing

AWB.no_code("9:13", "Whether this procedure applies is a fact of the complaint: its field `committee`.")
AWB.no_code("9:14", "Charging a person or commission is a decision of the body outside any single complaint.", lid="1")
AWB.no_code(
    "9:14",
    "The body instructs a commission in general only, so no screen or event holds an instruction in one case.",
    lid="2",
)


@AWB.article("9:15", lid="1", answers="duty:announce_committee")
def acknowledgement_names_the_advice(now: Standing) -> Duty | None:
    """The confirmation of receipt says that a person or commission will advise."""
    if now.closed:
        return None
    return Duty(
        key="announce_committee",
        who="bestuursorgaan",
        what="Vermeld in de ontvangstbevestiging dat een persoon of commissie over de klacht adviseert",
        done=now.acknowledged,
    )


@AWB.article("9:15", lid="2", answers="duty:hearing_by_committee")
def committee_hears(now: Standing) -> Duty | None:
    """The commission hears, or leaves it to its chair or a member."""
    if not now.under_way:
        return None
    return Duty(
        key="hearing_by_committee",
        who="commissie",
        what="Hoor de klager en de beklaagde, of laat de voorzitter of een lid dat doen",
        done={Party.COMPLAINANT, Party.ACCUSED} <= now.heard | now.waived,
    )


AWB.no_code(
    "9:15",
    "Who decides to leave out a hearing changes, the grounds do not: the reason on the register names who decided.",
    lid="3",
)


@AWB.article("9:15", lid="4", answers="duty:report_of_committee")
def committee_reports(now: Standing, settle_by: date) -> Duty | None:
    """Findings with advice, recommendations and the report of the hearing go to the body."""
    if not now.under_way:
        return None
    return Duty(
        key="report_of_committee",
        who="commissie",
        what="Stuur het bestuursorgaan het rapport van bevindingen met het advies en het verslag van het horen",
        by=settle_by,
        done=now.advice,
    )


@AWB.article("9:16", answers="duty:explain_deviation")
def deviation_is_explained(now: Standing, settle_by: date) -> Duty | None:
    """Who departs from the advice says why and encloses the advice."""
    if not now.under_way:
        return None
    return Duty(
        key="explain_deviation",
        who="bestuursorgaan",
        what="Wijkt de conclusie af van het advies? Vermeld dan waarom, en stuur het advies mee",
        by=settle_by,
        done=now.sent("closing"),
        enclosures=("advice",),
    )
