"""Proof that a form was made by us for this browser: a hidden field that no other site can know."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard
from markupsafe import Markup

from gehoor.errors import GehoorError
from gehoor.web.cookies import CookieJar
from gehoor.web.form_reading import read_form
from gehoor.web.sessions import any_session_of
from gehoor.web.tenancy import tenant_of

FIELD = "_csrf"
COOKIE = "gehoor_formulier"
#: The option of a handler that takes a POST and yet changes nothing for anybody: it needs no proof, for whoever has it
#: called by a browser of somebody else gains nothing. Such a handler looks at no session.
CHANGES_NOTHING = "changes_nothing"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_SEED = "csrf_seed"
_MASK_LENGTH = 32

Connection = ASGIConnection[Any, Any, Any, Any]


class FormNotRecognised(GehoorError):
    """The hidden field is missing, too old or not ours."""

    code = "form_not_recognised"


class FormProof:
    """Makes and checks the hidden field; it is tied to the municipality and to the session or the browser."""

    def __init__(self, secret: bytes, cookies: CookieJar) -> None:
        if len(secret) < 32:
            raise ValueError("The secret for forms must be at least 32 bytes long.")
        self._secret = secret
        self._cookies = cookies

    def token(self, connection: Connection) -> str:
        """A token for a form on this page; a browser without a session gets a cookie to tie it to."""
        if not self._seed(connection):
            fresh = connection.scope["state"][_SEED] = secrets.token_urlsafe(32)
            self._cookies.set(connection.scope, COOKIE, fresh)
        return _masked(self._proof(connection, self._seed(connection)))

    def field(self, connection: Connection) -> Markup:
        """The hidden field for in a form."""
        return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, self.token(connection))

    def is_ours(self, connection: Connection, token: str) -> bool:
        """Whether this token was made for this browser, here."""
        seed = self._seed(connection)
        return bool(seed) and hmac.compare_digest(_unmasked(token), self._proof(connection, seed))

    def _seed(self, connection: Connection) -> str:
        session = any_session_of(connection)
        if session is not None:
            return f"session {session.csrf}"
        seed = connection.scope["state"].get(_SEED) or connection.cookies.get(self._cookies.name(COOKIE))
        return f"browser {seed}" if seed else ""

    def _proof(self, connection: Connection, seed: str) -> bytes:
        message = f"{tenant_of(connection).slug}\n{seed}".encode()
        return hmac.new(self._secret, message, hashlib.sha256).digest()


def _masked(proof: bytes) -> str:
    """The proof under a fresh mask: it reads differently each time, so compression gives nothing away."""
    mask = secrets.token_bytes(_MASK_LENGTH)
    return base64.urlsafe_b64encode(mask + _xor(mask, proof)).decode()


def _unmasked(token: str) -> bytes:
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return b""
    return _xor(raw[:_MASK_LENGTH], raw[_MASK_LENGTH:]) if len(raw) == 2 * _MASK_LENGTH else b""


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def forms_must_be_ours(proof: FormProof) -> Guard:
    """The guard of the whole application: what changes something needs the hidden field, whatever the handler does."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        asks_proof = not handler.opt.get(CHANGES_NOTHING, False)
        if asks_proof and isinstance(connection, Request) and connection.method not in _SAFE_METHODS:
            form = await read_form(connection)
            if not proof.is_ours(connection, form.text(FIELD)):
                raise FormNotRecognised("Wij konden niet nagaan of dit formulier van u komt.")

    return guard


def sent_from_our_page(connection: Connection) -> bool:
    """Whether the browser itself says that the form was on a page of this site; other sites cannot fake this."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = connection.headers.get("origin", "")
    return origin.partition("://")[2].lower() == connection.headers.get("host", "").lower() != ""
