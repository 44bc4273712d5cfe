"""Which files people may send: few kinds, known by what is in them and not by their name alone."""

from __future__ import annotations

import math
import re
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import IO, Final

from gehoor.errors import InvalidInput

MEGABYTE: Final = 1_000_000
#: Of one file no more than this is kept.
FILE_LIMIT: Final = 10 * MEGABYTE
#: Of all files together no more than this is kept.
KEPT_LIMIT: Final = 25 * MEGABYTE
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
#: Ending of the name -> what must be in the file.
_KINDS = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".docx": _WORD,
    ".odt": _ODT,
    ".txt": "text/plain",
}
#: For the `accept` attribute of a file field.
ACCEPT = ",".join(_KINDS)
KINDS_IN_WORDS = "pdf, Word (docx), OpenDocument (odt), tekst (txt), jpg, png en webp"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_HEAD = 8192


def megabytes(size: int) -> str:
    """A size in Dutch, rounded up so that what is too big also looks it: "12,4 MB"."""
    return f"{math.ceil(size * 10 / MEGABYTE) / 10:.1f} MB".replace(".0 ", " ").replace(".", ",")


def clean_filename(name: str) -> str:
    """The name without folders and without characters that mislead or cannot be in a file name."""
    last = PurePosixPath(name.replace("\\", "/")).name
    cleaned = " ".join(_NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", last)).split())
    path = PurePosixPath(cleaned)
    stem, ending = path.stem.strip(". ") or "bestand", path.suffix
    return stem[: 120 - len(ending[:12])] + ending[:12]


def kind_of(file: IO[bytes], size: int, filename: str) -> str:
    """The media type of a file whose name and content agree; otherwise an error that names the file."""
    expected = _KINDS.get(PurePosixPath(filename).suffix.lower())
    if expected is None:
        raise InvalidInput(
            f"{filename} is niet toegevoegd: dit soort bestand nemen wij niet aan. Stuur {KINDS_IN_WORDS}."
        )
    if not size:
        raise InvalidInput(f"{filename} is niet toegevoegd: het bestand is leeg.")
    if size > FILE_LIMIT:
        raise InvalidInput(
            f"{filename} is niet toegevoegd: het is {megabytes(size)} groot en een bestand mag hoogstens"
            f" {megabytes(FILE_LIMIT)} zijn. Maak het kleiner of stuur een deel."
        )
    if not _holds(file, expected):
        raise InvalidInput(
            f"{filename} is niet toegevoegd: wat erin zit past niet bij de naam."
            f" Sla het bestand opnieuw op als {KINDS_IN_WORDS}."
        )
    return expected


def _holds(file: IO[bytes], media_type: str) -> bool:
    file.seek(0)
    if media_type == "text/plain":
        return not _BINARY.search(file.read())
    if media_type in (_WORD, _ODT):
        return _document_in_zip(file) == media_type
    # Imported here: its list of kinds takes more than a megabyte, and most processes never see a file.
    import puremagic

    try:
        matches = puremagic.magic_string(file.read(_HEAD))
    except (puremagic.PureError, ValueError):
        return False
    # Some kinds begin alike; only the surest matches say what a file is.
    surest = max(match.confidence for match in matches)
    return any(match.mime_type == media_type and match.confidence == surest for match in matches)


def _document_in_zip(file: IO[bytes]) -> str:
    """Which kind of document a zip file is, by the parts it must have; macros make it none."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
                return ""
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return _WORD
            if "mimetype" in names and "content.xml" in names:
                with archive.open("mimetype") as part:
                    return part.read(200).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        # Damaged, encrypted or packed in a way nobody uses for documents.
        return ""
    return ""
