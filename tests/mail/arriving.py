"""A platform with a mailbox address, to which tests deliver mail."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.domain.areas import Area
from gehoor.domain.complaint import Channel
from gehoor.mail.scanner import Scanner
from gehoor.services import configuration, incoming, intake
from gehoor.services.incoming_address import address_of_case
from gehoor.settings import Settings
from gehoor.storage import messages
from gehoor.storage.messages import Message, Words
from gehoor.worker import Worker
from mail.conftest import TENANTS
from mail.corpus import TO, mail
from standing_clock import Clock

TOWN = "zaltbommel"


@dataclass
class Arriving:
    """Where mail comes in."""

    platform: Platform
    clock: Clock

    async def set_up(self, **settings: Any) -> None:
        """Gives the municipality a mailbox."""
        async with self.platform.at(TOWN) as place:
            own = msgspec.structs.replace(place.tenant.file.mail.incoming, address=TO, **settings)
            document = msgspec.to_builtins(msgspec.structs.replace(place.tenant.file.mail, incoming=own))
            await configuration.change(place, Area.MAIL, document, "iris", self.clock())

    async def comes(self, raw: bytes) -> incoming.Taken:
        """A mail comes in."""
        async with self.platform.at(TOWN) as place:
            return await incoming.receive(place, raw, self.clock())

    async def kept(self) -> list[tuple[Message, Words]]:
        """Everything that came in."""
        every = ("tray", "joined", "became_case", "set_aside", "bounced", "unreadable")
        async with self.platform.at(TOWN):
            return await messages.listed(every, 1000)

    async def filed(self, key: str = "key-1", email: str = "petra@voorbeeld.example") -> tuple[str, str]:
        """A complaint, with the address of its case."""
        entry = intake.Entry(
            channel=Channel.FORM, name="Petra Proefpersoon", email=email, what_happened="De balie was dicht."
        )
        async with self.platform.at(TOWN) as place:
            filed = await intake.file_complaint(place, entry, key, self.platform.secret, "klager", self.clock())
            return filed.reference, address_of_case(place, filed.reference)

    async def work(self, **later: float) -> None:
        """Lets time pass and does all work that is due."""
        self.clock.forward(**later)
        await Worker(self.platform, _no_letters, clock=self.clock).round()


async def _no_letters(html: str, *more: object) -> bytes:
    return b"%PDF-"


@asynccontextmanager
async def arriving(folder: Path, *, clamd: Scanner | None = None) -> AsyncIterator[Arriving]:
    """A platform with a mailbox address."""
    clock = Clock()
    platform = await open_platform(Settings(data=folder / "data", tenants=TENANTS, clamd=clamd), clock)
    try:
        await apply_all(platform)
        opened = Arriving(platform, clock)
        await opened.set_up()
        yield opened
    finally:
        await platform.aclose()


def to(
    address: str, text: str = "Hier is nog een foto.", sender: str = "petra@voorbeeld.example", **heads: str
) -> bytes:
    """A mail to this address."""
    return mail(text, To=address, From=sender, Message_ID=f"<{abs(hash(text))}@x.example>", **heads).as_bytes()
