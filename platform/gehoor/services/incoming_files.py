"""The files that came with a mail: those that may be taken over, and why the others stay in the mail itself."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from gehoor.errors import InvalidInput
from gehoor.mail.incoming import File
from gehoor.services.file_kinds import KEPT_LIMIT, clean_filename, kind_of, megabytes
from gehoor.services.uploads import Upload
from gehoor.storage.messages import Enclosed

#: A form holds five files, and more can be added by sending another; whoever mails ten photos does that at once.
FILES_AT_MOST: Final = 25


def accepted(files: Sequence[File]) -> tuple[list[Upload], list[Enclosed]]:
    """The files that may be kept with a case, and all of them with the reason where one may not.

    The limits of one file and of all together are those of the web form.
    """
    uploads: list[Upload] = []
    told: list[Enclosed] = []
    names: set[str] = set()
    for file in files:
        name, size = _unlike(clean_filename(file.name), names), len(file.content)
        names.add(name.casefold())
        try:
            kind = _kind(file, name, uploads)
        except InvalidInput as problem:
            told.append(Enclosed(name, size, refused=problem.message))
        else:
            uploads.append(Upload(name, kind, file.content))
            told.append(Enclosed(name, size, kind))
    return uploads, told


def _kind(file: File, name: str, uploads: Sequence[Upload]) -> str:
    if file.said_to_be == "application/ms-tnef" or name.casefold() == "winmail.dat":
        raise InvalidInput(
            f"{name} is een pakketje dat alleen Outlook kan openen. Wij pakken het niet uit. Het blijft in het bericht"
            " zelf bewaard. Vraag de afzender zo nodig om de bijlagen los te sturen."
        )
    if len(uploads) >= FILES_AT_MOST:
        raise InvalidInput(f"{name} is niet toegevoegd: er zijn er al {FILES_AT_MOST}.")
    if sum(len(upload.content) for upload in uploads) + len(file.content) > KEPT_LIMIT:
        raise InvalidInput(
            f"{name} is niet toegevoegd: samen mogen de bestanden hoogstens {megabytes(KEPT_LIMIT)} zijn."
        )
    return kind_of(BytesIO(file.content), len(file.content), name)


def _unlike(name: str, names: set[str]) -> str:
    """The name with a number where another file of this mail has it already."""
    stem, dot, ending = name.rpartition(".")
    number, new = 2, name
    while new.casefold() in names:
        new = f"{stem or name} ({number}){dot}{ending if stem else ''}"
        number += 1
    return new
