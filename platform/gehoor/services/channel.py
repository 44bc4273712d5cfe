"""How somebody wants letters: asked expressly, kept on the register, and changed whenever that person wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gehoor.domain import events as ev
from gehoor.domain.citation import Citation
from gehoor.domain.events import Addressee
from gehoor.errors import InvalidInput
from gehoor.regulation.rulebook import Rulebook
from gehoor.services import dossier as dossiers
from gehoor.services import sending
from gehoor.services.asking import answered
from gehoor.services.dossier import Dossier
from gehoor.services.municipality import Municipality
from gehoor.storage import narratives, people
from gehoor.storage.scope import transaction

#: How a form names the two ways.
POST, ELECTRONIC = "post", "digitaal"
BY_FORM, BY_STATUS_PAGE, BY_DESK, BY_CHANGE_OF_PERSON = "form", "status_page", "desk", "other_person"


@dataclass(frozen=True)
class Rule:
    """What the law says about the way of letters, for whoever is asked to choose."""

    explanation: str
    basis: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Choice:
    """How letters go to somebody now; `chosen` says that this person said so."""

    electronic: bool
    chosen: bool
    has_email: bool
    rule: Rule


def rule_of(rulebook: Rulebook) -> Rule:
    """The words of the law, or a plain sentence where it does not answer now."""
    found = answered(lambda: rulebook.delivery(), None)
    if found is None:
        return Rule("U krijgt onze brieven met de post, tenzij u zelf kiest om ze digitaal te krijgen.")
    return Rule(found.explanation, found.basis)


async def of(found: Dossier, role: str) -> Choice:
    """How letters go to this person in this case now."""
    electronic, why = sending.is_electronic(found, role)
    party = await people.party_by_role(found.case_id, role)
    return Choice(electronic, why == sending.CHOSEN, bool(party and party.email), rule_of(found.rulebook))


async def choose(
    place: Municipality, found: Dossier, role: str, actor: str, at: datetime,
    *, electronic: bool, how: str, note: str = "",
) -> Dossier:  # fmt: skip
    """Puts a choice on the register; the same again changes nothing. Raises `InvalidInput`."""
    addressee = Addressee(role)
    async with transaction():
        fresh = await dossiers.by_id(place, found.case_id)
        party = await people.party_by_role(found.case_id, role)
        if electronic and not (party and party.email):
            raise InvalidInput("Digitaal kan pas als er een e-mailadres bekend is.", field="way")
        last = sending.choice_of(fresh.case, role)
        if last is not None and last.electronic == electronic:
            return fresh
        number = await narratives.add_narrative(found.case_id, "channel_note", note, at) if note.strip() else None
        event = ev.ChannelChosen(on=place.day(at), addressee=addressee, electronic=electronic, how=how, note=number)
        return await dossiers.record(place, fresh, [event], actor, at)
