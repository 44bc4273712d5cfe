"""Coming in and one's own account: invitations, the second step, passkeys, the identity provider and sessions."""

from __future__ import annotations

from gehoor.web.account import (
    enrolment,
    invitation,
    overview,
    passkey_entrance,
    password,
    provider,
    recovery_codes,
    second_step,
)

HANDLERS = [
    *invitation.HANDLERS,
    *second_step.HANDLERS,
    *passkey_entrance.HANDLERS,
    *provider.HANDLERS,
    *enrolment.HANDLERS,
    *recovery_codes.HANDLERS,
    *password.HANDLERS,
    *overview.HANDLERS,
]
