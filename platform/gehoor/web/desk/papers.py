"""The papers of a dossier: its letters as they were fixed, their PDFs, and the attachments."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from gehoor.domain.organisation import Actor
from gehoor.errors import NotFound
from gehoor.letters.failure import LetterFailed
from gehoor.services import access, casefile, correspondence
from gehoor.services.dossier import Dossier
from gehoor.web.desk.pages import DOSSIER, desk_page
from gehoor.web.here import AnyRequest, actor_of, now, place_of, platform_of
from gehoor.web.security import use_policy

#: A letter is made for paper; this gives it margins on a screen and changes none of its words.
_ON_SCREEN = "<style>@media screen { body { margin: 2rem auto; max-width: 48rem; padding: 0 1rem } }</style>"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,12}")


@get(f"{DOSSIER}/{{reference:str}}/brief/{{name:str}}")
async def letter(request: AnyRequest, reference: FromPath[str], name: FromPath[str]) -> Response[Any]:
    """A letter: `12` is its page as it was fixed, `12.pdf` the PDF."""
    actor = actor_of(request)
    letter_number(name)
    found = await access.read(place_of(request), actor, reference, now(request), "brief")
    return await letter_answer(request, actor, found, name, back=f"{DOSSIER}/{found.reference}/brieven")


def letter_number(name: str) -> int:
    """The number of the letter an address names; raises `NotFound`."""
    number, dot, ending = name.partition(".")
    if not _NUMBER.fullmatch(number) or (dot and ending != "pdf"):
        raise NotFound("Deze brief is niet gevonden.")
    return int(number)


async def letter_answer(request: AnyRequest, actor: Actor, found: Dossier, name: str, back: str) -> Response[Any]:
    """A letter of this case as its address asks for it; whether this person may see it was asked before."""
    number = letter_number(name)
    if not name.endswith(".pdf"):
        return _page(request, await correspondence.preview_of(found.case_id, number))
    render = platform_of(request).renderer.render
    try:
        pdf = await correspondence.pdf_of(place_of(request), found.case_id, number, render, now(request))
    except LetterFailed as failure:
        return desk_page(request, actor, "desk_no_letter.html", status=503, base=back, why=failure.message)
    headers = {"Content-Disposition": f'inline; filename="{found.reference}-brief-{number}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


@get(f"{DOSSIER}/{{reference:str}}/bijlage/{{number:int}}")
async def attachment(request: AnyRequest, reference: FromPath[str], number: FromPath[int]) -> Response[bytes]:
    """An attachment, to be saved and never opened as a page of this site."""
    found = await access.read(place_of(request), actor_of(request), reference, now(request), "bijlage")
    attached, content = await casefile.attachment_of(found, number)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(attached.name, safe='')}"}
    return Response(content, media_type=attached.media_type, headers=headers)


def _page(request: AnyRequest, html: str) -> Response[Any]:
    """The letter as a page that may use its own style and nothing else."""
    html = html.replace("</head>", f"{_ON_SCREEN}</head>", 1)
    hashes = [base64.b64encode(sha256(style.encode()).digest()).decode() for style in _STYLE.findall(html)]
    styles = " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'"
    use_policy(
        request,
        f"default-src 'none'; style-src {styles}; img-src data:; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'",
    )
    return Response(html, media_type="text/html; charset=utf-8")


HANDLERS = [letter, attachment]
