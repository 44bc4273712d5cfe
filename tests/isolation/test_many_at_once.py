"""Two thousand mixed requests for twenty municipalities at once, on both databases: nobody gets another's rows."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from gehoor.bootstrap import apply_all, open_platform
from gehoor.domain.complaint import Channel
from gehoor.services import intake
from gehoor.settings import Hidden, Settings
from gehoor.storage import cases
from gehoor.storage.engine import TenantNotSelected
from gehoor.storage.tables import Party
from gehoor.web.site import create_site
from postgres_server import server
from web.wall.stage import START, TENANTS, Stage

pytestmark = pytest.mark.anyio
PLACES = 20
REQUESTS = 2_000
AT_ONCE = 40


class Place(Stage):
    """A municipality with words of its own."""

    number = 0
    reference = ""
    kept = 0

    @property
    def word(self) -> str:
        """A word that stands in the complaint of this municipality and of no other."""
        return f"kenwoord{self.number:02}zeldzaam"

    @property
    def title(self) -> str:
        """The name of this municipality, which is part of no other name."""
        return f"Proefgemeente {self.number:02}"

    async def settle(self) -> None:
        """One complaint, a coordinator who is signed in, and a complainant with the code."""
        self.reference = await self.file(what_happened=f"Het ging om het {self.word}.", name=f"Naam {self.word}")
        self.cookies["complainant"] = {"klacht": intake.access_code_of(self.platform.secret, "sending-1")}
        await self.get("noor", "/mijn-zaken")

    async def file_another(self) -> str:
        """A complaint of its own, however many are filed at once; gives its reference."""
        self.kept += 1
        entry = intake.Entry(
            channel=Channel.FORM, name=f"Naam {self.word}", what_happened=f"Nog eens het {self.word}.", about="De balie"
        )
        key = f"another-{self.kept}"
        async with self.platform.at(self.slug) as place:
            filed = await intake.file_complaint(place, entry, key, self.platform.secret, "complainant", self.now)
        return filed.reference

    async def ask(self, what: str) -> str:
        """One request; gives what came back, which must be of this municipality."""
        if what == "file":
            return f"{self.title} {await self.file_another()}"
        person, address = {
            "home": ("", "/"),
            "status": ("complainant", "/status/zaak"),
            "list": ("noor", "/werkvoorraad"),
            "dossier": ("noor", f"/zaak/{self.reference}"),
            "letters": ("noor", f"/zaak/{self.reference}/brieven"),
            "missing": ("noor", "/zaak/K26-00000"),
        }[what]
        answer = await self.get(person, address)
        assert answer.status_code == (404 if what == "missing" else 200), f"{self.slug} {address}: {answer.text[:500]}"
        return f"{self.title} {answer.text}" if what == "missing" else answer.text


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Hidden | None]:
    if request.param == "sqlite":
        yield None
        return
    with server().database() as own:
        yield Hidden(own.serving)


@pytest.fixture
async def places(tmp_path: Path, database: Hidden | None) -> AsyncIterator[list[Place]]:
    folder = tmp_path / "tenants"
    for number in range(PLACES):
        shutil.copytree(TENANTS / "zaltbommel", folder / f"proef{number:02}")
        path = folder / f"proef{number:02}" / "tenant.toml"
        text = path.read_text(encoding="utf-8").replace("zaltbommel.localhost", f"proef{number:02}.localhost")
        path.write_text(text.replace("Gemeente Zaltbommel", f"Proefgemeente {number:02}"), encoding="utf-8")
    # Few connections and few open files, so that municipalities take turns with them.
    settings = Settings(data=tmp_path / "data", tenants=folder, demo=True, database=database, database_pool=4)
    platform = await open_platform(settings, clock=lambda: START)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(platform.aclose)
        await apply_all(platform)
        app = create_site(platform)
        made = [Place(platform, app, f"proef{number:02}") for number in range(PLACES)]
        for number, place in enumerate(made):
            place.number = number
            await place.settle()
        yield made


async def test_two_thousand_requests_at_once_give_no_foreign_row(places: list[Place]) -> None:
    chance = random.Random(20261122)  # noqa: S311 # The same mixture each time; nothing is kept secret with it.
    kinds = ["home", "status", "list", "dossier", "letters", "missing", "file"]
    weights = [3, 3, 3, 4, 2, 1, 1]
    wanted = [(chance.choice(places), chance.choices(kinds, weights)[0]) for _ in range(REQUESTS)]
    gate, seen = asyncio.Semaphore(AT_ONCE), {kind: 0 for kind in kinds}

    async def ask(place: Place, what: str) -> None:
        async with gate:
            said = await place.ask(what)
        assert place.title in said, f"{place.slug} {what}"
        foreign = [other.slug for other in places if other is not place and (other.word in said or other.title in said)]
        assert not foreign, f"{place.slug} {what}: {foreign}"
        seen[what] += 1

    await asyncio.gather(*(ask(place, what) for place, what in wanted))
    assert sum(seen.values()) == REQUESTS
    assert min(seen.values()) > 50
    for place in places:
        async with place.platform.at(place.slug):
            kept = await cases.all_ids()
            names = {row["name"] for row in await Party.select(Party.name)}
        assert len(kept) == place.kept + 1
        assert any(place.word in name for name in names)
        assert not [name for name in names for other in places if other is not place and other.word in name]


async def test_a_query_without_a_municipality_is_refused(places: list[Place]) -> None:
    with pytest.raises(TenantNotSelected):
        await Party.select()
    with pytest.raises(TenantNotSelected):
        await Party.raw("SELECT * FROM party")
    async with places[0].platform.at(places[0].slug):
        assert await Party.select()
    with pytest.raises(TenantNotSelected):
        await cases.all_ids()
