"""The one way in which making a letter fails."""

from __future__ import annotations

from gehoor.errors import GehoorError


class LetterFailed(GehoorError):
    """The letter could not be made; `template`, `placeholder` and `line` name the cause where it is known."""

    code = "letter_failed"

    def __init__(
        self, message: str, *, template: str | None = None, placeholder: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.line = line
        self.template = template
        self.placeholder = placeholder
