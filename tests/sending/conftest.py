"""A municipality at work with a real mail server, and one complaint whose letters go out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel, ComplainantKind
from gehoor.services import dossier as dossiers
from gehoor.services import intake, register_entries
from gehoor.services.dossier import Dossier
from gehoor.storage import deliveries, letters
from gehoor.storage.deliveries import Delivery
from gehoor.storage.scope import transaction
from mail.conftest import Post, posting
from mail.mail_server import MailServer

SLUG = "zaltbommel"
COORDINATOR = "noor"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@dataclass
class Office:
    """The platform with what tests do again and again."""

    post: Post
    slug: str = SLUG
    filed: int = 0

    async def complaint(self, **told: object) -> str:
        """Somebody complains; gives the reference."""
        self.filed += 1
        facts: dict[str, object] = {
            "channel": Channel.LETTER,
            "kind": ComplainantKind.CITIZEN,
            "name": "Petra Proef",
            "address": "Dorpsstraat 1\n5301 AA Zaltbommel",
            "email": "petra@voorbeeld.example",
            "what_happened": "De balie was dicht.",
            "function": "ambtenaar" if self.slug == SLUG else "personeelslid",
            "received_on": date(2026, 11, 23),
            **told,
        }
        entry = intake.Entry(**facts)  # type: ignore[arg-type]  # The tests give facts of the right kind.
        async with self.post.platform.at(self.slug) as place:
            key, secret = f"sending-{self.filed}", self.post.platform.secret
            return (await intake.file_complaint(place, entry, key, secret, "noor", self.post.clock())).reference

    async def work(self, **later: float) -> None:
        """All work that is due is done."""
        await self.post.work(**later)

    async def dossier(self, reference: str) -> Dossier:
        async with self.post.platform.at(self.slug) as place:
            return await dossiers.by_reference(place, reference)

    async def chooses(self, reference: str, *, electronic: bool) -> None:
        """The complainant makes a choice."""
        async with self.post.platform.at(self.slug) as place:
            found = await dossiers.by_reference(place, reference)
            async with transaction():
                event = ev.ChannelChosen(on=place.day(self.post.clock()), electronic=electronic, how="form")
                await register_entries.add(place, found.case_id, [event], "citizen", self.post.clock())

    async def sent(self, reference: str) -> list[Delivery]:
        """All deliveries of the case."""
        found = await self.dossier(reference)
        async with self.post.platform.at(self.slug):
            return await deliveries.of_case(found.case_id)

    async def log(self, delivery: Delivery) -> list[tuple[str, str]]:
        """What the log says of a delivery."""
        async with self.post.platform.at(self.slug):
            told = (await deliveries.logs_of([delivery]))[delivery.id]
        return [(entry.what, entry.detail) for entry in told]

    async def happened(self, reference: str, *kinds: type[ev.Event]) -> list[ev.Event]:
        """The events of these kinds."""
        return [event for event in (await self.dossier(reference)).case.events if isinstance(event, kinds)]

    async def letter_keys(self, reference: str) -> list[str]:
        found = await self.dossier(reference)
        async with self.post.platform.at(self.slug):
            return [letter.key for letter in await letters.letters_of(found.case_id)]


@pytest.fixture
async def office(tmp_path: Path, mail_server: MailServer) -> AsyncIterator[Office]:
    async with posting(tmp_path, mail_server) as post:
        yield Office(post)
