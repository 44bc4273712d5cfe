"""The browser somebody uses: recognised by a cookie from an earlier time, and named in a few words."""

from __future__ import annotations

from gehoor.services import attempts
from gehoor.web.cookies import CookieJar
from gehoor.web.here import AnyRequest, now, platform_of

COOKIE = "gehoor_apparaat"
_LONGEST = 100
#: What stands in the header of a browser -> its name. The first that fits counts: others call themselves Chrome too.
_BROWSERS = (
    *(("Edg/", "Edge"), ("EdgA/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox")),
    *(("SamsungBrowser/", "Samsung Internet"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")),
)
_SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook")),
    *(("Mac OS X", "Mac"), ("Linux", "Linux")),
)


def device_of(request: AnyRequest) -> str:
    """The token this browser got when somebody signed in in it; empty without one."""
    jar = CookieJar(https=platform_of(request).settings.https)
    return request.cookies.get(jar.name(COOKIE), "")[:_LONGEST]


async def known_device_of(request: AnyRequest, person_id: str) -> str:
    """The token of this browser when this person signed in in it before, otherwise empty."""
    device = device_of(request)
    return device if await attempts.is_known(device, person_id, now(request)) else ""


async def remember_device(request: AnyRequest, person_id: str) -> None:
    """From now on this browser is one in which this person signed in."""
    token = await attempts.remember(device_of(request), person_id, now(request))
    jar = CookieJar(https=platform_of(request).settings.https)
    jar.set(request.scope, COOKIE, token, max_age=int(attempts.DEVICE_KEPT.total_seconds()))


def device_words(request: AnyRequest) -> str:
    """The browser in a few words, such as "Firefox op Windows"; no more of its header is kept."""
    header = request.headers.get("user-agent", "")
    browser = next((name for sign, name in _BROWSERS if sign in header), "Een browser")
    system = next((name for sign, name in _SYSTEMS if sign in header), "")
    return f"{browser} op {system}" if system else browser
