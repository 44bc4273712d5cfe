"""One's own account: the second step, recovery codes, the password, and where one is signed in."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect, Response

from gehoor.services import recovery, second_factor
from gehoor.storage import sessions as stored
from gehoor.web.account.addresses import SESSIONS
from gehoor.web.account.pages import account_page, own_account
from gehoor.web.addresses import ACCOUNT
from gehoor.web.form_reading import Form
from gehoor.web.here import AnyRequest, now, place_of, platform_of
from gehoor.web.sessions import IDLE_LIMIT, is_alive, session_required

#: What to say after something was done, by the code in the address.
DONE = {
    "stap": "Uw nieuwe tweede stap is ingesteld.",
    "weg": "De tweede stap is weggehaald.",
    "codes": "Uw herstelcodes zijn gemaakt. Bewaar ze goed.",
    "wachtwoord": "Uw wachtwoord is gewijzigd. In alle andere browsers bent u afgemeld.",
    "sessie": "U bent in die browser afgemeld.",
    "sessies": "U bent in alle andere browsers afgemeld.",
    "herstelcode": "U bent aangemeld met een herstelcode. Die code werkt nu niet meer.",
}


@get(ACCOUNT)
async def overview(request: AnyRequest, gedaan: FromQuery[str] = "") -> Response[Any]:
    """Everything about one's own account on one page."""
    session, at = session_required(request), now(request)
    listed = [one for one in await stored.sessions_of(session.person_id, at) if is_alive(one, at)]
    setting = place_of(request).tenant.file.sign_in
    account = await own_account(request, session)
    factors = await second_factor.of(session.person_id)
    return account_page(
        request,
        "account_overview.html",
        account=account,
        factors=factors,
        may_take_away=len(factors) > 1 or platform_of(request).settings.demo or setting.second_factor_at_provider,
        codes_left=await recovery.left(session.person_id),
        has_password=bool(account.password_hash) and setting.passwords,
        listed=listed,
        own_handle=session.handle,
        idle_minutes=int(IDLE_LIMIT.total_seconds() // 60),
        done=DONE.get(gedaan, ""),
        recovered=gedaan == "herstelcode",
    )


@post(SESSIONS)
async def end_sessions(request: AnyRequest, form: NamedDependency[Form]) -> Redirect:
    """Ends one other session of this person, or all others."""
    session, which = session_required(request), form.text("sessie")
    if which == "alle":
        await stored.end_sessions_of(session.person_id, but=session.handle)
        return Redirect(f"{ACCOUNT}?gedaan=sessies", status_code=303)
    await stored.end_session_by_handle(session.person_id, which)
    return Redirect(f"{ACCOUNT}?gedaan=sessie", status_code=303)


HANDLERS = [overview, end_sessions]
