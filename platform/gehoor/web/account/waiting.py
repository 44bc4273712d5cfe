"""The page for who tried something too often: how long to wait, and that nothing is lost."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from litestar.response import Response

from gehoor.web.here import AnyRequest
from gehoor.web.rendering import page


def wait_page(request: AnyRequest, wait: timedelta, back: str) -> Response[Any]:
    """How long to wait before trying again, and that nothing is lost."""
    seconds = math.ceil(wait.total_seconds())
    minutes = math.ceil(seconds / 60)
    in_words = f"{seconds} seconden" if seconds < 60 else "1 minuut" if minutes == 1 else f"{minutes} minuten"
    answer = page(request, "desk_wait.html", status=429, wait=in_words, back=back)
    answer.headers["Retry-After"] = str(seconds)
    return answer
