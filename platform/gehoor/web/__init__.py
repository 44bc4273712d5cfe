"""The server-rendered web layer: pages, forms, sessions, and the guards around them."""

from __future__ import annotations

import sys

# Litestar switches on its pydantic support as soon as pydantic can be imported, which happens through a
# dependency of Piccolo; nothing here uses it and it costs 8 MB of memory, so it is hidden before Litestar loads.
sys.modules.setdefault("pydantic", None)  # type: ignore[arg-type]  # None is Python's own sign for "do not import".
