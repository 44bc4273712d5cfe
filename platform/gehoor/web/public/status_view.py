"""Everything the status page shows of a complaint."""

from __future__ import annotations

import math
from datetime import date, datetime

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.calendar import written
from gehoor.domain.case import Status
from gehoor.domain.citation import Citation
from gehoor.domain.events import Decision, Party
from gehoor.regulation.answers import Deadline, Escalation
from gehoor.services import channel, labels
from gehoor.services.asking import all_answered
from gehoor.services.channel import Choice
from gehoor.services.dossier import Dossier
from gehoor.services.following import COMPLAINANT
from gehoor.services.municipality import Municipality
from gehoor.services.projection import DATES, unanswered
from gehoor.services.representation import AUTHORISATION
from gehoor.storage import files, people
from gehoor.storage.representatives import REPRESENTATIVE
from gehoor.web.form_reading import MEGABYTE
from gehoor.web.public.dates import SETTLEMENT, dates_to_come
from gehoor.web.public.letters_shown import LetterShown, letters_for
from gehoor.web.public.opening import Opened
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
    #: The law did not answer when the complaint came in, so its dates are still to come.
    dates_follow: bool
    steps: tuple[Step, ...]
    possibilities: tuple[Possibility, ...]
    escalations: tuple[Escalation, ...]
    letters: tuple[LetterShown, ...]
    #: How letters go to this person.
    way: Choice
    attachments: tuple[str, ...]
    #: Who acts for whom, and what follows from that for whoever reads this; empty where nobody does.
    acting: str
    #: What this person calls himself in this complaint: "gemachtigde"; empty for the complainant.
    acting_as: str


_REFUSED = {
    Decision.NOT_TREATED: "Wij behandelen uw klacht niet.",
    Decision.NO_COMPLAINT: "Uw bericht is geen klacht zoals de regels die bedoelen.",
    Decision.REFERRED: "Uw klacht hoort bij een andere instantie.",
}


async def status_view(place: Municipality, who: Opened, at: datetime) -> StatusView:
    """The complaint as it stands at this moment, with the dates as they were stored."""
    found, case, on = who.found, who.found.case, place.day(at)
    acts, parties = case.complaint.representation, await people.parties_of(found.case_id)
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
        handler=_handler(place, found),
        dates_follow=DATES in unanswered(case),
        steps=tuple(steps_of(found, settlement)),
        possibilities=tuple(_possibilities(place, who, on)),
        escalations=tuple(all_answered(lambda: found.rulebook.escalations(case, on))),
        letters=tuple(await letters_for(place, who)),
        way=await channel.of(found, who.follower.role),
        attachments=tuple(
            f"{file.name} ({_size(file.size)})"
            for file in await files.attachments_of(found.case_id)
            if file.origin == "complainant"
        ),
        acting=_acting(place, who, {party.role: party.name for party in parties}),
        acting_as=labels.REPRESENTATIVES[acts.kind] if acts and who.represents else "",
    )


def _acting(place: Municipality, who: Opened, names: dict[str, str]) -> str:
    acts = who.found.case.complaint.representation
    if acts is None:
        return ""
    as_what, mandate = labels.REPRESENTATIVES[acts.kind], words_of(place).mandate
    if who.represents:
        complainant = names.get(COMPLAINANT, "de klager")
        if acts.proven:
            return f"U volgt de klacht van {complainant}, als {as_what}. Wij sturen onze brieven aan u."
        return (
            f"U klaagt voor {complainant}. Wij hebben nog geen {mandate}. Tot wij die hebben, sturen wij brieven over"
            f" de inhoud aan {complainant}."
        )
    representative = names.get(REPRESENTATIVE, "Iemand")
    if acts.proven:
        return (
            f"{representative} klaagt voor u, als {as_what}. Onze brieven gaan naar {representative}; u leest ze hier"
            f" ook. Wilt u dat {representative} dit niet meer voor u doet? Laat het ons weten."
        )
    return f"{representative} klaagt voor u. Wij hebben nog geen {mandate}. Klopt dit niet? Laat het ons weten."


def _stand(found: Dossier) -> str:
    case = found.case
    if case.closed_on is not None:
        return f"Uw klacht is afgesloten op {written(case.closed_on)}."
    if case.status is Status.REFUSED and case.decision is not None:
        return f"{_REFUSED[case.decision.decision]} In de brief leest u waarom."
    return f"{now_doing(case)}."


def _handler(place: Municipality, found: Dossier) -> str:
    case = found.case
    handler = words_of(place).handler
    if (assigned := case.assigned) is not None:
        unit = f" ({place.tenant.unit_title(assigned.unit)})" if assigned.unit else ""
        return f"{office_of(assigned, found.rulebook.regulation.bodies)}{unit}."
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
    ways = all_answered(lambda: found.rulebook.outcomes(found.case, on))
    return next((way.title for way in ways if way.key == closed.way), "Afgesloten")


def _size(size: int) -> str:
    return megabytes(size) if size >= MEGABYTE // 10 else f"{math.ceil(size / 1000)} kB"


def _possibilities(place: Municipality, who: Opened, on: date) -> list[Possibility]:
    """What the law and the case let whoever complains do now, besides writing to us."""
    found = who.found
    if found.case.closed_on is not None:
        return []
    offered = (_mandate(place, who, on), _repair(found), _hearing(found, on), _hand_over(found, on))
    return [each for each in offered if each is not None]


def _mandate(place: Municipality, who: Opened, on: date) -> Possibility | None:
    """The mandate that is still missing, as the law of this case asks for it."""
    found = who.found
    needs = all_answered(lambda: found.rulebook.intake_requirements(found.case.complaint, on))
    need = next((need for need in needs if need.key == AUTHORISATION), None)
    if need is None or found.case.complaint.representation is None:
        return None
    mandate, person = words_of(place).mandate, "de persoon voor wie u klaagt"
    text = (
        f"Stuur ons een brief waarin {person} schrijft dat u dat mag doen, met datum en handtekening. U mag ook samen"
        f" langskomen bij {words_of(place).at_the_desk}."
        if who.represents
        else "Wilt u dat iemand voor u klaagt? Schrijf dat op, met datum en uw handtekening, en stuur ons die brief."
    )
    return Possibility(title=f"De {mandate} sturen", text=text, basis=need.basis)


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
    answer = next(
        (hearing for hearing in all_answered(lambda: found.rulebook.hearing(case, on)) if hearing.party is party), None
    )
    return Possibility(
        title="In een gesprek vertellen wat er is gebeurd",
        text=f"U bent uitgenodigd.{until}",
        rights=answer.rights if answer else (),
        basis=answer.basis if answer else (),
    )


def _hand_over(found: Dossier, on: date) -> Possibility | None:
    duties = all_answered(lambda: found.rulebook.duties(found.case, on))
    duty = next((duty for duty in duties if duty.key == "offer_handover" and not duty.done), None)
    if duty is None:
        return None
    return Possibility(
        title="Vragen of een behandelaar uw klacht overneemt",
        text="Praat u liever niet met degene over wie u klaagt? Dan kan een onafhankelijke behandelaar het overnemen.",
        basis=duty.basis,
    )
