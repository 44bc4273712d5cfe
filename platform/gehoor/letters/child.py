"""The process that makes PDFs, started by `pdf.PdfRenderer`, which goes away when there is nothing to do.

It runs apart because the layout library is large and can be made to work hard: here it costs the platform
nothing between letters, and a letter that takes too long or too much memory takes only this process along.
"""

from __future__ import annotations

import os
import resource
import select
import sys
from typing import Any, BinaryIO

from gehoor.letters import frames, xmp

ADDRESS_SPACE = 1536 << 20
_VARIANT = "pdf/a-3a"


def main(idle: float, max_jobs: int, max_mb: int) -> None:
    """Answer jobs from standard input until it is quiet for `idle` seconds or a limit is reached."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    os.nice(5)
    jobs = sys.stdin.buffer
    # Only frames may go over the pipe, so whatever prints is led to standard error.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for _ in range(max_jobs):
        # A job is sent only after the reply to the one before, so nothing waits unseen in the buffer.
        if not select.select([jobs], [], [], idle)[0]:
            return
        html = _next_html(jobs)
        if html is None or not _sent(_reply(html), replies) or _resident_mb() > max_mb:
            return


def _next_html(jobs: BinaryIO) -> str | None:
    """The next document, or nothing when the platform has closed the pipe."""
    head = jobs.read(frames.LENGTH_BYTES)
    if len(head) < frames.LENGTH_BYTES:
        return None
    size = frames.length(head)
    body = jobs.read(size)
    return frames.job(body).html if len(body) == size else None


def _sent(reply: frames.Reply, replies: BinaryIO) -> bool:
    try:
        replies.write(frames.frame(reply))
        replies.flush()
    except BrokenPipeError:
        return False
    return True


def _resident_mb() -> float:
    """Memory in use now; the kernel's "highest so far" would count that of the platform that started us."""
    with open("/proc/self/statm", encoding="ascii") as numbers:
        return int(numbers.read().split()[1]) * resource.getpagesize() / (1 << 20)


class _NotForPaper(Exception):
    """A reason, in plain words, why this document does not become a PDF."""


def _reply(html: str) -> frames.Reply:
    try:
        pdf = _pdf(html)
    except _NotForPaper as reason:
        return frames.NotMade(str(reason))
    except MemoryError:
        return frames.NotMade("de brief vraagt te veel geheugen. Maak hem korter of splits hem.")
    except Exception as error:
        # Only the kind of error is told: its text could hold words from somebody's letter.
        return frames.NotMade(f"de opmaak bevat iets waar de PDF-maker niet mee om kan ({type(error).__name__}).")
    if len(pdf) > frames.LARGEST - 1024:
        return frames.NotMade("de PDF is te groot. Gebruik kleinere afbeeldingen.")
    return frames.Made(pdf)


def _pdf(html: str) -> bytes:
    """One file that is both PDF/UA-1 (accessible) and PDF/A-3a (to be kept)."""
    import weasyprint

    fetcher = _closed_fetcher()
    # A base that joins nothing: a relative address arrives at the fetcher as it is, and is refused there.
    pages = weasyprint.HTML(string=html, base_url="letter:", url_fetcher=fetcher).render(pdf_variant=_VARIANT)
    metadata = pages.metadata
    if not metadata.title or not metadata.lang:
        raise _NotForPaper(
            "het sjabloon noemt geen titel of geen taal. Beide zijn nodig om de brief te laten voorlezen."
        )
    written = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *standard: xmp.with_accessibility_mark(written(*standard))
    pdf: bytes = pages.write_pdf(pdf_variant=_VARIANT)
    if fetcher.refused:
        raise _NotForPaper(
            "het sjabloon verwijst naar een bestand buiten de brief. Neem de afbeelding of stijl in de brief"
            " zelf op, of haal de verwijzing weg."
        )
    return pdf


def _closed_fetcher() -> Any:
    """A fetcher that opens nothing but what the document itself carries, and remembers a refusal."""
    from weasyprint.urls import URLFetcher

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # The library has no type information.
        refused = False

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url[:5].lower() == "data:":
                return super().fetch(url, headers)
            # The library survives this error, in places without a trace: a letter with a hole would go out.
            self.refused = True
            raise ValueError("outside the letter")

    return ClosedFetcher(allow_redirects=False)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
