"""A letter of each law with logo, table and facts is whole PDF/UA-1 and PDF/A-3a as far as we can measure it."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import msgspec
import pdfua
import pikepdf
import pytest

from gehoor.letters.pdf import PdfRenderer
from gehoor.services import letter_data, letter_versions
from letters.pdf_parts import embedded_fonts, tagged
from letters.sampled import AT, SLUGS, letters_of, place_of

pytestmark = pytest.mark.anyio
TABLE = (
    '<h2>Overzicht</h2><table><caption>Uw klacht</caption><thead><tr><th scope="col">Wat</th>'
    '<th scope="col">Wanneer</th>'
    '</tr></thead><tbody><tr><th scope="row">Ontvangen</th><td>{{ received_on | nl_date }}</td></tr></tbody></table>'
)


@pytest.fixture(params=SLUGS)
async def pdf(request: pytest.FixtureRequest, renderer: PdfRenderer) -> bytes:
    place, letters = place_of(request.param), letters_of(request.param)
    letter = letters["closing"] if "closing" in letters else letters["closing_partly_founded"]
    head, _, tail = letter_versions.text_of(place, letter.key).rpartition("{% endblock %}")
    source = f"{head}{TABLE}{{% endblock %}}{tail}"
    assert letter_versions.check(place, letter, source) == []
    sample = letter.samples[0]
    html = place.templates.trying(letter.key, source).render(letter.key, sample.context)
    return await renderer.render(letter_data.attached(html, place, sample.dossier, sample.letter, sample.recipient, AT))


@pytest.fixture
def document(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


async def test_it_says_of_itself_what_it_is(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("3", "A", "1")
        assert metadata["dc:title"] == str(document.docinfo.Title)
    root = document.Root
    assert str(root.Lang) in ("nl-NL", "nl-BE")
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert root.StructTreeRoot.Type == "/StructTreeRoot"
    assert [str(intent.S) for intent in root.OutputIntents] == ["/GTS_PDFA1"]


async def test_its_headings_go_down_one_step_at_a_time(document: pikepdf.Pdf) -> None:
    def walk(item: object) -> list[int]:
        if isinstance(item, pikepdf.Array):
            return [level for child in item for level in walk(child)]
        if not isinstance(item, pikepdf.Dictionary):
            return []
        name = str(item.get("/S", ""))
        own = [int(name[2])] if name in ("/H1", "/H2", "/H3", "/H4") else []
        return own + (walk(item["/K"]) if "/K" in item else [])

    levels = walk(document.Root.StructTreeRoot.K)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


async def test_the_logo_and_the_head_of_the_table_are_told_to_who_listens(document: pikepdf.Pdf) -> None:
    figures = tagged(document, "/Figure")
    assert [str(figure.Alt) for figure in figures] == ["Wapen van de gemeente"]
    heads = tagged(document, "/TH")
    assert sorted(str(head.A.Scope) for head in heads) == ["/Column", "/Column", "/Row"]
    for cell in tagged(document, "/TD"):
        assert {str(name) for name in cell.A.Headers} <= {str(head.ID) for head in heads}


async def test_every_font_is_in_it(document: pikepdf.Pdf) -> None:
    assert embedded_fonts(document)


async def test_its_facts_are_attached_as_data_of_the_whole_document(document: pikepdf.Pdf) -> None:
    [attached] = list(document.Root.AF)
    assert str(attached.AFRelationship) == "/Data"
    assert str(attached.UF) == "gegevens.json"
    assert str(attached.EF.F.Subtype) == "/application/json"
    facts = msgspec.json.decode(attached.EF.F.read_bytes())
    assert facts["format"] == "gehoor/letter-facts/1"
    assert facts["reference"] == "K26-V00RB"
    assert facts["case"]["received_on"] == "2026-01-21"


async def test_the_accessibility_check_finds_no_error(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf)
    report = pdfua.validate(str(path))
    assert [finding.message for finding in report.findings if finding.severity is pdfua.Severity.ERROR] == []
