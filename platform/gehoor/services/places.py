"""The municipalities of an installation, each read from its own database when somebody comes for it."""

from __future__ import annotations

from base64 import b64encode
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from gehoor.domain.areas import Area, tenant_of
from gehoor.errors import NotFound
from gehoor.letters.templates import LetterTemplates
from gehoor.regulation.library import RegulationLibrary
from gehoor.services.law_memory import with_memory
from gehoor.services.municipality import Municipality
from gehoor.storage import letter_images, letter_versions, settings_rows, tenant_state
from gehoor.storage.scope import Store
from gehoor.storage.tenant_state import Known, State

#: How many municipalities stay in memory; the others are read again when somebody comes for them.
LOADED = 1024


class Places:
    """Gives the municipality of a slug as its settings are now; remembers those that were asked for last."""

    def __init__(
        self,
        store: Store,
        library: RegulationLibrary,
        letters: Path,
        loaded: int = LOADED,
        *,
        compiled: Path | None = None,
    ) -> None:
        """`letters` holds the folders of the municipalities; `compiled` keeps letters of the laws once translated."""
        self._store, self._library, self._letters, self._limit = store, library, letters, loaded
        self._compiled = compiled
        self._control = store.control
        self._loaded: OrderedDict[str, Municipality] = OrderedDict()
        self._shared: dict[str, LetterTemplates] = {}

    @asynccontextmanager
    async def at(self, slug: str) -> AsyncIterator[Municipality]:
        """Work for one active municipality: enters its scope and gives it; raises `NotFound` for any other."""
        known = await tenant_state.of_slug(self._control, slug)
        if known is None or known.state is not State.ACTIVE:
            raise NotFound(f"De gemeente '{slug}' is hier niet bekend, of zij is nu niet bereikbaar.")
        self._store.keys.notice(slug, known.wrapped)
        async with self.entered(slug) as place:
            yield place

    @asynccontextmanager
    async def entered(self, slug: str) -> AsyncIterator[Municipality]:
        """As `at`, for whoever has looked at the state of the municipality already."""
        async with self._store.tenant(slug):
            yield await self._current(slug)

    async def slugs(self) -> list[str]:
        """The active municipalities."""
        return await tenant_state.slugs(self._control, State.ACTIVE)

    async def of_host(self, host: str) -> Known | None:
        """The municipality that answers to this host, in whatever state it is."""
        known = await tenant_state.of_host(self._control, host)
        if known is not None:
            self._store.keys.notice(known.slug, known.wrapped)
        return known

    async def _current(self, slug: str) -> Municipality:
        """Inside the scope: another process may have added a setting or a letter, so each time is asked."""
        newest = await letter_versions.newest_ids()
        known = self._loaded.get(slug)
        if known is None or (known.version, known.letters_version) != newest:
            known = self._loaded[slug] = await self._read(slug)
        self._loaded.move_to_end(slug)
        while len(self._loaded) > self._limit:
            self._loaded.popitem(last=False)
        return known

    async def _read(self, slug: str) -> Municipality:
        # First the number: a version that comes in between is then read again, and never missed.
        _, newest_letter = await letter_versions.newest_ids()
        rows, own = await settings_rows.newest_rows(), await letter_versions.active()
        if not rows:
            raise NotFound(
                f"De gemeente '{slug}' heeft nog geen instellingen. Breng haar bestanden in werking met"
                f" 'gehoor tenants apply {slug}'."
            )
        standing = settings_rows.standing(rows)
        # An area of a newer version of the platform says nothing to this one.
        areas = {area: msgspec.json.decode(standing[area].content or "") for area in Area if area in standing}
        tenant = tenant_of(slug, areas)
        place = Municipality(
            tenant=tenant,
            library=self._library,
            templates=self._templates(
                slug, tenant.file.regulation, {key: row.source or "" for key, row in own.items()}
            ),
            version=max(row.id for row in rows),
            letters_version=newest_letter,
            logo=await _logo(tenant.file.letterhead.logo),
        )
        return await with_memory(place)

    def _templates(self, slug: str, regulation: str, versions: Mapping[str, str]) -> LetterTemplates:
        """Its letters; municipalities without letters of their own share those of their regulation."""
        own = self._letters / slug / "letters"
        folders = [Path(each.letters) for each in reversed(self._library.versions(regulation)) if each.letters]
        if own.is_dir() or versions:
            return LetterTemplates([own, *folders] if own.is_dir() else folders, versions)
        if regulation not in self._shared:
            self._shared[regulation] = LetterTemplates(folders, compiled=self._compiled)
        return self._shared[regulation]


async def _logo(digest: str) -> str:
    """The picture of the letterhead as it stands in a letter, so that a letter needs nothing outside itself."""
    found = await letter_images.image(digest) if digest else None
    return f"data:{found.media_type};base64,{b64encode(found.content).decode()}" if found else ""
