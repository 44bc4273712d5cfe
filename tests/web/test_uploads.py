"""Which files are taken, and what is said about the others."""

from __future__ import annotations

import pytest

from gehoor.web.form_reading import FILE_LIMIT, Form, Upload
from gehoor.web.uploads import accept_files, clean_filename, megabytes
from web import sample_files as samples


def form_with(*files: tuple[str, bytes], pretend_size: int = 0) -> Form:
    form = Form()
    for name, content in files:
        upload = Upload("bijlagen", name)
        upload.file.write(content)
        upload.size = pretend_size or len(content)
        form.uploads.append(upload)
    return form


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("brief.pdf", samples.PDF, "application/pdf"),
        ("BRIEF.PDF", samples.PDF, "application/pdf"),
        ("foto.png", samples.PNG, "image/png"),
        ("foto.jpg", samples.JPEG, "image/jpeg"),
        ("foto.jpeg", samples.EXIF_JPEG, "image/jpeg"),
        ("foto.webp", samples.WEBP, "image/webp"),
        ("brief.docx", samples.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("brief.odt", samples.ODT, "application/vnd.oasis.opendocument.text"),
        ("brief.txt", samples.TEXT, "text/plain"),
    ],
)
def test_a_file_of_a_known_kind_is_taken(name: str, content: bytes, media_type: str) -> None:
    form = form_with((name, content))
    (accepted,), problems = accept_files(form, "bijlagen")
    assert problems == []
    assert (accepted.filename, accepted.media_type, accepted.content) == (name, media_type, content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.pdf", samples.PROGRAM),
        ("brief.pdf", b"<html><script>alert(1)</script>"),
        ("foto.png", samples.JPEG),
        ("foto.jpg", samples.GIF),
        ("foto.webp", samples.WAV),
        ("brief.docx", samples.ODT),
        ("brief.docx", samples.SHEET),
        ("brief.docx", samples.MACROS),
        ("brief.docx", b"PK\x03\x04 geen zip"),
        ("brief.odt", samples.ODS),
        ("brief.txt", samples.PROGRAM),
        ("brief.txt", b"tekst\x00"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_by_name(name: str, content: bytes) -> None:
    accepted, (problem,) = accept_files(form_with((name, content)), "bijlagen")
    assert accepted == []
    assert problem.startswith(f"{name} is niet toegevoegd: wat erin zit past niet bij de naam.")


@pytest.mark.parametrize(
    "name", ["virus.exe", "pagina.html", "plaatje.svg", "foto.heic", "brief", ".pdf", "brief.pdf.js"]
)
def test_a_kind_that_is_not_taken_is_named_with_the_kinds_that_are(name: str) -> None:
    accepted, (problem,) = accept_files(form_with((name, samples.PDF)), "bijlagen")
    assert accepted == []
    assert "is niet toegevoegd: dit soort bestand nemen wij niet aan. Stuur pdf, Word (docx)" in problem


def test_an_empty_file_is_refused() -> None:
    assert "leeg" in accept_files(form_with(("brief.pdf", b"")), "bijlagen")[1][0]


def test_a_file_that_is_too_big_is_told_its_size_and_the_limit() -> None:
    _, (problem,) = accept_files(form_with(("film.pdf", samples.PDF), pretend_size=12_350_000), "bijlagen")
    assert "het is 12,4 MB groot en een bestand mag hoogstens 10 MB zijn" in problem
    assert "10,1 MB" in accept_files(form_with(("a.pdf", b"x"), pretend_size=FILE_LIMIT + 1), "bijlagen")[1][0]


def test_more_than_five_files_are_too_many() -> None:
    form = form_with(*[(f"{number}.txt", b"x") for number in range(6)])
    assert accept_files(form, "bijlagen") == ([], ["U koos 6 bestanden; het mogen er hoogstens 5 zijn."])


def test_files_that_are_too_big_together_are_told_so() -> None:
    form = form_with(*[(f"{number}.txt", b"x") for number in range(3)], pretend_size=9_000_000)
    assert accept_files(form, "bijlagen")[1] == ["Uw bestanden zijn samen 27 MB; samen mogen ze hoogstens 25 MB zijn."]


def test_each_file_that_cannot_be_taken_is_named() -> None:
    form = form_with(("goed.pdf", samples.PDF), ("a.exe", b"x"), ("b.png", samples.JPEG))
    accepted, problems = accept_files(form, "bijlagen")
    assert accepted == []
    assert [problem.split(" ")[0] for problem in problems] == ["a.exe", "b.png"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("C:\\Users\\jan\\brief.pdf", "brief.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("foto\x00\r\n.png", "foto.png"),
        ("gpj\u202efdp.exe", "gpj fdp.exe"),
        ('a"b<c>.pdf', "a b c.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("/", "bestand"),
        ("", "bestand"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_file_name_loses_its_folders_and_what_misleads(name: str, expected: str) -> None:
    assert clean_filename(name) == expected


def test_sizes_are_written_in_dutch() -> None:
    assert [megabytes(size) for size in (10_000_000, 12_340_001, 100_000)] == ["10 MB", "12,4 MB", "0,1 MB"]
