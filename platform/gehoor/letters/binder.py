"""The process that joins PDFs into one for printing, started by `binding` for one task and gone after it.

It runs apart because a PDF from outside can be made to work hard or to break whoever reads it: here that costs
this one task, and the library that reads it never comes into the process that serves pages.
"""

from __future__ import annotations

import io
import os
import resource
import sys

import msgspec

ADDRESS_SPACE = 1024 << 20
CPU_SECONDS = 90


class Piece(msgspec.Struct, frozen=True):
    """Some pages of one of the PDFs: from `first` up to and not including `last`, or all of them."""

    pdf: int
    first: int = 0
    last: int | None = None


class Task(msgspec.Struct, frozen=True):
    """PDFs to count and, where pieces are given, to join in that order.

    With `trial` each is joined by itself first: of what cannot be joined there are no pages.
    """

    pdfs: list[bytes]
    pieces: list[Piece] = []
    title: str = ""
    trial: bool = False


class Bound(msgspec.Struct, frozen=True):
    """How many pages each PDF has, none for what cannot be read; and the one PDF of all pieces."""

    pages: list[int]
    pdf: bytes = b""
    pages_in_all: int = 0


def bind(task: Task) -> Bound:
    """Counts and joins; a PDF that cannot be read has no pages and is left out."""
    from pypdf import PdfReader, PdfWriter

    readers: list[PdfReader | None] = []
    counts: list[int] = []
    for content in task.pdfs:
        reader: PdfReader | None
        try:
            reader = PdfReader(io.BytesIO(content))
            count = len(reader.pages)
            for page in reader.pages if not task.pieces else ():
                page.get_contents()
            if task.trial:
                # Some that can be counted break whoever joins them, and all other letters of a run with it.
                alone = PdfWriter()
                alone.append(reader, import_outline=False)
                alone.write(io.BytesIO())
        except Exception:
            # Whatever is wrong with a file from outside: somebody prints it by hand, and the sheet says so.
            reader, count = None, 0
        readers.append(reader)
        counts.append(count)
    if not task.pieces:
        return Bound(counts)
    writer = PdfWriter()
    for piece in task.pieces:
        reader = readers[piece.pdf]
        if reader is not None:
            last = counts[piece.pdf] if piece.last is None else piece.last
            writer.append(reader, pages=(piece.first, last), import_outline=False)
    writer.add_metadata({"/Title": task.title})
    joined = io.BytesIO()
    writer.write(joined)
    return Bound(counts, joined.getvalue(), len(writer.pages))


def main() -> None:
    """Reads one task from standard input and writes what became of it to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    os.nice(15)
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    sys.stdout.buffer.write(msgspec.msgpack.encode(bind(task)))


if __name__ == "__main__":
    main()
