"""Writing a complaint down for somebody: the form, reading it back, filing it, and what the complainant gets."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from gehoor.domain.complaint import Channel, Mandate
from gehoor.domain.organisation import Actor
from gehoor.errors import GehoorError
from gehoor.letters.failure import LetterFailed
from gehoor.services import access, casefile, channel, correspondence, incoming_tray, intake
from gehoor.services.access import may_handle, require_part
from gehoor.services.asking import answered
from gehoor.services.dossier import Dossier
from gehoor.services.intake import Filed
from gehoor.services.projection import stored_answers
from gehoor.services.uploads import Upload
from gehoor.storage import cases
from gehoor.web.cookies import CookieJar
from gehoor.web.desk import recording_form as fields
from gehoor.web.desk import representative_form, words
from gehoor.web.desk.pages import MAY_RECORD, RECORDING, desk_page
from gehoor.web.form_reading import Form
from gehoor.web.forms import Entry
from gehoor.web.here import AnyRequest, actor_of, now, place_of, platform_of

CHANGE, FILE, DONE, COPY = (
    f"{RECORDING}/{name}" for name in ("wijzigen", "vastleggen", "klaar", "klaar/afschrift.pdf")
)
#: Lets this browser come back to what it filed last; worthless without the installation's secret and a session.
COOKIE = "gehoor_opgenomen"
KEPT_SECONDS = 30 * 60


@get(RECORDING)
async def opened(request: AnyRequest, bericht: FromQuery[str] = "") -> Response[Any]:
    """The empty form; with `bericht`, filled in with what that mail says."""
    actor = _recorder(request)
    if not bericht:
        return _form(request, actor, fields.blank(request))
    number = int(bericht) if bericht.isascii() and bericht.isdecimal() and len(bericht) < 13 else 0
    message, mail, _ = await incoming_tray.read_again(place_of(request), actor, number)
    return _form(request, actor, fields.of_mail(request, message, mail), shortened=len(mail.text) > fields.LONG - 400)


@post(RECORDING)
async def read_back(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Shows everything, to be read to the complainant before it is filed."""
    actor, entry = _recorder(request), Entry(form)
    told = fields.read_complaint(request, entry)
    if entry.errors:
        return _form(request, actor, entry, status=422)
    return _reading(request, actor, entry, form, told)


@post(CHANGE, status_code=200)
async def change(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Back to the form with everything that was typed."""
    return _form(request, _recorder(request), Entry(form))


@post(FILE)
async def file(request: AnyRequest, form: NamedDependency[Form]) -> Response[Any]:
    """Puts the complaint on the register, once for each opening of the form."""
    actor, entry = _recorder(request), Entry(form)
    told = fields.read_complaint(request, entry)
    if entry.errors:
        return _form(request, actor, entry, status=422)
    agreed = entry.flag(fields.AGREED, required=_agreement(told))
    uploads = tuple(Upload(f.filename, f.media_type, f.content) for f in entry.files(fields.FILES))
    told = _with_mandate(entry, told)
    if entry.errors:
        return _reading(request, actor, entry, form, told, status=422)
    told = msgspec.structs.replace(told, uploads=uploads, read_back=agreed and told.channel is Channel.ORAL)
    key = fields.submission_key(form)
    try:
        filed = await _put(request, actor, told, key, fields.message_of(form))
    except GehoorError as problem:
        entry.errors.add("ontvangen" if problem.field == "received" else "wat", problem.message)
        return _form(request, actor, entry, status=422)
    _jar(request).set(request.scope, COOKIE, key, max_age=KEPT_SECONDS)
    return Redirect(f"{DONE}?anders=1" if filed.differs else DONE, status_code=303)


@get(DONE)
async def filed_page(request: AnyRequest, anders: FromQuery[str] = "") -> Response[Any]:
    """What the complainant takes home: the number, the access code and the dates."""
    actor = _recorder(request)
    found = await _last_filed(request, actor, "opgenomen")
    if found is None:
        return Redirect(RECORDING, status_code=303)
    deadlines, _ = stored_answers(found.case)
    return desk_page(
        request,
        actor,
        "desk_recorded.html",
        reference=found.reference,
        code=intake.access_code_of(platform_of(request).secret, _key_held(request)),
        settlement=next((deadline for deadline in deadlines if deadline.key == "settlement"), None),
        status_address=place_of(request).tenant.file.hosts[0],
        copy=COPY,
        differs=bool(anders),
        may_open=answered(lambda: may_handle(found, actor), False),
        represented=found.received.complaint.representation is not None,
    )


@get(COPY)
async def copy_of_what_was_entered(request: AnyRequest) -> Response[Any]:
    """The copy of what was entered, as PDF, for the complainant."""
    actor = _recorder(request)
    found = await _last_filed(request, actor, "afschrift")
    if found is None:
        return Redirect(RECORDING, status_code=303)
    letter, render = await casefile.receipt_copy_of(found.case_id), platform_of(request).renderer.render
    try:
        pdf = await correspondence.pdf_of(place_of(request), found.case_id, letter, render, now(request))
    except LetterFailed as failure:
        return desk_page(request, actor, "desk_no_letter.html", status=503, base="", why=failure.message)
    headers = {"Content-Disposition": f'inline; filename="{found.reference}-afschrift.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _recorder(request: AnyRequest) -> Actor:
    actor = actor_of(request)
    require_part(place_of(request), actor, *MAY_RECORD)
    return actor


def _with_mandate(entry: Entry, told: intake.Entry) -> intake.Entry:
    """The complaint with the file of the mandate, where the first page said that there is one."""
    who = told.representative
    if who is None or who.mandate is not Mandate.UPLOADED:
        return told
    files = entry.files(fields.MANDATE)
    if len(files) != 1 and not entry.errors.get(fields.MANDATE):
        entry.errors.add(fields.MANDATE, "Voeg de machtiging toe als één bestand, of kies Wijzigen.")
        return told
    file = Upload(files[0].filename, files[0].media_type, files[0].content) if files else None
    return msgspec.structs.replace(told, representative=msgspec.structs.replace(who, file=file))


def _agreement(told: intake.Entry) -> str:
    if told.channel is Channel.ORAL:
        return "Lees de klacht voor. Kruis aan dat de klager het ermee eens is, of kies Wijzigen."
    return "Kijk na of alles klopt en kruis dat aan, of kies Wijzigen."


async def _put(request: AnyRequest, actor: Actor, told: intake.Entry, key: str, mail: int | None) -> Filed:
    platform, place, at = platform_of(request), place_of(request), now(request)
    if mail is not None:
        return await incoming_tray.register(place, actor, mail, told, key, platform.secret, at)
    return await intake.file_complaint(place, told, key, platform.secret, actor.person, at)


def _form(
    request: AnyRequest, actor: Actor, entry: Entry, status: int = 200, *, shortened: bool = False
) -> Response[Any]:
    place = place_of(request)
    return desk_page(
        request,
        actor,
        "desk_recording.html",
        status=status,
        shortened=shortened,
        entry=entry,
        channels=fields.CHANNELS,
        units=words.units_of(place),
        entities=words.sides_of(place),
        key_field=fields.KEY,
        representative_kinds=representative_form.KINDS,
        representative_seen=representative_form.SEEN,
        letters=fields.LETTERS,
        letter_rule=channel.rule_of(place.rulebook(place.day(now(request)))),
        next_address=RECORDING,
    )


def _reading(
    request: AnyRequest, actor: Actor, entry: Entry, form: Form, told: intake.Entry, status: int = 200
) -> Response[Any]:
    return desk_page(
        request,
        actor,
        "desk_read_back.html",
        status=status,
        entry=entry,
        told=told,
        oral=told.channel is Channel.ORAL,
        entries=[(label, text) for label, text in intake.entries_of(place_of(request), told) if text],
        carried=fields.carried(form, fields.submission_key(form)),
        file_address=FILE,
        change_address=CHANGE,
    )


def _jar(request: AnyRequest) -> CookieJar:
    return CookieJar(https=platform_of(request).settings.https)


def _key_held(request: AnyRequest) -> str:
    return request.cookies.get(_jar(request).name(COOKIE), "")


async def _last_filed(request: AnyRequest, actor: Actor, what: str) -> Dossier | None:
    """The case this person filed last in this browser; nothing after half an hour, or for a colleague."""
    key = _key_held(request)
    row = await cases.by_submission_key(sha256(key.encode()).hexdigest()) if key else None
    return await access.read_recorded(place_of(request), actor, row.case_id, now(request), what) if row else None


HANDLERS = [opened, read_back, change, file, filed_page, copy_of_what_was_entered]
