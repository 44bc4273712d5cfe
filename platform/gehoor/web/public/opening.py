"""Opens the complaint whose access code or link somebody has; a code that fits nothing counts as an attempt."""

from __future__ import annotations

from dataclasses import dataclass

from gehoor.services import attempts, following
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.storage.access_links import Follower
from gehoor.storage.representatives import REPRESENTATIVE
from gehoor.web.callers import caller_of
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.public.access_cookie import code_of, forget, visit_of


@dataclass(frozen=True)
class Opened:
    """A complaint somebody may follow; `code` is empty for whoever came by a link."""

    found: Dossier
    follower: Follower
    code: str = ""

    @property
    def represents(self) -> bool:
        """Whether this is somebody who acts for the complainant."""
        return self.follower.role == REPRESENTATIVE


async def open_with(request: AnyRequest, code: str) -> Opened | None:
    """The complaint with this code in this municipality; a wrong code is remembered for a while."""
    follower = await following.of_code(code)
    if follower is None:
        await attempts.begin(platform_of(request).secret, [code_counter(request)], now(request))
        return None
    return Opened(await dossiers.by_id(place_of(request), follower.case_id), follower, as_written(code))


def code_counter(request: AnyRequest) -> attempts.Counter:
    """What counts when somebody has a wrong access code."""
    return attempts.Counter(rule=attempts.ACCESS_CODE, what=(caller_of(request),))


async def opened(request: AnyRequest) -> Opened | None:
    """The complaint this browser has open; a cookie that opens nothing here is thrown away."""
    code, visit = code_of(request), visit_of(request)
    found = await open_with(request, code) if code else await _visited(request, visit) if visit else None
    if (code or visit) and found is None:
        forget(request)
    return found


async def _visited(request: AnyRequest, visit: str) -> Opened | None:
    follower = await following.of_visit(visit, now(request))
    return Opened(await dossiers.by_id(place_of(request), follower.case_id), follower) if follower else None


def as_written(code: str) -> str:
    """An access code in the form in which it was given, however somebody typed it."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))
