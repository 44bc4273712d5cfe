"""What holds for every complaint: each question has an answer, with its place and in words."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.complaint import Accused, Channel, Complainant, ComplainantKind, Complaint
from gehoor.domain.events import Decision
from gehoor.regulation import RegulationLibrary, Verdict
from nl_awb_zaltbommel import KLACHTENREGELING_2008
from nl_awb_zaltbommel.awb.termijnenwet import name_of
from nl_awb_zaltbommel.options import FUNCTIONS

RULES = RegulationLibrary([KLACHTENREGELING_2008]).rulebook(KLACHTENREGELING_2008)
CODES = sorted(KLACHTENREGELING_2008.circumstances)
STEPS: list[list[ev.Event]] = [
    [],
    [ev.AdmissibilityDecided(on=date.max, decision=Decision.TREAT)],
    [ev.AdmissibilityDecided(on=date.max, decision=Decision.NOT_TREATED, grounds=("court",))],
    [ev.HandedToHandler(on=date.max), ev.Extended(on=date.max)],
    [ev.FurtherExtensionAgreed(on=date.max, weeks=9)],
    [ev.MediationFailed(on=date.max), ev.Closed(on=date.max, way="oral_not_resolved")],
    [ev.Closed(on=date.max, way="formal_judgement"), ev.OmbudsmanInvolved(on=date.max)],
]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    received = draw(st.dates(date(2008, 11, 15), date(2099, 12, 31)))
    stated = draw(st.lists(st.sampled_from(CODES), max_size=4, unique=True))
    complaint = Complaint(
        received_on=received,
        channel=draw(st.sampled_from(list(Channel))),
        complainant=Complainant(kind=draw(st.sampled_from(list(ComplainantKind)))),
        accused=Accused(function=draw(st.sampled_from([*FUNCTIONS, "", "personeelslid", "voorzitter_raad"]))),
        conduct_on=draw(st.none() | st.dates(date(2000, 1, 1), received)),
        committee=draw(st.booleans()),
        crosses_units=draw(st.booleans()),
        declared=frozenset(stated[:2]),
        denied=frozenset(stated[2:]),
    )
    steps = draw(st.sampled_from(STEPS))
    happened = tuple(msgspec.structs.replace(step, on=received) for step in steps)
    return Case(complaint=complaint, events=happened)


@settings(max_examples=200, deadline=None)
@given(cases(), st.integers(0, 500))
def test_every_question_is_answered_with_its_place(case: Case, later: int) -> None:
    on = case.complaint.received_on + timedelta(days=later)
    answers = [
        *RULES.deadlines(case, on),
        *RULES.duties(case, on),
        *RULES.extensions(case, on),
        *RULES.hearing(case, on),
        *RULES.outcomes(case, on),
        *RULES.escalations(case, on),
        *RULES.admissibility_grounds(case.complaint, on),
    ]
    assert all(citation.label for answer in answers for citation in answer.basis)
    assert len(RULES.escalations(case, on)) == 1
    for ground in RULES.admissibility_grounds(case.complaint, on):
        assert bool(ground.question) == (ground.verdict is Verdict.ASK)
    assignment = RULES.handler_assignment(case.complaint)
    assert assignment is not None
    assert bool(assignment.office) != bool(assignment.question)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_every_date_says_where_it_stands_and_why_it_moved_or_not(case: Case) -> None:
    for deadline in RULES.deadlines(case, case.complaint.received_on):
        sum_ = deadline.reckoning
        assert all(citation.label in deadline.sentence for citation in deadline.basis)
        assert (sum_.moved_by is None) == bool(sum_.not_moved_because)
        assert deadline.due >= sum_.nominal
        if deadline.kind == "statute" and not sum_.agreed:
            assert name_of(deadline.due) is None
        else:
            assert deadline.due == sum_.nominal


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_same_question_has_the_same_answer(case: Case) -> None:
    on = case.complaint.received_on
    assert RULES.deadlines(case, on) == RULES.deadlines(case, on)
    assert RULES.duties(case, on) == RULES.duties(case, on)
