"""The grounds of the Awb as judgements on facts; which rule speaks them, and on which basis, is told elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from gehoor.domain import events as ev
from gehoor.domain.calendar import more_than_years_before, written
from gehoor.domain.case import Case
from gehoor.domain.complaint import Channel, ComplainantKind, Complaint
from gehoor.regulation import Effect, Ground, Verdict

#: What a written complaint may miss, with the words for it.
MISSING = {
    "no_signature": "de ondertekening",
    "no_name": "de naam",
    "no_address": "het adres",
    "no_date": "de datum",
    "no_description": "een omschrijving van wat er is gebeurd",
}
_MAY_BE_MISSING = frozenset((*MISSING, "incomplete"))


def incomplete(complaint: Complaint, effect: Effect) -> Ground:
    """The form asks for everything article 9:4 lid 2 wants, so a form is complete unless somebody says it is not."""
    verdict, because, question = Verdict.ASK, "", ""
    if not complaint.written:
        verdict, because = Verdict.DOES_NOT, "Een mondelinge klacht hoeft niet aan deze eisen te voldoen."
    elif complaint.complainant.kind is ComplainantKind.ANONYMOUS:
        verdict, because = Verdict.APPLIES, "De klacht is anoniem: de naam en het adres ontbreken."
    elif not _MAY_BE_MISSING.isdisjoint(complaint.declared):
        named = [text for code, text in MISSING.items() if code in complaint.declared]
        because = (
            f"Dit ontbreekt: {', '.join(named)}." if named else "Volgens opgave is het klaagschrift niet volledig."
        )
        verdict = Verdict.APPLIES
    elif "incomplete" in complaint.denied:
        verdict, because = Verdict.DOES_NOT, "Volgens opgave is het klaagschrift volledig."
    elif complaint.channel is Channel.FORM:
        verdict, because = Verdict.DOES_NOT, "Het formulier vraagt alles wat een klaagschrift moet bevatten."
    else:
        question = (
            "Is het klaagschrift ondertekend en staan de naam, het adres, de datum en een omschrijving van de"
            " gedraging erin?"
        )
    return Ground(
        key="incomplete",
        effect=effect,
        verdict=verdict,
        title="Het klaagschrift is niet volledig",
        because=because,
        question=question,
    )


def towards_another(complaint: Complaint) -> Ground:
    """The formal procedure is for whoever complains about conduct towards himself."""
    return _stated(
        complaint,
        "conduct_towards_another",
        Effect.PROPER_HANDLING_ONLY,
        title="De gedraging was gericht op iemand anders",
        so="Volgens opgave gaat de klacht over gedrag tegenover iemand anders.",
        not_so="Volgens opgave gaat de klacht over gedrag tegenover de klager zelf.",
        question="Gaat de klacht over gedrag tegenover iemand anders dan de klager?",
    )


def earlier_handled(complaint: Complaint, history: Sequence[Case]) -> Ground:
    """A complaint that was handled before; an earlier case of the same person makes us ask about that case."""
    treated = [case for case in history if case.closed_on is not None and not _was_refused(case)]
    if treated:
        last = max(case.closed_on for case in treated if case.closed_on is not None)
        because = f"Deze klager had eerder een klacht die is afgehandeld op {written(last)}."
        question = f"Gaat deze klacht over dezelfde gedraging als de klacht die op {written(last)} is afgehandeld?"
    else:
        because, question = "", "Is over deze gedraging al eerder een klacht van deze klager behandeld?"
    return _stated(
        complaint,
        "earlier_handled",
        Effect.MAY_REFUSE,
        title="Over deze gedraging is al eerder een klacht behandeld",
        so="Volgens opgave is over deze gedraging al een klacht behandeld.",
        not_so="Volgens opgave is over deze gedraging nog geen klacht behandeld.",
        question=question,
        because=because,
    )


def _was_refused(case: Case) -> bool:
    return case.decision is not None and case.decision.decision is not ev.Decision.TREAT


def older_than_one_year(complaint: Complaint) -> Ground:
    """Exactly a year before is not longer than a year; the day of receipt stands for the day of filing."""
    key, title = "older_than_one_year", "De gedraging was langer dan een jaar geleden"
    conduct_on = complaint.conduct_on
    if conduct_on is None:
        return _stated(
            complaint,
            key,
            Effect.MAY_REFUSE,
            title=title,
            so="Volgens opgave was de gedraging langer dan een jaar voor de klacht.",
            not_so="Volgens opgave was de gedraging niet langer dan een jaar voor de klacht.",
            question="Wanneer was de gedraging? Was dat langer dan een jaar voordat de klacht binnenkwam?",
        )
    older = more_than_years_before(conduct_on, complaint.received_on, 1)
    return Ground(
        key=key,
        effect=Effect.MAY_REFUSE,
        verdict=Verdict.APPLIES if older else Verdict.DOES_NOT,
        title=title,
        because=(
            f"De gedraging was op {written(conduct_on)}, de klacht kwam op {written(complaint.received_on)}:"
            f" dat is {'langer' if older else 'niet langer'} dan een jaar."
        ),
    )


def objection_possible(complaint: Complaint) -> Ground:
    """Against conduct that is a decision one could have objected to."""
    return _late_or(
        complaint,
        "objection_possible",
        title="De klager had bezwaar kunnen maken",
        so="Volgens opgave had de klager tegen deze gedraging bezwaar kunnen maken.",
        not_so="Volgens opgave kon de klager tegen deze gedraging geen bezwaar maken.",
        question="Gaat de klacht over een besluit waartegen de klager bezwaar had kunnen maken?",
        late=(
            "Het gaat om een besluit dat niet op tijd is genomen. Daartegen hoeft geen bezwaar te worden gemaakt;"
            " de klacht blijft mogelijk."
        ),
    )


def appeal_possible(complaint: Complaint) -> Ground:
    """Against conduct that is a decision one can or could appeal; a late decision is excepted by name."""
    return _late_or(
        complaint,
        "appeal_possible",
        title="De klager kan of kon beroep instellen",
        so="Volgens opgave kan of kon de klager tegen deze gedraging beroep instellen.",
        not_so="Volgens opgave kan de klager tegen deze gedraging geen beroep instellen.",
        question="Gaat de klacht over een besluit waartegen de klager beroep kan of kon instellen?",
        late="Het gaat om een besluit dat niet op tijd is genomen: de uitzondering van artikel 9:8 lid 1 onder d.",
    )


def court(complaint: Complaint) -> Ground:
    """Conduct that is or was before another court than an administrative one."""
    return _stated(
        complaint,
        "court",
        Effect.MAY_REFUSE,
        title="De gedraging is of was bij een rechter",
        so="Volgens opgave ligt of lag de gedraging voor aan een andere rechter dan de bestuursrechter.",
        not_so="Volgens opgave ligt of lag de gedraging niet voor aan een andere rechter.",
        question="Is of was over deze gedraging een procedure bij een andere rechter dan de bestuursrechter?",
    )


def criminal(complaint: Complaint) -> Ground:
    """As long as a criminal investigation or a prosecution is going on about it."""
    return _stated(
        complaint,
        "criminal",
        Effect.MAY_REFUSE,
        title="Er loopt een strafrechtelijk onderzoek of een vervolging",
        so="Volgens opgave loopt er een opsporingsonderzoek op bevel van de officier van justitie of een vervolging.",
        not_so="Volgens opgave loopt er geen opsporingsonderzoek of vervolging.",
        question="Loopt er over deze gedraging een onderzoek op bevel van de officier van justitie of een vervolging?",
    )


def insufficient_interest(complaint: Complaint) -> Ground:
    """Always judged by a person."""
    return _judged(
        complaint,
        "insufficient_interest",
        title="Het belang van de klager is kennelijk onvoldoende",
        question="Is het voor iedereen meteen duidelijk dat de klager te weinig belang heeft bij deze klacht? Waarom?",
    )


def insufficient_weight(complaint: Complaint) -> Ground:
    """Always judged by a person."""
    return _judged(
        complaint,
        "insufficient_weight",
        title="Het gewicht van de gedraging is kennelijk onvoldoende",
        question="Is het voor iedereen meteen duidelijk dat de gedraging te weinig voorstelt? Waarom?",
    )


def elsewhere(complaint: Complaint, key: str, *, title: str, so: str, not_so: str, question: str) -> Ground:
    """A message that another body or procedure is for."""
    return _stated(complaint, key, Effect.ELSEWHERE, title=title, so=so, not_so=not_so, question=question)


def no_complaint(complaint: Complaint, *, title: str, so: str, not_so: str, question: str) -> Ground:
    """A message that is no expression of dissatisfaction with conduct."""
    return _stated(
        complaint, "not_a_complaint", Effect.NO_COMPLAINT, title=title, so=so, not_so=not_so, question=question
    )


def _stated(
    complaint: Complaint,
    key: str,
    effect: Effect,
    *,
    title: str,
    so: str,
    not_so: str,
    question: str,
    because: str = "",
) -> Ground:
    """A ground of plain fact: stated to be so, stated not to be so, or still to be asked."""
    if key in complaint.declared:
        return Ground(key=key, effect=effect, verdict=Verdict.APPLIES, title=title, because=so)
    if key in complaint.denied:
        return Ground(key=key, effect=effect, verdict=Verdict.DOES_NOT, title=title, because=not_so)
    return Ground(key=key, effect=effect, verdict=Verdict.ASK, title=title, because=because, question=question)


def _late_or(complaint: Complaint, key: str, *, title: str, so: str, not_so: str, question: str, late: str) -> Ground:
    if "late_decision" in complaint.declared:
        return Ground(key=key, effect=Effect.MAY_REFUSE, verdict=Verdict.DOES_NOT, title=title, because=late)
    return _stated(complaint, key, Effect.MAY_REFUSE, title=title, so=so, not_so=not_so, question=question)


def _judged(complaint: Complaint, key: str, *, title: str, question: str) -> Ground:
    """A ground that needs a judgement: what the parties state is told, and a person still decides."""
    if key in complaint.declared:
        because = "Een van de betrokkenen vindt dat dit zo is."
    elif key in complaint.denied:
        because = "Een van de betrokkenen vindt dat dit niet zo is."
    else:
        because = ""
    return Ground(
        key=key, effect=Effect.MAY_REFUSE, verdict=Verdict.ASK, title=title, because=because, question=question
    )
