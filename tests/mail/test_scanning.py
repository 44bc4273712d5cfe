"""Files are held until the scanner has looked at them; a scanner that is gone makes them wait and loses none."""

from __future__ import annotations

import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gehoor.errors import InvalidInput
from gehoor.mail.scanner import Scanner, ScannerGone, read_scanner, scan
from gehoor.services import casefile, dossier, export, incoming_tray
from gehoor.storage import file_checks, files
from gehoor.storage.files import HeldFile
from gehoor.storage.scope import transaction
from mail.arriving import TOWN, Arriving, arriving
from mail.clamd import VIRUS, Clamd
from mail.corpus import PDF, TO, file, part, parts

pytestmark = pytest.mark.anyio


@pytest.fixture
async def clamd() -> AsyncIterator[Clamd]:
    async with Clamd() as opened:
        yield opened


@pytest.fixture
async def town(tmp_path: Path, clamd: Clamd) -> AsyncIterator[Arriving]:
    async with arriving(tmp_path, clamd=Scanner("127.0.0.1", clamd.port)) as opened:
        yield opened


async def test_the_scanner_is_asked_by_its_own_protocol(clamd: Clamd) -> None:
    scanner = Scanner("127.0.0.1", clamd.port)
    big = b"x" * 200_000
    assert await scan(scanner, big) == ""
    assert clamd.seen == [big]
    assert await scan(scanner, VIRUS) == "Proef.Virus"
    clamd.silent = True
    with pytest.raises(ScannerGone):
        await scan(scanner, b"x")
    with pytest.raises(ScannerGone):
        await scan(Scanner(path="/bestaat/niet"), b"x")


def test_an_address_of_a_scanner_is_a_host_with_a_port_or_a_path() -> None:
    assert read_scanner("", "X") is None
    assert read_scanner("127.0.0.1:3310", "X") == Scanner("127.0.0.1", 3310)
    assert read_scanner("/run/clamd.sock", "X") == Scanner(path="/run/clamd.sock")
    for wrong in ("clamd", "clamd:", "clamd:99999", ":1"):
        with pytest.raises(InvalidInput):
            read_scanner(wrong, "X")


async def test_a_file_of_a_case_is_held_until_it_was_looked_at(town: Arriving, clamd: Clamd) -> None:
    reference, address = await town.filed()
    content = parts(part("text/plain", "Twee."), file("goed.pdf", PDF), file("fout.pdf", PDF + VIRUS))
    clamd.silent = True
    assert (await town.comes(content.replace(TO.encode(), address.encode()))).state == "joined"

    async def opens() -> dict[str, str]:
        async with town.platform.at(TOWN) as place:
            found = await dossier.by_reference(place, reference)
            answers = {}
            for attached in await files.attachments_of(found.case_id):
                try:
                    await casefile.attachment_of(found, attached.id)
                except HeldFile as held:
                    answers[attached.name] = "wacht" if "nog gecontroleerd" in held.message else "virus"
                else:
                    answers[attached.name] = "open"
            return answers

    assert await opens() == {"goed.pdf": "wacht", "fout.pdf": "wacht"}
    await town.work()
    assert await opens() == {"goed.pdf": "wacht", "fout.pdf": "wacht"}
    clamd.silent = False
    await town.work(minutes=1)
    assert await opens() == {"goed.pdf": "open", "fout.pdf": "virus"}


async def test_an_export_holds_every_file_and_says_of_which_nobody_knows_that_they_are_safe(
    town: Arriving, clamd: Clamd, tmp_path: Path
) -> None:
    _, address = await town.filed()
    clamd.silent = True
    first = parts(part("text/plain", "Een."), file("goed.pdf", PDF), file("fout.pdf", PDF + VIRUS))
    await town.comes(first.replace(TO.encode(), address.encode()))

    async def exported(name: str) -> tuple[dict[str, str], dict[str, bytes]]:
        path = tmp_path / name
        async with town.platform.at(TOWN):
            await export.write(path, slug=TOWN, title="Zaltbommel", regulation="nl", at=town.clock())
        unsafe = export.read_back(path).unsafe
        with zipfile.ZipFile(path) as archive:
            files_in_it = [each for each in archive.namelist() if each.startswith("bijlagen/")]
            contents = {each.partition("-")[2]: archive.read(each) for each in files_in_it}
        return {each.partition("-")[2]: state for each, state in unsafe.items()}, contents

    assert await exported("een.zip") == (
        {"goed.pdf.niet-gecontroleerd": "held", "fout.pdf.niet-gecontroleerd": "held"},
        {"goed.pdf.niet-gecontroleerd": PDF, "fout.pdf.niet-gecontroleerd": PDF + VIRUS},
    )
    clamd.silent = False
    await town.work(minutes=1)
    assert await exported("twee.zip") == (
        {"fout.pdf.virus": "infected"},
        {"goed.pdf": PDF, "fout.pdf.virus": PDF + VIRUS},
    )


async def test_a_mail_in_the_tray_is_looked_at_as_a_whole(town: Arriving, clamd: Clamd) -> None:
    await town.comes(parts(part("text/plain", "Een."), file("goed.pdf", PDF)))
    ((message, words),) = await town.kept()
    assert words.text == "Een."
    async with town.platform.at(TOWN) as place:
        sara = place.actor("sara", place.day(town.clock()))
        with pytest.raises(HeldFile):
            await incoming_tray.file_of(place, sara, message.id, 0)
    await town.work()
    async with town.platform.at(TOWN) as place:
        assert (await incoming_tray.file_of(place, sara, message.id, 0)).content == PDF


async def test_without_a_scanner_nothing_is_held(tmp_path: Path) -> None:
    async with arriving(tmp_path) as town, town.platform.at(TOWN):
        async with transaction():
            await files.attach("x", "a.pdf", "application/pdf", PDF, "complainant", town.clock())
        (attached,) = await files.attachments_of("x")
        assert await file_checks.check_of(attached.sha256) is None
        assert await files.content_of(attached) == PDF
