"""Which letter belongs to which event, what it must say, and that each template says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from flemish_lokaal_bestuur import VOORBEELDSTAD
from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.letters.templates import LetterTemplates

ON = date(2026, 3, 2)
FOLDER = Path(VOORBEELDSTAD.letters)
OMBUDS = {"second_line": {"type": "vlaamse_ombudsdienst"}}
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
ASSIGNED = ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina")
DIRECTOR = ev.Assigned(on=ON, office="algemeen_directeur", person="griet")


def judged(*judgements: Judgement) -> ev.Judged:
    return ev.Judged(
        on=ON, parts=tuple(ev.Part(number=at, judgement=each) for at, each in enumerate(judgements, start=1))
    )


FOUNDED = judged(Judgement.FOUNDED)
CONSENT = ev.ForwardConsentGiven(on=ON, body="Voorbeeldnet")
AT = "2026-03-30T07:30:00+00:00"
PLANNED = ev.HearingPlanned(on=ON, party=Party.COMPLAINANT, at=AT)
MEASURE = ev.MeasureAdded(on=ON, kind="repair", text=1, due=date(2026, 5, 4))
WITHOUT_PASSAGES = {"repair", "hearing_invitation"}
#: Everything a board can switch on, so that each letter can be asked for.
ALL = {**OMBUDS, "tell_measure_done": True}


def decided(decision: Decision, *grounds: str) -> ev.Event:
    return ev.AdmissibilityDecided(on=ON, decision=decision, grounds=grounds)


def closed(way: str) -> ev.Event:
    return ev.Closed(on=ON, way=way)


def letter(key: str) -> ev.Event:
    return ev.LetterQueued(on=ON, key=key, letter=1)


REFERRED = decided(Decision.REFERRED, "other_instance")
NO_COMPLAINT = decided(Decision.NO_COMPLAINT, "not_a_complaint")
ANSWERED = [TREAT, ASSIGNED, FOUNDED, MEASURE, closed("answered")]
UNFOUNDED = [TREAT, ASSIGNED, judged(Judgement.UNFOUNDED), closed("answered")]
#: Event, what happened, facts of the complaint, the letters.
LETTERS: list[tuple[str, Sequence[ev.Event], dict[str, Any], list[str]]] = [
    ("received", [], {}, ["acknowledgement"]),
    ("assigned", [TREAT, ASSIGNED], {}, ["handler_notice", "handler_appointment"]),
    ("assigned", [DIRECTOR], {"by": "employee"}, ["director_handover", "staff_handover"]),
    ("assigned", [ASSIGNED], {"by": "anonymous"}, ["handler_appointment"]),
    ("repair_requested", [ev.RepairRequested(on=ON)], {}, ["repair"]),
    ("extended", [ev.Extended(on=ON)], {}, ["extension"]),
    ("further_extension_agreed", [], {}, []),
    ("progress_told", [ASSIGNED, ev.ProgressTold(on=ON, reason=1)], {}, ["progress_notice"]),
    ("progress_told", [NO_COMPLAINT, ev.ProgressTold(on=ON, reason=1)], {}, []),
    ("hearing_offered", [ev.HearingOffered(on=ON, party=Party.COMPLAINANT)], {}, ["hearing_invitation"]),
    ("hearing_offered", [ev.HearingOffered(on=ON, party=Party.ACCUSED)], {}, ["staff_reply_invitation"]),
    ("hearing_planned", [PLANNED], {}, ["hearing_appointment"]),
    ("hearing_planned", [ev.HearingPlanned(on=ON, party=Party.ACCUSED, at=AT)], {}, ["hearing_appointment"]),
    ("hearing_cancelled", [PLANNED, ev.HearingCancelled(on=ON, party=Party.COMPLAINANT)], {}, ["hearing_cancelled"]),
    ("hearing_cancelled", [ev.HearingCancelled(on=ON, party=Party.COMPLAINANT)], {}, []),
    ("hearing_held", [ev.HearingHeld(on=ON, parties=(Party.COMPLAINANT,), report=1)], {}, ["hearing_report"]),
    ("hearing_held", [ev.HearingHeld(on=ON, parties=(Party.COMPLAINANT,))], {}, []),
    ("hearing_held", [ev.HearingHeld(on=ON, parties=tuple(Party), report=1)], {}, ["hearing_report"]),
    ("hearing_held", [ev.HearingHeld(on=ON, parties=tuple(Party), report=1, separately=True)], {}, []),
    ("forward_consent_asked", [ev.ForwardConsentAsked(on=ON, body=1)], {}, []),
    ("forward_consent_asked", [REFERRED, CONSENT, ev.ForwardConsentAsked(on=ON, body=1)], {}, []),
    ("admissibility_decided", [TREAT], {}, []),
    ("admissibility_decided", [decided(Decision.NOT_TREATED, "court", "no_interest")], {}, ["refusal"]),
    ("admissibility_decided", [NO_COMPLAINT], {"declared": ["question"]}, ["reclassified_question"]),
    ("admissibility_decided", [NO_COMPLAINT], {"declared": ["melding"]}, ["reclassified_report"]),
    ("admissibility_decided", [NO_COMPLAINT], {"declared": ["suggestion"]}, ["reclassified_suggestion"]),
    ("admissibility_decided", [NO_COMPLAINT], {"declared": ["appeal"]}, ["reclassified_appeal"]),
    ("admissibility_decided", [NO_COMPLAINT], {"declared": ["appeal", "objection"]}, ["reclassified_appeal"]),
    ("admissibility_decided", [NO_COMPLAINT], {"declared": ["question", "report"]}, ["no_complaint"]),
    ("admissibility_decided", [NO_COMPLAINT], {}, ["no_complaint"]),
    ("closed", [NO_COMPLAINT, letter("no_complaint"), closed("no_complaint")], {}, []),
    ("closed", [NO_COMPLAINT, closed("no_complaint")], {"declared": ["question"]}, ["reclassified_question"]),
    ("admissibility_decided", [REFERRED], {}, ["referral"]),
    ("admissibility_decided", [decided(Decision.NOT_TREATED, "court", "other_instance")], {}, ["referral"]),
    ("forward_consent_asked", [REFERRED, ev.ForwardConsentAsked(on=ON, body=1)], {}, ["forward_consent"]),
    ("forwarded", [REFERRED, letter("referral"), CONSENT], {}, ["forwarded"]),
    ("forwarded", [REFERRED, letter("referral")], {}, []),
    ("closed", ANSWERED, {}, ["closing_founded", "follow_up_order"]),
    (
        "closed",
        [TREAT, ASSIGNED, judged(Judgement.FOUNDED, Judgement.UNFOUNDED), MEASURE, closed("answered")],
        {},
        ["closing_partly_founded", "follow_up_order"],
    ),
    ("closed", UNFOUNDED, {}, ["closing_unfounded"]),
    ("closed", [TREAT, DIRECTOR, FOUNDED, MEASURE, closed("answered")], {"by": "employee"}, ["closing_founded"]),
    ("measure_added", [ASSIGNED, FOUNDED, MEASURE], {}, []),
    ("measure_added", [*ANSWERED, MEASURE], {}, ["follow_up_order"]),
    (
        "measure_done",
        [*ANSWERED, letter("closing_founded"), ev.MeasureDone(on=ON, measure=1)],
        {},
        ["measure_done"],
    ),
    ("measure_done", [ASSIGNED, FOUNDED, MEASURE, ev.MeasureDone(on=ON, measure=1)], {}, []),
    ("closed", [closed("solved_informally")], {}, ["solved_informally"]),
    ("closed", [closed("withdrawn")], {}, ["withdrawn"]),
    ("escalation_explained", [ev.EscalationExplained(on=ON)], {}, ["second_line_info"]),
    ("closed", [decided(Decision.NOT_TREATED, "court"), letter("refusal"), closed("inadmissible")], {}, []),
    ("closed", [decided(Decision.NOT_TREATED, "court"), closed("inadmissible")], {}, ["refusal"]),
    ("closed", [REFERRED, letter("referral"), CONSENT, letter("forwarded"), closed("forwarded")], {}, []),
    ("closed", [REFERRED, letter("referral"), CONSENT, closed("forwarded")], {}, ["forwarded"]),
    ("received", [], {"by": "anonymous"}, []),
    ("closed", [closed("withdrawn")], {"by": "anonymous"}, []),
]


@pytest.mark.parametrize(("event", "events", "facts", "keys"), LETTERS)
def test_each_event_has_its_letters(
    event: str, events: Sequence[ev.Event], facts: dict[str, Any], keys: list[str], rules: Any, case: Any
) -> None:
    found = rules(**ALL).letters(case(events, **facts), event)
    assert [answer.key for answer in found] == keys
    for answer in found:
        assert answer.template == answer.key
        assert (FOLDER / f"{answer.template}.html").is_file()
        assert bool(answer.must_say) != (answer.key in WITHOUT_PASSAGES)
        assert answer.signatory


@pytest.fixture
def say(rules: Any, case: Any) -> Any:
    """The passages of the one letter at an event."""

    def ask(event: str, *events: ev.Event, options: dict[str, Any] | None = None, **facts: Any) -> dict[str, str]:
        found = rules(**(options or {})).letters(case(events, **facts), event)
        return dict(found[0].must_say)

    return ask


def test_a_refusal_tells_each_ground_with_its_article(say: Any) -> None:
    decision = decided(Decision.NOT_TREATED, "older_than_one_year", "no_interest")
    grounds = say("admissibility_decided", decision)["grounds"]
    assert "(artikel 4 punt 4 klachtenreglement)" in grounds
    assert "(artikel 4 punt 7 klachtenreglement)" in grounds


def test_a_referral_says_that_nothing_is_passed_on_without_consent(say: Any) -> None:
    consent = say("admissibility_decided", REFERRED)["consent"]
    assert "(artikel 4 punt 9 klachtenreglement)" in consent
    assert "maandag 16 maart 2026" in consent
    moved = say("admissibility_decided", REFERRED, options={"consent_days": 35})["consent"]
    assert "dinsdag 7 april 2026" in moved
    assert "niet in het reglement bepaald, instelling van het bestuur" in consent


@pytest.mark.parametrize(
    ("kind", "entity", "warned", "court"),
    [
        ("appeal", "", True, True),
        ("appeal", "ocmw", True, True),
        ("objection", "stad", True, False),
        ("question", "", False, False),
        ("suggestion", "", False, False),
        ("melding", "", False, False),
        ("", "", True, True),
    ],
)
def test_who_may_have_a_remedy_is_warned_that_its_term_runs_on(
    kind: str, entity: str, warned: bool, court: bool, say: Any
) -> None:
    declared = [kind] if kind else []
    said = say("admissibility_decided", decided(Decision.NO_COMPLAINT), declared=declared, entity=entity)
    assert ("term_runs" in said) == warned
    assert ("arbeidsrechtbank" in said.get("remedy", "")) == court
    assert ("remedy" in said) == warned
    assert "(artikel 5 punt 4 klachtenreglement)" in said["kind"]


@pytest.mark.parametrize(
    ("event", "events"),
    [
        ("closed", (TREAT, ASSIGNED, FOUNDED, closed("answered"))),
        ("admissibility_decided", (decided(Decision.NOT_TREATED, "court"),)),
    ],
)
def test_the_last_word_promises_no_ombudsdienst_that_is_not_there(
    event: str, events: tuple[ev.Event, ...], say: Any
) -> None:
    neutral = say(event, *events)["escalation"]
    assert "mbuds" not in neutral
    assert "Vlaamse Ombudsdienst" in say(event, *events, options=OMBUDS)["escalation"]


def test_a_day_that_moved_says_why_and_who_set_that(say: Any) -> None:
    term = say("received", options={"due_shift": "next_working_day"}, received_on=date(2026, 3, 26))["term"]
    assert "U krijgt ons antwoord uiterlijk op maandag 11 mei 2026." in term
    assert "De laatste dag viel op zondag, en dan geldt de volgende werkdag" in term
    assert term.count("instelling van het bestuur") == 2


def test_an_appointment_is_told_on_the_clock_of_the_town_also_after_the_hour_changed(say: Any) -> None:
    assert say("hearing_planned", PLANNED)["when"] == "Wij verwachten u op maandag 30 maart 2026 om 9.30 uur."


def test_a_date_in_a_letter_says_who_set_it(say: Any) -> None:
    assert "niet in het reglement bepaald, instelling van het bestuur" in say("received")["term"]
    assert "zondag 31 mei 2026" in say("extended", ev.Extended(on=ON))["term"]


#: Words of the Netherlands that nobody uses in a Flemish town hall, and words nobody uses at all.
DUTCH = re.compile(
    r"wethouder|bezwaarschrift|klaagschrift|gemeentesecretaris|klachtbehandelaar|het ocmw-bestuur|loco|griffi"
    r"|middels|derhalve|ten einde|aangaande|inzake|uw schrijven|u wordt verzocht|dient u|navraag",
    re.IGNORECASE,
)
#: Letters that say something somebody wrote, or are not made.
NEED_A_TEXT = {"reclassified_question", "progress_notice"}


def text_of(html: str) -> str:
    return " ".join(unescape(html).split())


@pytest.mark.parametrize(("event", "events", "facts", "keys"), [row for row in LETTERS if row[3]])
@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
def test_each_letter_can_be_made_and_says_what_it_must(
    event: str,
    events: Sequence[ev.Event],
    facts: dict[str, Any],
    keys: list[str],
    empty: bool,
    rules: Any,
    case: Any,
    context: Any,
) -> None:
    templates = LetterTemplates([FOLDER])
    silent: dict[str, Any] = {"findings": "", "parts": [], "conclusion": "", "measures": []}
    silent |= {"repair_missing": [], "reply_by": None, "what_happened": "", "accused_text": ""}
    answers = rules(**ALL).letters(case(events, **facts), event)
    assert [answer.key for answer in answers] == keys
    for answer in answers:
        if empty and answer.key not in NEED_A_TEXT:
            silent["reason"] = ""
        facts_of_letter = context(
            title=answer.title,
            must=dict(answer.must_say),
            recipient=answer.recipients[0],
            **(silent if empty else {}),
        )
        text = text_of(templates.render(answer.template, facts_of_letter))
        assert all(passage in text for _, passage in answer.must_say)
        assert answer.title in text
        assert not DUTCH.search(text)
        if answer.recipients == ("complainant",):
            assert "Beste Nele Verzonnen," in text


def test_every_template_belongs_to_a_letter() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} - {"base"} == {key for row in LETTERS for key in row[3]}
