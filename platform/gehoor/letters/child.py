"""The process that makes PDFs, started by `pdf.PdfRenderer`, which goes away when there is nothing to do.

It runs apart because the layout library is large and can be made to work hard: here it costs the platform
nothing between letters, and a letter that takes too long or too much memory takes only this process along.
"""

from __future__ import annotations

import logging
import os
import resource
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, BinaryIO

from gehoor.letters import frames, marks, pictures, xmp
from gehoor.letters.confined import confine
from gehoor.letters.facts import NAME as FACTS

_VARIANT = "pdf/a-3a"


def main(idle: float, max_jobs: int, max_mb: int) -> None:
    """Answer jobs from standard input until it is quiet for `idle` seconds or a limit is reached."""
    os.nice(15)
    jobs = sys.stdin.buffer
    # Only frames may go over the pipe, so whatever prints is led to standard error.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Looking for its libraries, the PDF library starts a program: that must be over before nothing may start.
    with suppress(Exception):
        import_module("weasyprint")
    confine()
    for _ in range(max_jobs):
        # A job is sent only after the reply to the one before, so nothing waits unseen in the buffer.
        if not select.select([jobs], [], [], idle)[0]:
            return
        task = _next_task(jobs)
        if task is None or not _sent(_reply(task), replies) or _resident_mb() > max_mb:
            return


def _next_task(jobs: BinaryIO) -> frames.Task | None:
    """The next task, or nothing when the platform has closed the pipe."""
    head = jobs.read(frames.LENGTH_BYTES)
    if len(head) < frames.LENGTH_BYTES:
        return None
    size = frames.length(head)
    body = jobs.read(size)
    return frames.task(body) if len(body) == size else None


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


def _reply(task: frames.Task) -> frames.Reply:
    return _letter(task) if isinstance(task, frames.Job) else _picture(task)


def _letter(job: frames.Job) -> frames.Reply:
    try:
        pdf = _pdf(job.html, job.facts)
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


def _picture(picture: frames.Picture) -> frames.Reply:
    try:
        return pictures.redrawn(picture)
    except pictures.NotAPicture as reason:
        return frames.NotMade(str(reason))
    except MemoryError:
        return frames.NotMade("de afbeelding is te groot. Maak de afbeelding kleiner.")
    except Exception as error:
        return frames.NotMade(f"de afbeelding is beschadigd of van een andere soort ({type(error).__name__}).")


def _pdf(html: str, facts: bytes) -> bytes:
    """One file that is both PDF/UA-1 (accessible) and PDF/A-3a (to be kept)."""
    import weasyprint

    fetcher, holes = _closed_fetcher(), _Holes()
    # A base that joins nothing: a relative address arrives at the fetcher as it is, and is refused there.
    with holes.watched():
        pages = weasyprint.HTML(string=html, base_url="letter:", url_fetcher=fetcher).render(pdf_variant=_VARIANT)
    metadata = pages.metadata
    if not metadata.title or not metadata.lang:
        raise _NotForPaper(
            "het sjabloon noemt geen titel of geen taal. Beide zijn nodig om de brief te laten voorlezen."
        )
    written = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *standard: xmp.with_accessibility_mark(written(*standard))
    if facts:
        metadata.attachments = [
            *(metadata.attachments or ()),
            weasyprint.Attachment(
                string=facts, name=FACTS, relationship="Data", description="De gegevens van deze brief voor computers"
            ),
        ]
    pdf: bytes = pages.write_pdf(pdf_variant=_VARIANT, finisher=marks.finish)
    if fetcher.refused:
        raise _NotForPaper(
            "het sjabloon verwijst naar een bestand buiten de brief. Neem de afbeelding of stijl in de brief"
            " zelf op, of haal de verwijzing weg."
        )
    if holes.found:
        raise _NotForPaper(
            "een afbeelding in de brief kan niet worden gelezen. Vervang de afbeelding, of haal die weg."
        )
    return pdf


class _Holes(logging.Handler):
    """Hears that a picture could not be shown, which the library only writes down: no letter goes out with a hole."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found = False

    def emit(self, record: logging.LogRecord) -> None:
        self.found = self.found or "image" in str(record.msg).lower()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Listen while a letter is laid out."""
        logger = logging.getLogger("weasyprint")
        logger.addHandler(self)
        try:
            yield
        finally:
            logger.removeHandler(self)


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
