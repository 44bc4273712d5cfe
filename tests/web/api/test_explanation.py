"""The law over the wire: the same JSON as on the command line, one municipality's regulation, and clear refusals."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from gehoor.cli import explain as command
from gehoor.services.attempts import Rule
from gehoor.web.api import explanation
from gehoor.web.api.explanation import LARGEST
from logged import logged
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
ASK = "/api/uitleg"
QUESTION: dict[str, Any] = {
    "id": "vraag-1",
    "received": "2026-03-02",
    "channel": "letter",
    "conduct_on": "2026-02-20",
    "events": [{"type": "acknowledged", "on": "2026-03-04"}],
}


async def ask(town: Town, question: object, slug: str = "zaltbommel", **headers: str) -> httpx.Response:
    browser = await town.browser(slug)
    content = question if isinstance(question, bytes) else json.dumps(question).encode()
    return await browser.client.post(ASK, content=content, headers={"content-type": "application/json", **headers})


async def regulation_of(town: Town, slug: str) -> str:
    async with town.platform.at(slug) as place:
        return place.tenant.file.regulation


@pytest.mark.parametrize("slug", ["zaltbommel", "voorbeeldstad"])
async def test_the_answer_is_that_of_the_command(
    town: Town, slug: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = {**QUESTION, "regulation": await regulation_of(town, slug), "options": {}}
    answer = await ask(town, question, slug)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    facts = tmp_path / "vraag.json"
    facts.write_text(json.dumps(question))
    assert command.run([str(facts), "--json"]) == 0
    assert answer.json() == json.loads(capsys.readouterr().out)
    assert answer.json()["deadlines"]


async def test_the_regulation_may_be_left_out_and_may_not_be_that_of_another(town: Town) -> None:
    own, other = await regulation_of(town, "zaltbommel"), await regulation_of(town, "voorbeeldstad")
    assert (await ask(town, QUESTION)).json()["regulation"]["id"] == own
    refused = await ask(town, {**QUESTION, "regulation": other})
    assert (refused.status_code, refused.json()["field"]) == (422, "regulation")
    assert own in refused.json()["detail"]


async def test_without_options_the_settings_of_the_municipality_count(town: Town) -> None:
    """The dates are those that a complaint gets which is filed here on that day."""
    answer = (await ask(town, {**QUESTION, "events": []}, "voorbeeldstad")).json()
    async with town.platform.at("voorbeeldstad") as place:
        from gehoor.domain.case import Case
        from gehoor.domain.complaint import Complaint

        rulebook = place.rulebook(town.today)
        complaint = Complaint(received_on=town.today)
        case = Case(complaint=complaint)
        due = {deadline.key: deadline.due.isoformat() for deadline in rulebook.deadlines(case, town.today)}
    assert {deadline["key"]: deadline["due"] for deadline in answer["deadlines"]} == due


@pytest.mark.parametrize(
    ("question", "status", "code", "field"),
    [
        (b"{", 400, "invalid_json", None),
        (b"\xff\xfe", 400, "invalid_json", None),
        (b"[" * 30_000, 400, "invalid_json", None),
        (b"[]", 422, "invalid_question", None),
        ({}, 422, "missing_field", "received"),
        ({"received": "2026-02-30"}, 422, "impossible_date", "received"),
        ({"received": "2026-03-02", "wat": 1}, 422, "unknown_field", "wat"),
        ({"received": "2026-03-02", "channel": "duif"}, 422, "invalid_question", "channel"),
        ({"received": "2026-03-02", "on": "2026-01-01"}, 422, "impossible_date", "on"),
        ({"received": "2026-03-02", "options": {"terms": 3}}, 422, "invalid_options", "options"),
        ({"received": "2026-03-02", "id": {"a": 1}}, 422, "invalid_question", "id"),
        ({"received": "2026-03-02", "id": "x" * 201}, 422, "invalid_question", "id"),
    ],
)
async def test_a_question_that_cannot_be_answered_gets_a_problem_that_names_the_field(
    town: Town, question: object, status: int, code: str, field: str | None
) -> None:
    answer = await ask(town, question)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["code"], problem["field"]) == (status, code, field)
    assert problem["title"]
    assert problem["detail"]


async def test_only_json_is_read_so_that_no_form_elsewhere_can_ask(town: Town) -> None:
    browser = await town.browser("zaltbommel")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = await browser.client.post(ASK, content=b"{}", headers={"content-type": kind})
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


async def test_a_question_that_is_too_large_is_not_read(town: Town) -> None:
    answer = await ask(town, {**QUESTION, "entity": "x" * LARGEST})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_whoever_asks_too_much_waits_and_another_address_does_not(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Rule(name="explain", free=3, window=timedelta(minutes=10), per_window=True, right_forgets=False)
    monkeypatch.setattr(explanation, "ASKING", few)
    for _ in range(3):
        assert (await ask(town, QUESTION)).status_code == httpx.codes.OK
    answer = await ask(town, QUESTION)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "600")
    elsewhere = await town.browser("zaltbommel", "10.2.3.4")
    content = {"content": json.dumps(QUESTION), "headers": {"content-type": "application/json"}}
    assert (await elsewhere.client.post(ASK, **content)).status_code == httpx.codes.OK  # type: ignore[arg-type]  # Two arguments of httpx.
    town.now += timedelta(minutes=11)
    assert (await ask(town, QUESTION)).status_code == httpx.codes.OK


async def test_nothing_of_a_question_is_kept_and_no_cookie_is_set(town: Town) -> None:
    with logged("") as lines:
        answer = await ask(town, {**QUESTION, "entity": "zilverreiger", "id": "zilverreiger"})
        await ask(town, {**QUESTION, "zilverreiger": 1})
    assert answer.status_code == httpx.codes.OK
    assert "set-cookie" not in answer.headers
    assert "zilverreiger" not in str(lines)


async def test_an_error_of_ours_tells_nothing_of_the_inside(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError("zilverreiger")

    monkeypatch.setattr(explanation, "explain", fails)
    answer = await ask(town, QUESTION)
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "zilverreiger" not in answer.text
