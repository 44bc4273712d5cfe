"""Opens the complaint whose access code somebody gives; a code that fits nothing counts as an attempt."""

from __future__ import annotations

from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.services.intake import access_hash_of
from gehoor.storage import cases
from gehoor.web.callers import caller_of
from gehoor.web.here import AnyRequest, now, place_of
from gehoor.web.public.access_cookie import code_of, forget_code
from gehoor.web.public.attempts import attempts_of


async def open_with(request: AnyRequest, code: str) -> Dossier | None:
    """The complaint with this code in this municipality; a wrong code is remembered for a while."""
    row = await cases.by_access_hash(access_hash_of(code))
    if row is None:
        attempts_of(request).note_wrong(caller_of(request), now(request))
        return None
    return await dossiers.by_id(place_of(request), row.case_id)


async def opened(request: AnyRequest) -> Dossier | None:
    """The complaint this browser has open; a cookie that opens nothing here is thrown away."""
    code = code_of(request)
    found = await open_with(request, code) if code else None
    if code and found is None:
        forget_code(request)
    return found


def as_written(code: str) -> str:
    """An access code in the form in which it was given, however somebody typed it."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))
