"""What a question may hold, and what is answered where it cannot be taken."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from asking import EXPLAINER, FL, NL, ask, deadline


def error_of(answer: dict[str, Any]) -> tuple[str, str]:
    return answer["error"]["code"], answer["error"]["message"]


def test_the_id_comes_back_whatever_it_is() -> None:
    for given in ("q-1", 7, None, ["a", 1], {"case": 3}):
        raw = msgspec.json.encode({"id": given, "regulation": NL, "received": "2026-11-20"})
        assert msgspec.json.decode(msgspec.json.encode(EXPLAINER.answer(raw)))["id"] == given


def test_an_unknown_regulation_is_answered_with_the_known_ones() -> None:
    code, message = error_of(ask("nl/elders/regeling", "2026-11-20"))
    assert code == "unknown_regulation"
    assert NL in message
    assert FL in message


@pytest.mark.parametrize(("regulation", "before"), [(NL, "2008-11-14"), (FL, "2019-04-30")])
def test_before_the_first_version_the_answer_says_which_versions_there_are(regulation: str, before: str) -> None:
    code, message = error_of(ask(regulation, before))
    assert code == "no_version_in_force"
    assert ("2008-11-15" if regulation == NL else "2019-05-01") in message
    assert "error" not in ask(regulation, "2008-11-15" if regulation == NL else "2019-05-01")


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("received", {"received": "2026-02-30"}),
        ("received", {"received": "20261120"}),
        ("received", {"received": "gisteren"}),
        ("received", {"received": "2026-11-20T10:00:00"}),
        ("received", {"received": "9999-12-31"}),
        ("received", {"received": "0001-01-01T00:00:00+14:00"}),
        ("conduct_on", {"conduct_on": "2026-13-01"}),
        ("conduct_on", {"conduct_on": "2026-11-21"}),
        ("on", {"on": "2026-11-19"}),
        ("on", {"on": "2026-11-31"}),
        ("events[0].on", {"events": [{"type": "extended", "on": "2026-12-32"}]}),
    ],
)
def test_an_impossible_date_is_named(field: str, facts: dict[str, Any]) -> None:
    answer = ask(NL, **{"received": "2026-11-20", **facts})
    assert answer["error"]["code"] == "impossible_date"
    assert field in answer["error"]["message"]


@pytest.mark.parametrize(
    "happened",
    [
        [("extended", "2026-11-19")],
        [("acknowledged", "2026-12-02"), ("extended", "2026-12-01")],
        [("closed", "2026-12-02"), ("extended", "2026-12-03")],
    ],
)
def test_an_event_out_of_order_is_refused(happened: list[tuple[str, str]]) -> None:
    events = [{"type": kind, "on": on} for kind, on in happened]
    assert error_of(ask(NL, "2026-11-20", events=events))[0] == "event_out_of_order"


def test_an_event_after_the_day_that_is_asked_about_is_out_of_order() -> None:
    answer = ask(NL, "2026-11-20", on="2026-11-25", events=[{"type": "extended", "on": "2026-12-01"}])
    assert error_of(answer)[0] == "event_out_of_order"


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"comittee": True}, "comittee"),
        ({"channel": "fax"}, "channel"),
        ({"committee": "yes"}, "committee"),
        ({"accused": {"functie": "ambtenaar"}}, "accused.functie"),
        ({"complainant": {"kind": "ghost"}}, "complainant.kind"),
        ({"events": [{"type": "exploded", "on": "2026-12-01"}]}, "events[0]"),
        ({"events": [{"on": "2026-12-01"}]}, "events[0]"),
        ({"options": {"nonsense": 1}}, "nonsense"),
    ],
)
def test_a_field_that_cannot_be_taken_is_named(facts: dict[str, Any], named: str) -> None:
    assert named in error_of(ask(NL, "2026-11-20", **facts))[1]


def test_a_missing_field_is_named() -> None:
    answer = msgspec.json.decode(msgspec.json.encode(EXPLAINER.answer(b'{"id": 4, "regulation": "x"}')))
    assert answer["id"] == 4
    assert "received" in answer["error"]["message"]


def test_a_circumstance_the_regulation_does_not_know_is_said_and_does_not_count() -> None:
    answer = ask(NL, "2026-11-20", declared=["volle_maan"])
    assert any("volle_maan" in warning for warning in answer["warnings"])


def test_an_unknown_field_of_an_event_is_said_and_does_not_count() -> None:
    answer = ask(NL, "2026-11-20", events=[{"type": "acknowledged", "on": "2026-11-21", "weather": "rain"}])
    assert any("weather" in warning for warning in answer["warnings"])


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-20T23:59:59+01:00", "2026-11-20"),
        ("2026-11-20T23:00:00Z", "2026-11-21"),
        ("2026-07-20T21:59:00Z", "2026-07-20"),
        ("2026-07-20T22:00:00Z", "2026-07-21"),
    ],
)
@pytest.mark.parametrize("regulation", [NL, FL])
def test_a_moment_becomes_the_day_on_the_clock_of_the_municipality(regulation: str, moment: str, day: str) -> None:
    assert ask(regulation, moment)["received_on"] == day


def test_no_date_of_adoption_in_the_flemish_text_is_said() -> None:
    assert ask(FL, "2026-11-20")["regulation"]["in_force"] == "2019-05-01"
    assert ask(FL, "2026-11-20")["regulation"]["remark"]


def gehoor(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("gehoor")), "explain", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


GOOD = {"id": "good", "regulation": NL, "received": "2026-11-20", "channel": "form"}
BAD = {"id": "bad", "regulation": "nl/nergens", "received": "2026-11-20"}


def test_lines_go_on_after_a_bad_one_and_keep_their_order() -> None:
    lines = [json.dumps(GOOD), "{not json", json.dumps(BAD), "", json.dumps({**GOOD, "id": 2})]
    done = gehoor("-", "--lines", given="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == ["good", None, "bad", 2]
    assert [("error" in answer) for answer in answers] == [False, True, True, False]


def test_a_single_bad_question_gives_status_two_and_the_same_message() -> None:
    done = gehoor("-", "--json", given=json.dumps(BAD))
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["message"] in done.stderr
    plain = gehoor("-", given=json.dumps(BAD))
    assert plain.returncode == 2
    assert plain.stderr == done.stderr


def test_a_file_with_a_question_gives_a_page_a_citizen_can_read(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({**GOOD, "accused": {"function": "wethouder"}}), encoding="utf-8")
    done = gehoor(str(facts))
    assert done.returncode == 0
    assert "maandag 4 januari 2027" in done.stdout
    assert "De burgemeester, namens het college van burgemeester en wethouders" in " ".join(done.stdout.split())
    assert "artikel 9:11 lid 1 Awb" in " ".join(done.stdout.split())
    assert not [line for line in done.stdout.splitlines() if len(line) > 84]
    assert "{" not in done.stdout


def test_a_file_that_is_not_there_is_said_plainly() -> None:
    done = gehoor("nergens.json")
    assert done.returncode == 2
    assert "nergens.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_dates_of_the_answer_are_dates_and_not_texts_with_words() -> None:
    found = deadline(ask(NL, "2026-11-20"), "settlement")
    assert found["due"] == "2027-01-04"
    assert found["nominal"] == "2027-01-01"
    assert [day["on"] for day in found["moved"]] == ["2027-01-01", "2027-01-02", "2027-01-03"]
