"""What the law says today about a complaint that nobody has sent yet: for the pages that explain."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Channel, Complainant, ComplainantKind, Complaint, RepresentativeKind
from gehoor.domain.events import Party
from gehoor.regulation.answers import (
    Deadline,
    Definition,
    Duty,
    Effect,
    Escalation,
    Ground,
    Hearing,
    IntakeRequirement,
    Retention,
    Verdict,
)
from gehoor.regulation.guard import Failure
from gehoor.services.asking import all_answered, answered
from gehoor.services.municipality import Municipality
from gehoor.services.representation import asked_by_law

#: What people most often look for comes first; what the law adds follows in its own order.
_COMMON = ("question", "information_question", "report", "suggestion", "objection", "appeal")
_WITHOUT_NAME = ("anonymous", "incomplete")


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """The law on a written complaint received by the form today."""

    complaint: Definition | None
    not_a_complaint: tuple[Definition, ...]
    deadlines: dict[str, Deadline]
    #: The offer to be heard that the law makes to whoever complains.
    hearing: Hearing | None
    #: The duty to give whoever is complained about a copy, where there is one.
    copy_to_accused: Duty | None
    escalations: tuple[Escalation, ...]
    #: The law did not answer everything, so what is left out here may apply all the same.
    incomplete: bool = False


_NAMELESS = {
    Effect.MUST_REFUSE: "Een klacht zonder naam mogen wij niet behandelen.",
    Effect.NO_COMPLAINT: "Een klacht zonder naam mogen wij niet behandelen.",
    Effect.MAY_REFUSE: "Een klacht zonder naam hoeven wij niet te behandelen.",
    Effect.REPAIR_FIRST: "Ontbreekt uw naam of adres? Dan moeten wij u eerst vragen om dat te geven.",
}


class IntakeLaw(msgspec.Struct, frozen=True, kw_only=True):
    """What a complaint must hold, and what follows when the name is left out."""

    requirements: tuple[IntakeRequirement, ...]
    without_name: Ground | None
    #: What the law does with a complaint without a name, in a sentence.
    nameless: str


def outlook(place: Municipality, at: datetime) -> Outlook:
    """The law of this municipality on a complaint sent now; what it does not answer is left out of the page."""
    on = place.day(at)
    rulebook, case = place.rulebook(on), _hypothetical(place, at)
    failures: list[Failure] = []
    definitions = all_answered(rulebook.definitions, failures)
    deadlines = all_answered(lambda: rulebook.deadlines(case, on), failures)
    duties = all_answered(lambda: rulebook.duties(case, on), failures)
    hearing = all_answered(lambda: rulebook.hearing(case, on), failures)
    escalations = all_answered(lambda: rulebook.escalations(case, on), failures)
    return Outlook(
        complaint=next((term for term in definitions if term.is_complaint), None),
        not_a_complaint=tuple(sorted((d for d in definitions if d.goes_to and not d.is_complaint), key=_position)),
        deadlines={deadline.key: deadline for deadline in deadlines},
        hearing=next((answer for answer in hearing if answer.party is Party.COMPLAINANT), None),
        copy_to_accused=next((duty for duty in duties if duty.key == "copy_to_accused"), None),
        escalations=tuple(escalations),
        incomplete=bool(failures),
    )


def intake_law(place: Municipality, at: datetime) -> IntakeLaw:
    """What the law asks of a complaint sent by the form now."""
    on = place.day(at)
    rulebook, complaint = place.rulebook(on), _hypothetical(place, at).complaint
    nameless = msgspec.structs.replace(complaint, complainant=Complainant(kind=ComplainantKind.ANONYMOUS))
    answers = all_answered(lambda: rulebook.admissibility_grounds(nameless, on))
    grounds = {g.key: g for g in answers if g.verdict is Verdict.APPLIES}
    ground = next((grounds[key] for key in _WITHOUT_NAME if key in grounds), None)
    return IntakeLaw(
        requirements=tuple(all_answered(lambda: rulebook.intake_requirements(complaint, on))),
        without_name=ground,
        nameless=_NAMELESS.get(ground.effect, "") if ground else "",
    )


def mandate_law(place: Municipality, at: datetime) -> IntakeRequirement | None:
    """What the law asks now of whoever complains for another; None where it asks nothing."""
    on = place.day(at)
    complaint = _hypothetical(place, at).complaint
    kind = RepresentativeKind.AUTHORISED
    return answered(lambda: asked_by_law(place.rulebook(on), complaint, kind, on), None)


def retentions(place: Municipality, at: datetime) -> list[Retention]:
    """How long a complaint closed today is kept: each different answer for the ways in which it may end."""
    on = place.day(at)
    rulebook, case = place.rulebook(on), _hypothetical(place, at)
    ways = sorted(all_answered(lambda: rulebook.outcomes(case, on)), key=lambda outcome: not outcome.with_judgement)
    ended = [case.after(ev.Closed(on=on, way=way.key)) for way in ways]
    if ended:
        ended.insert(1, ended[0].after(ev.OmbudsmanInvolved(on=on)))
    found: dict[str, Retention] = {}
    for each in ended:
        answer = answered(partial(rulebook.retention, each), None)
        if answer is not None:
            found.setdefault(answer.result_class, answer)
    return list(found.values())


def _hypothetical(place: Municipality, at: datetime) -> Case:
    return Case(complaint=Complaint(received_on=place.day(at), channel=Channel.FORM))


def _position(definition: Definition) -> int:
    return _COMMON.index(definition.key) if definition.key in _COMMON else len(_COMMON)
