"""Which letter belongs to which event, what it must say, and that each template says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.letters.templates import LetterTemplates
from nl_awb_zaltbommel import KLACHTENREGELING_2008

ON = date(2026, 11, 23)
FOLDER = Path(KLACHTENREGELING_2008.letters)
ASSIGNED = ev.Assigned(on=ON, office="gemeentesecretaris", person="sam", on_behalf_of="college")
TREAT = ev.AdmissibilityDecided(on=ON, decision=Decision.TREAT)
HANDED = ev.HandedToHandler(on=ON)
FAILED = ev.MediationFailed(on=ON)
OFFER = ev.HearingOffered(on=ON, party=Party.COMPLAINANT, reply_by=date(2026, 12, 7))
AGREED = ev.FurtherExtensionAgreed(on=ON, until=date(2027, 3, 1))
ASKED = ev.FurtherExtensionAsked(on=ON, until=date(2027, 2, 15), reply_by=date(2026, 12, 14), reason=1)
PLANNED = ev.HearingPlanned(on=ON, party=Party.COMPLAINANT, at="2026-12-14T09:30:00+00:00", place=1)
HEARD = ev.HearingHeld(on=ON, parties=(Party.COMPLAINANT,), report=1)
APART = ev.HearingHeld(on=ON, parties=tuple(Party), report=1, separately=True)
ADVICE = ev.AdviceReceived(on=ON, text=1)
DEVIATES = ev.Judged(on=ON, parts=(ev.Part(number=1, judgement=Judgement.FOUNDED),), follows_advice=False, deviation=2)
OMBUDSMAN = ev.OmbudsmanInvolved(on=ON)
REPORT = ev.OmbudsmanReported(on=ON, text=1, recommendations=(2, 3))
ANSWER = ev.OmbudsmanAnswered(
    on=ON,
    responses=(
        ev.Response(recommendation=2, followed=True, text=4),
        ev.Response(recommendation=3, followed=False, text=5),
    ),
)
REPAIR = ev.RepairRequested(on=ON, until=date(2026, 12, 7), missing=("no_date", "signature"))
ORAL = {"channel": "oral"}


def judged(*judgements: Judgement) -> ev.Judged:
    return ev.Judged(on=ON, parts=tuple(ev.Part(number=n, judgement=j) for n, j in enumerate(judgements, start=1)))


FOUNDED = judged(Judgement.FOUNDED)


def decided(decision: Decision, *grounds: str) -> ev.Event:
    return ev.AdmissibilityDecided(on=ON, decision=decision, grounds=grounds)


def closed(way: str) -> ev.Event:
    return ev.Closed(on=ON, way=way)


def sent(key: str) -> ev.Event:
    return ev.LetterQueued(on=ON, key=key, letter=1)


REFUSED = decided(Decision.NOT_TREATED, "court")
INCOMPLETE = decided(Decision.NOT_TREATED, "incomplete")
REFERRED = decided(Decision.REFERRED, "other_instance")
#: Event, what happened, facts of the complaint, the letters.
LETTERS: list[tuple[str, Sequence[ev.Event], dict[str, Any], list[str]]] = [
    ("received", [], {}, ["acknowledgement"]),
    ("received", [], {"committee": True}, ["acknowledgement"]),
    ("received", [], ORAL, []),
    ("received", [], {"by": "anonymous"}, []),
    ("assigned", [ASSIGNED], {}, ["handler_notice"]),
    ("assigned", [ASSIGNED], ORAL, []),
    ("repair_requested", [REPAIR], {}, ["repair"]),
    ("repair_requested", [ev.RepairRequested(on=ON)], {}, ["repair"]),
    ("authenticity_doubted", [ev.AuthenticityDoubted(on=ON)], {"channel": "email"}, ["use_the_form"]),
    ("authenticity_doubted", [ev.AuthenticityDoubted(on=ON)], {"channel": "form"}, []),
    ("extended", [ASSIGNED, ev.Extended(on=ON)], {}, ["extension"]),
    ("extended", [HANDED, ev.Extended(on=ON)], ORAL, ["extension"]),
    ("further_extension_agreed", [AGREED], {}, ["extension_agreed"]),
    ("further_extension_agreed", [HANDED, AGREED], ORAL, ["extension_agreed"]),
    ("further_extension_asked", [ASKED], {}, ["further_extension_request"]),
    ("further_extension_asked", [HANDED, ASKED], ORAL, ["further_extension_request"]),
    ("hearing_planned", [PLANNED], {}, ["hearing_appointment"]),
    ("hearing_planned", [ev.HearingPlanned(on=ON, party=Party.ACCUSED, at=PLANNED.at)], {}, ["hearing_appointment"]),
    ("hearing_planned", [PLANNED], ORAL, []),
    ("hearing_cancelled", [PLANNED, ev.HearingCancelled(on=ON, party=Party.COMPLAINANT)], {}, ["hearing_cancelled"]),
    ("hearing_held", [HEARD], {}, ["hearing_report"]),
    ("hearing_held", [APART], {}, ["hearing_report"]),
    ("hearing_held", [HEARD], {"by": "anonymous"}, ["hearing_report"]),
    ("hearing_held", [HEARD], ORAL, []),
    ("closed", [ADVICE, DEVIATES, closed("formal_judgement")], {"committee": True}, ["closing"]),
    ("ombudsman_answered", [closed("satisfied"), OMBUDSMAN, REPORT, ANSWER], {}, ["ombudsman_answer"]),
    ("ombudsman_answered", [OMBUDSMAN, REPORT, ANSWER], ORAL, ["ombudsman_answer"]),
    ("hearing_offered", [OFFER], {}, ["hearing_invitation"]),
    ("hearing_offered", [ev.HearingOffered(on=ON, party=Party.ACCUSED)], {}, ["hearing_invitation"]),
    ("admissibility_decided", [TREAT], {}, []),
    ("admissibility_decided", [REFUSED], {}, ["refusal"]),
    ("admissibility_decided", [REFUSED], ORAL, ["refusal"]),
    ("admissibility_decided", [INCOMPLETE], {}, ["incomplete"]),
    ("admissibility_decided", [decided(Decision.NO_COMPLAINT, "not_a_complaint")], {}, ["no_complaint"]),
    ("admissibility_decided", [decided(Decision.NO_COMPLAINT, "not_a_complaint")], ORAL, ["no_complaint"]),
    ("admissibility_decided", [REFERRED], {}, []),
    ("forwarded", [REFERRED, ev.Forwarded(on=ON)], {}, ["forwarded"]),
    ("forwarded", [REFERRED, ev.Forwarded(on=ON)], ORAL, ["forwarded"]),
    ("mediation_failed", [FAILED], ORAL, ["oral_not_resolved"]),
    ("mediation_failed", [FAILED], {}, []),
    ("closed", [TREAT, ASSIGNED, FOUNDED, closed("formal_judgement")], {}, ["closing"]),
    ("closed", [FOUNDED, closed("formal_judgement")], {"committee": True}, ["closing"]),
    ("closed", [closed("satisfied")], {}, ["satisfied"]),
    ("closed", [closed("ended_with_consent")], {}, ["early_end"]),
    ("closed", [closed("withdrawn")], {}, ["withdrawn"]),
    ("closed", [REFUSED, sent("refusal"), closed("not_treated")], {}, []),
    ("closed", [INCOMPLETE, sent("incomplete"), closed("incomplete")], {}, []),
    ("closed", [REPAIR, closed("incomplete")], {}, ["incomplete"]),
    ("closed", [REFERRED, ev.Forwarded(on=ON), sent("forwarded"), closed("forwarded")], {}, []),
    ("closed", [REFERRED, closed("forwarded")], {}, ["forwarded"]),
    ("closed", [FAILED, sent("oral_not_resolved"), closed("oral_not_resolved")], ORAL, []),
    ("closed", [FAILED, closed("oral_not_resolved")], ORAL, ["oral_not_resolved"]),
    ("closed", [closed("oral_settled")], ORAL, []),
    ("judged", [FOUNDED], {}, []),
]


@pytest.mark.parametrize(("event", "events", "facts", "keys"), LETTERS)
def test_each_event_has_its_letters(
    event: str, events: Sequence[ev.Event], facts: dict[str, Any], keys: list[str], rules: Any, case: Any
) -> None:
    found = rules().letters(case(events, **facts), event)
    assert [answer.key for answer in found] == keys
    for answer in found:
        assert (FOLDER / f"{answer.template}.html").is_file()
        assert answer.must_say
        assert answer.signatory
        assert answer.title


def context(**changes: Any) -> dict[str, Any]:
    return {
        "lang": "nl-NL",
        "title": "Brief",
        "municipality": "Gemeente Zaltbommel",
        "sender_lines": ["Klachtencoördinator", "Postbus 10"],
        "addressee_lines": ["Noor Verzonnen", "Bedachtstraat 1", "9999 ZZ Nergenshuizen"],
        "date": ON,
        "reference": "K26-ABCDE",
        "signature": {"office": "Gemeentesecretaris", "on_behalf_of": "het college", "name": "Sam Fictief"},
        "enclosures": [],
        "copies": [],
        "theme": {"accent": "#8f1d2c"},
        "received_on": ON,
        "channel_text": "per e-mail",
        "complainant_name": "Noor Verzonnen",
        "salutation": "Beste Noor Verzonnen",
        "accused_text": "een medewerker van Burgerzaken",
        "reason": "Eerste reden.\n\nTweede <reden>.",
        "findings": "Wij vonden een fout.",
        "parts": [
            {"number": 1, "text": "De wachttijd", "judgement": "gegrond", "norms": ["Voortvarendheid"]},
            {"number": 2, "text": "De toon", "judgement": "ongegrond", "norms": []},
        ],
        "conclusion": "Wij hadden sneller moeten antwoorden.",
        "measures": ["Wij antwoorden voortaan binnen een week."],
        "grounds": [{"title": "De gedraging is bij een rechter", "because": "", "basis": "artikel 9:8 lid 1 Awb"}],
        "handler": {"office": "Gemeentesecretaris", "name": "Sam Fictief", "on_behalf_of": "het college"},
        "due": date(2027, 1, 4),
        "due_sentence": "",
        "is_copy": False,
        "recipient": "complainant",
        "extension_reason": "Een getuige is ziek.",
        "repair_missing": ["de datum"],
        "reply_by": date(2026, 12, 7),
        "referred_to": "Waterschap Verzonnen, Dijk 1",
        "status_address": "zaltbommel.localhost/status",
        "what_happened": "Ik kreeg geen antwoord.",
        "hearing_place": "Stadhuis, kamer 3",
        "hearing_report": "De klager vertelde wat er aan de balie gebeurde.",
        "advice": "De commissie vindt de klacht ongegrond.",
        "deviation": "Wij wegen de lange wachttijd zwaarder dan de commissie.",
        "report": "De gedraging was niet behoorlijk.",
        "recommendations": [
            {"number": 1, "text": "Bied excuses aan.", "response": "Dat doen wij deze week."},
            {"number": 2, "text": "Vergoed de kosten.", "response": "De kosten zijn al vergoed."},
        ],
        "annexes": [],
        **changes,
    }


def text_of(html: str) -> str:
    return " ".join(unescape(html).split())


EMPTY: dict[str, Any] = {
    **{"reason": "", "findings": "", "parts": [], "conclusion": "", "measures": [], "grounds": [], "due": None},
    **{"repair_missing": [], "reply_by": None, "what_happened": "", "referred_to": "", "extension_reason": ""},
    **{"hearing_place": "", "hearing_report": "", "advice": "", "deviation": "", "report": "", "recommendations": []},
    **{"accused_text": "", "handler": {"office": "", "name": "", "on_behalf_of": ""}},
}


@pytest.mark.parametrize(("event", "events", "facts", "keys"), [row for row in LETTERS if row[3]])
@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
def test_each_letter_can_be_made_for_each_recipient_and_says_what_it_must(
    event: str,
    events: Sequence[ev.Event],
    facts: dict[str, Any],
    keys: list[str],
    empty: bool,
    rules: Any,
    case: Any,
) -> None:
    templates = LetterTemplates([FOLDER])
    (letter,) = rules().letters(case(events, **facts), event)
    assert [letter.key] == keys
    for recipient in {*letter.recipients, *("accused" for copy in letter.copies if copy == "accused")}:
        values = context(
            must=dict(letter.must_say),
            recipient=recipient,
            is_copy=recipient == "accused" and "accused" in letter.copies,
            **(EMPTY if empty else {}),
        )
        text = text_of(templates.render(letter.template, values))
        assert all(passage in text for _, passage in letter.must_say)
        assert f">{letter.title}</h1>" in text
        assert "bezwaar maken" not in text
        greeted = recipient == "complainant" or values["is_copy"] or recipient == "ombudsman"
        assert ("Beste Noor Verzonnen," in text) is greeted
        assert ("Dit is een afschrift" in text) is values["is_copy"]


def test_the_closing_letter_has_findings_judgement_and_conclusions_in_this_order(rules: Any, case: Any) -> None:
    (letter,) = rules().letters(case([ASSIGNED, FOUNDED, closed("formal_judgement")]), "closed")
    text = LetterTemplates([FOLDER]).render("closing", context(must=dict(letter.must_say)))
    parts = ["Wij vonden een fout.", "uw klacht is gegrond", "De toon", "Wij hadden sneller", "binnen een week"]
    assert sorted(parts, key=text.index) == parts
    assert "Tweede &lt;reden&gt;." in text


def test_every_template_belongs_to_a_letter() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == {key for row in LETTERS for key in row[3]}


def test_no_letter_offers_objection_or_appeal_against_the_handling() -> None:
    for path in FOLDER.glob("*.html"):
        assert "bezwaar" not in path.read_text(encoding="utf-8")


def test_every_letter_of_an_outcome_has_a_template(rules: Any, case: Any) -> None:
    for channel in ("letter", "oral"):
        for outcome in rules().outcomes(case(channel=channel), ON):
            assert not outcome.letter or (FOLDER / f"{outcome.letter}.html").is_file()
