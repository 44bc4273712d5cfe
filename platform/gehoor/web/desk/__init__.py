"""The desk: signing in, the work list, dossiers with their steps, writing a complaint down, and who sees what."""

from __future__ import annotations

from gehoor.web.desk import (
    dossier,
    emergency,
    entrance,
    incoming_pages,
    inspection,
    own_cases,
    papers,
    print_rounds,
    recording,
    reports,
    sent_list,
    told,
    worklist,
)

HANDLERS = [
    *entrance.HANDLERS,
    *worklist.HANDLERS,
    *dossier.HANDLERS,
    *papers.HANDLERS,
    *recording.HANDLERS,
    *incoming_pages.HANDLERS,
    *own_cases.HANDLERS,
    *inspection.HANDLERS,
    *emergency.HANDLERS,
    *reports.HANDLERS,
    *told.HANDLERS,
    *print_rounds.HANDLERS,
    *sent_list.HANDLERS,
]
