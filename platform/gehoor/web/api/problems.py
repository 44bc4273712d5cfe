"""What a program is told when something is wrong: problem+json (RFC 9457) with the code and the field."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response

from gehoor.errors import GehoorError
from gehoor.web.errors import fault_of, log_unexpected

MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a question was not answered; `field` is where it can be put right."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None


def answer(problem: Problem, headers: dict[str, str] | None = None) -> Response[bytes]:
    """The answer that tells of a problem."""
    return Response(
        msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers or {}
    )


def answer_unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """The answer when something went wrong that nobody asked for; it tells nothing of the inside."""
    fault = fault_of(error)
    if fault.status >= 500:
        log_unexpected(request.scope, error)
    code = error.code if isinstance(error, GehoorError) else f"http_{fault.status}"
    text = fault.text or (error.message if isinstance(error, GehoorError) else "")
    return answer(Problem(title=fault.title, status=fault.status, detail=text, code=code))
