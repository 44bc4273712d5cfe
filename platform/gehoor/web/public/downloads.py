"""Sends a letter as PDF to whoever complains, under a name that says nothing about anybody."""

from __future__ import annotations

from litestar.response import Response

from gehoor.letters.failure import LetterFailed
from gehoor.services import correspondence
from gehoor.services.dossier import Dossier
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.public.pages import Reply, public_page


async def send_letter(request: AnyRequest, found: Dossier, letter: int, filename: str) -> Reply:
    """The PDF of a letter of this complaint, or a page that says it is not there yet; raises `NotFound`."""
    render = platform_of(request).renderer.render
    try:
        pdf = await correspondence.pdf_of(place_of(request), found.case_id, letter, render, now(request))
    except LetterFailed:
        # The reason is for whoever runs the platform and stands with the letter; the complaint itself is safe.
        return public_page(request, "public_no_pdf.html", status=503)
    headers = {"Content-Disposition": f'inline; filename="{filename}"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)
