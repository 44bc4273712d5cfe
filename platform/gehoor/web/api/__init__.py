"""What programs ask of a municipality: the answers of its law, and how to ask for them."""

from __future__ import annotations

from gehoor.web.api import description, explanation

HANDLERS = [*explanation.HANDLERS, *description.HANDLERS]
