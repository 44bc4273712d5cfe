"""The letters about hearing: the offer, the appointment, and the report of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from gehoor.domain import events as ev
from gehoor.domain.calendar import written, written_moment
from gehoor.domain.case import Case
from gehoor.domain.events import Party
from gehoor.regulation import Letter
from nl_awb_zaltbommel.awb.letters import Passages, from_handler, signed_by_handler

#: What silence after an offer leads to: only the complainant may be left out for it.
_SILENCE = {
    Party.COMPLAINANT: (
        " Horen wij dan niets van u, dan mogen wij uw klacht behandelen zonder u te horen (artikel 9:10 lid 2 onder c"
        " Awb)."
    ),
    Party.ACCUSED: "",
}
_TALK = "Het gesprek is"
_HOW = {"phone": "Wij bellen u", "video": "Het gesprek is met beeldbellen,"}
_HERE = ZoneInfo("Europe/Amsterdam")
#: To whom a report goes besides the file: whoever was heard.
FILE = "file"
_HEARD = {Party.COMPLAINANT: "de klager", Party.ACCUSED: "degene over wie de klacht gaat"}
PRACTICE = (
    "Wij sturen het verslag ook aan wie is gehoord. De wet vraagt dat niet; wij doen het zo. Klopt er iets niet? Laat"
    " het ons dan weten, dan bewaren wij uw reactie bij het verslag."
)


def hearing_invitation(case: Case, rights: Sequence[str]) -> Letter | None:
    """To the party that was offered to be heard last; for the complainant with what silence leads to."""
    offered = case.last(ev.HearingOffered)
    if offered is None:
        return None
    must: Passages = (("rights", " ".join(rights)),)
    if offered.reply_by is not None:
        answer = f"Wilt u ons uiterlijk op {written(offered.reply_by)} laten weten of u gehoord wilt worden?"
        must = (*must, ("reply", f"{answer}{_SILENCE[offered.party]}"))
    return from_handler(case, "hearing_invitation", "Wilt u uw verhaal vertellen?", must, (offered.party,))


def hearing_appointment(case: Case, rights: Sequence[str]) -> Letter | None:
    """When the conversation is that was planned with a party, with the same rights as in the offer."""
    planned = case.last(ev.HearingPlanned)
    if planned is None:
        return None
    return from_handler(
        case,
        "hearing_appointment",
        "Uw afspraak voor een gesprek",
        (
            ("when", f"{_HOW.get(planned.way, _TALK)} op {written_moment(planned.at, _HERE)}."),
            ("rights", " ".join(rights)),
        ),
        (planned.party,),
    )


def hearing_cancelled(case: Case) -> Letter | None:
    """That the conversation does not take place; whoever was invited may still be heard."""
    cancelled = case.last(ev.HearingCancelled)
    with_them = [each for each in case.all(ev.HearingPlanned) if cancelled and each.party is cancelled.party]
    if cancelled is None or not with_them:
        return None
    return from_handler(
        case,
        "hearing_cancelled",
        "Uw gesprek gaat niet door",
        (
            ("cancelled", f"Het gesprek van {written_moment(with_them[-1].at, _HERE)} gaat niet door."),
            ("still", "U mag nog steeds uw verhaal vertellen. Wij maken daarvoor graag een nieuwe afspraak met u."),
        ),
        (cancelled.party,),
    )


def hearing_report(case: Case, *, to_parties: bool) -> Letter | None:
    """The report for the file and, where the municipality does so, for whoever was heard.

    Two parties who were heard apart do not get one report of both.
    """
    held = case.last(ev.HearingHeld)
    if held is None or held.report is None:
        return None
    apart = held.separately and len(held.parties) > 1
    readers = () if apart or not to_parties else tuple(party.value for party in held.parties)
    heard = " en ".join(_HEARD[party] for party in held.parties)
    how = " Zij zijn apart van elkaar gehoord." if apart else ""
    must: Passages = (
        ("heard", f"Op {written(held.held_on or held.on)} hoorden wij {heard}.{how}"),
        ("said", "Wat er is gezegd"),
    )
    office, _ = signed_by_handler(case)
    return Letter(
        key="hearing_report",
        template="hearing_report",
        title="Verslag van het gesprek over de klacht",
        recipients=(FILE, *readers),
        must_say=(*must, ("practice", PRACTICE)) if readers else must,
        signatory=office,
    )
