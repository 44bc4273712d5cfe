"""Two municipalities with somebody in every office, cases in every state, and a browser for each person."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Litestar

from gehoor.bootstrap import Platform, apply_all, open_platform
from gehoor.domain.complaint import Channel, ComplainantKind
from gehoor.domain.events import LetterQueued, Party
from gehoor.regulation.library import RegulationLibrary
from gehoor.services import assignment, intake
from gehoor.services import dossier as dossiers
from gehoor.services.handling import Work
from gehoor.services.places import Places
from gehoor.services.tokens import hash_of, new_token
from gehoor.services.uploads import Upload
from gehoor.settings import Settings
from gehoor.storage import files, people
from gehoor.storage.sessions import Session
from gehoor.web.sessions import COOKIE
from gehoor.web.site import StoredSessions, create_site
from web.wall.ways import dutch, flemish

TENANTS = Path(__file__).parents[3] / "tenants"
NL, FL = "zaltbommel", "voorbeeldstad"
#: Words of the complaint that nobody may read who does not see the case.
SECRET, NAME, STREET = "zilverreiger", "Saskia Proefpersoon", "Geheimlaan"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
#: People beside those of the demonstration: an accused colleague, old and future coordinators, second handlers.
MORE_PEOPLE = {
    "vera": "Vera Beklaagde",
    "olga": "Olga Vroeger",
    "fenna": "Fenna Straks",
    "kees": "Kees Eerder",
    "niek": "Niek Zonder",
    "dina": "Dina Dienst",
    "hugo": "Hugo Vervangt",
}
MORE_OFFICES = {
    NL: (
        '{ office = "klachtencoordinator", person = "olga", since = 2010-01-01, until = 2019-12-31 }',
        '{ office = "klachtencoordinator", person = "fenna", since = 2027-01-01, deputy = true }',
        '{ office = "afdelingshoofd", person = "kees", unit = "burgerzaken", since = 2020-01-01, deputy = true }',
    ),
    FL: (
        '{ office = "klachtencoordinator", person = "olga", since = 2010-01-01, until = 2019-12-31 }',
        '{ office = "klachtencoordinator", person = "fenna", since = 2027-01-01, deputy = true }',
        '{ office = "afdelingshoofd", person = "dina", unit = "vrije-tijd", since = 2020-01-01 }',
        '{ office = "algemeen_directeur", person = "hugo", since = 2020-01-01, deputy = true }',
    ),
}


class OnePagePdf:
    """Stands in for the program that makes PDFs: this suite is about who gets one."""

    async def render(self, html: str) -> bytes:
        return b"%PDF-1.7 one page"

    async def aclose(self) -> None:
        return None


@dataclass
class Case:
    """A case with the numbers of what is in it."""

    reference: str
    letter: int = 0
    #: A letter to the accused, where one was sent.
    copied: int = 0
    attachment: int = 0


@dataclass
class Answer:
    """What came back."""

    status_code: int = 0
    location: str = ""
    content: bytes = b""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


@dataclass
class Stage:
    """One municipality of the platform at a moment."""

    platform: Platform
    app: Litestar
    slug: str
    now: datetime = START
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    submissions: int = 0
    #: The host that is asked for, where that is not the one of the municipality.
    host: str | None = None

    @property
    def coordinator(self) -> str:
        return "noor" if self.slug == NL else "lies"

    @property
    def deputy(self) -> str:
        return "pim" if self.slug == NL else "bram"

    async def cookies_of(self, person: str) -> dict[str, str]:
        """What the browser of this person holds: a session, or nothing for nobody."""
        if person not in self.cookies:
            self.cookies[person] = {COOKIE: await self._session(person)} if person else {}
        return self.cookies[person]

    async def _session(self, person: str) -> str:
        token = new_token()
        session = Session(
            token_hash=hash_of(token),
            person_id=person,
            handle=new_token(),
            created_at=self.now,
            seen_at=self.now,
            proven_at=self.now,
            expires_at=self.now + timedelta(hours=10),
            csrf=new_token(),
        )
        async with self.platform.at(self.slug):
            if await people.account(person) is None:
                await people.add_account(person, person, person, "no password fits this", self.now)
            await StoredSessions(self.platform.clock).create(session)
        return token

    async def get(self, person: str, address: str) -> Answer:
        """Opens an address in the browser of this person."""
        return await self._call(person, "GET", address, b"")

    async def post(self, person: str, address: str, **values: str) -> Answer:
        """Sends a form with the hidden field that belongs to this browser."""
        if person not in self.tokens:
            page = await self.get(person, "/mijn-zaken" if person else "/aanmelden")
            found = re.search(r'name="_csrf" value="([^"]+)"', page.text)
            assert found, page.text
            self.tokens[person] = found[1]
        return await self._call(person, "POST", address, urlencode({"_csrf": self.tokens[person], **values}).encode())

    async def _call(self, person: str, method: str, address: str, body: bytes) -> Answer:
        """Asks the application itself: ten thousand questions through a client library take minutes."""
        path, _, query = address.partition("?")
        held = await self.cookies_of(person)
        host = f"{self.slug}.localhost" if self.host is None else self.host
        headers = [
            (b"host", host.encode()),
            # An error as data is made faster than a page, and says the same.
            (b"accept", b"application/json;q=0.1, text/html;q=0.05"),
            (b"cookie", "; ".join(f"{name}={value}" for name, value in held.items()).encode()),
            (b"content-type", b"application/x-www-form-urlencoded"),
        ]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": headers, "server": (host, 80), "client": ("127.0.0.1", 9), "state": {},
        }  # fmt: skip
        answer = Answer()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status_code = message["status"]
                for name, value in message["headers"]:
                    if name.lower() == b"set-cookie":
                        cookie, _, kept = value.decode().partition(";")[0].partition("=")
                        held[cookie] = kept
                    elif name.lower() == b"location":
                        answer.location = value.decode()
            else:
                answer.content += message.get("body", b"")

        await self.app(scope, receive, send)  # type: ignore[arg-type]  # Litestar describes messages more exactly.
        return answer

    async def file(self, **told: object) -> str:
        """A complaint comes in by the form; gives its reference."""
        self.submissions += 1
        facts: dict[str, object] = {
            "channel": Channel.FORM,
            "name": NAME,
            "address": f"{STREET} 1\n1234 AB Voorbeeld",
            "email": "saskia@voorbeeld.example",
            "phone": "0612345678",
            "what_happened": f"Er werd gelachen om mijn {SECRET}.",
            "about": "De medewerker",
            "function": "ambtenaar" if self.slug == NL else "personeelslid",
            "unit": "burgerzaken" if self.slug == NL else "sociale-dienst",
            "uploads": (Upload("foto.txt", "text/plain", f"Een {SECRET} op de foto.".encode()),),
            **told,
        }
        entry = intake.Entry(**facts)  # type: ignore[arg-type]  # The tests give facts of the right kind.
        async with self.platform.at(self.slug) as place:
            filed = await intake.file_complaint(
                place, entry, f"sending-{self.submissions}", self.platform.secret, "complainant", self.now
            )
        return filed.reference

    @asynccontextmanager
    async def work(self, person: str, reference: str) -> AsyncIterator[Work]:
        """Somebody at work on a case."""
        async with self.platform.at(self.slug) as place:
            yield Work(place, place.actor(person, place.day(self.now)), reference, self.now)

    async def about(
        self, by: str, reference: str, *, accused: str = "", involved: frozenset[str] = frozenset()
    ) -> None:
        """The facts are completed: which colleague it is about, and who was involved."""
        async with self.work(by, reference) as work:
            complaint = (await dossiers.by_reference(work.place, reference)).case.complaint
            person = msgspec.structs.replace(complaint.accused, person=accused)
            changed = msgspec.structs.replace(complaint, accused=person, involved=involved)
            await work.correct_facts(changed, work.place.tenant.person_name(accused) if accused else "")

    async def assign(self, by: str, reference: str, to: str) -> None:
        """The coordinator, or who stands in, appoints somebody."""
        async with self.work(by, reference) as work:
            found = await dossiers.by_reference(work.place, reference)
            choices = assignment.choices(work.place, found, self.now)
            key = next(choice.key for choice in choices if choice.candidate.person == to)
            await assignment.assign(work.place, work.actor, reference, key, "Zo besloten.", self.now, declared=True)

    async def looked_at(self, reference: str) -> Case:
        """The numbers of the papers in a case."""
        async with self.platform.at(self.slug) as place:
            found = await dossiers.by_reference(place, reference)
            queued = found.case.all(LetterQueued)
            enclosed = await files.attachments_of(found.case_id)
            copied = [letter.letter for letter in queued if letter.recipient is Party.ACCUSED]
        return Case(reference, queued[0].letter, copied[-1] if copied else 0, enclosed[0].id)

    async def case(self, state: str, *, accused: str = "vera", involved: frozenset[str] = frozenset()) -> Case:
        """A case in this state; whoever it concerns does nothing in it, the deputy stands in."""
        keeper = self.deputy if self.coordinator in {accused, *involved} else self.coordinator
        kind = ComplainantKind.EMPLOYEE if state == "handed" else ComplainantKind.CITIZEN
        reference = await self.file(kind=kind)
        await self.about(keeper, reference, accused=accused, involved=involved)
        await (dutch if self.slug == NL else flemish)(self, keeper, reference, state)
        return await self.looked_at(reference)


@asynccontextmanager
async def on_stage(slug: str, folder: Path) -> AsyncIterator[Stage]:
    """The platform with both municipalities; people of this one act."""
    tenants = folder / "tenants"
    shutil.copytree(TENANTS, tenants)
    for place, offices in MORE_OFFICES.items():
        path = tenants / place / "organisation.toml"
        text = path.read_text(encoding="utf-8")
        people_ = "".join(f'    {{ id = "{k}", name = "{n}", login = "{k}" }},\n' for k, n in MORE_PEOPLE.items())
        text = text.replace("people = [\n", f"people = [\n{people_}").replace(
            "offices = [\n", "offices = [\n" + "".join(f"    {line},\n" for line in offices)
        )
        path.write_text(text, encoding="utf-8")
    made: list[Stage] = []
    settings = Settings(data=folder / "data", tenants=tenants, demo=True)
    opened = await open_platform(settings, clock=lambda: made[0].now if made else START)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(opened.aclose)
        await apply_all(opened)
        # Without the guard that lets a slow law rest: the clock of a stage stands still, so on a busy machine a law
        # would rest for ever. How a law fails is tested elsewhere; who sees what must not depend on it.
        library = RegulationLibrary.installed()
        places = Places(opened.store, library, tenants)
        platform = replace(opened, library=library, places=places, renderer=OnePagePdf())  # type: ignore[arg-type]  # It answers the one call made.
        made.append(Stage(platform, create_site(platform), slug))
        yield made[0]
