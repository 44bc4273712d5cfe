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
    told = say("hearing_offered", accused)["reply"]
    assert "uiterlijk op maandag 7 december 2026" in told
    assert "9:10" not in told


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


@pytest.mark.parametrize(
    ("function", "copies"),
    [
        ("ambtenaar", ("accused", "manager", "klachtencoordinator")),
        ("griffiemedewerker", ("accused", "manager", "klachtencoordinator")),
        ("afdelingshoofd", ("accused", "gemeentesecretaris", "klachtencoordinator")),
        ("concern_controller", ("accused", "gemeentesecretaris", "klachtencoordinator")),
        ("wethouder", ("accused", "klachtencoordinator")),
        ("gemeentesecretaris", ("accused", "klachtencoordinator")),
        ("gemeenteraad", ("accused", "klachtencoordinator")),
    ],
)
def test_the_copy_for_the_manager_goes_to_whoever_leads_the_accused(
    function: str, copies: tuple[str, ...], rules: Any, case: Any
) -> None:
    (letter,) = rules().letters(case([ASSIGNED, FOUNDED, closed("formal_judgement")], about=function), "closed")
    assert letter.copies == copies


@pytest.mark.parametrize(
    ("event", "events", "facts", "articles"),
    [
        ("received", [], {}, {"artikel 6 lid 4", "artikel 9:6"}),
        ("assigned", [ASSIGNED], {}, {"artikel 6 lid 7", "artikel 9:9"}),
        ("admissibility_decided", [decided(Decision.NOT_TREATED, "court")], {}, {"artikel 9:8 lid 3"}),
        ("extended", [ev.Extended(on=ON)], {}, {"artikel 9:11 lid 2"}),
        (
            "further_extension_asked",
            [ev.FurtherExtensionAsked(on=ON, until=date(2027, 2, 15))],
            {},
            {"artikel 9:11 lid 3"},
        ),
        ("hearing_offered", [OFFER], {}, {"artikel 8 lid 1", "artikel 8 lid 5", "artikel 9:10 lid 1"}),
        (
            "hearing_held",
            [ev.HearingHeld(on=ON, parties=(Party.ACCUSED,), report=1)],
            {},
            {"artikel 8 lid 6", "artikel 9:10 lid 3", "instelling van de gemeente"},
        ),
        (
            "closed",
            [FOUNDED, closed("formal_judgement")],
            {},
            {"artikel 8 lid 7", "artikel 9:12 lid 2", "artikel 9:16"},
        ),
        ("closed", [closed("ended_with_consent")], {}, {"artikel 8 lid 4", "artikel 9:24 lid 1"}),
        ("mediation_failed", [FAILED], ORAL, {"artikel 5 lid 3"}),
        ("forwarded", [REFERRED, ev.Forwarded(on=ON)], {}, {"artikel 2:3 lid 1"}),
    ],
)
def test_each_letter_cites_where_it_is_asked(
    event: str, events: list[ev.Event], facts: dict[str, Any], articles: set[str], rules: Any, case: Any
) -> None:
    (letter,) = rules().letters(case(events, **facts), event)
    basis = "; ".join(citation.label for citation in letter.basis)
    assert all(article in basis for article in articles), basis


def test_without_the_setting_the_report_of_a_hearing_is_for_the_file_only(rules: Any, case: Any) -> None:
    held = case([ev.HearingHeld(on=ON, parties=(Party.ACCUSED,), report=1, held_on=date(2026, 11, 24))])
    (letter,) = rules(hearing_report_to_parties=False).letters(held, "hearing_held")
    assert letter.recipients == ("file",)
    assert "instelling" not in "; ".join(citation.label for citation in letter.basis)
    assert "practice" not in dict(letter.must_say)
    (sent,) = rules().letters(held, "hearing_held")
    assert sent.recipients == ("file", "accused")
    assert "dinsdag 24 november 2026" in dict(sent.must_say)["heard"]


def test_a_conversation_by_telephone_says_so_in_local_time(say: Any) -> None:
    planned = ev.HearingPlanned(on=ON, party=Party.ACCUSED, at="2027-07-05T12:05:00+00:00", way="phone")
    assert say("hearing_planned", planned)["when"] == "Wij bellen u op maandag 5 juli 2027 om 14.05 uur."


def test_who_asks_for_more_time_says_what_happens_without_consent(say: Any) -> None:
    said = say("further_extension_asked", ev.FurtherExtensionAsked(on=ON, until=date(2027, 2, 15)))
    assert "tot en met maandag 15 februari 2027" in said["proposal"]
    assert "schriftelijk" in said["consent"]
    assert "blijft de datum maandag 4 januari 2027" in said["without"]
    assert "Nationale ombudsman" in said["without"]


def test_an_answer_to_the_ombudsman_is_signed_for_the_body(rules: Any, case: Any) -> None:
    events = [
        ev.OmbudsmanInvolved(on=ON),
        ev.OmbudsmanReported(on=ON, text=1, recommendations=(2,)),
        ev.OmbudsmanAnswered(on=ON, responses=(ev.Response(recommendation=2, followed=False, text=3),)),
    ]
    (letter,) = rules().letters(case(events), "ombudsman_answered")
    assert (letter.recipients, letter.signatory, letter.on_behalf_of) == (
        ("ombudsman",),
        "klachtencoordinator",
        "college",
    )
    assert dict(letter.must_say)["responses"] == "Aanbeveling 1 volgen wij niet op."
    assert "artikel 9:36 lid 4 Awb" in "; ".join(citation.label for citation in letter.basis)
