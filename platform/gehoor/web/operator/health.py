"""What is installed and how it is doing: the database, the plugins, and the laws that did not answer."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Response

from gehoor.services import installation, labels
from gehoor.storage import regulation_failures
from gehoor.web.here import AnyRequest, platform_of
from gehoor.web.operator.addresses import HEALTH
from gehoor.web.operator.sessions import operator_of
from gehoor.web.operator.words import FAILURES
from gehoor.web.rendering import page

_MOST = 100


@get(HEALTH)
async def health_page(request: AnyRequest) -> Response[Any]:
    """The latest failures of laws, and the versions of what is installed."""
    operator_of(request)
    platform = platform_of(request)
    answers = await installation.answers(platform.store.control)
    return page(
        request,
        "operator_health.html",
        answers=answers,
        failures=await regulation_failures.newest(platform.store.control, limit=_MOST) if answers else [],
        plugins=installation.plugins(platform.library),
        versions=installation.versions(platform.library),
        questions=labels.QUESTIONS,
        words=FAILURES,
    )


HANDLERS = [health_page]
