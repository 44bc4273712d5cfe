"""Pages that show every part of the look, for the browser test and for whoever changes the style sheet."""

from __future__ import annotations

from typing import Any

from litestar import Request, get, post
from litestar.response import Template

from gehoor.domain.citation import Source, SourceKind, cite
from gehoor.web.form_reading import PostedForm
from gehoor.web.forms import Entry
from gehoor.web.rendering import Viewer, page

AWB = Source(key="awb", title="Algemene wet bestuursrecht", short="Awb", kind=SourceKind.STATUTE)
SETTING = Source(key="setting", title="Instelling", short="Instelling van het bestuur", kind=SourceKind.TENANT_SETTING)
BASIS = (cite(AWB, "9:11", "1"), cite(SETTING))
SERVICES = [("burgerzaken", "Burgerzaken"), ("wegen", "Wegen en groen")]


@get("/stijl", sync_to_thread=False)
def parts(request: Request[Any, Any, Any]) -> Template:
    """All parts of a citizen's page, with an untouched form."""
    return page(request, "style_guide.html", entry=Entry(values={"naam": "S. de Wit"}), basis=BASIS, services=SERVICES)


@post("/stijl", status_code=200)
async def parts_with_errors(request: Request[Any, Any, Any], form: PostedForm) -> Template:
    """The same page after a form that needs a second look."""
    entry = Entry(form)
    entry.line("naam", required="Vul uw naam in.")
    entry.email("email", required="Vul uw e-mailadres in.")
    entry.text("wat", limit=40, required="Beschrijf wat er is gebeurd.")
    entry.date("wanneer", required="Vul in wanneer het gebeurde.")
    entry.choice("dienst", [value for value, _ in SERVICES], required="Kies een dienst.")
    entry.choice("eerder", ["ja", "nee"], required="Kies of u dit al eerder hebt gemeld.")
    entry.choices("onderwerp", ["gedrag", "wachten"], required="Kies waar uw klacht over gaat.")
    entry.flag("akkoord", required="Kruis aan dat u alles naar waarheid hebt ingevuld.")
    entry.files("bijlagen")
    return page(request, "style_guide.html", entry=entry, basis=BASIS, services=SERVICES, status=422)


@get("/stijl/status", sync_to_thread=False)
def status_page(request: Request[Any, Any, Any]) -> Template:
    """How a status page of a complaint can look."""
    return page(request, "style_guide_status.html", basis=BASIS)


@get("/stijl/werk", sync_to_thread=False)
def desk(request: Request[Any, Any, Any]) -> Template:
    """How a work list can look."""
    request.state.viewer = Viewer(name="J. Voorbeeld", office="Klachtencoördinator")
    return page(request, "style_guide_desk.html")


@get("/stijl/dossier", sync_to_thread=False)
def dossier(request: Request[Any, Any, Any]) -> Template:
    """How a dossier can look."""
    request.state.viewer = Viewer(name="J. Voorbeeld", office="Klachtencoördinator")
    return page(request, "style_guide_dossier.html", basis=BASIS, entry=Entry())


HANDLERS = [parts, parts_with_errors, status_page, desk, dossier]
