"""The child process that makes PDFs comes, goes, is closed to the outside and fails alone."""

from __future__ import annotations

import asyncio
import io
import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

import anyio
import pikepdf
import pytest

from gehoor.letters.confined import ADDRESS_SPACE
from gehoor.letters.failure import LetterFailed
from gehoor.letters.pdf import PdfRenderer

pytestmark = pytest.mark.anyio

SMALL = '<html lang="nl"><head><title>{title}</title></head><body>{body}</body></html>'


def page(body: str = "<p>Tekst</p>", title: str = "Brief") -> str:
    return SMALL.format(title=title, body=body)


def title_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return str(document.docinfo.Title)


def structure_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return " ".join(repr(item) for item in document.objects)


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def environment_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/environ").read_bytes()


def child_of(renderer: PdfRenderer) -> int:
    assert renderer.pid is not None
    return renderer.pid


async def test_the_child_starts_when_needed_and_makes_letter_after_letter() -> None:
    renderer = PdfRenderer()
    assert renderer.pid is None
    assert (await renderer.render(page())).startswith(b"%PDF-")
    first = child_of(renderer)
    assert (await renderer.render(page())).startswith(b"%PDF-")
    assert child_of(renderer) == first
    await renderer.aclose()


async def test_letters_asked_for_at_once_each_get_their_own_pdf(renderer: PdfRenderer) -> None:
    titles = [f"Brief-{number}" for number in range(4)]
    pdfs = await asyncio.gather(*(renderer.render(page(title=title)) for title in titles))
    assert [title_of(pdf) for pdf in pdfs] == titles


async def test_the_child_leaves_when_idle_and_a_new_one_makes_the_next_letter() -> None:
    renderer = PdfRenderer(idle=0.05)
    await renderer.render(page())
    await renderer.gone()
    assert renderer.pid is None
    assert (await renderer.render(page())).startswith(b"%PDF-")
    await renderer.aclose()


@pytest.mark.parametrize("limits", [{"max_jobs": 1}, {"max_mb": 1}])
async def test_the_child_leaves_at_its_limit_after_answering(limits: dict[str, int]) -> None:
    renderer = PdfRenderer(max_jobs=limits.get("max_jobs", 200), max_mb=limits.get("max_mb", 400))
    assert (await renderer.render(page())).startswith(b"%PDF-")
    await renderer.gone()
    assert (await renderer.render(page())).startswith(b"%PDF-")
    await renderer.aclose()


async def test_closing_ends_the_child() -> None:
    renderer = PdfRenderer()
    await renderer.render(page())
    child = child_of(renderer)
    await renderer.aclose()
    assert not is_running(child)


async def test_a_killed_child_is_replaced_for_the_next_letter(renderer: PdfRenderer) -> None:
    await renderer.render(page())
    first = child_of(renderer)
    os.kill(first, signal.SIGKILL)
    assert (await renderer.render(page())).startswith(b"%PDF-")
    assert child_of(renderer) != first


async def test_a_child_that_never_answers_is_a_failed_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")
    with pytest.raises(LetterFailed, match="viel twee keer uit"):
        await PdfRenderer().render(page())


async def test_a_child_that_cannot_start_is_a_failed_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(LetterFailed, match="start niet"):
        await PdfRenderer().render(page())


async def test_a_letter_that_takes_too_long_fails_alone(renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "timeout", 0.05)
    with pytest.raises(LetterFailed, match=r"langer dan 0\.05 seconden"):
        await renderer.render(page("<table>" + "<tr><td>Cel</td></tr>" * 20_000 + "</table>"))
    assert renderer.pid is None
    monkeypatch.setattr(renderer, "timeout", 60)
    assert (await renderer.render(page())).startswith(b"%PDF-")


async def test_a_child_that_hangs_is_killed(renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch) -> None:
    await renderer.render(page())
    child = child_of(renderer)
    os.kill(child, signal.SIGSTOP)
    monkeypatch.setattr(renderer, "timeout", 0.05)
    with pytest.raises(LetterFailed):
        await renderer.render(page())
    assert not is_running(child)


async def test_the_answer_of_an_abandoned_letter_is_not_given_to_the_next(renderer: PdfRenderer) -> None:
    await renderer.render(page())
    child = child_of(renderer)
    os.kill(child, signal.SIGSTOP)
    abandoned = asyncio.create_task(renderer.render(page(title="Verlaten")))
    await anyio.wait_all_tasks_blocked()
    abandoned.cancel()
    with pytest.raises(asyncio.CancelledError):
        await abandoned
    assert title_of(await renderer.render(page(title="Volgende"))) == "Volgende"


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="" src="{address}/pixel.png">',
        '<link rel="stylesheet" href="{address}/style.css">',
        "<style>@import url({address}/style.css);</style>",
        '<p style="background: url({address}/pixel.png)">Tekst</p>',
        '<link rel="attachment" href="{address}/file.txt">',
        '<svg><title>Beeld</title><image href="{address}/pixel.png" width="9" height="9"/></svg>',
        "<style>@font-face {{ font-family: X; src: url({address}/x.woff) }} p {{ font-family: X }}</style><p>T</p>",
    ],
)
async def test_nothing_outside_the_letter_is_fetched(markup: str, renderer: PdfRenderer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(LetterFailed, match="buiten de brief"):
            await renderer.render(page(markup.format(address=address)))
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("source", ["file:///etc/hostname", "logo.png", "//voorbeeld.example/logo.png", "FTP://x/y"])
async def test_files_and_relative_addresses_are_refused(source: str, renderer: PdfRenderer) -> None:
    with pytest.raises(LetterFailed, match="buiten de brief"):
        await renderer.render(page(f'<img alt="" src="{source}">'))


async def test_an_image_in_the_letter_itself_is_shown(renderer: PdfRenderer) -> None:
    image = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    pdf = await renderer.render(page(f'<img alt="Wapen van de gemeente" src="{image}">'))
    assert "Wapen van de gemeente" in structure_of(pdf)


async def test_a_link_for_the_reader_is_no_file_to_fetch(renderer: PdfRenderer) -> None:
    pdf = await renderer.render(page('<p><a href="https://www.voorbeeld.example/">Onze site</a></p>'))
    assert "https://www.voorbeeld.example/" in structure_of(pdf)


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>Brief</title></head><body>Tekst</body></html>",
        '<html lang="nl"><body>Tekst</body></html>',
    ],
)
async def test_a_letter_without_language_or_title_fails(html: str, renderer: PdfRenderer) -> None:
    with pytest.raises(LetterFailed, match="geen titel of geen taal"):
        await renderer.render(html)


async def test_the_child_gets_no_secret_of_the_platform(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GEHOOR_SECRET", "geheim")
    renderer = PdfRenderer()
    await renderer.render(page())
    assert b"GEHOOR_SECRET" not in environment_of(child_of(renderer))
    await renderer.aclose()


async def test_the_child_cannot_take_all_memory(renderer: PdfRenderer) -> None:
    await renderer.render(page())
    limit, _ = resource.prlimit(child_of(renderer), resource.RLIMIT_AS)
    assert limit == ADDRESS_SPACE


def test_the_platform_itself_never_loads_the_layout_library() -> None:
    program = (
        "import asyncio, sys\n"
        "from gehoor.letters import child, pdf, templates\n"
        "async def main():\n"
        "    renderer = pdf.PdfRenderer()\n"
        f"    made = await renderer.render({page()!r})\n"
        "    await renderer.aclose()\n"
        "    return made\n"
        "assert asyncio.run(main()).startswith(b'%PDF-')\n"
        "print([name for name in sys.modules if name.startswith('weasyprint')])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
