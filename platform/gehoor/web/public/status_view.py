"""Everything the status page shows of a complaint."""

from __future__ import annotations

import math
from datetime import date, datetime

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.domain.case import Case, Status
from gehoor.domain.citation import Citation
from gehoor.domain.events import Decision, Party
from gehoor.regulation.answers import Deadline, Escalation
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.storage import files
from gehoor.web.form_reading import MEGABYTE
from gehoor.web.public.dates import SETTLEMENT, dates_to_come
from gehoor.web.public.letters_shown import LetterShown, letters_for_complainant
from gehoor.web.public.progress import Mediation, Step, mediation, now_doing, office_of, steps_of
from gehoor.web.public.words import words_of
from gehoor.web.uploads import megabytes


class Possibility(msgspec.Struct, frozen=True, kw_only=True):
    """Something whoever complains may do now, and where that is written."""

    title: str
    text: str
    rights: tuple[str, ...] = ()
    basis: tuple[Citation, ...] = ()


class StatusView(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as whoever complains sees it."""

    reference: str
    received_on: date
    closed_on: date | None
    #: The stand in one sentence.
    now: str
    #: How the complaint ended; empty while it is open.
    outcome: str
    settlement: Deadline | None
    other_dates: tuple[Deadline, ...]
    #: Who handles it, or how that is arranged, in a sentence.
    handler: str
    steps: tuple[Step, ...]
    possibilities: tuple[Possibility, ...]
    escalations: tuple[Escalation, ...]
    letters: tuple[LetterShown, ...]
    attachments: tuple[str, ...]


_REFUSED = {
    Decision.NOT_TREATED: "Wij behandelen uw klacht niet.",
    Decision.NO_COMPLAINT: "Uw bericht is geen klacht zoals de regels die bedoelen.",
    Decision.REFERRED: "Uw klacht hoort bij een andere instantie.",
}


async def status_view(place: Municipality, found: Dossier, at: datetime) -> StatusView:
    """The complaint as it stands at this moment, with the dates as they were stored."""
    case, on = found.case, place.day(at)
    dates = dates_to_come(case)
    settlement = next((deadline for deadline in dates if deadline.key == SETTLEMENT), None)
    return StatusView(
        reference=found.reference,
        received_on=case.complaint.received_on,
        closed_on=case.closed_on,
        now=_stand(found),
        outcome=_outcome(found, on),
        settlement=settlement,
        other_dates=tuple(deadline for deadline in dates if deadline is not settlement),
        handler=_handler(place, case),
        steps=tuple(steps_of(found, settlement)),
        possibilities=tuple(_possibilities(found, on)),
        escalations=tuple(found.rulebook.escalations(case, on)),
        letters=tuple(await letters_for_complainant(place, found)),
        attachments=tuple(
            f"{file.name} ({_size(file.size)})"
            for file in await files.attachments_of(found.case_id)
            if file.origin == "complainant"
        ),
    )


def _stand(found: Dossier) -> str:
    case = found.case
    if case.closed_on is not None:
        return f"Uw klacht is afgesloten op {written(case.closed_on)}."
    if case.status is Status.REFUSED and case.decision is not None:
        return f"{_REFUSED[case.decision.decision]} In de brief leest u waarom."
    return f"{now_doing(case)}."


def _handler(place: Municipality, case: Case) -> str:
    handler = words_of(place).handler
    if (assigned := case.assigned) is not None:
        unit = f" ({place.tenant.unit_title(assigned.unit)})" if assigned.unit else ""
        return f"{office_of(assigned)}{unit}."
    if mediation(case) is Mediation.BY_ACCUSED:
        return (
            "Degene over wie u klaagt, probeert eerst samen met u een oplossing te vinden. Lukt dat niet? Dan kunt u uw"
            " klacht schriftelijk indienen."
        )
    if case.last(ev.MediationFailed) is not None or case.closed_on is not None:
        return f"Er is geen {handler} aangewezen."
    return f"Uw klacht heeft nog geen {handler}. De klachtencoördinator zorgt daarvoor. U krijgt daar een brief over."


def _outcome(found: Dossier, on: date) -> str:
    closed = found.case.last(ev.Closed)
    if closed is None:
        return ""
    return next((way.title for way in found.rulebook.outcomes(found.case, on) if way.key == closed.way), "Afgesloten")


def _size(size: int) -> str:
    return megabytes(size) if size >= MEGABYTE // 10 else f"{math.ceil(size / 1000)} kB"


def _possibilities(found: Dossier, on: date) -> list[Possibility]:
    """What the law and the case let whoever complains do now, besides writing to us."""
    if found.case.closed_on is not None:
        return []
    return [each for each in (_repair(found), _hearing(found, on), _hand_over(found, on)) if each is not None]


def _repair(found: Dossier) -> Possibility | None:
    asked = found.case.last(ev.RepairRequested)
    if asked is None or found.case.last(ev.Repaired) is not None:
        return None
    until = f" Doe dat uiterlijk {written(asked.until)}." if asked.until else ""
    return Possibility(title="Uw klacht aanvullen", text=f"In onze brief leest u wat wij missen.{until}")


def _hearing(found: Dossier, on: date) -> Possibility | None:
    case, party = found.case, Party.COMPLAINANT
    offered = case.offered(party)
    if offered is None or case.heard(party) or case.waived(party):
        return None
    until = f" Laat ons tot en met {written(offered.reply_by)} weten of u komt." if offered.reply_by else ""
    answer = next((hearing for hearing in found.rulebook.hearing(case, on) if hearing.party is party), None)
    return Possibility(
        title="In een gesprek vertellen wat er is gebeurd",
        text=f"U bent uitgenodigd.{until}",
        rights=answer.rights if answer else (),
        basis=answer.basis if answer else (),
    )


def _hand_over(found: Dossier, on: date) -> Possibility | None:
    duties = found.rulebook.duties(found.case, on)
    duty = next((duty for duty in duties if duty.key == "offer_handover" and not duty.done), None)
    if duty is None:
        return None
    return Possibility(
        title="Vragen of een behandelaar uw klacht overneemt",
        text="Praat u liever niet met degene over wie u klaagt? Dan kan een onafhankelijke behandelaar het overnemen.",
        basis=duty.basis,
    )
