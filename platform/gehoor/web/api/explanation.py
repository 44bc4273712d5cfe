"""POST /api/uitleg: what the law of this municipality answers to the facts of a question."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.exceptions.http_exceptions import RequestEntityTooLarge

from gehoor.errors import GehoorError
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import attempts
from gehoor.services.attempts import Counter, Rule
from gehoor.services.explanation import Explainer
from gehoor.services.local_explanation import explain
from gehoor.web.api.addresses import EXPLAIN
from gehoor.web.api.problems import Problem, answer, answer_unexpected
from gehoor.web.callers import caller_of
from gehoor.web.csrf import CHANGES_NOTHING
from gehoor.web.here import AnyRequest, now, place_of, platform_of

#: A question with the whole history of a case takes a few thousand bytes.
LARGEST = 64_000
#: So many questions from one address; a town hall has one address for everybody.
ASKING = Rule(name="explain", free=600, window=timedelta(minutes=10), per_window=True, right_forgets=False)
_EXPLAINER = "explainer"


@post(
    EXPLAIN,
    status_code=200,
    # It answers a question and changes nothing, and it looks at no cookie: there is nothing that a page elsewhere
    # could have somebody do here. A form cannot send application/json either.
    opt={CHANGES_NOTHING: True},
    request_max_body_size=LARGEST,
    exception_handlers={Exception: answer_unexpected},
)
async def explain_question(request: AnyRequest) -> Response[bytes]:
    """The answers, each with its citation; a problem names the field that is wrong."""
    platform, place = platform_of(request), place_of(request)
    counter = Counter(rule=ASKING, what=(caller_of(request),))
    if wait := await attempts.begin(platform.secret, [counter], now(request)):
        return _wait(wait)
    if request.content_type[0] != "application/json":
        return answer(
            Problem(
                title="Dit soort gegevens lezen wij niet",
                status=415,
                detail="Stuur de vraag als JSON, met de kop Content-Type: application/json.",
                code="unsupported_media_type",
            )
        )
    try:
        raw = await request.body()
    except RequestEntityTooLarge:
        return _too_large()
    try:
        found = explain(_explainer(request), place, raw)
    except RegulationFailed as error:
        return answer_unexpected(request, error)
    except GehoorError as error:
        return answer(
            Problem(
                title="Deze vraag kunnen wij niet beantwoorden",
                status=400 if error.code == "invalid_json" else 422,
                detail=error.message,
                code=error.code,
                field=error.field,
            )
        )
    return Response(msgspec.json.encode(found), media_type="application/json")


def _explainer(request: Request[Any, Any, Any]) -> Explainer:
    """The one of this application, which remembers rulebooks."""
    state = request.app.state
    if _EXPLAINER not in state:
        state[_EXPLAINER] = Explainer(platform_of(request).library)
    found: Explainer = state[_EXPLAINER]
    return found


def _wait(wait: timedelta) -> Response[bytes]:
    seconds = math.ceil(wait.total_seconds())
    return answer(
        Problem(
            title="U stelt te veel vragen achter elkaar",
            status=429,
            detail=f"Wacht {seconds} seconden en ga dan verder. Er is niets misgegaan met eerdere vragen.",
            code="too_many_requests",
        ),
        {"Retry-After": str(seconds)},
    )


def _too_large() -> Response[bytes]:
    return answer(
        Problem(
            title="Deze vraag is te groot",
            status=413,
            detail=f"Een vraag mag hoogstens {LARGEST} bytes zijn. Laat weg wat niet nodig is.",
            code="too_large",
        )
    )


HANDLERS = [explain_question]
