"""Which letter belongs to which event, what it must say, and that each template says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from flemish_lokaal_bestuur import VOORBEELDSTAD
from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.letters.failure import LetterFailed
from gehoor.letters.templates import LetterTemplates

ON = date(2026, 3, 2)
FOLDER = Path(VOORBEELDSTAD.letters)
OMBUDS = {"second_line": {"type": "vlaamse_ombudsdienst"}}
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
ASSIGNED = ev.Assigned(on=ON, office="klachtenbehandelaar", person="amina")
DIRECTOR = ev.Assigned(on=ON, office="algemeen_directeur", person="griet")
FOUNDED = ev.Judged(on=ON, parts=(ev.Part(number=1, judgement=Judgement.FOUNDED),))
CONSENT = ev.ForwardConsentGiven(on=ON, body="Voorbeeldnet")
WITHOUT_PASSAGES = {"repair", "hearing_invitation", "withdrawn"}


def decided(decision: Decision, *grounds: str) -> ev.Event:
    return ev.AdmissibilityDecided(on=ON, decision=decision, grounds=grounds)


def closed(way: str) -> ev.Event:
    return ev.Closed(on=ON, way=way)


def letter(key: str) -> ev.Event:
    return ev.LetterQueued(on=ON, key=key, letter=1)


REFERRED = decided(Decision.REFERRED, "other_instance")
#: Event, what happened, facts of the complaint, the letters.
LETTERS: list[tuple[str, Sequence[ev.Event], dict[str, Any], list[str]]] = [
    ("received", [], {}, ["acknowledgement"]),
    ("assigned", [ASSIGNED], {}, ["handler_notice"]),
    ("assigned", [DIRECTOR], {"by": "employee"}, ["staff_handover"]),
    ("repair_requested", [ev.RepairRequested(on=ON)], {}, ["repair"]),
    ("extended", [ev.Extended(on=ON)], {}, ["extension"]),
    ("further_extension_agreed", [], {}, []),
    ("hearing_offered", [ev.HearingOffered(on=ON, party=Party.COMPLAINANT)], {}, ["hearing_invitation"]),
    ("hearing_offered", [ev.HearingOffered(on=ON, party=Party.ACCUSED)], {}, ["hearing_invitation"]),
    ("admissibility_decided", [TREAT], {}, []),
    ("admissibility_decided", [decided(Decision.NOT_TREATED, "court", "no_interest")], {}, ["refusal"]),
    ("admissibility_decided", [decided(Decision.NO_COMPLAINT)], {"declared": ["question"]}, ["no_complaint"]),
    ("admissibility_decided", [decided(Decision.NO_COMPLAINT)], {"declared": ["appeal"]}, ["no_complaint"]),
    ("admissibility_decided", [REFERRED], {}, ["referral"]),
    ("admissibility_decided", [decided(Decision.NOT_TREATED, "court", "other_instance")], {}, ["referral"]),
    ("forwarded", [REFERRED, letter("referral"), CONSENT], {}, ["forwarded"]),
    ("forwarded", [REFERRED, letter("referral")], {}, []),
    ("closed", [TREAT, ASSIGNED, FOUNDED, closed("answered")], {}, ["closing"]),
    ("closed", [closed("solved_informally")], {}, ["solved_informally"]),
    ("closed", [closed("withdrawn")], {}, ["withdrawn"]),
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
    found = rules().letters(case(events, **facts), event)
    assert [answer.key for answer in found] == keys
    for answer in found:
        assert (FOLDER / f"{answer.template}.html").is_file()
        assert bool(answer.must_say) != (answer.key in WITHOUT_PASSAGES)
        assert answer.signatory


@pytest.fixture
def say(rules: Any, case: Any) -> Any:
    """The passages of the one letter at an event."""

    def ask(event: str, *events: ev.Event, options: dict[str, Any] | None = None, **facts: Any) -> dict[str, str]:
        (found,) = rules(**(options or {})).letters(case(events, **facts), event)
        return dict(found.must_say)

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
    assert ("arbeidsrechtbank" in said.get("term_runs", "")) == court
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


def test_a_date_in_a_letter_says_who_set_it(say: Any) -> None:
    assert "niet in het reglement bepaald, instelling van het bestuur" in say("received")["term"]
    assert "zondag 31 mei 2026" in say("extended", ev.Extended(on=ON))["term"]


def context(**changes: Any) -> dict[str, Any]:
    return {
        "lang": "nl-BE",
        "title": "Brief",
        "municipality": "Stad en OCMW Voorbeeldstad",
        "sender_lines": ["Marktplein 1", "9999 Voorbeeldstad"],
        "addressee_lines": ["Nele Verzonnen", "Bedachtstraat 1", "9999 Voorbeeldstad"],
        "date": ON,
        "reference": "VB-2026-0001",
        "signature": {"office": "Klachtencoördinator", "on_behalf_of": None, "name": "Lies Fictief"},
        "enclosures": [],
        "copies": [],
        "theme": {"accent": "#1d6b4f"},
        "received_on": ON,
        "channel_text": "via het formulier op de website",
        "complainant_name": "Nele Verzonnen",
        "salutation": "Beste Nele Verzonnen",
        "accused_text": "een medewerker van Burgerzaken",
        "reason": "Eerste reden.\n\nTweede <reden>.",
        "findings": "Wij vonden een fout.",
        "parts": [
            {"number": 1, "text": "De wachttijd", "judgement": "gegrond", "norms": ["Redelijke behandeltermijn"]}
        ],
        "conclusion": "Wij hadden sneller moeten antwoorden.",
        "measures": ["Wij antwoorden voortaan binnen een week."],
        "grounds": [],
        "handler": {"office": "Klachtenbehandelaar", "name": "Amina Bedacht", "on_behalf_of": ""},
        "due": date(2026, 4, 16),
        "due_sentence": "",
        "is_copy": False,
        "recipient": "complainant",
        "extension_reason": "Een getuige is ziek.",
        "repair_missing": ["de datum"],
        "reply_by": date(2026, 3, 12),
        "referred_to": "Voorbeeldnet, Fictieflaan 1, 9999 Voorbeeldstad",
        "status_address": "voorbeeldstad.localhost/status",
        "what_happened": "Ik kreeg geen antwoord.",
        **changes,
    }


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
) -> None:
    templates = LetterTemplates([FOLDER])
    silent: dict[str, Any] = {"reason": "", "findings": "", "parts": [], "conclusion": "", "measures": []}
    silent |= {"repair_missing": [], "reply_by": None, "what_happened": ""}
    for answer in rules(**OMBUDS).letters(case(events, **facts), event):
        facts_of_letter = context(
            must=dict(answer.must_say), recipient=answer.recipients[0], **(silent if empty else {})
        )
        text = text_of(templates.render(answer.template, facts_of_letter))
        assert all(passage in text for _, passage in answer.must_say)
        assert "bezwaarschrift" not in text
        if "accused" not in answer.recipients:
            assert "Beste Nele Verzonnen," in text


def test_every_template_belongs_to_a_letter() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == {key for row in LETTERS for key in row[3]}


@pytest.mark.parametrize("key", ["referral", "forwarded"])
def test_a_letter_that_names_no_body_cannot_be_made(key: str) -> None:
    with pytest.raises(LetterFailed, match="naam_van_de_instantie"):
        LetterTemplates([FOLDER]).render(key, context(must={"consent": "Zonder toestemming niet."}, referred_to=" "))


def test_an_extension_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(LetterFailed, match="reden_van_de_verlenging"):
        LetterTemplates([FOLDER]).render("extension", context(must={"term": "Dan."}, extension_reason=""))


def test_the_accused_is_not_greeted_by_the_complainants_name(rules: Any, case: Any) -> None:
    html = LetterTemplates([FOLDER]).render("hearing_invitation", context(must={}, recipient="accused"))
    assert "Beste Nele" not in html
    assert "Ik kreeg geen antwoord." in html
