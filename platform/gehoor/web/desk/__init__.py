"""The desk: signing in, the work list, the dossier with its steps, and writing a complaint down for somebody."""

from __future__ import annotations

from gehoor.web.desk import dossier, entrance, papers, recording, worklist

HANDLERS = [
    *entrance.HANDLERS,
    *worklist.HANDLERS,
    *dossier.HANDLERS,
    *papers.HANDLERS,
    *recording.HANDLERS,
]
