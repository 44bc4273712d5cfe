"""The log tells what happened where; the words of errors and of libraries, which may be somebody's, stay out."""

from __future__ import annotations

import ast
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gehoor import logs
from gehoor.settings import Hidden, Settings, read_settings
from logged import logged

GEHOOR = Path(__file__).parents[1] / "platform" / "gehoor"
WORDS = "Mevrouw Zonderling"
log = logs.of("gehoor.proef")


def fail() -> None:
    """Raises an error with an error behind it, both in words that nobody may read."""
    try:
        int(WORDS)
    except ValueError as cause:
        raise KeyError(WORDS) from cause


def failure() -> BaseException:
    with pytest.raises(KeyError) as caught:
        fail()
    return caught.value


def as_line(record: logging.LogRecord) -> dict[str, Any]:
    text = logs.JsonLines().format(record)
    assert text.count("\n") == 0
    line: dict[str, Any] = json.loads(text)
    return line


def record(name: str, message: object, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    trace = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, message, arguments, trace)


def test_a_line_says_when_where_and_what() -> None:
    line = as_line(record("gehoor.worker", "job %s failed", 12))
    assert (line["level"], line["logger"], line["event"]) == ("error", "gehoor.worker", "job 12 failed")
    assert line["at"].endswith("+00:00")


def test_a_line_carries_what_the_work_is_about() -> None:
    with logged() as lines, logs.about(request="r-1"):
        log.info("first")
        logs.note(tenant="zaltbommel")
        with logs.about(case="c-1"):
            log.info("second")
        log.info("third", extra=logs.more(status=200))
    log.info("outside")
    keys = [{name: line[name] for name in (*logs.FIELDS, "status") if name in line} for line in lines]
    assert keys == [
        {"request": "r-1"},
        {"request": "r-1", "tenant": "zaltbommel", "case": "c-1"},
        {"request": "r-1", "tenant": "zaltbommel", "status": 200},
    ]


def test_a_note_outside_any_work_is_left_out() -> None:
    logs.note(tenant="zaltbommel")
    with logged() as lines:
        log.info("alone")
    assert "tenant" not in lines[0]


def test_an_error_leaves_its_kinds_and_lines_and_none_of_its_words() -> None:
    line = as_line(record("gehoor.web", "a request failed", error=failure()))
    trail = "\n".join(line["trail"])
    assert trail.startswith("builtins.KeyError")
    assert "because of\nbuiltins.ValueError" in trail
    assert "test_logs.py" in trail
    assert WORDS not in json.dumps(line)


def test_a_group_of_errors_and_a_circle_of_errors_are_told_once() -> None:
    one, other = ValueError(WORDS), KeyError(WORDS)
    one.__context__, other.__context__ = other, one
    kinds = [step for step in logs.trail(ExceptionGroup(WORDS, [one])) if step.startswith("builtins.")]
    assert kinds == ["builtins.ExceptionGroup", "builtins.ValueError", "builtins.KeyError"]


def test_where_an_error_came_from_fits_in_a_line() -> None:
    assert logs.where(failure()).startswith("KeyError at test_logs.py:")


@pytest.mark.parametrize(
    ("name", "message", "arguments", "event"),
    [
        ("httpx", "HTTP Request: %s", (WORDS,), "HTTP Request: %s"),
        ("asyncio", f"Task exception was never retrieved\nfuture: {WORDS}", (), "Task exception was never retrieved"),
        ("elders", ValueError(WORDS), (), "ValueError"),
        ("py.warnings", "%s", (f"x.py:12: UserWarning: {WORDS}\n  call()",), "x.py:12: UserWarning"),
        ("uvicorn.error", "Invalid HTTP request received.", (), "Invalid HTTP request received."),
        ("uvicorn.error", "Exception in ASGI application\n", (), "Exception in ASGI application"),
    ],
)
def test_of_what_a_library_logs_only_the_fixed_part_is_kept(
    name: str, message: object, arguments: tuple[object, ...], event: str
) -> None:
    line = as_line(record(name, message, *arguments, error=failure()))
    assert line["event"] == event
    assert WORDS not in json.dumps(line)


PROCESS = f"""
import asyncio, gc, logging, threading, warnings
from gehoor import logs
logs.set_up()
logs.set_up()
def fails():
    raise ValueError({WORDS!r})
thread = threading.Thread(target=fails)
thread.start()
thread.join()
class Odd:
    def __del__(self):
        fails()
Odd()
gc.collect()
warnings.warn({WORDS!r}, RuntimeWarning)
async def forgotten():
    async def inner():
        fails()
    task = asyncio.create_task(inner())
    await asyncio.sleep(0)
    del task
    gc.collect()
asyncio.run(forgotten())
logging.getLogger("sqlite").warning("%s", {WORDS!r})
logging.getLogger("sqlite").info("quiet")
logs.of("gehoor.x").info("said once")
"""


def test_whatever_goes_wrong_in_a_process_is_logged_as_json_without_its_words() -> None:
    done = subprocess.run([sys.executable, "-c", PROCESS], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == [
        "a thread failed",
        "an error could not be raised",
        "<string>:16: RuntimeWarning",
        "Task exception was never retrieved",
        "%s",
        "said once",
    ]
    assert WORDS not in done.stderr
    assert done.stdout == ""


def log_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in ("log", "_log")
        ):
            yield node


@pytest.mark.parametrize("path", sorted(GEHOOR.rglob("*.py")), ids=lambda path: str(path.relative_to(GEHOOR)))
def test_no_line_of_ours_is_made_of_the_words_of_an_error(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    caught = {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)} - {None}
    for call in log_calls(tree):
        assert isinstance(call.func, ast.Attribute)
        assert call.func.attr in ("debug", "info", "warning", "error"), "the words of the error would come along"
        assert "exc_info" not in {keyword.arg for keyword in call.keywords}
        assert isinstance(call.args[0], ast.Constant), "the first words of a line are always the same"
        for value in call.args[1:]:
            assert not (isinstance(value, ast.Name) and value.id in caught), f"{path.name}:{call.lineno}"
            assert not (isinstance(value, ast.Attribute) and value.attr == "message"), f"{path.name}:{call.lineno}"


def test_only_the_log_module_sets_up_loggers() -> None:
    for path in GEHOOR.rglob("*.py"):
        # The process that makes PDFs hears from the layout library, and writes no log of its own.
        if path.name != "logs.py" and path != GEHOOR / "letters" / "child.py":
            assert "import logging" not in path.read_text(encoding="utf-8"), path


def test_a_secret_among_the_settings_does_not_show_itself() -> None:
    given = read_settings({"GEHOOR_MASTER_KEY": WORDS})
    assert given.master_key is not None
    assert given.master_key.value == WORDS
    assert WORDS not in f"{given} {given!r} {Hidden(WORDS)}"
    assert isinstance(given, Settings)
