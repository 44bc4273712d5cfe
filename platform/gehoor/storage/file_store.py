"""The files of an installation: one for the control tables and one for each tenant, a limited number of them open."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from gehoor.storage.control import Control, require
from gehoor.storage.file_engine import FileEngine
from gehoor.storage.migrations.control import MIGRATIONS as CONTROL_MIGRATIONS
from gehoor.storage.migrations.runner import migrate
from gehoor.storage.migrations.tenant import MIGRATIONS as TENANT_MIGRATIONS

CONTROL_FILE: Final = "control.sqlite"
#: An open file takes about half a megabyte, and opening one about a millisecond.
OPEN_TENANTS: Final = 16


class _Opened:
    """The open file of a tenant, with how many scopes are using it now."""

    __slots__ = ("engine", "scopes")

    def __init__(self, engine: FileEngine) -> None:
        self.engine = engine
        self.scopes = 0


class FileStore:
    """Opens the file of a tenant when a scope begins, and closes the one that was used longest ago."""

    def __init__(self, root: Path, open_tenants: int) -> None:
        self._root = root
        self._limit = open_tenants
        self._file = FileEngine(root / CONTROL_FILE)
        self.control = Control(self._file)
        self._opened: OrderedDict[str, _Opened] = OrderedDict()
        self._opening = asyncio.Lock()
        #: Which file of each tenant this process knows to be up to date, by what the disk calls it.
        self._migrated: dict[str, tuple[int, int]] = {}

    @classmethod
    async def open(cls, root: Path, open_tenants: int) -> FileStore:
        """Open the store under this folder and bring its control file up to date."""
        store = cls(root, open_tenants)
        await asyncio.to_thread(_prepare, root)
        return store

    async def aclose(self) -> None:
        """Close all files; without this the process does not end."""
        for opened in self._opened.values():
            await opened.engine.close()
        self._opened.clear()
        await self._file.close()

    def added(self, slug: str) -> None:
        """The file of a tenant is made when it is opened."""

    @asynccontextmanager
    async def database_of(self, slug: str) -> AsyncIterator[FileEngine]:
        """The file of a tenant, open until the end of this scope."""
        opened = await self._open(slug)
        opened.scopes += 1
        try:
            await self._close_what_is_too_many()
            yield opened.engine
        finally:
            opened.scopes -= 1
            await self._close_what_is_too_many()

    async def _open(self, slug: str) -> _Opened:
        opened = self._opened.get(slug)
        if opened is None:
            async with self._opening:
                opened = self._opened.get(slug) or await self._open_file(slug)
        self._opened.move_to_end(slug)
        return opened

    async def _open_file(self, slug: str) -> _Opened:
        path = self._root / "tenants" / f"{slug}.sqlite"
        # Looking takes as long as opening. A file that was removed meanwhile and made again is another file.
        if self._migrated.get(slug) != _identity(path):
            await require(self.control, slug)
            await asyncio.to_thread(migrate, path, TENANT_MIGRATIONS)
            self._migrated[slug] = _identity(path)
        opened = self._opened[slug] = _Opened(FileEngine(path))
        return opened

    async def _close_what_is_too_many(self) -> None:
        while len(self._opened) > self._limit:
            unused = next((slug for slug, opened in self._opened.items() if opened.scopes == 0), None)
            if unused is None:
                return
            await self._opened.pop(unused).engine.close()


def _identity(path: Path) -> tuple[int, int]:
    """What the disk calls this file; zeros, which no file has, where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_dev, found.st_ino


def migrate_files(root: Path) -> dict[str, list[str]]:
    """Bring every file under this folder up to date, and say for each which steps that took."""
    done = {CONTROL_FILE: _prepare(root)}
    for path in sorted((root / "tenants").glob("*.sqlite")):
        done[f"tenants/{path.name}"] = migrate(path, TENANT_MIGRATIONS)
    return done


def _prepare(root: Path) -> list[str]:
    # The files hold personal data, so nobody but the account that runs the platform may look in here.
    (root / "tenants").mkdir(parents=True, exist_ok=True, mode=0o700)
    return migrate(root / CONTROL_FILE, CONTROL_MIGRATIONS)
