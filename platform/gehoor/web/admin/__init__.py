"""The pages of the administrator of a municipality: people, offices, settings and the log, and no complaints."""

from __future__ import annotations

from gehoor.web.admin import (
    accounts,
    closing_days,
    log,
    look,
    offices,
    options,
    overview,
    people,
    retention,
    units,
)

HANDLERS = [
    *overview.HANDLERS,
    *people.HANDLERS,
    *accounts.HANDLERS,
    *offices.HANDLERS,
    *units.HANDLERS,
    *options.HANDLERS,
    *closing_days.HANDLERS,
    *look.HANDLERS,
    *retention.HANDLERS,
    *log.HANDLERS,
]
