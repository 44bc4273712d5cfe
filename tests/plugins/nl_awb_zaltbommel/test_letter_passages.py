"""What the letters must say, to whom they go and who signs them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gehoor.domain import events as ev
from gehoor.domain.events import Decision, Judgement, Party

ON = date(2026, 11, 23)
ASSIGNED = ev.Assigned(on=ON, office="gemeentesecretaris", person="sam", on_behalf_of="college")
FAILED = ev.MediationFailed(on=ON)
OFFER = ev.HearingOffered(on=ON, party=Party.COMPLAINANT, reply_by=date(2026, 12, 7))
AGREED = ev.FurtherExtensionAgreed(on=ON, until=date(2027, 3, 1))
REPAIR = ev.RepairRequested(on=ON, until=date(2026, 12, 7), missing=("no_date", "signature"))
ORAL = {"channel": "oral"}


def judged(*judgements: Judgement) -> ev.Judged:
    return ev.Judged(on=ON, parts=tuple(ev.Part(number=n, judgement=j) for n, j in enumerate(judgements, start=1)))


FOUNDED = judged(Judgement.FOUNDED)


def decided(decision: Decision, *grounds: str) -> ev.Event:
    return ev.AdmissibilityDecided(on=ON, decision=decision, grounds=grounds)


def closed(way: str) -> ev.Event:
    return ev.Closed(on=ON, way=way)


REFERRED = decided(Decision.REFERRED, "other_instance")


@pytest.fixture
def say(rules: Any, case: Any) -> Any:
    """The passages of the one letter at an event."""

    def ask(event: str, *events: ev.Event, options: dict[str, Any] | None = None, **facts: Any) -> dict[str, str]:
        (found,) = rules(**(options or {})).letters(case(events, **facts), event)
        return dict(found.must_say)

    return ask


def test_the_acknowledgement_names_the_day_of_receipt_the_term_and_the_commission(say: Any) -> None:
    said = say("received", committee=True)
    assert "maandag 23 november 2026" in said["receipt"]
    assert "uiterlijk op maandag 1 februari 2027" in said["term"]
    assert "commissie" in said["committee"]
    assert "committee" not in say("received")


def test_the_handler_is_named_with_the_body(say: Any) -> None:
    assert say("assigned", ASSIGNED)["handler"] == (
        "Uw klacht wordt behandeld door de gemeentesecretaris, namens het college van burgemeester en wethouders."
    )
    designated = ev.Assigned(on=ON, office="teammanager", person="sam")
    assert "die het college heeft aangewezen" in say("assigned", designated)["handler"]


def test_the_copy_to_the_accused_has_the_complaint_and_its_enclosures(rules: Any, case: Any) -> None:
    (letter,) = rules().letters(case([ASSIGNED]), "assigned")
    assert (letter.copies, letter.enclosures) == (("accused",), ("complaint", "attachments"))
    assert letter.signatory == "klachtencoordinator"


def test_the_extension_goes_to_both(rules: Any, case: Any) -> None:
    (letter,) = rules().letters(case([ASSIGNED, ev.Extended(on=ON)]), "extended")
    assert letter.recipients == ("complainant", "accused")
    assert (letter.signatory, letter.on_behalf_of) == ("gemeentesecretaris", "college")
    (agreed,) = rules().letters(case([AGREED]), "further_extension_agreed")
    assert agreed.recipients == ("complainant",)


def test_what_is_missing_is_asked_with_a_day_and_without_a_pause(say: Any) -> None:
    said = say("repair_requested", REPAIR)
    assert said["missing"] == "Dit ontbreekt nog: de datum en de ondertekening."
    assert "maandag 7 december 2026" in said["reply_by"]
    assert set(say("repair_requested", ev.RepairRequested(on=ON))) == {"silence"}


def test_a_doubtful_email_keeps_its_day(say: Any) -> None:
    said = say("authenticity_doubted", ev.AuthenticityDoubted(on=ON), channel="email")
    assert "maandag 23 november 2026" in said["day_kept"]


def test_a_refusal_tells_the_ground_with_its_place_and_the_ombudsman_with_the_day(say: Any) -> None:
    said = say("admissibility_decided", decided(Decision.NOT_TREATED, "older_than_one_year", "insufficient_weight"))
    assert "(artikel 9:8 lid 1 onder b Awb)" in said["grounds"]
    assert "(artikel 9:8 lid 2 Awb)" in said["grounds"]
    assert "tot en met dinsdag 23 november 2027" in said["escalation"]
    assert "Nationale ombudsman, Postbus 93122, 2509 AC Den Haag" in said["escalation"]


def test_silence_after_an_invitation_has_its_consequence_for_the_complainant_only(say: Any) -> None:
    said = say("hearing_offered", OFFER)
    assert "artikel 9:10 lid 2 onder c Awb" in said["reply"]
    assert "apart" in said["rights"]
    accused = ev.HearingOffered(on=ON, party=Party.ACCUSED, reply_by=date(2026, 12, 7))
    assert set(say("hearing_offered", accused)) == {"rights"}


@pytest.mark.parametrize(
    ("judgements", "told"),
    [
        ((Judgement.FOUNDED,), "uw klacht is gegrond"),
        ((Judgement.PARTLY_FOUNDED,), "deels gegrond"),
        ((Judgement.UNFOUNDED,), "uw klacht is ongegrond"),
        ((Judgement.NO_JUDGEMENT,), "geen oordeel"),
        (
            (Judgement.FOUNDED, Judgement.NO_JUDGEMENT, Judgement.UNFOUNDED),
            "onderdeel 1 is gegrond, onderdeel 2 is zonder oordeel gebleven en onderdeel 3 is ongegrond",
        ),
    ],
)
def test_the_closing_letter_tells_the_judgement(judgements: tuple[Judgement, ...], told: str, say: Any) -> None:
    said = say("closed", judged(*judgements), closed("formal_judgement"))
    assert told in said["verdict"]
    assert {"findings", "judgement", "conclusions", "escalation"} <= set(said)


def test_the_closing_letter_goes_in_copy_and_takes_the_advice_along(rules: Any, case: Any, say: Any) -> None:
    end = [ASSIGNED, FOUNDED, closed("formal_judgement")]
    (letter,) = rules().letters(case(end), "closed")
    assert letter.copies == ("accused", "manager", "klachtencoordinator")
    assert letter.enclosures == ()
    (advised,) = rules().letters(case(end, committee=True), "closed")
    assert advised.enclosures == ("advice",)
    assert "advies" in say("closed", *end, committee=True)["advice"]


def test_the_oral_confirmation_names_both_ways_on(say: Any) -> None:
    said = say("mediation_failed", FAILED, **ORAL)
    assert "schriftelijk" in said["written"]
    assert "ombudsman" in said["escalation"]


def test_forwarding_keeps_the_day_of_receipt(say: Any) -> None:
    said = say("forwarded", REFERRED, ev.Forwarded(on=ON))
    assert "maandag 23 november 2026" in said["day_kept"]


@pytest.mark.parametrize("way", ["formal_judgement", "satisfied", "ended_with_consent", "withdrawn"])
def test_every_end_of_a_written_complaint_names_the_ombudsman_of_the_day(way: str, say: Any) -> None:
    own = {"ombudsman": [{"since": "2026-01-01", "name": "Ombudsman Rivierland"}]}
    said = say("closed", FOUNDED, closed(way), options=own)["escalation"]
    assert "Ombudsman Rivierland" in said
    assert "binnen een jaar na deze brief" in said
