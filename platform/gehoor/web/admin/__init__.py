"""The pages of the administrator of a municipality: people, offices, settings and the log, and no complaints."""

from __future__ import annotations

from gehoor.web.admin import (
    accounts,
    closing_days,
    letter_history,
    letterhead,
    letters,
    log,
    look,
    offices,
    options,
    overview,
    people,
    reminders,
    renaming,
    retention,
    settings,
    units,
    work,
)

HANDLERS = [
    *overview.HANDLERS,
    *people.HANDLERS,
    *renaming.HANDLERS,
    *accounts.HANDLERS,
    *offices.HANDLERS,
    *units.HANDLERS,
    *options.HANDLERS,
    *closing_days.HANDLERS,
    *look.HANDLERS,
    *letters.HANDLERS,
    *letter_history.HANDLERS,
    *letterhead.HANDLERS,
    *reminders.HANDLERS,
    *retention.HANDLERS,
    *settings.HANDLERS,
    *work.HANDLERS,
    *log.HANDLERS,
]
