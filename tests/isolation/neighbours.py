"""Two municipalities side by side: everything by which one of them could be found, and the people of the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from gehoor.domain.events import Party
from gehoor.services import break_glass, intake, invitations
from gehoor.services.following import COMPLAINANT
from gehoor.services.tokens import hash_of, new_token
from gehoor.services.uploads import Upload
from gehoor.storage import access_links, copying
from gehoor.storage.access_links import Follower
from gehoor.storage.copying import Share
from gehoor.storage.scope import snapshot, transaction
from web.wall.stage import FL, NL, Case, Stage, on_stage

#: Words that stand at the neighbour and nowhere else; none of them may be seen here.
WORDS = ("Bertha Buurvrouw", "Buurmanspad", "bertha@buren.example", "purperen giraf", "giraffenfoto")
#: People of the neighbour who have no namesake here, and its own name.
NAMES = ("Voorbeeldstad", "Vandenbroucke", "Goossens", "Wouters", "Claes", "Lemmens")


@dataclass
class Neighbours:
    """`here` is where somebody asks; all the rest is of the neighbour."""

    here: Stage
    there: Stage
    case: Case
    case_id: str
    code: str
    invitation: str
    link: str
    visit: str
    opening: int

    @property
    def keys(self) -> tuple[str, ...]:
        """What opens or names something of the neighbour."""
        return (self.case.reference, self.case_id, self.code, self.invitation, self.link, self.visit)

    @property
    def staff(self) -> list[str]:
        """Somebody of every office here, and somebody without one."""
        return ["vera", "noor", "pim", "sara", "karel", "tine", "rob", "mieke", "dirk", "iris", "omar"]

    @property
    def people(self) -> list[str]:
        """Everybody here: nobody, who complained, and the staff."""
        return ["", "complainant", *self.staff]

    async def kept(self) -> dict[str, Share]:
        """All that the neighbour has."""
        async with self.there.platform.at(FL), snapshot():
            return await copying.shares()


async def _moved_in(here: Stage) -> Neighbours:
    there = Stage(here.platform, here.app, FL)
    # More papers than here, so that a number of the neighbour is nobody's number here.
    for _ in range(3):
        reference = await there.file(
            name=WORDS[0],
            address=f"{WORDS[1]} 7\n9999 Voorbeeldstad",
            email=WORDS[2],
            what_happened=f"Er liep een {WORDS[3]} door de hal.",
            about="De bewaker",
            uploads=(Upload(f"{WORDS[4]}.txt", "text/plain", f"Een {WORDS[3]}.".encode()),),
        )
    await there.about("lies", reference, accused="vera")
    async with there.work("lies", reference) as work:
        await work.offer_hearing(Party.ACCUSED, work.on + timedelta(days=7))
    await here.file()
    here.cookies["complainant"] = {"klacht": intake.access_code_of(here.platform.secret, f"sending-{here.submissions}")}
    page = await here.get("complainant", "/aanmelden")
    here.tokens["complainant"] = page.text.partition('name="_csrf" value="')[2].partition('"')[0]
    case = await there.looked_at(reference)
    link, visit = new_token(), new_token()
    async with there.platform.at(FL) as place:
        on = place.day(there.now)
        case_id = (await intake.cases.by_reference(reference)).case_id  # type: ignore[union-attr] # It was just filed.
        follower, until = Follower(case_id, COMPLAINANT), there.now + timedelta(hours=1)
        async with transaction():
            await access_links.put(hash_of(link), follower, there.now, until)
            used = new_token()
            await access_links.put(hash_of(used), follower, there.now, until)
        await access_links.use(hash_of(used), hash_of(visit), there.now, until)
        invitation = await invitations.invite(place, "bram", "lies", there.now)
        administrator = next(h.person for h in place.tenant.holdings(on) if h.office == "beheerder")
        opened = await break_glass.open_case(
            place, place.actor(administrator, on), reference, "De pagina van deze zaak geeft een fout.", there.now
        )
    code = intake.access_code_of(here.platform.secret, f"sending-{there.submissions}")
    return Neighbours(here, there, case, case_id, code, invitation, link, visit, opened.id)


@asynccontextmanager
async def side_by_side(folder: Path) -> AsyncIterator[Neighbours]:
    """Zaltbommel, where people ask, and Voorbeeldstad, of which they must learn nothing."""
    async with on_stage(NL, folder) as here:
        yield await _moved_in(here)
