"""The log: lines of JSON that tell what happened where, and never a word that people wrote."""

from __future__ import annotations

import json
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

#: What a line says about the work it belongs to; a test counts on these names.
FIELDS: Final = ("tenant", "case", "request", "job")
_ABOUT: ContextVar[dict[str, str] | None] = ContextVar("log_fields", default=None)
_MORE: Final = "gehoor_fields"
# Of these every message is a sentence of the program itself; other libraries quote what they were given.
_OUR_WORDS: Final = ("gehoor", "uvicorn.error")
#: The attribute that tells our handler from those of others.
_NAME: Final = "gehoor"


def of(name: str) -> logging.Logger:
    """The logger of a module: `log = logs.of(__name__)`."""
    return logging.getLogger(name)


@contextmanager
def about(**fields: str) -> Iterator[None]:
    """Each line that is logged inside carries these fields, next to those of the block around it."""
    token = _ABOUT.set({**(_ABOUT.get() or {}), **fields})
    try:
        yield
    finally:
        _ABOUT.reset(token)


def note(**fields: str) -> None:
    """Gives the block that is running more fields, as soon as they are known; outside a block nothing happens."""
    known = _ABOUT.get()
    if known is not None:
        known.update(fields)


def more(**fields: str | float | list[str]) -> dict[str, Any]:
    """Fields for one line: `log.info("request", extra=logs.more(status=200))`."""
    return {_MORE: fields}


def where(error: BaseException) -> str:
    """The kind of an error and the lines it came through; not its words, which may be somebody's."""
    steps = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {' > '.join(f'{Path(step.filename).name}:{step.lineno}' for step in steps)}"


def trail(error: BaseException, seen: set[int] | None = None) -> Iterator[str]:
    """The type and the lines of code of an error, and of the errors behind it, without their words."""
    seen = seen if seen is not None else set()
    seen.add(id(error))
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    yield from (line.rstrip() for line in traceback.format_tb(error.__traceback__))
    for other in (*getattr(error, "exceptions", ()), error.__cause__ or error.__context__):
        if other is not None and id(other) not in seen:
            yield "because of"
            yield from trail(other, seen)


class JsonLines(logging.Formatter):
    """One JSON object on one line for each record."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
            **(_ABOUT.get() or {}),
            **getattr(record, _MORE, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["trail"] = list(trail(record.exc_info[1]))
        return json.dumps(line, default=str)


def _event(record: logging.LogRecord) -> str:
    if record.name.startswith(_OUR_WORDS):
        return record.getMessage().rstrip()
    if record.name == "py.warnings":
        # "file.py:12: DeprecationWarning: words": the words stay out.
        return ": ".join(record.getMessage().split(": ")[:2])
    # Libraries put values into the words they log, so of those only the fixed part is kept. asyncio fills in its
    # message itself, from the second line on.
    fixed = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    return fixed.partition("\n")[0]


def set_up() -> None:
    """Sends the log of the whole process to standard error as lines of JSON; may be called more than once."""
    root = logging.getLogger()
    if not any(handler.get_name() == _NAME for handler in root.handlers):
        handler = logging.StreamHandler()
        handler.set_name(_NAME)
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("gehoor").setLevel(logging.INFO)
    # What Python prints by itself would be words of errors, so it goes through the log as well.
    log = of("gehoor.process")
    logging.captureWarnings(True)
    threading.excepthook = lambda given: log.error("a thread failed", extra=_trail_of(given.exc_value))
    sys.unraisablehook = lambda given: log.error("an error could not be raised", extra=_trail_of(given.exc_value))


def _trail_of(error: BaseException | None) -> dict[str, Any]:
    return more(trail=list(trail(error)) if error is not None else [])
