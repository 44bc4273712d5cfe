"""Writes all that a municipality has into one archive, and proves by reading it back that it is all there."""

from __future__ import annotations

import os
import re
import zipfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from gehoor.errors import GehoorError
from gehoor.storage import dump, file_checks, files, letters, register, tables
from gehoor.storage.blobs import DamagedFile
from gehoor.storage.dump import Table
from gehoor.storage.scope import snapshot

FORMAT: Final = "gehoor-export-1"
MANIFEST: Final = "manifest.json"
CHUNK: Final = 1 << 20
#: What stands behind the name of a file of which the scanner says this.
_UNSAFE: Final = {"held": "niet-gecontroleerd", "infected": "virus"}
_EXPLAINED: Final = (
    "Elke regel van een bestand in de map tabellen is een rij. Waar 'left_out' staat, hoort een wachtwoord, een"
    " toegangscode of iets wat verzegeld was; dat gaat niet mee. Waar 'in_files' staat, staat de inhoud in de map"
    " bijlagen of brieven. Bestanden onder 'unsafe' zijn nog niet op virussen gecontroleerd (held), of er zit een"
    " virus in (infected)."
)


class ExportFailed(GehoorError):
    """The archive is not what it should be; nothing was destroyed."""

    code = "export_failed"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the archive; of a table the number of rows."""

    sha256: str
    size: int
    rows: int | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive holds."""

    format: str
    explained: str
    slug: str
    title: str
    regulation: str
    made_at: datetime
    #: The last position of the register with its hash: who has these two, can prove the register of the export.
    head_position: int
    head_hash: str
    files: dict[str, Entry]
    #: Files of which the content no longer fits its hash, or is gone.
    damaged: list[str]
    #: Files that the scanner has not looked at yet (`held`) or in which it found something (`infected`).
    unsafe: dict[str, str] = {}

    @property
    def rows(self) -> dict[str, int]:
        """Table -> number of rows."""
        found = {Path(name).stem: entry.rows for name, entry in self.files.items() if entry.rows is not None}
        return {name: rows for name, rows in found.items() if rows is not None}


class _Archive:
    """A new archive, readable by its owner only, which appears under its name when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path, self._draft = path, path.with_name(f"{path.name}.part")
        descriptor = os.open(self._draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        self.entries: dict[str, Entry] = {}

    def add(self, name: str, content: bytes) -> None:
        self._zip.writestr(name, content)
        self.entries[name] = Entry(sha256=sha256(content).hexdigest(), size=len(content))

    async def add_table(self, name: str, table: type[Table]) -> None:
        digest, size, count = sha256(), 0, 0
        with self._zip.open(name, "w", force_zip64=True) as target:
            async for row in dump.rows(table):
                line = msgspec.json.encode(row) + b"\n"
                target.write(line)
                digest.update(line)
                size, count = size + len(line), count + 1
        self.entries[name] = Entry(sha256=digest.hexdigest(), size=size, rows=count)

    def finish(self, manifest: Manifest) -> None:
        self._zip.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2))
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._draft.replace(self._path)
        _sync_folder(self._path.parent)

    def drop(self) -> None:
        self._file.close()
        self._draft.unlink(missing_ok=True)


async def write(path: Path, *, slug: str, title: str, regulation: str, at: datetime) -> Manifest:
    """Writes the archive of the selected municipality, all of one moment; its settings need not be readable."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    archive = _Archive(path)
    try:
        async with snapshot():
            for table in dump.tables():
                await archive.add_table(f"tabellen/{dump.name_of(table)}.jsonl", table)
            damaged, unsafe = await _attachments(archive)
            damaged += await _letters(archive)
            head = await register.head()
        manifest = Manifest(
            format=FORMAT,
            explained=_EXPLAINED,
            slug=slug,
            title=title,
            regulation=regulation,
            made_at=at,
            head_position=head.position,
            head_hash=head.hash,
            files=archive.entries,
            damaged=damaged,
            unsafe=unsafe,
        )
        archive.finish(manifest)
    except BaseException:
        archive.drop()
        raise
    return manifest


async def _attachments(archive: _Archive) -> tuple[list[str], dict[str, str]]:
    """Writes every attachment, and gives which are damaged and which are not known to be safe.

    What is not safe goes with the rest, as after an export all may be destroyed; its name keeps it from being opened
    by a double click.
    """
    damaged: list[str] = []
    unsafe: dict[str, str] = {}
    for number in await dump.ids(tables.Attachment):
        found = await files.attachment(number)
        if found is None:
            continue
        name = f"bijlagen/{number}-{_safe(found.name)}"
        check = await file_checks.check_of(found.sha256)
        if check is not None and check.state != "clean":
            name = f"{name}.{_UNSAFE[check.state]}"
            unsafe[name] = check.state
        try:
            archive.add(name, await files.unchecked_content_of(found))
        except DamagedFile:
            damaged.append(name)
    return damaged, unsafe


async def _letters(archive: _Archive) -> list[str]:
    damaged: list[str] = []
    for number in await dump.ids(tables.Letter):
        found = await letters.letter(number)
        if found is None:
            continue
        name = f"brieven/{number}-{_safe(found.key)}"
        try:
            archive.add(f"{name}.html", (await letters.html_of(number) or "").encode())
            if (pdf := await letters.pdf_of(number)) is not None:
                archive.add(f"{name}.pdf", pdf)
        except DamagedFile:
            damaged.append(name)
    return damaged


def read_back(path: Path) -> Manifest:
    """Reads every byte of an archive and holds it to its manifest; raises `ExportFailed` naming what is wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
            names = set(archive.namelist()) - {MANIFEST}
            if names != set(manifest.files):
                raise _failed(path, "de lijst van bestanden klopt niet")
            for name, entry in manifest.files.items():
                if _read(archive, name) != entry:
                    raise _failed(path, f"'{name}' is niet wat erin is gezet")
            _prove_head(path, archive, manifest)
    except (OSError, KeyError, zipfile.BadZipFile, msgspec.DecodeError) as error:
        raise _failed(path, f"het archief kan niet worden gelezen ({type(error).__name__})") from None
    return manifest


def _read(archive: zipfile.ZipFile, name: str) -> Entry:
    digest, size, lines = sha256(), 0, 0
    with archive.open(name) as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size, lines = size + len(chunk), lines + chunk.count(b"\n")
    return Entry(sha256=digest.hexdigest(), size=size, rows=lines if name.endswith(".jsonl") else None)


def _prove_head(path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """The last event in the archive is the one the head of the register knows."""
    last = b""
    with archive.open("tabellen/register_event.jsonl") as source:
        for line in source:
            last = line
    if manifest.head_position == 0 and not last:
        return
    event = msgspec.json.decode(last or b"{}")
    if (event.get("position"), event.get("hash")) != (manifest.head_position, manifest.head_hash):
        raise _failed(path, "het register eindigt niet bij zijn laatste gebeurtenis")


def digest_of(path: Path) -> str:
    """The SHA-256 of the archive itself."""
    digest = sha256()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _safe(name: str) -> str:
    """A name of a file in the archive: nothing in it leads to another folder."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._")[-80:] or "bestand"


def _failed(path: Path, why: str) -> ExportFailed:
    return ExportFailed(
        f"De export {path} klopt niet: {why}. Er is niets vernietigd. Kijk of de schijf vol of stuk is, en begin"
        " opnieuw."
    )


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
