"""The PDF is one that a screen reader can read aloud and an archive can keep."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from gehoor.letters.pdf import PdfRenderer
from gehoor.letters.templates import LetterTemplates
from letters.pdf_parts import embedded_fonts, tagged

pytestmark = pytest.mark.anyio


@pytest.fixture
async def document(renderer: PdfRenderer, letter: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(await renderer.render(letter)))


async def test_the_document_is_tagged_and_tells_its_language_and_title(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert root.StructTreeRoot.Type == "/StructTreeRoot"
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "nl-NL"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo.Title) == "Ontvangstbevestiging"


async def test_the_metadata_names_both_standards_and_the_title(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["dc:title"] == "Ontvangstbevestiging"
    # An archive accepts the mark for accessibility only with its description.
    assert b"pdfaExtension:schemas" in document.Root.Metadata.read_bytes()


async def test_the_colours_are_described_for_the_archive(document: pikepdf.Pdf) -> None:
    assert [str(intent.S) for intent in document.Root.OutputIntents] == ["/GTS_PDFA1"]


async def test_every_font_is_in_the_file(document: pikepdf.Pdf) -> None:
    assert all("Open-Sans" in name for name in embedded_fonts(document))


async def test_there_is_one_main_heading_and_each_cell_knows_its_headers(document: pikepdf.Pdf) -> None:
    assert len(tagged(document, "/H1")) == 1
    headers = {str(cell.ID) for cell in tagged(document, "/TH")}
    assert len(headers) == 3
    for cell in tagged(document, "/TD"):
        assert {str(header) for header in cell.A.Headers} < headers
        assert len(cell.A.Headers) == 2


@pytest.mark.parametrize("kind", ["letter", "receipt"])
async def test_the_accessibility_check_finds_no_error(
    kind: str, renderer: PdfRenderer, letter: str, facts: dict[str, Any], tmp_path: Path
) -> None:
    entries = [{"label": "Naam", "value": "A. de Voorbeeld"}, {"label": "Verhaal", "value": "Tekst. " * 900}]
    receipt = LetterTemplates([]).render("receipt_copy", facts | {"entries": entries, "received_at": "vandaag"})
    path = tmp_path / "letter.pdf"
    path.write_bytes(await renderer.render(letter if kind == "letter" else receipt))
    report = pdfua.validate(str(path))
    assert [finding.message for finding in report.findings if finding.severity is pdfua.Severity.ERROR] == []
