"""The desk: signing in, the work list, dossiers with their steps, writing a complaint down, and who sees what."""

from __future__ import annotations

from gehoor.web.desk import dossier, emergency, entrance, inspection, own_cases, papers, recording, worklist

HANDLERS = [
    *entrance.HANDLERS,
    *worklist.HANDLERS,
    *dossier.HANDLERS,
    *papers.HANDLERS,
    *recording.HANDLERS,
    *own_cases.HANDLERS,
    *inspection.HANDLERS,
    *emergency.HANDLERS,
]
