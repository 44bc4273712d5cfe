"""Lets somebody in after what was shown turned out right: all the way, or as far as the second step."""

from __future__ import annotations

from litestar.response import Redirect

from gehoor.services import second_factor
from gehoor.storage.sessions import Session, Stage
from gehoor.web.account.addresses import SECOND_STEP, SET_UP, onward, with_next
from gehoor.web.account.device import device_words, remember_device
from gehoor.web.here import AnyRequest, platform_of
from gehoor.web.sessions import Entry, sign_in


async def let_in(
    request: AnyRequest, person_id: str, further: str, *, means: str = "password", whole: bool = False
) -> Redirect:
    """Begins a session and leads on. `whole` means that a second factor was shown as well."""
    demo = platform_of(request).settings.demo
    stage = Stage.FULL if whole else await second_factor.stage_after_password(person_id, demo=demo)
    session = await sign_in(request, person_id, Entry(stage=stage, means=means, device=device_words(request)))
    if stage is Stage.FULL:
        await remember_device(request, person_id)
    return Redirect(next_page(session, further), status_code=303)


def next_page(session: Session, further: str) -> str:
    """Where somebody with this session goes now."""
    if session.stage is Stage.SECOND_FACTOR:
        return with_next(SECOND_STEP, further)
    return SET_UP if session.stage is Stage.ENROLMENT else onward(further)
