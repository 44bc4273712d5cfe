"""The mail about an electronic letter: it says that there is one, and never what is in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from gehoor.domain.calendar import written
from gehoor.errors import ConcurrentChange
from gehoor.services import dossier as dossiers
from gehoor.services import mail, sending
from gehoor.services.addressees import ACCUSED
from gehoor.services.incoming_address import address_of_case
from gehoor.services.mail import Tools, new_message_id, site_of
from gehoor.services.municipality import Municipality
from gehoor.services.sending import SYSTEM, SendJob
from gehoor.services.staff_mail import address_of_person
from gehoor.services.tokens import hash_of, new_token
from gehoor.storage import access_links, deliveries, people
from gehoor.storage import mail as stored
from gehoor.storage.access_links import Follower
from gehoor.storage.deliveries import Delivery, State, Way
from gehoor.storage.mail import Words
from gehoor.storage.scope import transaction

#: Where a link is opened, and where another one is asked for.
OPEN: Final = "/status/openen"
ASK: Final = "/status/link"
#: The link opens the complaint once; after this time, or after it was used, a new one is asked for.
LINK_VALID: Final = timedelta(days=14)
#: Awb 2:10 lid 1: who has a message waiting hears of it within 48 hours; after that a person must send the letter.
TOLD_WITHIN: Final = timedelta(hours=48)
#: How many earlier mails a mail names, so that a mail program shows them together.
_REFERENCES: Final = 10

_SUBJECT: Final = "Er staat een brief voor u klaar"
_TEXT: Final = """Beste mevrouw, meneer,

{title} heeft een brief voor u klaargezet. Open deze link en kies daarna "Open mijn klacht":
{link}

De link werkt één keer, tot en met {until}. Daarna vraagt u hier een nieuwe link, of gebruikt u uw toegangscode:
{ask}

Krijgt u onze brieven liever met de post? Dat kiest u op dezelfde pagina.

Stuur deze mail niet door: wie de link opent, ziet uw klacht.

Met vriendelijke groet,
{title}

Deze mail is automatisch gemaakt.
"""

_TO_COLLEAGUE: Final = """Beste collega,

Er staat een brief voor u klaar in het klachtensysteem van {title}. Meld u aan om hem te lezen:
{link}

Met vriendelijke groet,
{title}

Deze mail is automatisch gemaakt.
"""


async def write(place: Municipality, payload: bytes, tools: Tools) -> None:
    """Writes the mail of a letter, with a link of its own; a delivery that is no longer waiting is left as it is."""
    found = await deliveries.by_id(msgspec.json.decode(payload, type=SendJob).delivery)
    at = tools.clock()
    if found is not None and found.way is Way.INTERNAL and found.mail_id is None:
        await _write_to_colleague(place, found, site_of(place, tools.settings), at)
    if found is None or found.state is not State.TO_MAIL:
        return
    party = await people.party_by_role(found.case_id, found.role)
    async with transaction():
        if party is None or not party.email:
            if await deliveries.move(found, State.HELD, SYSTEM, at, problem=sending.NO_EMAIL):
                await sending.tell(place, found, "letter_held", at)
            return
        await _write(place, found, party.email, site_of(place, tools.settings), at)


async def _write(place: Municipality, delivery: Delivery, address: str, site: str, at: datetime) -> None:
    token, until = new_token(), at + LINK_VALID
    await access_links.put(hash_of(token), Follower(delivery.case_id, delivery.role), at, until)
    text = _TEXT.format(
        title=place.tenant.title, link=f"{site}{OPEN}/{token}", until=written(place.day(until)), ask=f"{site}{ASK}"
    )
    earlier = [each for each in await deliveries.of_case(delivery.case_id) if each.role == delivery.role]
    references = tuple(each.message_id for each in earlier if each.message_id)[-_REFERENCES:]
    message_id = new_message_id(place)
    found = await dossiers.by_id(place, delivery.case_id)
    reply_to = address_of_case(place, found.reference)
    words = Words(address, _SUBJECT, text, reply_to=reply_to, references=references)
    await stored.forget_before(at - mail.KEPT)
    number = await stored.put(
        "letter", words, message_id, at, at + TOLD_WITHIN, case_id=delivery.case_id, role=delivery.role
    )
    if not await deliveries.move(delivery, State.MAILED, SYSTEM, at, message_id, mail_id=number, message_id=message_id):
        raise _written_elsewhere()


async def _write_to_colleague(place: Municipality, delivery: Delivery, site: str, at: datetime) -> None:
    """Where no address of the colleague is known, the notice on the platform is all there is."""
    address = address_of_person(place, delivery.person or "")
    if not address:
        return
    path = "/mijn-zaken" if delivery.role == ACCUSED else "/werkvoorraad"
    message_id = new_message_id(place)
    words = Words(address, _SUBJECT, _TO_COLLEAGUE.format(title=place.tenant.title, link=f"{site}{path}"))
    async with transaction():
        number = await stored.put("colleague", words, message_id, at, at + TOLD_WITHIN)
        if not await deliveries.note_mail(delivery.id, number, message_id):
            raise _written_elsewhere()
        await deliveries.log(delivery.id, "told", SYSTEM, at, message_id)


def _written_elsewhere() -> ConcurrentChange:
    """Undoes the transaction, and with it this mail: another worker wrote one, or somebody chose another way."""
    return ConcurrentChange("De mail over deze brief is intussen al geschreven. Er hoeft niets meer te gebeuren.")
