"""The one family of errors of the platform, without a word of HTTP in it."""

from __future__ import annotations


class GehoorError(Exception):
    """Something a caller can act on: `code` for machines, the message in plain words for people."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        if code is not None:
            self.code = code


class InvalidInput(GehoorError):
    """What was entered cannot be taken; `field` names the place."""

    code = "invalid_input"


class NotFound(GehoorError):
    """There is no such thing here, or it is not for whoever asks: the two are not told apart."""

    code = "not_found"


class NotAllowed(GehoorError):
    """The office of whoever asks does not permit this."""

    code = "not_allowed"


class Refused(GehoorError):
    """The law or the state of the case does not permit this now; the message gives the reason."""

    code = "refused"


class ConcurrentChange(GehoorError):
    """Somebody else changed the case in the meantime; reload and try again."""

    code = "concurrent_change"
