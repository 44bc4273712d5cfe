"""Reads a posted form once, within limits, and keeps what was typed even when a file is too big."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from typing import IO, Any
from urllib.parse import parse_qsl

from litestar import Request
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.exceptions import ClientException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send
from multipart import (  # type: ignore[import-untyped]  # Litestar's own parser library; it ships no types.
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from gehoor.services.file_kinds import FILE_LIMIT, KEPT_LIMIT, MEGABYTE

__all__ = [
    "BODY_LIMIT", "FILE_LIMIT", "KEPT_LIMIT", "MEGABYTE", "TEXT_LIMIT", "Form", "FormsClosed", "PostedForm", "Upload",
    "form_already_read", "read_form",
]  # fmt: skip

# Of a file that is bigger than its limit the rest is read and thrown away, so the text of the form survives.
#: All typed text together, which is far more than all fields take.
TEXT_LIMIT = 4 * MEGABYTE
#: A form that is bigger than this is not read any further and what was typed in it is lost. Up to here only bytes
#: of files are thrown away, which costs nothing, so the limit is far above what may be kept.
BODY_LIMIT = 500 * MEGABYTE
#: How much of a form that is too big is read and thrown away: a browser shows no answer before it has sent it all.
_DRAIN_LIMIT = 500 * MEGABYTE
_PARTS_LIMIT = 500
_IN_MEMORY = 256_000
_STATE = "form"


class Upload:
    """A file as it arrived: `size` is what was sent, which is more than was kept when the file is too big."""

    def __init__(self, field: str, filename: str) -> None:
        self.field = field
        self.filename = filename
        self.size = 0
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # Form closes it.

    def start(self, length: int) -> bytes:
        """The first `length` bytes."""
        self.file.seek(0)
        return self.file.read(length)

    def content(self) -> bytes:
        """The whole file, or as much of it as was kept."""
        self.file.seek(0)
        return self.file.read()


class Form:
    """What was posted: texts as typed, files in the order they came."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.uploads: list[Upload] = []

    def text(self, name: str) -> str:
        """What was typed in a field, exactly as it came; empty when the field is not there."""
        return self.texts.get(name, [""])[-1]

    def texts_of(self, name: str) -> list[str]:
        """Everything chosen in a field that can be chosen more than once."""
        return self.texts.get(name, [])

    def files_of(self, name: str) -> list[Upload]:
        """The files chosen in a field."""
        return [upload for upload in self.uploads if upload.field == name]

    def close(self) -> None:
        """Let go of the files."""
        for upload in self.uploads:
            upload.file.close()


#: The type of a handler's argument `form`; the application reads the form before it calls the handler.
PostedForm = NamedDependency[Form]


class FormsClosed(ASGIMiddleware):
    """Throws the files of a posted form away when the request is over."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        try:
            await next_app(scope, receive, send)
        finally:
            form: Form | None = scope["state"].pop(_STATE, None)
            if form is not None:
                form.close()


async def read_form(request: Request[Any, Any, Any]) -> Form:
    """The posted form; it is read from the network once and is the same object for everyone who asks."""
    state = request.scope["state"]
    if _STATE not in state:
        form = state[_STATE] = Form()
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind == "multipart/form-data":
            body = _Body(request.receive, BODY_LIMIT)
            await body.into(_read_multipart(form, options.get("boundary", ""), body))
        elif kind == "application/x-www-form-urlencoded":
            body = _Body(request.receive, TEXT_LIMIT)
            await body.into(_read_urlencoded(form, body))
    read: Form = state[_STATE]
    return read


def form_already_read(request: Request[Any, Any, Any]) -> Form:
    """The posted form as far as it was read, for a page that says why it went no further."""
    form: Form | None = request.scope["state"].get(_STATE)
    return form or Form()


class _Body:
    """The bytes of a request as they come in, up to a limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._finished = False

    async def chunks(self) -> AsyncIterator[bytes]:
        total = 0
        while not self._finished:
            chunk = await self._next()
            total += len(chunk)
            if total > self._limit:
                raise RequestEntityTooLarge
            if chunk:
                yield chunk

    async def _next(self) -> bytes:
        message = await self._receive()
        if message["type"] != "http.request":
            self._finished = True
            raise ClientException("The browser went away before it had sent everything.")
        self._finished = not message.get("more_body", False)
        return message["body"]

    async def into(self, reading: Any) -> None:
        """Await `reading`; when it gives up, take in what the browser still sends, so that it shows our answer."""
        try:
            await reading
        except (RequestEntityTooLarge, ClientException):
            total = 0
            while not self._finished and total < _DRAIN_LIMIT:
                total += len(await self._next())
            raise


async def _read_urlencoded(form: Form, body: _Body) -> None:
    raw = b"".join([chunk async for chunk in body.chunks()])
    try:
        pairs = parse_qsl(raw.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=_PARTS_LIMIT)
    except ValueError as problem:
        raise RequestEntityTooLarge from problem
    for name, value in pairs:
        form.texts.setdefault(name, []).append(value)


async def _read_multipart(form: Form, boundary: str, body: _Body) -> None:
    try:
        with PushMultipartParser(boundary, max_segment_count=_PARTS_LIMIT) as parser:
            parts = _Parts(form)
            async for chunk in body.chunks():
                for event in parser.parse(chunk):
                    parts.take(event)
    except ParserLimitReached as problem:
        raise RequestEntityTooLarge from problem
    except MultipartError as problem:
        raise ClientException("The form could not be read.") from problem


class _Parts:
    """Sorts the parts of a multipart form into texts and files."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._name = ""
        self._text: bytearray | None = None
        self._upload: Upload | None = None
        self._typed = 0
        self._kept = 0

    def take(self, event: MultipartSegment | bytes | None) -> None:
        """Take what the parser found: the head of a part, some of its bytes, or (None) its end."""
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event is None:
            if self._text is not None:
                self._form.texts.setdefault(self._name, []).append(self._text.decode("utf-8", "replace"))
        elif self._text is not None:
            self._typed += len(event)
            if self._typed > TEXT_LIMIT:
                raise RequestEntityTooLarge
            self._text += event
        elif self._upload is not None:
            self._keep(self._upload, event)

    def _begin(self, part: MultipartSegment) -> None:
        self._name = part.name
        self._text = bytearray() if part.filename is None else None
        self._upload = None
        # A browser sends a part with an empty file name for a file field in which nothing was chosen.
        if part.filename:
            self._upload = Upload(part.name, part.filename)
            self._form.uploads.append(self._upload)

    def _keep(self, upload: Upload, chunk: bytes) -> None:
        room = min(FILE_LIMIT - upload.size, KEPT_LIMIT - self._kept)
        upload.size += len(chunk)
        kept = chunk[: max(room, 0)]
        upload.file.write(kept)
        self._kept += len(kept)
