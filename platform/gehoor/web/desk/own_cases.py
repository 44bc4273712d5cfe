"""What somebody on the staff sees of complaints about themselves: the copy, the letters, and a form for a reply."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response

from gehoor.errors import GehoorError, NotAllowed, NotFound
from gehoor.services import access, own_copy
from gehoor.web.addresses import OWN_CASES
from gehoor.web.desk.actions import REPORT
from gehoor.web.desk.pages import desk_page
from gehoor.web.desk.papers import letter_answer, letter_number
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, actor_of, now, place_of

TEXT = "reactie"


@get(OWN_CASES)
async def own_cases(request: AnyRequest) -> Response[Any]:
    """The complaints about whoever is signed in."""
    actor = actor_of(request)
    return desk_page(request, actor, "desk_own_cases.html", lines=await own_copy.lines_of(place_of(request), actor))


@get(f"{OWN_CASES}/{{reference:str}}")
async def own_case(request: AnyRequest, reference: FromPath[str], gedaan: FromQuery[str] = "") -> Response[Any]:
    """The complaint as it was sent to whom it is about."""
    return await _show(request, reference, Entry(), done=gedaan == TEXT)


@get(f"{OWN_CASES}/{{reference:str}}/brief/{{name:str}}")
async def own_letter(request: AnyRequest, reference: FromPath[str], name: FromPath[str]) -> Response[Any]:
    """A letter to whom the complaint is about: `12` is its page as it was fixed, `12.pdf` the PDF."""
    actor, number = actor_of(request), letter_number(name)
    found, answer = await access.read_copy(place_of(request), actor, reference, now(request), "eigen brief")
    own_copy.require_letter(found, answer, actor, number)
    return await letter_answer(request, actor, found, name, back=f"{OWN_CASES}/{found.reference}")


@get(f"{OWN_CASES}/{{reference:str}}/bijlage/{{number:int}}")
async def own_attachment(request: AnyRequest, reference: FromPath[str], number: FromPath[int]) -> Response[bytes]:
    """What was enclosed with the complaint, where the law gives it, to be saved and never opened as a page."""
    actor = actor_of(request)
    found, answer = await access.read_copy(place_of(request), actor, reference, now(request), "eigen bijlage")
    attached, content = await own_copy.attachment_of(found, answer, number)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(attached.name, safe='')}"}
    return Response(content, media_type=attached.media_type, headers=headers)


@post(f"{OWN_CASES}/{{reference:str}}/reactie")
async def reply(request: AnyRequest, form: NamedDependency[Form], reference: FromPath[str]) -> Response[Any]:
    """Hands a written reply in, or shows the form again with what was typed."""
    actor, entry = actor_of(request), Entry(form)
    text = entry.text(TEXT, limit=REPORT, required="Schrijf uw reactie.")
    if not entry.errors:
        try:
            await own_copy.hand_in(place_of(request), actor, reference, text, now(request))
        except (NotFound, NotAllowed):
            raise
        except GehoorError as problem:
            entry.errors.add(TEXT, problem.message)
        else:
            return Redirect(f"{OWN_CASES}/{reference}?gedaan={TEXT}", status_code=303)
    return await _show(request, reference, entry, status=422)


async def _show(
    request: AnyRequest, reference: str, entry: Entry, *, status: int = 200, done: bool = False
) -> Response[Any]:
    actor, place, at = actor_of(request), place_of(request), now(request)
    found, answer = await access.read_copy(place, actor, reference, at, "eigen afschrift")
    return desk_page(
        request,
        actor,
        "desk_own_case.html",
        status=status,
        found=found,
        case=found.case,
        answer=answer,
        copy=await own_copy.open_copy(found, answer, actor, place.day(at)),
        entry=entry,
        done="Uw reactie is bewaard. Wie de klacht behandelt, ziet haar meteen." if done else "",
        base=f"{OWN_CASES}/{found.reference}",
    )


HANDLERS = [own_cases, own_case, own_letter, own_attachment, reply]
