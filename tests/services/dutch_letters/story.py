"""A Dutch complaint that goes the whole way, with the letters that were made on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

import msgspec

from gehoor.bootstrap import Platform
from gehoor.domain import events as ev
from gehoor.domain.complaint import Channel
from gehoor.domain.events import Decision, Judgement, Party
from gehoor.services import assignment, dossier, planning
from gehoor.services.dossier import Dossier
from gehoor.services.handling import PartInput, Work
from gehoor.services.letter_work import ResponseInput
from gehoor.services.municipality import Municipality
from gehoor.services.uploads import Upload
from gehoor.storage import letters
from services.conftest import ENTRY, filed
from standing_clock import Clock

NO_APPEAL = re.compile("bezwaar maken|bezwaarschrift|beroep instellen|in beroep", re.IGNORECASE)
OMBUDSMAN = "Nationale ombudsman, Postbus 93122, 2509 AC Den Haag"
PHOTO = Upload("foto van de balie.png", "image/png", b"\x89PNG fictional")
HANDLER = "karel:afdelingshoofd:burgerzaken"


@dataclass(frozen=True)
class Made:
    """A letter as it was fixed: `role` is who reads it, `queued` what the register says of it."""

    key: str
    role: str
    html: str
    queued: ev.LetterQueued


class Story:
    """One case in Zaltbommel, taken along by whoever does each step."""

    def __init__(self, platform: Platform, clock: Clock, place: Municipality, reference: str) -> None:
        self.platform, self.clock, self.place, self.reference = platform, clock, place, reference

    def by(self, person: str) -> Work:
        """A step of somebody, now."""
        at = self.clock()
        return Work(self.place, self.place.actor(person, self.place.day(at)), self.reference, at)

    def day(self, days: int) -> date:
        """So many days from now."""
        return self.place.day(self.clock()) + timedelta(days=days)

    async def facts(self, **changes: object) -> Dossier:
        """The coordinator completes the facts: about an ambtenaar of Burgerzaken, but for what is said otherwise."""
        now = (await self.found()).case.complaint
        accused = msgspec.structs.replace(now.accused, function="ambtenaar", unit="burgerzaken")
        complaint = msgspec.structs.replace(now, **{"accused": accused, **changes})
        return await self.by("noor").correct_facts(complaint, "J. Balieman")

    async def assign(self) -> Dossier:
        """The coordinator puts it in the hands of the head of the department."""
        at = self.clock()
        actor = self.place.actor("noor", self.place.day(at))
        return await assignment.assign(self.place, actor, self.reference, HANDLER, "", at, declared=True)

    async def treated(self) -> None:
        """Facts, handler and the decision to treat it."""
        await self.facts()
        await self.assign()
        await self.by("karel").decide(Decision.TREAT, (), "")

    async def plan(self, party: Party) -> None:
        """A conversation is planned with this party."""
        begins = self.clock() + timedelta(days=21, minutes=30)
        await planning.plan(self.by("karel"), party, begins, 60, "in_person", "Stadhuis, Markt 10, kamer 3")

    async def judged(self, follows: bool | None = None, deviation: str = "", by: str = "karel") -> None:
        """Findings and a judgement on two parts."""
        await self.by(by).record_findings(
            "Wij spraken met u en met de medewerker. De beelden van de hal zijn bekeken.\n\nU stond twintig minuten aan"
            " de balie. De medewerker vroeg u daarna om weg te gaan."
        )
        found = await self.found()
        norms = tuple(norm.key for norm in found.rulebook.norms(found.case, self.day(0))[0].norms)
        parts = [
            PartInput(text="De bejegening aan de balie", judgement=Judgement.FOUNDED, norms=norms[:2]),
            PartInput(text="De wachttijd", judgement=Judgement.NO_JUDGEMENT),
        ]
        await self.by(by).judge(
            parts, "Wij bieden u onze excuses aan.", "", follows_advice=follows, deviation=deviation
        )

    async def found(self) -> Dossier:
        """The case as it is now."""
        return await dossier.by_reference(self.place, self.reference)

    async def made(self, key: str) -> dict[str, Made]:
        """The newest letters of this kind, by who reads them."""
        found = await self.found()
        queued = {each.letter: each for each in found.case.all(ev.LetterQueued)}
        return {
            each.recipient_role: Made(key, each.recipient_role, await letters.html_of(each.id) or "", queued[each.id])
            for each in await letters.letters_of(found.case_id)
            if each.key == key
        }


async def told(platform: Platform, clock: Clock, place: Municipality, channel: Channel = Channel.FORM) -> Story:
    """A complaint of today that came in with a picture."""
    entry = msgspec.structs.replace(ENTRY, channel=channel, uploads=(PHOTO,))
    given = await filed(platform, place, entry)
    return Story(platform, clock, place, given.reference)


async def heard(story: Story) -> None:
    """Both were offered to be heard and were heard."""
    for party in Party:
        await story.by("karel").offer_hearing(party, story.day(14))
        await story.plan(party)
    await story.by("karel").record_hearing(
        tuple(Party), "De klager vertelt dat hij werd weggestuurd.\n\nDe beklaagde zegt dat het erg druk was.",
        separately=False,
    )  # fmt: skip


async def answered_to_the_ombudsman(story: Story) -> None:
    """The ombudsman recommends two things; one is followed."""
    await story.by("noor").simple(ev.OmbudsmanInvolved(on=story.day(0)))
    await story.by("noor").record_ombudsman_report(
        "De gedraging was niet behoorlijk: het vereiste van fatsoenlijke bejegening is geschonden.",
        ["Bied de klager excuses aan.", "Vergoed de reiskosten van de klager."],
        None,
    )
    await story.by("noor").answer_ombudsman(
        [
            ResponseInput(followed=True, text="De burgemeester heeft de klager op 3 maart excuses aangeboden."),
            ResponseInput(followed=False, text="De klager woont om de hoek en maakte geen reiskosten."),
        ]
    )


def text_of(letter: Made) -> str:
    """The words of a letter, without its style."""
    body = letter.html.partition("<body")[2]
    words = unescape(re.sub(r"<[^>]+>", " ", body.partition(">")[2]))
    return re.sub(r"\s+([.,?:])", r"\1", " ".join(words.split()))


async def only(story: Story, key: str, *roles: str) -> dict[str, str]:
    """The words of the letters of this kind, which went to these readers and to nobody else."""
    made = await story.made(key)
    assert sorted(made) == sorted(roles), f"{key} went to {sorted(made)}"
    words = {role: text_of(letter) for role, letter in made.items()}
    for text in words.values():
        assert not NO_APPEAL.search(text), "article 9:3: nobody can object or appeal"
        assert story.reference in text
    return words
