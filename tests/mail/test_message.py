"""A mail says the same as text and as HTML, and says the same when it is sent again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec import structs

from gehoor.mail.message import Calendar, Message, as_html, as_mail
from gehoor.mail.server import address_of

MESSAGE = Message(
    message_id="<abc@voorbeeld.example>",
    sender="Gemeente Voorbeeld <klachten@voorbeeld.example>",
    to="petra@voorbeeld.example",
    subject="Uw link",
    text="Beste mevrouw, meneer,\n\nOpen deze link:\nhttps://voorbeeld.example/x?a=1&b=2\n\nGroet,\nKlein & <Groot>",
    at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
)


def test_a_mail_has_its_number_its_date_and_says_that_nobody_typed_it() -> None:
    mail = as_mail(MESSAGE)
    assert mail["Message-ID"] == "<abc@voorbeeld.example>"
    assert mail["Date"] == "Mon, 23 Nov 2026 09:00:00 +0000"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_text_is_as_it_was_written() -> None:
    part = as_mail(MESSAGE).get_body(("plain",))
    assert part is not None
    assert part.get_content().replace("\r\n", "\n").strip() == MESSAGE.text


def test_the_html_shows_where_a_link_leads_and_escapes_what_people_wrote() -> None:
    html = as_html(MESSAGE)
    shown = "https://voorbeeld.example/x?a=1&amp;b=2"
    assert f'<a href="{shown}">{shown}</a>' in html
    assert "Klein &amp; &lt;Groot&gt;" in html
    assert html.count("<p>") == 3


def test_nothing_in_a_mail_is_fetched_from_elsewhere() -> None:
    html = as_html(MESSAGE)
    assert "<img" not in html
    assert "src=" not in html
    assert "url(" not in html


def test_only_a_line_that_is_a_link_becomes_one() -> None:
    html = as_html(structs.replace(MESSAGE, text="Zie https://voorbeeld.example/x voor meer."))
    assert "<a " not in html


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("Gemeente Voorbeeld <klachten@voorbeeld.example>", "klachten@voorbeeld.example"),
        ("klachten@voorbeeld.example", "klachten@voorbeeld.example"),
        ("", ""),
    ],
)
def test_the_address_in_a_sender_is_found(sender: str, address: str) -> None:
    assert address_of(sender) == address


def test_a_line_end_in_a_header_is_refused() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        as_mail(structs.replace(MESSAGE, subject="a\nBcc: b@c.example"))


def test_an_answer_goes_to_the_address_of_the_case_and_mails_of_a_case_belong_together() -> None:
    mail = as_mail(structs.replace(MESSAGE, reply_to="zaak@voorbeeld.example", references=("<1@x>", "<2@x>")))
    assert mail["Reply-To"] == "zaak@voorbeeld.example"
    assert mail["In-Reply-To"] == "<2@x>"
    assert mail["References"] == "<1@x> <2@x>"


def test_only_a_digest_can_be_cancelled() -> None:
    assert as_mail(MESSAGE)["List-Unsubscribe"] is None
    digest = as_mail(structs.replace(MESSAGE, list_unsubscribe="https://voorbeeld.example/account"))
    assert digest["List-Unsubscribe"] == "<https://voorbeeld.example/account>"


def test_an_appointment_is_among_the_alternatives_and_a_file_and_the_mail_is_the_same_each_time() -> None:
    calendar = Calendar("REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    invitation = structs.replace(MESSAGE, calendar=calendar)
    mail = as_mail(invitation)
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"),
    ]
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    assert mail.as_bytes() == as_mail(invitation).as_bytes()
