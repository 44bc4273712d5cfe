"""A head that holds signs no database takes cannot keep the mail itself, or the mails behind it, from coming in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gehoor.mail.incoming import read_message
from gehoor.mail.incoming_parts import TEXT_LIMIT
from gehoor.services import incoming_tray
from gehoor.storage import mailboxes
from mail.arriving import TOWN, Arriving, arriving
from mail.corpus import TO, delivery_report, raw

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
#: Half of a sign, as only UTF-7 can write it; and a sign that ends a text in the database.
HALF, NUL = "+2AA-", "\x00"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Arriving]:
    async with arriving(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    "heads",
    [
        (f"From: =?utf-7?q?{HALF}petra=40voorbeeld.example?=",),
        (f"In-Reply-To: =?utf-7?q?=3C{HALF}vorige=40x.example=3E?=",),
        (f"References: <vorige{NUL}@x.example>",),
        (f"Message-ID: <een{NUL}@x.example>",),
    ],
)
async def test_a_mail_with_a_broken_address_or_message_id_comes_in(town: Arriving, heads: tuple[str, ...]) -> None:
    sender = () if heads[0].startswith("From") else ("From: petra@voorbeeld.example",)
    content = "\r\n".join([*heads, *sender, f"To: {TO}", "Subject: Klacht", "", "De balie was dicht."]).encode()
    assert (await town.comes(content)).state == "tray"
    ((_, words),) = await town.kept()
    assert (words.sender, words.text) == ("petra@voorbeeld.example", "De balie was dicht.")


@pytest.mark.parametrize("kind", [b"message/rfc822", b"text/rfc822-headers"])
def test_the_mail_a_report_is_about_is_named_without_them(kind: bytes) -> None:
    report = delivery_report("<uit\x00@zaltbommel.example>").replace(b"message/rfc822", kind)
    bounce = read_message(report, NOW).bounce
    assert bounce is not None
    assert bounce.message_id == "<uit@zaltbommel.example>"


def test_words_behind_a_picture_that_fills_the_page_are_said_to_be_missing() -> None:
    page = f'<p>Kijk:</p><img src="data:image/png;base64,{"A" * 1_100_000}"><p>De balie was dicht.</p>'
    found = read_message(raw(page, "Content-Type: text/html; charset=utf-8"), NOW)
    assert len(found.text) < TEXT_LIMIT
    assert "De balie was dicht." not in found.text
    assert found.shortened


async def test_a_mailbox_that_was_taken_out_of_the_settings_is_in_no_trouble(town: Arriving) -> None:
    async with town.platform.at(TOWN):
        await mailboxes.note_trouble("weg", "sign_in", town.clock())
    for host, trouble in (("imap.voorbeeld.example", True), ("", False)):
        await town.set_up(imap_host=host, user="klachten")
        async with town.platform.at(TOWN) as place:
            actor = place.actor("noor", place.day(town.clock()))
            page = await incoming_tray.page_of(place, actor, aside=False)
        assert (page.trouble is not None) is trouble
