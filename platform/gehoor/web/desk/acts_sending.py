"""Steps about how letters go out: the choice of a person, and what is done with a letter that did not arrive."""

from __future__ import annotations

from typing import Any

from gehoor.domain.events import Addressee
from gehoor.services import channel, delivery_log, sending
from gehoor.services import dossier as dossiers
from gehoor.services.dossier import Dossier
from gehoor.storage import deliveries, people
from gehoor.storage.deliveries import PROBLEMS, Delivery, State
from gehoor.storage.scope import transaction
from gehoor.web.desk.actions import Action, Doing, Known, StillWrong

SECTION = "brieven"
WAYS = (
    (channel.POST, "Met de post", ""),
    (channel.ELECTRONIC, "Digitaal", "Een mail met een link. De brief zelf staat niet in de mail."),
)
#: Deliveries whose letter somebody can have taken along or posted by hand.
BY_HAND = (State.TO_PRINT, State.HELD)


def readers_of(known: Known) -> list[tuple[str, str]]:
    """Who can choose in this case: the complainant, and who acts for the complainant."""
    labels = {Addressee.COMPLAINANT.value: "De klager", Addressee.REPRESENTATIVE.value: "De vertegenwoordiger"}
    return [(role, title) for role, title in labels.items() if role in known.file.parties]


async def shown(known: Known) -> dict[str, Any]:
    """What the page with letters shows besides the letters: the choice of each person, and every delivery."""
    return {
        "ways": WAYS,
        "readers": readers_of(known),
        "choices": [(title, await channel.of(known.found, role)) for role, title in readers_of(known)],
        "deliveries": await delivery_log.of_case(known.place, known.found),
        "rule": channel.rule_of(known.found.rulebook),
        "by_hand": BY_HAND,
        "problems": PROBLEMS,
    }


async def _choose(doing: Doing) -> Dossier:
    role = doing.choice("wie", [Addressee.COMPLAINANT, Addressee.REPRESENTATIVE], required="Kies wie dit vroeg.")
    way = doing.choice("wijze", [key for key, *_ in WAYS], required="Kies hoe deze persoon brieven wil.")
    note = doing.text("hoe", required="Schrijf hoe en wanneer deze persoon dit vroeg.")
    doing.check()
    return await channel.choose(
        doing.place, doing.found, role, doing.actor.person, doing.work.at,
        electronic=way == channel.ELECTRONIC, how=channel.BY_DESK, note=note,
    )  # fmt: skip


async def _by_post(doing: Doing) -> Dossier:
    delivery = await _delivery(doing)
    party = await people.party_by_role(delivery.case_id, delivery.role)
    missing = party is not None and not party.address
    needed = "Vul het adres in waar de brief heen gaat." if missing else ""
    address = doing.text("adres", limit=500, required=needed) if missing else ""
    doing.check()
    await sending.by_post_after_all(doing.place, delivery.id, doing.actor.person, doing.work.at, address)
    return await dossiers.by_id(doing.place, doing.found.case_id)


async def _by_hand(doing: Doing) -> Dossier:
    delivery = await _delivery(doing)
    on = doing.date("dag", required="Vul in op welke dag de brief wegging.")
    if on is not None and not doing.place.day(delivery.made_at) <= on <= doing.on:
        doing.wrong("dag", "Kies een dag vanaf de dag van de brief tot en met vandaag.")
    doing.check()
    async with transaction():
        await sending.posted(doing.place, [delivery], on or doing.on, doing.actor.person, doing.work.at)
    return await dossiers.by_id(doing.place, doing.found.case_id)


async def _came_back(doing: Doing) -> Dossier:
    delivery = await _delivery(doing)
    await sending.came_back(doing.place, delivery.id, doing.actor.person, doing.work.at)
    return await dossiers.by_id(doing.place, doing.found.case_id)


async def _delivery(doing: Doing) -> Delivery:
    """The delivery of this case that the form is about; raises `StillWrong`."""
    typed = doing.form.text(doing.named("verzending"))
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 16 else 0
    found = await deliveries.by_id(number)
    if found is None or found.case_id != doing.found.case_id:
        doing.wrong("verzending", "Deze verzending is niet gevonden. Open de pagina opnieuw.")
        raise StillWrong
    return found


ACTIONS = [
    Action(
        name="verzendwijze",
        section=SECTION,
        done="De keuze is vastgelegd. Zij geldt voor brieven die nog worden gemaakt.",
        carry_out=_choose,
        fields={"way": "wijze"},
    ),
    Action(
        name="per-post",
        section=SECTION,
        done="De brief gaat met de post. Hij ligt klaar voor de volgende printronde.",
        carry_out=_by_post,
    ),
    Action(
        name="bezorgd",
        section=SECTION,
        done="Vastgelegd dat de brief wegging.",
        carry_out=_by_hand,
    ),
    Action(
        name="teruggekomen",
        section=SECTION,
        done="Vastgelegd dat de brief terugkwam.",
        carry_out=_came_back,
    ),
]
