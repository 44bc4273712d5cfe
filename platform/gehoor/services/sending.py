"""How a letter goes out: by which way, when it left, whether it arrived, and all of that on the register."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Final

import msgspec

from gehoor.domain import events as ev
from gehoor.domain.case import Case
from gehoor.domain.events import Addressee, Event
from gehoor.errors import NotFound, Refused
from gehoor.regulation.answers import Part
from gehoor.regulation.guard import RegulationFailed
from gehoor.services import dossier as dossiers
from gehoor.services import notice_words, notices, register_entries
from gehoor.services.addressees import ACCUSED, FILE, HANDLER, OMBUDSMAN, addressee_of
from gehoor.services.asking import answered
from gehoor.services.dossier import Dossier
from gehoor.services.intake import RECEIPT_COPY
from gehoor.services.municipality import Municipality
from gehoor.storage import deliveries, letters, outbox, people
from gehoor.storage.deliveries import Delivery, State, Way
from gehoor.storage.letters import Letter
from gehoor.storage.people import Party
from gehoor.storage.scope import transaction

Render = Callable[[str], Awaitable[bytes]]
#: The kind of the job that writes the mail of an electronic letter.
SEND: Final = "send_letter"
SYSTEM: Final = "platform"
#: Why there is no way yet: what is missing.
NO_ADDRESS, NO_EMAIL, NOT_IN_TIME, NO_PERSON = "no_address", "no_email", "not_in_time", "no_person"
#: What decided the way of a letter.
CHOSEN, BY_LAW, COLLEAGUE, BY_HAND = "chosen", "law", "colleague", "by_hand"


class SendJob(msgspec.Struct, frozen=True):
    """The outbox payload of an electronic letter: the number of its delivery."""

    delivery: int


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How a letter is to go, why so, and what stands in the way."""

    way: Way
    why: str
    person: str = ""
    problem: str = ""


def queued_of(case: Case, delivery: Delivery) -> ev.LetterQueued | None:
    """The event by which a letter was composed: it says what goes with it."""
    return next((each for each in case.all(ev.LetterQueued) if each.letter == delivery.letter_id), None)


def choice_of(case: Case, role: str) -> ev.ChannelChosen | None:
    """What somebody chose last; nothing for whoever never chose."""
    return next((e for e in reversed(case.all(ev.ChannelChosen)) if e.addressee.value == role), None)


def is_electronic(found: Dossier, role: str) -> tuple[bool, str]:
    """Whether letters go to this person electronically, and what decides that."""
    choice = choice_of(found.case, role)
    if choice is not None:
        return choice.electronic, CHOSEN
    try:
        return found.rulebook.delivery().electronic, BY_LAW
    except RegulationFailed:
        # Paper can always be undone by a choice; a mail that nobody asked for cannot be taken back.
        return False, BY_LAW


def plan_of(place: Municipality, found: Dossier, role: str, party: Party | None, on: date) -> Plan:
    """The way of a letter to whoever has this role in the case."""
    handler = found.case.assigned.person if found.case.assigned else ""
    person = {ACCUSED: found.case.complaint.accused.person, HANDLER: handler}.get(role, "")
    if person:
        return Plan(way=Way.INTERNAL, why=COLLEAGUE, person=person)
    if role == ACCUSED and not (party and party.address):
        # Somebody of the organisation, who is not pointed out yet: such a letter goes to nobody's home.
        return Plan(way=Way.INTERNAL, why=COLLEAGUE, problem=NO_PERSON)
    if role == OMBUDSMAN:
        known = answered(lambda: len(addressee_of(place, found, {}, role, on).lines) > 1, False)
        return Plan(way=Way.POST, why=BY_LAW, problem="" if known else NO_ADDRESS)
    holders = [each.person for each in place.tenant.holdings(on) if each.office == role and not each.deputy]
    if len(holders) == 1:
        # Whoever holds an office finds a copy on the platform, where the case is.
        return Plan(way=Way.INTERNAL, why=COLLEAGUE, person=holders[0])
    if role not in list(Addressee):
        # A colleague without a page of the case: the post inside the house brings it.
        return Plan(way=Way.POST, why=COLLEAGUE)
    electronic, why = is_electronic(found, role)
    # Who is complained about has no page to fetch a letter from, unless as a colleague.
    if electronic and role != ACCUSED:
        return Plan(way=Way.ELECTRONIC, why=why, problem="" if party and party.email else NO_EMAIL)
    return Plan(way=Way.POST, why=why, problem="" if party and party.address else NO_ADDRESS)


async def after_rendering(place: Municipality, letter: Letter, at: datetime) -> None:
    """Decides how a letter that was just made goes out; must run in the transaction that keeps its PDF.

    What is for the file is not sent, nor the copy of what was entered: that was shown when the complaint came in.
    """
    unsent = letter.key == RECEIPT_COPY or letter.recipient_role == FILE
    if unsent or await deliveries.of_letter(letter.id):
        return
    found = await dossiers.by_id(place, letter.case_id)
    party = await people.party_by_role(letter.case_id, letter.recipient_role)
    await start(place, found, letter, plan_of(place, found, letter.recipient_role, party, place.day(at)), SYSTEM, at)


async def start(place: Municipality, found: Dossier, letter: Letter, plan: Plan, actor: str, at: datetime) -> Delivery:
    """Makes a delivery of a letter and what follows from it; must run inside a transaction."""
    made = await deliveries.add(
        *(letter.case_id, letter.id, letter.recipient_role, plan.way, plan.why),
        *(letter.pdf_sha256 or "", actor, at),
        person=plan.person,
        problem=plan.problem,
    )
    if made.state is State.HELD:
        await tell(place, made, "letter_held", at)
    if made.state is State.HANDED:
        await register_entries.add(place, made.case_id, [_sent(place, made, at)], actor, at)
        to = notices.To(person=made.person)
        key = f"delivery:{made.id}:here"
        await notices.put(place, to, notice_words.LETTER, made.case_id, "letter_for_you", at, key)
    if made.state in (State.TO_MAIL, State.HANDED):
        await outbox.put(SEND, msgspec.json.encode(SendJob(made.id)), at, dedup=f"{SEND}:{made.id}")
    return made


async def tell(place: Municipality, delivery: Delivery, code: str, at: datetime) -> None:
    """The coordinator hears that a letter needs a decision; must run inside a transaction."""
    # Of several letters that wait for the same thing, one notice is enough.
    about = f"{delivery.case_id}:{delivery.role}" if code == "letter_held" else str(delivery.id)
    key = f"delivery:{about}:{code}"
    await notices.put(place, Part.COORDINATOR, notice_words.BOUNCE, delivery.case_id, code, at, key)


async def posted(place: Municipality, found: Sequence[Delivery], on: date, actor: str, at: datetime) -> int:
    """These letters went into the post on that day; what was posted before stays. Must run inside a transaction.

    One that was to go by mail and could not, went by post after all; one for a colleague stays inside the house.
    """
    count = 0
    for delivery in found:
        if delivery.state not in (State.PRINTED, State.TO_PRINT, State.HELD):
            continue
        by_post = await _by_post(place, delivery, actor, at) if delivery.way is Way.ELECTRONIC else delivery
        if by_post is not None and await deliveries.move(by_post, State.POSTED, actor, at, on.isoformat()):
            event = _sent(place, by_post, at, on)
            await register_entries.add(place, delivery.case_id, [event], actor, at)
            count += 1
    return count


async def handed_to_server(place: Municipality, mail_id: int, code: str, at: datetime) -> None:
    """The mail server took the mail of a letter: from now on it counts as sent. Must run inside a transaction."""
    delivery = await deliveries.of_mail(mail_id=mail_id)
    if delivery is None or delivery.state is not State.MAILED:
        return
    if await deliveries.move(delivery, State.HANDED, SYSTEM, at, f"{code} {delivery.message_id}"):
        await register_entries.add(place, delivery.case_id, [_sent(place, delivery, at)], SYSTEM, at)


async def not_sent(place: Municipality, mail_id: int, code: str, at: datetime) -> None:
    """The mail of a letter was refused, or did not leave in time. Must run inside a transaction."""
    delivery = await deliveries.of_mail(mail_id=mail_id)
    if delivery is None or delivery.state is not State.MAILED:
        return
    refused = code.startswith("smtp_5") or code == "address_not_known"
    if refused:
        await _return(place, delivery, code, SYSTEM, at)
    else:
        await deliveries.move(delivery, State.FAILED, SYSTEM, at, code, problem=NOT_IN_TIME)
        await tell(place, delivery, "letter_late", at)


async def tried(mail_id: int, code: str, at: datetime) -> None:
    """The mail server asked to come back later; must run inside a transaction."""
    delivery = await deliveries.of_mail(mail_id=mail_id)
    if delivery is not None and delivery.state is State.MAILED:
        await deliveries.log(delivery.id, "tried", SYSTEM, at, code)


async def bounced(place: Municipality, message_id: str, code: str, at: datetime) -> bool:
    """A mail came back that says that a letter did not arrive; no when no letter went with that mail.

    Must run in the transaction that keeps the mail that came back, so that each is noted once.
    """
    delivery = await deliveries.of_mail(message_id=message_id)
    if delivery is None:
        return False
    if delivery.state in (State.MAILED, State.HANDED):
        await _return(place, delivery, code, SYSTEM, at)
    else:
        # Who opened the letter has it, and a letter that was sent otherwise since went out already.
        await deliveries.log(delivery.id, "bounce", SYSTEM, at, code)
    return True


async def came_back(place: Municipality, delivery_id: int, actor: str, at: datetime) -> None:
    """The post brought a letter back; raises `NotFound` or `Refused`."""
    async with transaction():
        delivery = await deliveries.by_id(delivery_id)
        if delivery is None:
            raise NotFound("Deze verzending is niet gevonden.")
        if delivery.state is not State.POSTED:
            raise Refused("Deze brief is niet met de post verstuurd, of is al eerder teruggekomen.")
        await _return(place, delivery, "post", actor, at)


async def fetched(place: Municipality, letter_id: int, roles: Sequence[str], at: datetime) -> None:
    """Somebody opened a letter; the first time this is on the register where it was sent electronically."""
    waiting = await _unfetched(letter_id, roles)
    if waiting is None:
        return
    async with transaction():
        delivery = await _unfetched(letter_id, roles)
        if delivery is None:
            return
        if await deliveries.move(delivery, State.FETCHED, delivery.role, at):
            event = ev.LetterFetched(on=place.day(at), letter=letter_id)
            await register_entries.add(place, delivery.case_id, [event], delivery.role, at)


async def by_post_after_all(
    place: Municipality, delivery_id: int, actor: str, at: datetime, address: str = ""
) -> Delivery:
    """Has a letter that did not arrive, or had no address, go by post; raises `NotFound` or `Refused`.

    The second sending is the moment of sending (Awb 2:11), so it is a delivery of its own. An address that was looked
    up is kept with this person.
    """
    async with transaction():
        old = await deliveries.by_id(delivery_id)
        if old is None or await letters.letter(old.letter_id) is None:
            raise NotFound("Deze verzending is niet gevonden.")
        party = await people.party_by_role(old.case_id, old.role)
        if party is not None and address.strip():
            await people.put_party(
                *(old.case_id, old.role, party.name),
                address=address,
                email=party.email,
                phone=party.phone,
                access_hash=party.access_hash,
            )
        known = address.strip() or (party is not None and party.address)
        problem = "" if known else NO_ADDRESS
        made = await _by_post(place, old, actor, at, problem) if old.state in deliveries.PROBLEMS else None
        if made is None:
            raise Refused("Deze brief is intussen op een andere manier verstuurd.")
        return made


async def _by_post(
    place: Municipality, old: Delivery, actor: str, at: datetime, problem: str = ""
) -> Delivery | None:  # fmt: skip
    """The same letter once more, by post; nothing where it was sent in another way meanwhile, or is not there."""
    letter = await letters.letter(old.letter_id)
    if letter is None or not await deliveries.move(old, State.REPLACED, actor, at, BY_HAND):
        return None
    found = await dossiers.by_id(place, old.case_id)
    return await start(place, found, letter, Plan(way=Way.POST, why=BY_HAND, problem=problem), actor, at)


async def _return(place: Municipality, delivery: Delivery, code: str, actor: str, at: datetime) -> None:
    if await deliveries.move(delivery, State.RETURNED, actor, at, code, problem=code):
        event = ev.LetterReturned(on=place.day(at), letter=delivery.letter_id, code=code)
        await register_entries.add(place, delivery.case_id, [event], actor, at)
        await tell(place, delivery, "bounce", at)


async def _unfetched(letter_id: int, roles: Sequence[str]) -> Delivery | None:
    return next(
        (
            delivery
            for delivery in await deliveries.of_letter(letter_id)
            if delivery.way is not Way.POST
            and delivery.role in roles
            and delivery.state in (State.MAILED, State.HANDED)
        ),
        None,
    )


def _sent(place: Municipality, delivery: Delivery, at: datetime, on: date | None = None) -> Event:
    today = place.day(at)
    return ev.LetterSent(
        on=today, letter=delivery.letter_id, way=delivery.way.value, sent_on=on if on != today else None
    )
