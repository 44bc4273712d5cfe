"""The tray on the desk: mail that came in, and what somebody makes of it; nothing goes away."""

from __future__ import annotations

import re

import pytest

from gehoor.services import dossier, incoming
from gehoor.storage import file_checks, files, messages
from gehoor.storage.scope import transaction
from mail.corpus import PDF, file, mail, part, parts, raw
from web.desk.conftest import Town

pytestmark = pytest.mark.anyio
TRAY = "/binnengekomen"


async def comes(town: Town, content: bytes, slug: str = "zaltbommel") -> int:
    """A mail comes in; gives its number."""
    async with town.platform.at(slug) as place:
        await incoming.receive(place, content, town.now)
        return (await messages.listed(["tray", "set_aside", "bounced", "unreadable"], 100))[-1][0].id


def complaint(text: str = "De balie was onbeleefd.") -> bytes:
    return b"Received: by mx; Fri, 27 Feb 2026 16:00:00 +0100\r\n" + parts(
        part("text/plain", text), file("brief.pdf", PDF)
    )


async def test_a_mail_is_registered_with_the_form_filled_in(town: Town) -> None:
    number = await comes(town, complaint())
    desk = await town.signed_in("zaltbommel", "balie")
    await desk.open(TRAY)
    assert "Klacht over de balie" in desk.text
    assert "3 dagen" in desk.text
    await desk.open(f"{TRAY}/{number}")
    assert "De balie was onbeleefd." in desk.text
    assert (await desk.client.get(f"{TRAY}/{number}/bijlage/0")).content == PDF
    await desk.open(f"/mondeling?bericht={number}")
    sent = desk.form("/mondeling").fields
    assert (sent["naam"], sent["email"], sent["kanaal"]) == (
        *(["Petra Proefpersoon"], ["petra@voorbeeld.example"], ["email"]),
    )
    assert [sent[f"ontvangen-{name}"] for name in ("dag", "maand", "jaar")] == [["27"], ["2"], ["2026"]]
    await desk.send("/mondeling", status=200)
    await desk.send("/mondeling/vastleggen", {"akkoord": "ja"})
    reference = desk.text.partition("Kenmerk ")[2].split()[0]
    coordinator = await town.signed_in("zaltbommel", "coordinator")
    await coordinator.open(f"/zaak/{reference}")
    assert "27 februari 2026" in coordinator.text
    assert "brief.pdf" in coordinator.text
    await desk.open(f"{TRAY}/{number}")
    assert f"Van dit bericht is zaak {reference} gemaakt" in desk.text
    assert "onbeleefd" not in desk.text
    await desk.open(TRAY)
    assert "Er ligt geen mail" in desk.text


async def test_doubt_asks_for_the_form_and_keeps_the_day(town: Town) -> None:
    number = await comes(town, complaint())
    desk = await town.signed_in("zaltbommel", "coordinator")
    await desk.open(f"{TRAY}/{number}")
    await desk.send(f"{TRAY}/{number}/twijfel")
    reference = re.findall(r"K26-\w{5}", desk.text)[0]
    await desk.open(f"/zaak/{reference}")
    assert "Gevraagd het formulier te gebruiken" in desk.text
    assert "27 februari 2026" in desk.text


async def test_flemish_doubt_says_that_no_letter_goes(town: Town) -> None:
    number = await comes(town, complaint(), "voorbeeldstad")
    desk = await town.signed_in("voorbeeldstad", "coordinator")
    await desk.open(f"{TRAY}/{number}")
    assert "Het reglement kent hiervoor geen brief" in desk.text
    await desk.send(f"{TRAY}/{number}/twijfel")
    assert "De klacht is vastgelegd als K26-" in desk.text


async def test_a_mail_joins_a_case_by_its_reference(town: Town) -> None:
    reference, number = await town.filed("zaltbommel"), await comes(town, complaint("Nog iets."))
    desk = await town.signed_in("zaltbommel", "coordinator")
    await desk.open(f"{TRAY}/{number}")
    await desk.send(f"{TRAY}/{number}/zaak", {"kenmerk": "K26-22222"}, status=422)
    assert "Deze zaak is niet gevonden" in desk.text
    await desk.send(f"{TRAY}/{number}/zaak", {"kenmerk": reference.lower()})
    assert f"Het bericht staat nu bij zaak {reference}" in desk.text
    await desk.open(f"/zaak/{reference}")
    assert "afzender onbekend, controleer van wie dit komt" in desk.text
    assert "Nog iets." in desk.text


async def test_what_is_no_complaint_is_kept_with_the_reason_and_can_be_taken_back(town: Town) -> None:
    number = await comes(town, complaint("Wanneer komt de vuilniswagen?"))
    desk = await town.signed_in("zaltbommel", "balie")
    await desk.open(f"{TRAY}/{number}")
    await desk.send(f"{TRAY}/{number}/geen-klacht", status=422)
    assert "Schrijf waarom dit geen klacht is." in desk.text
    await desk.send(f"{TRAY}/{number}/geen-klacht", {"reden": "Een vraag over afval."})
    await desk.open(f"{TRAY}?lijst=opzij")
    assert "Klacht over de balie" in desk.text
    await desk.open(f"{TRAY}/{number}")
    assert "Een vraag over afval." in desk.text
    await desk.send(f"{TRAY}/{number}/terug")
    await desk.open(TRAY)
    assert "Klacht over de balie" in desk.text


async def test_what_cannot_be_read_is_shown_as_such_and_can_be_saved(town: Town) -> None:
    content = bytes(range(256)) * 20
    number = await comes(town, content)
    desk = await town.signed_in("zaltbommel", "coordinator")
    await desk.open(TRAY)
    assert "Niet goed leesbaar" in desk.text
    await desk.open(f"{TRAY}/{number}")
    assert "Wij kunnen dit bericht niet goed lezen" in desk.text
    saved = await desk.client.get(f"{TRAY}/{number}/bericht.txt")
    assert saved.content == content
    assert saved.headers["content-type"].startswith("text/plain")
    assert saved.headers["content-disposition"].startswith("attachment")


async def test_nothing_in_a_mail_is_a_page_of_ours(town: Town) -> None:
    content = raw("<b>x</b><script>alert(1)</script>")
    number = await comes(town, content.replace(b"Subject: Klacht over de balie", b"Subject: <script>y</script>"))
    desk = await town.signed_in("zaltbommel", "coordinator")
    for address, told in (
        (TRAY, "&lt;script&gt;y"),
        (f"{TRAY}/{number}", "&lt;script&gt;alert(1)"),
        (f"/mondeling?bericht={number}", "&lt;script&gt;alert(1)"),
    ):
        page = await desk.open(address)
        assert "<script>" not in page
        assert told in page


async def test_of_a_mail_that_a_colleague_passed_on_the_first_sender_is_filled_in(town: Town) -> None:
    text = "Ter info\n\nVan: Jan Jansen <jan@elders.example>\nVerzonden: maandag\nAan: balie\n\nDe stoep is kapot."
    number = await comes(town, mail(text, Subject="FW: klacht").as_bytes())
    desk = await town.signed_in("zaltbommel", "coordinator")
    await desk.open(f"{TRAY}/{number}")
    assert "Eerder geschreven door" in desk.text
    await desk.open(f"/mondeling?bericht={number}")
    assert desk.form("/mondeling").fields["naam"] == ["Jan Jansen"]


@pytest.mark.parametrize("login", ["behandelaar", "beheerder"])
async def test_only_the_coordinator_and_the_front_desk_see_the_tray(town: Town, login: str) -> None:
    number = await comes(town, complaint())
    people = {"behandelaar": "karel", "beheerder": "iris"}
    async with town.platform.at("zaltbommel") as place:
        login = next(entry.login for entry in place.tenant.organisation.people if entry.id == people[login])
    desk = await town.signed_in("zaltbommel", login)
    for address in (TRAY, f"{TRAY}/{number}", f"{TRAY}/{number}/bericht.txt", f"{TRAY}/{number}/bijlage/0"):
        await desk.open(address, status=403)


async def test_the_dossier_says_of_a_file_that_it_is_being_looked_at_or_holds_a_virus(town: Town) -> None:
    reference = await town.filed("zaltbommel")
    async with town.platform.at("zaltbommel") as place:
        found = await dossier.by_reference(place, reference)
        async with transaction():
            kept = [
                await files.attach(found.case_id, name, "application/pdf", name.encode(), "complainant", town.now)
                for name in ("schoon.pdf", "wacht.pdf", "virus.pdf")
            ]
            for attached in kept:
                await file_checks.hold(attached.sha256, town.now)
            await file_checks.checked(kept[0].sha256, "clean", None, town.now)
            await file_checks.checked(kept[2].sha256, "infected", "Proef.Virus", town.now)
    desk = await town.signed_in("zaltbommel", "coordinator")
    await desk.open(f"/zaak/{reference}")
    lines = {
        name: line for line in desk.text.split("<br>") for name in ("schoon", "wacht", "virus") if f"{name}.pdf" in line
    }
    assert "wordt nog gecontroleerd" in lines["wacht"]
    assert "bevat een virus" in lines["virus"]
    assert "badge" not in lines["schoon"].partition("schoon.pdf")[2]
