"""A page for coming in or for one's own account, and who may see which."""

from __future__ import annotations

from typing import Any

from litestar.response import Redirect, Response

from gehoor.errors import NotAllowed
from gehoor.services import accounts, second_factor
from gehoor.services.passkeys import Site
from gehoor.storage.people import Account
from gehoor.storage.sessions import Session, Stage
from gehoor.web.account import addresses
from gehoor.web.account.addresses import SECOND_STEP, with_next
from gehoor.web.assets import static_address
from gehoor.web.desk.pages import desk_page
from gehoor.web.here import AnyRequest, actor_of, now, place_of, platform_of
from gehoor.web.rendering import page
from gehoor.web.sessions import SignInNeeded, any_session_of, session_of
from gehoor.web.tenancy import host_of


def account_page(request: AnyRequest, template: str, *, status: int = 200, **context: Any) -> Response[Any]:
    """A page at the desk for who is signed in, and a page without its menu for who is not or not yet."""
    shared = {
        "places": addresses,
        "passkey_script": static_address("passkey.js"),
        "signed_in": session_of(request) is not None,
        "halfway": any_session_of(request) is not None and session_of(request) is None,
        **context,
    }
    if session_of(request) is not None:
        return desk_page(request, actor_of(request), template, status=status, **shared)
    return page(request, template, status=status, **shared)


def enrolling(request: AnyRequest) -> Session:
    """The session of somebody who may set up a second factor: signed in, or past the password without having one."""
    session = any_session_of(request)
    if session is None or session.stage is Stage.SECOND_FACTOR:
        raise SignInNeeded("Meld u aan om deze pagina te zien.")
    return session


def proof_first(request: AnyRequest, session: Session, back: str) -> Redirect | None:
    """Where to show a second factor again, when that was too long ago to change one's account."""
    if session.stage is Stage.ENROLMENT or second_factor.is_recent(session.proven_at, now(request)):
        return None
    return Redirect(with_next(SECOND_STEP, back), status_code=303)


async def own_account(request: AnyRequest, session: Session) -> Account:
    """The account of who holds this session."""
    account = await accounts.open_account(accounts.person_of(place_of(request), session.person_id))
    if account is None:
        raise NotAllowed("Dit account staat uit. Vraag uw beheerder.")
    return account


def site_of(request: AnyRequest) -> Site:
    """This site as a browser names it, for a passkey."""
    scheme = "https" if platform_of(request).settings.https else "http"
    return Site(host=host_of(request.scope), origin=f"{scheme}://{request.headers.get('host', '').strip().lower()}")


def address_here(request: AnyRequest, path: str) -> str:
    """The whole address of a page of this site."""
    return f"{site_of(request).origin}{path}"


def loopback_of(request: AnyRequest) -> bool:
    """Whether an identity provider may be on this machine without https, as it is when somebody tries things out."""
    return not platform_of(request).settings.https
