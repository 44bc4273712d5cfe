"""The short messages that a page shows after a step, by the code in its address."""

from __future__ import annotations

from gehoor.web.desk.registry import ACTIONS


def notice_of(code: str) -> str:
    """The message of a step that was carried out; empty for any other code."""
    action = ACTIONS.get(code)
    return action.done if action else ""
