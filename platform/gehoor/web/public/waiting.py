"""The page for whoever tried something too often and has to wait."""

from __future__ import annotations

import math
from datetime import timedelta

from gehoor.web.here import AnyRequest
from gehoor.web.public.pages import Reply, public_page


def wait_page(request: AnyRequest, template: str, time: timedelta) -> Reply:
    """Tells how long to wait, in whole minutes; machines read it in seconds."""
    minutes = math.ceil(time / timedelta(minutes=1))
    answer = public_page(request, template, status=429, minutes=minutes)
    answer.headers["Retry-After"] = str(math.ceil(time.total_seconds()))
    return answer
