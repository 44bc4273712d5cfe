"""Who writes each letter to whom, and that no letter passes a custom of the board off as law."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flemish_lokaal_bestuur import VOORBEELDSTAD
from flemish_lokaal_bestuur.setting.source import BY_SETTING
from gehoor.domain import events as ev
from gehoor.domain.citation import SourceKind
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.regulation import Letter

ON = date(2026, 3, 2)
EVERYTHING = {"second_line": {"type": "vlaamse_ombudsdienst"}, "tell_measure_done": True}
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
ASSIGNED = ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina")
DIRECTOR = ev.Assigned(on=ON, office="algemeen_directeur", person="griet")
MEASURE = ev.MeasureAdded(on=ON, kind="repair", text=1, due=date(2026, 5, 4))
#: The only letters the text itself names: article 4 point 9 and article 5 point 1.
IN_THE_TEXT = {"referral", "reclassified_question"}
COORDINATOR, HANDLER = "klachtencoordinator", "klachtenbehandelaar"


def decided(decision: Decision, *grounds: str) -> ev.Event:
    return ev.AdmissibilityDecided(on=ON, decision=decision, grounds=grounds)


def answered(*judgements: Judgement, by: ev.Assigned = ASSIGNED) -> list[ev.Event]:
    parts = tuple(ev.Part(number=at, judgement=each) for at, each in enumerate(judgements, start=1))
    return [TREAT, by, ev.Judged(on=ON, parts=parts), MEASURE, ev.Closed(on=ON, way="answered")]


REFERRED = decided(Decision.REFERRED, "other_instance")
NO_COMPLAINT = decided(Decision.NO_COMPLAINT, "not_a_complaint")
CLOSED = answered(Judgement.FOUNDED)
TO_COMPLAINANT, TO_HANDLER, TO_SERVICE, TO_ACCUSED = ("complainant",), ("handler",), ("manager",), ("accused",)
#: Letter -> event, what happened, facts, recipients, signatory.
WRITTEN: dict[str, tuple[str, Sequence[ev.Event], dict[str, Any], tuple[str, ...], str]] = {
    "acknowledgement": ("received", [], {}, TO_COMPLAINANT, COORDINATOR),
    "repair": ("repair_requested", [ev.RepairRequested(on=ON)], {}, TO_COMPLAINANT, COORDINATOR),
    "handler_notice": ("assigned", [TREAT, ASSIGNED], {}, TO_COMPLAINANT, COORDINATOR),
    "handler_appointment": ("assigned", [TREAT, ASSIGNED], {}, TO_HANDLER, COORDINATOR),
    "director_handover": ("assigned", [DIRECTOR], {"by": "employee"}, TO_HANDLER, COORDINATOR),
    "staff_handover": ("assigned", [DIRECTOR], {"by": "employee"}, TO_COMPLAINANT, COORDINATOR),
    "extension": ("extended", [ev.Extended(on=ON)], {}, TO_COMPLAINANT, COORDINATOR),
    "progress_notice": (
        "progress_told", [ASSIGNED, ev.ProgressTold(on=ON, reason=1)], {}, TO_COMPLAINANT, HANDLER
    ),
    "hearing_invitation": (
        "hearing_offered",
        [ASSIGNED, ev.HearingOffered(on=ON, party=Party.COMPLAINANT)],
        {},
        TO_COMPLAINANT,
        HANDLER,
    ),
    "staff_reply_invitation": (
        "hearing_offered",
        [ASSIGNED, ev.HearingOffered(on=ON, party=Party.ACCUSED)],
        {},
        TO_ACCUSED,
        HANDLER,
    ),
    "hearing_cancelled": (
        "hearing_cancelled",
        [
            *(ASSIGNED, ev.HearingPlanned(on=ON, party=Party.COMPLAINANT, at="2026-03-09T09:00:00+00:00")),
            ev.HearingCancelled(on=ON, party=Party.COMPLAINANT),
        ],
        {},
        TO_COMPLAINANT,
        HANDLER,
    ),
    "hearing_appointment": (
        "hearing_planned",
        [ASSIGNED, ev.HearingPlanned(on=ON, party=Party.COMPLAINANT, at="2026-03-09T09:00:00+00:00")],
        {},
        TO_COMPLAINANT,
        HANDLER,
    ),
    "hearing_report": (
        "hearing_held",
        [ASSIGNED, ev.HearingHeld(on=ON, parties=tuple(Party), report=1)],
        {},
        ("complainant", "accused"),
        HANDLER,
    ),
    "refusal": (
        "admissibility_decided",
        [decided(Decision.NOT_TREATED, "earlier_handled", "older_than_one_year", "court", "no_interest")],
        {},
        TO_COMPLAINANT,
        COORDINATOR,
    ),
    "reclassified_question": (
        "admissibility_decided", [NO_COMPLAINT], {"declared": ["question"]}, TO_COMPLAINANT, COORDINATOR
    ),
    "reclassified_report": (
        "admissibility_decided", [NO_COMPLAINT], {"declared": ["report"]}, TO_COMPLAINANT, COORDINATOR
    ),
    "reclassified_suggestion": (
        "admissibility_decided", [NO_COMPLAINT], {"declared": ["suggestion"]}, TO_COMPLAINANT, COORDINATOR
    ),
    "reclassified_appeal": (
        "admissibility_decided", [NO_COMPLAINT], {"declared": ["objection"]}, TO_COMPLAINANT, COORDINATOR
    ),
    "no_complaint": ("admissibility_decided", [NO_COMPLAINT], {}, TO_COMPLAINANT, COORDINATOR),
    "referral": (
        "admissibility_decided",
        [decided(Decision.REFERRED, "other_instance", "not_competent")],
        {},
        TO_COMPLAINANT,
        COORDINATOR,
    ),
    "forward_consent": (
        "forward_consent_asked",
        [REFERRED, ev.ForwardConsentAsked(on=ON, body=1)],
        {},
        TO_COMPLAINANT,
        COORDINATOR,
    ),
    "forwarded": ("forwarded", [REFERRED, ev.ForwardConsentGiven(on=ON)], {}, TO_COMPLAINANT, COORDINATOR),
    "closing_founded": ("closed", CLOSED, {}, TO_COMPLAINANT, HANDLER),
    "closing_partly_founded": ("closed", answered(Judgement.PARTLY_FOUNDED), {}, TO_COMPLAINANT, HANDLER),
    "closing_unfounded": ("closed", answered(Judgement.UNFOUNDED), {}, TO_COMPLAINANT, HANDLER),
    "follow_up_order": ("closed", CLOSED, {}, TO_SERVICE, COORDINATOR),
    "measure_done": (
        "measure_done",
        [*CLOSED, ev.LetterQueued(on=ON, key="closing_founded", letter=1), ev.MeasureDone(on=ON, measure=1)],
        {},
        TO_COMPLAINANT,
        COORDINATOR,
    ),
    "solved_informally": ("closed", [ev.Closed(on=ON, way="solved_informally")], {}, TO_COMPLAINANT, COORDINATOR),
    "withdrawn": ("closed", [ev.Closed(on=ON, way="withdrawn")], {}, TO_COMPLAINANT, COORDINATOR),
    "second_line_info": ("escalation_explained", [ev.EscalationExplained(on=ON)], {}, TO_COMPLAINANT, COORDINATOR),
}  # fmt: skip


@pytest.fixture
def written(rules: Any, case: Any) -> Any:
    """The letter of this key as the law answers it."""

    def ask(key: str, **options: Any) -> Letter:
        event, events, facts, _, _ = WRITTEN[key]
        answers: list[Letter] = rules(**(options or EVERYTHING)).letters(case(events, **facts), event)
        return next(answer for answer in answers if answer.key == key)

    return ask


def test_every_letter_of_the_plugin_is_asked_for_here() -> None:
    assert {path.stem for path in Path(VOORBEELDSTAD.letters).glob("*.html")} - {"base"} == set(WRITTEN)


@pytest.mark.parametrize("key", WRITTEN)
def test_each_letter_has_its_reader_and_its_signatory(key: str, written: Any) -> None:
    letter, (_, _, _, recipients, signatory) = written(key), WRITTEN[key]
    assert (letter.recipients, letter.signatory, letter.on_behalf_of) == (recipients, signatory, "")
    assert letter.copies == ()
    inside = key in ("handler_appointment", "director_handover")
    assert letter.enclosures == (("complaint", "attachments") if inside else ())


@pytest.mark.parametrize("key", WRITTEN)
def test_a_title_that_stands_in_lists_tells_no_judgement(key: str, written: Any) -> None:
    assert "gegrond" not in written(key).title


@pytest.mark.parametrize("key", WRITTEN)
def test_only_the_two_letters_that_stand_in_the_text_are_law(key: str, written: Any) -> None:
    kind = written(key).source_kind
    assert kind is (SourceKind.LOCAL_LAW if key in IN_THE_TEXT else SourceKind.TENANT_SETTING)


@pytest.mark.parametrize("key", WRITTEN)
def test_an_article_in_a_letter_is_one_the_rule_rests_on(key: str, written: Any) -> None:
    letter = written(key)
    said = " ".join(passage for _, passage in letter.must_say)
    known = {citation.label for citation in letter.basis}
    cited = re.findall(r"artikel [\d.]+(?: (?:punt|§) \d+)? [a-zA-Z ]+?(?=[);,.]| en )", said)
    # Which point of article 4 applies is in the decision; the rule of such a letter rests on the whole article.
    whole = {re.sub(r" (?:punt|§) \d+", "", label) for label in cited}
    assert all(label in known for label in cited) or ("artikel 4 klachtenreglement" in known and whole <= known)
    assert said.count("artikel ") == len(cited)


def test_a_day_that_the_law_reckons_says_that_the_board_set_it(written: Any) -> None:
    months = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    reckoned = {
        (key, name): passage
        for key in WRITTEN
        for name, passage in written(key).must_say
        # The days of measures and talks are those somebody agreed to, not a term.
        if name not in ("days", "when", "heard") and re.search(rf"\d+ ({months}) \d{{4}}", passage)
    }
    assert {key for key, _ in reckoned} == {
        *("acknowledgement", "director_handover", "extension", "forward_consent", "handler_appointment"),
        *("handler_notice", "progress_notice", "referral", "staff_handover"),
    }
    assert [place for place, passage in reckoned.items() if BY_SETTING.label not in passage] == []


@pytest.mark.parametrize("key", WRITTEN)
def test_a_template_itself_claims_no_article_and_no_duty_of_the_board(key: str) -> None:
    source = (Path(VOORBEELDSTAD.letters) / f"{key}.html").read_text()
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", source, flags=re.DOTALL).lower()
    assert not re.search(r"artikel|decreet|wettelijk|\bwet\b|volgens de wet|wij zijn verplicht|wij moeten", text)
    if key not in ("refusal", "no_complaint"):
        assert "reglement" not in text


@pytest.mark.parametrize(
    ("entity", "body"),
    [("stad", "college_van_schepenen"), ("ocmw", "vast_bureau"), ("", "college_en_vast_bureau")],
)
def test_a_board_may_have_the_answer_signed_in_its_name(entity: str, body: str, rules: Any, case: Any) -> None:
    (letter, _) = rules(answers_for="board").letters(case(CLOSED, entity=entity), "closed")
    assert (letter.signatory, letter.on_behalf_of) == (HANDLER, body)


def test_in_a_staff_case_the_director_writes_and_the_coordinator_is_not_named(rules: Any, case: Any) -> None:
    found = case(answered(Judgement.FOUNDED, by=DIRECTOR), by="employee")
    (letter,) = rules().letters(found, "closed")
    assert letter.signatory == "algemeen_directeur"
    assert not any("coördinator" in passage for _, passage in letter.must_say)
    extended = case([TREAT, DIRECTOR, ev.Extended(on=ON)], by="employee")
    assert [answer.signatory for answer in rules().letters(extended, "extended")] == ["algemeen_directeur"]


def test_a_case_about_the_coordinator_is_not_signed_by_the_coordinator_once_somebody_else_has_it(
    rules: Any, case: Any
) -> None:
    conflict = {"about_coordinator": "algemeen_directeur"}
    found = case([TREAT, DIRECTOR, ev.Extended(on=ON)], about=COORDINATOR)
    (letter,) = rules(conflict=conflict).letters(found, "extended")
    assert letter.signatory == "algemeen_directeur"


def test_without_a_second_line_nobody_is_told_of_one(rules: Any, case: Any) -> None:
    assert rules().letters(case([ev.EscalationExplained(on=ON)]), "escalation_explained") == []


def test_a_measure_that_is_done_is_told_only_where_the_board_chose_so(rules: Any, case: Any) -> None:
    event, events, facts, _, _ = WRITTEN["measure_done"]
    assert rules().letters(case(events, **facts), event) == []


def test_an_order_without_a_service_goes_to_whoever_handled_the_complaint(rules: Any, case: Any) -> None:
    _, order = rules().letters(case(CLOSED, unit=""), "closed")
    assert (order.key, order.recipients) == ("follow_up_order", ("handler",))


def test_an_order_says_by_which_day_each_measure_is_done(written: Any) -> None:
    assert "Maatregel 1 is klaar uiterlijk op maandag 4 mei 2026." in dict(written("follow_up_order").must_say)["days"]


@pytest.mark.parametrize(
    ("ground", "advice"),
    [
        ("older_than_one_year", "Bezorg ons dan de juiste datum."),
        ("no_interest", "Schrijf ons dan over welk dossier het gaat"),
        ("court", "Blijft er na de uitspraak van de rechtbank iets onopgelost?"),
        ("insurance", "bespreekt u met de verzekeraar"),
        ("not_competent", "wij zoeken het graag samen met u uit"),
    ],
)
def test_a_refusal_says_what_one_can_do_about_its_ground(ground: str, advice: str, rules: Any, case: Any) -> None:
    found = case([decided(Decision.NOT_TREATED, ground)])
    (letter,) = rules().letters(found, "admissibility_decided")
    assert advice in dict(letter.must_say)["advice"]
