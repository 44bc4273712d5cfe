"""The PDF child talks to nobody, and what hangs or explodes in it fails alone; pictures come out made anew."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image

from gehoor.letters.facts import facts_in, with_facts
from gehoor.letters.failure import LetterFailed
from gehoor.letters.pdf import PdfRenderer
from letters.sampled import logo

pytestmark = pytest.mark.anyio
SMALL = '<html lang="nl"><head><title>Brief</title></head><body>{}</body></html>'


def confined(statement: str) -> subprocess.CompletedProcess[str]:
    program = f"from gehoor.letters.confined import confine\nconfine()\n{statement}\nprint('done')"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "statement",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('/tmp/gehoor-confined', 'w')",
    ],
)
def test_the_child_opens_no_socket_no_program_and_no_file_to_write(statement: str) -> None:
    ran = confined(statement)
    assert "done" not in ran.stdout
    assert "Forbidden" in ran.stderr


def test_the_child_still_reads_what_is_there() -> None:
    assert confined("open('/etc/hostname').read()").stdout == "done\n"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 4000 + "diep" + "</div>" * 4000,
        '<p style="font-size: 1e9px; width: 1e12px">groot</p>'
        + "<table>"
        + "<tr><td>x</td></tr>" * 10_000
        + "</table>",
        f'<img alt="x" style="width:1e7px;height:1e7px" src="data:image/svg+xml,{"<g>" * 3000}">',
    ],
    ids=["deep nesting", "ten thousand rows", "broken picture"],
)
async def test_a_letter_that_explodes_fails_alone(
    body: str, renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "timeout", 4)
    with pytest.raises(LetterFailed):
        await renderer.render(SMALL.format(body))
    monkeypatch.setattr(renderer, "timeout", 60)
    assert (await renderer.render(SMALL.format("<p>De volgende</p>"))).startswith(b"%PDF-")


async def test_a_picture_that_cannot_be_shown_is_told_and_no_letter_with_a_hole_goes_out(renderer: PdfRenderer) -> None:
    with pytest.raises(LetterFailed, match="kan niet worden gelezen"):
        await renderer.render(SMALL.format('<img alt="Wapen" src="data:image/png;base64,AAAA">'))


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("JPEG", "RGB"), ("JPEG", "CMYK")])
async def test_a_picture_comes_back_small_and_bare(kind: str, mode: str, renderer: PdfRenderer) -> None:
    content, media_type = await renderer.redraw(logo(kind, (2400, 700), mode), 720, 190, 20_000)
    assert len(content) <= 20_000
    drawn = Image.open(io.BytesIO(content))
    assert media_type in ("image/png", "image/jpeg")
    assert drawn.width <= 720
    assert drawn.height <= 190


async def test_what_is_hidden_in_a_picture_does_not_come_along(renderer: PdfRenderer) -> None:
    picture, stream, notes = Image.new("RGB", (200, 80), "white"), io.BytesIO(), Image.Exif()
    notes[0x010E] = "gemaakt bij iemand thuis"
    picture.save(stream, "JPEG", exif=notes, comment=b"geheim")
    content, _ = await renderer.redraw(stream.getvalue(), 720, 190, 20_000)
    assert b"thuis" not in content
    assert b"geheim" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


async def test_a_noisy_picture_is_made_smaller_until_it_fits(renderer: PdfRenderer) -> None:
    stream = io.BytesIO()
    Image.effect_noise((1200, 400), 90).convert("RGB").save(stream, "PNG")
    content, _ = await renderer.redraw(stream.getvalue(), 720, 190, 20_000)
    assert len(content) <= 20_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "geen PNG of JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "geen PNG of JPEG"),
        (b"", "geen PNG of JPEG"),
        (logo()[: len(logo()) // 2], "beschadigd"),
    ],
)
async def test_what_is_no_whole_png_or_jpeg_is_refused(content: bytes, said: str, renderer: PdfRenderer) -> None:
    with pytest.raises(LetterFailed, match=said):
        await renderer.redraw(content, 720, 190, 20_000)


async def test_a_small_file_with_very_many_points_is_refused(renderer: PdfRenderer) -> None:
    stream = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(stream, "PNG")
    assert len(stream.getvalue()) < 200_000
    with pytest.raises(LetterFailed, match="te veel beeldpunten"):
        await renderer.redraw(stream.getvalue(), 720, 190, 20_000)
    assert (await renderer.redraw(logo(), 720, 190, 20_000))[1] == "image/png"


def test_the_facts_of_a_letter_cannot_be_typed_into_it() -> None:
    html = with_facts(SMALL.format('<script type="application/json" id="letter-facts">{"a":1}</script>'), {"b": "</x>"})
    assert facts_in(html) == b'{"b":"\\u003c/x\\u003e"}'
    assert facts_in(SMALL.format('<script type="application/json" id="letter-facts">{"a":1}</script>')) == b""
