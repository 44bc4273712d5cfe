"""Where the pages for coming in and for one's own account are."""

from __future__ import annotations

from urllib.parse import urlencode

from gehoor.web import addresses
from gehoor.web.addresses import ACCOUNT, SIGN_IN

INVITATION = "/uitnodiging"
SECOND_STEP = f"{SIGN_IN}/tweede-stap"
SECOND_STEP_PASSKEY = f"{SECOND_STEP}/passkey"
PASSKEY = f"{SIGN_IN}/passkey"
PROVIDER = f"{SIGN_IN}/organisatie"
PROVIDER_BACK = f"{PROVIDER}/terug"
PROVIDER_OUT = f"{PROVIDER}/af"
SET_UP = f"{ACCOUNT}/tweede-stap"
SET_UP_APP = f"{SET_UP}/app"
SET_UP_PASSKEY = f"{SET_UP}/passkey"
TAKE_AWAY = f"{SET_UP}/weghalen"
CODES = f"{ACCOUNT}/herstelcodes"
CODES_KEPT = f"{CODES}/bewaard"
PASSWORD = f"{ACCOUNT}/wachtwoord"
SESSIONS = f"{ACCOUNT}/sessies"


def with_next(address: str, further: str) -> str:
    """The address, with where to go after it."""
    return f"{address}?{urlencode({'verder': further})}" if further else address


def onward(further: str) -> str:
    """Where somebody wanted to go after signing in; it leads to the work list and never back to the entrance."""
    wanted = addresses.within_this_site(further)
    entrance = wanted == addresses.HOME or wanted.startswith((addresses.SIGN_IN, addresses.SIGN_OUT))
    return addresses.WORK_LIST if entrance else wanted
