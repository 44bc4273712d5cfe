"""The files of a posted form that can be taken, with a message for each that cannot."""

from __future__ import annotations

import msgspec

from gehoor.errors import InvalidInput
from gehoor.services.file_kinds import ACCEPT, KINDS_IN_WORDS, clean_filename, kind_of, megabytes
from gehoor.web.form_reading import KEPT_LIMIT, Form, Upload

__all__ = ["ACCEPT", "FILES_AT_MOST", "KINDS_IN_WORDS", "AcceptedFile", "accept_files", "clean_filename", "megabytes"]

FILES_AT_MOST = 5


class AcceptedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may be stored, with the kind that was found in it."""

    filename: str
    media_type: str
    content: bytes


def accept_files(form: Form, field: str) -> tuple[list[AcceptedFile], list[str]]:
    """The files of a field that can be taken, and a message for each reason why one cannot."""
    uploads = form.files_of(field)
    if len(uploads) > FILES_AT_MOST:
        return [], [f"U koos {len(uploads)} bestanden; het mogen er hoogstens {FILES_AT_MOST} zijn."]
    problems: list[str] = []
    kinds: list[tuple[Upload, str, str]] = []
    for upload in uploads:
        filename = clean_filename(upload.filename)
        try:
            kinds.append((upload, filename, kind_of(upload.file, upload.size, filename)))
        except InvalidInput as problem:
            problems.append(problem.message)
    total = sum(upload.size for upload in form.uploads)
    if total > KEPT_LIMIT and not problems:
        problems.append(
            f"Uw bestanden zijn samen {megabytes(total)}; samen mogen ze hoogstens {megabytes(KEPT_LIMIT)} zijn."
        )
    if problems:
        return [], problems
    return [AcceptedFile(filename=n, media_type=k, content=u.content()) for u, n, k in kinds], []
