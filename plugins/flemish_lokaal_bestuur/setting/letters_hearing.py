"""The letters about telling one's own story, all good practice: invitation, other side, appointment or none, report."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flemish_lokaal_bestuur.options import Options
from flemish_lokaal_bestuur.setting.handling import reachable
from flemish_lokaal_bestuur.setting.signing import contact, handles
from flemish_lokaal_bestuur.setting.source import BY_SETTING, SETTING
from gehoor.domain import events as ev
from gehoor.domain.calendar import written, written_moment
from gehoor.domain.case import Case
from gehoor.regulation import Letter

_HERE = ZoneInfo("Europe/Brussels")
#: How a talk begins that is not at a place; at a place somebody is expected.
_EXPECTED = "Wij verwachten u"
_HOW = {"phone": "Wij bellen u", "video": "Wij spreken u via een videogesprek"}


@SETTING.article(answers="letter:hearing_invitation")
def invitation(case: Case, event: str) -> Letter | None:
    """The complainant is invited to a talk."""
    offered = case.last(ev.HearingOffered)
    if event != "hearing_offered" or offered is None or offered.party is not ev.Party.COMPLAINANT:
        return None
    if not reachable(case):
        return None
    return Letter(
        key="hearing_invitation",
        template="hearing_invitation",
        title="Uitnodiging voor een gesprek",
        signatory=handles(case),
    )


@SETTING.article(answers="letter:staff_reply_invitation")
def the_other_side(case: Case, event: str, options: Options) -> Letter | None:
    """The person complained about is told what the complaint is, without a name, and may answer."""
    offered = case.last(ev.HearingOffered)
    if event != "hearing_offered" or offered is None or offered.party is not ev.Party.ACCUSED:
        return None
    must_say = [
        (
            "no_verdict",
            "Een klacht is geen oordeel en geen tuchtzaak. Wij horen beide kanten voor wij iets besluiten.",
        ),
        ("contact", f"Vragen over de procedure? Neem dan contact op met {contact(case)}."),
    ]
    if options.copy_for_accused:
        must_say.append(
            (
                "reply",
                "U mag ook schriftelijk antwoorden. Meld u daarvoor aan en open deze klacht: u leest dan waarover ze"
                f" gaat en kunt uw antwoord achterlaten ({BY_SETTING.label}).",
            )
        )
    return Letter(
        key="staff_reply_invitation",
        template="staff_reply_invitation",
        title="Uw kant van het verhaal",
        recipients=(ev.Party.ACCUSED.value,),
        must_say=tuple(must_say),
        signatory=handles(case),
    )


@SETTING.article(answers="letter:hearing_appointment")
def appointment(case: Case, event: str) -> Letter | None:
    """Whoever agreed to talk gets the day, the hour and the place in writing, also when they change."""
    planned = case.last(ev.HearingPlanned)
    if event != "hearing_planned" or planned is None:
        return None
    if planned.party is ev.Party.COMPLAINANT and not reachable(case):
        return None
    return Letter(
        key="hearing_appointment",
        template="hearing_appointment",
        title="Uw afspraak voor een gesprek",
        recipients=(planned.party.value,),
        must_say=(("when", f"{_HOW.get(planned.way, _EXPECTED)} op {written_moment(planned.at, _HERE)}."),),
        signatory=handles(case),
    )


@SETTING.article(answers="letter:hearing_cancelled")
def cancellation(case: Case, event: str) -> Letter | None:
    """Whoever was told of a talk is told that it does not take place, so that nobody comes for nothing."""
    cancelled = case.last(ev.HearingCancelled)
    if event != "hearing_cancelled" or cancelled is None:
        return None
    planned = [each for each in case.all(ev.HearingPlanned) if each.party is cancelled.party]
    if not planned or (cancelled.party is ev.Party.COMPLAINANT and not reachable(case)):
        return None
    return Letter(
        key="hearing_cancelled",
        template="hearing_cancelled",
        title="Uw gesprek gaat niet door",
        recipients=(cancelled.party.value,),
        must_say=(("when", f"Het gesprek van {written_moment(planned[-1].at, _HERE)} gaat niet door."),),
        signatory=handles(case),
    )


@SETTING.article(answers="letter:hearing_report")
def report(case: Case, event: str) -> Letter | None:
    """Whoever was heard reads the report; where both were heard apart, nobody reads what the other said."""
    held = case.last(ev.HearingHeld)
    if event != "hearing_held" or held is None or held.report is None:
        return None
    readers = tuple(party for party in held.parties if party is ev.Party.ACCUSED or reachable(case))
    if not readers or (held.separately and len(held.parties) > 1):
        return None
    together = " De klager en de persoon over wie de klacht gaat, waren er samen." if len(held.parties) > 1 else ""
    return Letter(
        key="hearing_report",
        template="hearing_report",
        title="Verslag van het gesprek",
        recipients=tuple(party.value for party in readers),
        must_say=(("heard", f"Het was op {written(held.held_on or held.on)}.{together}"),),
        signatory=handles(case),
    )
