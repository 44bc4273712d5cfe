"""Steps before treatment: facts, grounds, the decision to treat or not, and what the complainant is asked."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.complaint import Accused, Complainant, ComplainantKind, Complaint
from gehoor.domain.events import Decision
from gehoor.regulation.answers import Ground, Verdict
from gehoor.regulation.law import rules_of
from gehoor.services import labels
from gehoor.services.dossier import Dossier
from gehoor.web.desk import words
from gehoor.web.desk.actions import Action, Doing, Known, Value

SECTION = "beoordelen"
YES, NO, UNKNOWN = "ja", "nee", "onbekend"


def asks(ground: Ground, complaint: Complaint) -> bool:
    """Whether a person answers this ground, or answered it before and may change that."""
    return ground.verdict is Verdict.ASK or ground.key in complaint.declared | complaint.denied


def circumstances(found: Dossier) -> list[tuple[str, str]]:
    """What parties may state besides the answers to the grounds, each with its question."""
    return [(codes[0], text) for text, codes in _codes_by_question(found).items()]


def _codes_by_question(found: Dossier) -> dict[str, list[str]]:
    """The codes of each question: a regulation may know one circumstance under more than one name.

    Which grounds there are is read off the rules without asking them, so that a law that does not answer leaves no
    circumstance out of the form.
    """
    regulation = found.rulebook.regulation
    grounds = {slot.removeprefix("ground:") for rule in rules_of(regulation.laws) for slot in rule.answers}
    codes: dict[str, list[str]] = {}
    for key, text in regulation.circumstances.items():
        if key not in grounds:
            codes.setdefault(text, []).append(key)
    return codes


def _grounds(found: Dossier) -> list[Ground]:
    complaint = found.case.complaint
    return found.rulebook.admissibility_grounds(complaint, complaint.received_on)


def _facts_filled_in(known: Known) -> Mapping[str, Value]:
    complaint = known.found.case.complaint
    accused = known.file.parties.get("accused")
    return {
        "soort": complaint.complainant.kind.value,
        "functie": complaint.accused.function,
        "afdeling": complaint.accused.unit,
        "entiteit": complaint.entity,
        "persoon": complaint.accused.person,
        "naam": accused.name if accused else "",
        "datum": complaint.conduct_on,
        "overstijgend": complaint.crosses_units,
        "commissie": complaint.committee,
        "betrokken": sorted(complaint.involved),
        "omstandigheden": [
            codes[0] for codes in _codes_by_question(known.found).values() if complaint.declared.intersection(codes)
        ],
    }


async def _correct_facts(doing: Doing) -> Dossier:
    now, place = doing.found.case.complaint, doing.place
    listed = {code for codes in _codes_by_question(doing.found).values() for code in codes}
    stated = set(doing.choices("omstandigheden", [code for code, _ in circumstances(doing.found)]))
    person = doing.choice("persoon", [key for key, _ in words.people_of(place)])
    name = _name_of_accused(doing, person)
    complaint = msgspec.structs.replace(
        now,
        complainant=Complainant(
            kind=ComplainantKind(doing.choice("soort", list(ComplainantKind)) or now.complainant.kind)
        ),
        accused=Accused(
            function=doing.choice("functie", labels.FUNCTIONS),
            unit=doing.choice("afdeling", [key for key, _ in words.units_of(place)]),
            person=person,
        ),
        conduct_on=doing.date("datum"),
        committee=doing.flag("commissie"),
        crosses_units=doing.flag("overstijgend"),
        entity=doing.choice("entiteit", [key for key, _ in words.sides_of(place)]),
        involved=frozenset(doing.choices("betrokken", [key for key, _ in words.people_of(place)])),
        declared=frozenset((now.declared - listed) | stated),
        denied=now.denied - stated,
    )
    doing.check()
    return await doing.work.correct_facts(complaint, name)


def _name_of_accused(doing: Doing, person: str) -> str:
    """The name for the letters: as typed, but another colleague does not keep the name of the one before."""
    typed, tenant = doing.line("naam"), doing.place.tenant
    before = doing.found.case.complaint.accused.person
    if person and (not typed or (person != before and before and typed == tenant.person_name(before))):
        return tenant.person_name(person)
    return typed


def _grounds_filled_in(known: Known) -> Mapping[str, Value]:
    complaint = known.found.case.complaint
    return {
        ground.key: YES if ground.key in complaint.declared else NO if ground.key in complaint.denied else UNKNOWN
        for ground in known.law.grounds
    }


async def _answer_grounds(doing: Doing) -> Dossier:
    now = doing.found.case.complaint
    declared, denied = set(now.declared), set(now.denied)
    for ground in _grounds(doing.found):
        answer = doing.choice(ground.key, (YES, NO, UNKNOWN)) if asks(ground, now) else ""
        if answer:
            declared.discard(ground.key)
            denied.discard(ground.key)
        if answer == YES:
            declared.add(ground.key)
        elif answer == NO:
            denied.add(ground.key)
    complaint = msgspec.structs.replace(now, declared=frozenset(declared), denied=frozenset(denied))
    return await doing.work.correct_facts(complaint)


def _decision_filled_in(known: Known) -> Mapping[str, Value]:
    said = known.found.case.decision or known.found.case.last(ev.AdmissibilityAdvised)
    if said is None:
        return {"gronden": [ground.key for ground in known.law.grounds if ground.verdict is Verdict.APPLIES]}
    return {
        "keuze": said.decision.value,
        "gronden": said.grounds,
        "reden": known.file.text(said.reason),
        "instantie": known.file.newest.get("referred_to", "") if said.decision is Decision.REFERRED else "",
    }


async def _decide(doing: Doing) -> Dossier:
    chosen = doing.choice("keuze", list(Decision), required="Kies wat er met de klacht gebeurt.")
    grounds = tuple(doing.choices("gronden", [ground.key for ground in _grounds(doing.found)]))
    reason, body = doing.text("reden"), doing.line("instantie")
    doing.check()
    decision = Decision(chosen)
    treat = decision is Decision.TREAT
    return await doing.work.decide(
        decision, () if treat else grounds, reason, body if decision is Decision.REFERRED else ""
    )


async def _request_repair(doing: Doing) -> Dossier:
    complaint = doing.found.case.complaint
    needs = doing.found.rulebook.intake_requirements(complaint, doing.on)
    missing = doing.choices("gegevens", [need.key for need in needs if need.repairable])
    until = doing.date("datum", required="Vul in tot wanneer de klager kan aanvullen.")
    doing.check()
    return await doing.work.request_repair(tuple(missing), until or doing.on)


async def _repaired(doing: Doing) -> Dossier:
    return await doing.work.simple(ev.Repaired(on=doing.on))


async def _doubt(doing: Doing) -> Dossier:
    return await doing.work.simple(ev.AuthenticityDoubted(on=doing.on))


async def _acknowledged(doing: Doing) -> Dossier:
    return await doing.work.simple(ev.Acknowledged(on=doing.on, by="letter"))


ACTIONS = [
    Action(
        name="feiten",
        section=SECTION,
        done="De feiten zijn aangevuld. De datums, gronden en taken zijn opnieuw berekend.",
        carry_out=_correct_facts,
        fields={"conduct_on": "datum"},
        filled_in=_facts_filled_in,
    ),
    Action(
        name="gronden",
        section=SECTION,
        done="Uw antwoorden zijn bewaard. De gronden zijn opnieuw beoordeeld.",
        carry_out=_answer_grounds,
        filled_in=_grounds_filled_in,
    ),
    Action(
        name="besluit",
        section=SECTION,
        done="Dit is vastgelegd. Hoort er een brief bij, dan staat die bij Brieven.",
        carry_out=_decide,
        fields={"grounds": "gronden", "reason": "reden", "body": "instantie"},
        filled_in=_decision_filled_in,
    ),
    Action(
        name="aanvulling-vragen",
        section=SECTION,
        done="De klager is om aanvulling gevraagd. De brief staat bij Brieven.",
        carry_out=_request_repair,
        fields={"until": "datum", "missing": "gegevens"},
        filled_in=lambda known: {"datum": known.law.reply_by},
    ),
    Action(
        name="aanvulling-binnen",
        section=SECTION,
        done="Vastgelegd dat de aanvulling binnen is. Werk zo nodig de feiten bij.",
        carry_out=_repaired,
    ),
    Action(
        name="formulier-vragen",
        section=SECTION,
        done="De afzender is gevraagd het formulier te gebruiken. De dag van ontvangst blijft staan.",
        carry_out=_doubt,
    ),
    Action(
        name="ontvangst-bevestigd",
        section=SECTION,
        done="Vastgelegd dat de ontvangst is bevestigd.",
        carry_out=_acknowledged,
    ),
]
