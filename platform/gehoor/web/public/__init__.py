"""The pages for whoever has a complaint: what it is, sending it, and following it."""

from __future__ import annotations

from gehoor.web.public import complaint, home, links, received, statements, status
from gehoor.web.public.addresses import FOOTER_LINKS, NAVIGATION

__all__ = ["FOOTER_LINKS", "HANDLERS", "NAVIGATION"]

HANDLERS = [
    home.home,
    complaint.empty_form,
    complaint.send,
    received.confirmation,
    received.copy_of_what_was_entered,
    status.ask_code,
    status.enter_code,
    status.stand,
    status.letter_as_pdf,
    status.choose_way,
    status.leave,
    *links.HANDLERS,
    statements.accessibility,
    statements.privacy,
]
