"""What is read of a mail: who, when, what, and whether a person wrote it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from gehoor.mail.incoming import Bounce, Incoming, Kind, Person, read_message, same_message
from mail.corpus import FROM, PDF, PNG, TEXT, TO, delivery_report, file, hostile, mail, part, parts, raw

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def read(content: bytes | EmailMessage) -> Incoming:
    return read_message(content if isinstance(content, bytes) else content.as_bytes(), NOW)


def test_a_proper_mail_is_read() -> None:
    found = read(
        mail(In_Reply_To="<vorige@zaltbommel.example>", References="<eerste@x.example> <vorige@zaltbommel.example>")
    )
    assert found.sender == Person("Petra Proefpersoon", "petra@voorbeeld.example")
    assert (found.subject, found.text, found.kind, found.readable) == (
        *("Klacht over de balie", TEXT.strip(), Kind.MAIL, True),
    )
    assert found.to == (TO,)
    assert found.message_id == "<1@voorbeeld.example>"
    assert found.answers == ("<vorige@zaltbommel.example>", "<eerste@x.example>")


def test_the_topmost_received_head_is_the_moment_of_receipt() -> None:
    ours, earlier = "Mon, 23 Nov 2026 09:30:00 +0100", "Sun, 22 Nov 2026 23:00:00 +0100"
    content = (
        f"Received: by mx.zaltbommel.example; {ours}\r\nReceived: by smtp.voorbeeld.example; {earlier}\r\n".encode()
    )
    assert read(content + raw()).received_at == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize("said", ["Mon, 23 Nov 2026 11:00:00 +0000", "Fri, 01 Aug 2025 11:00:00 +0000", "gisteren", ""])
def test_a_moment_of_receipt_that_cannot_be_is_the_moment_the_mail_came(said: str) -> None:
    assert read(f"Received: by mx; {said}\r\n".encode() + raw()).received_at == NOW


def test_of_two_forms_the_plain_text_is_taken_and_html_is_cleaned() -> None:
    both = parts(part("text/plain", "gewoon"), part("text/html", "<p>mooi</p>"), kind="alternative")
    assert read(both).text == "gewoon"
    only = raw(
        "<p>Eén<br>twee &lt;b&gt;</p><script>kwaad()</script><p>drie</p>", "Content-Type: text/html; charset=utf-8"
    )
    assert read(only).text == "Eén\ntwee <b>\n\ndrie"


def test_files_come_along_and_a_mail_inside_is_unpacked() -> None:
    inside = mail("De kapotte stoep.", From="Jan Jansen <jan@elders.example>", Subject="Stoep")
    inside.add_attachment(PDF, maintype="application", subtype="pdf", filename="stoep.pdf")
    found = read(
        parts(part("text/plain", "Zie hieronder."), file("foto.png", PNG), part("message/rfc822", inside.as_bytes()))
    )
    assert [each.name for each in found.files] == ["foto.png", "stoep.pdf"]
    assert found.text.startswith("Zie hieronder.")
    assert "De kapotte stoep." in found.text
    assert found.original == Person("Jan Jansen", "jan@elders.example")


@pytest.mark.parametrize(
    "block",
    [
        "Van: Jan Jansen <jan@elders.example>\nVerzonden: maandag\nAan: balie\nOnderwerp: x\n\nTekst",
        "-----Oorspronkelijk bericht-----\nFrom: Jan Jansen [mailto:jan@elders.example]\nSent: Monday\n\nTekst",
        "---------- Forwarded message ---------\n*From:* Jan Jansen <jan@elders.example>\nDate: x\nSubject: y\n\nTekst",
    ],
)
def test_of_a_mail_that_was_passed_on_the_first_sender_is_proposed(block: str) -> None:
    assert read(mail(f"Ter info.\n\n{block}", Subject="FW: klacht")).original == Person(
        "Jan Jansen", "jan@elders.example"
    )
    assert read(mail(f"Dank.\n\n{block}", Subject="RE: klacht")).original is None


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        (["Auto-Submitted: auto-replied"], Kind.AUTO_REPLY),
        (["X-Autoreply: yes"], Kind.AUTO_REPLY),
        (["Precedence: auto_reply"], Kind.AUTO_REPLY),
        (["Auto-Submitted: auto-generated"], Kind.AUTOMATIC),
        (["Precedence: bulk"], Kind.AUTOMATIC),
        (["List-Id: <x.y>"], Kind.AUTOMATIC),
        (["Return-Path: <>"], Kind.AUTOMATIC),
        (["Auto-Submitted: no"], Kind.MAIL),
        (["Return-Path: <petra@voorbeeld.example>"], Kind.MAIL),
    ],
)
def test_what_a_machine_sent_is_known(heads: list[str], kind: Kind) -> None:
    assert read(raw(TEXT, *heads)).kind is kind


def test_a_person_who_writes_about_an_automatic_answer_is_a_person() -> None:
    assert read(mail(Subject="Automatisch antwoord: ik kreeg niets anders")).kind is Kind.MAIL


def test_a_report_says_which_mail_came_back_and_why() -> None:
    found = read(delivery_report("<uit@zaltbommel.example>", "5.1.1"))
    assert (found.kind, found.bounce) == (Kind.BOUNCE, Bounce("<uit@zaltbommel.example>", "5.1.1"))
    assert read(delivery_report(action="delayed", status="4.4.1")).kind is Kind.AUTO_REPLY


def test_the_same_mail_is_known_whatever_was_added_on_its_way() -> None:
    first = raw(TEXT, "Message-ID: <a@b>")
    again = b"Received: by x; now\r\nDelivered-To: a@b\r\n" + first.replace(b"\r\n", b"\n")
    assert same_message(first) == same_message(again)
    assert same_message(first) != same_message(raw(TEXT + "!", "Message-ID: <a@b>"))
    assert same_message(first) != same_message(raw(TEXT, "Message-ID: <c@d>"))


def test_there_are_a_hundred_hostile_mails() -> None:
    found = hostile()
    assert len(found) >= 100
    assert len({same_message(each) for each in found}) == len(found)


@pytest.mark.parametrize("number", range(len(hostile())))
def test_no_mail_is_too_much_to_read(number: int) -> None:
    found = read_message(hostile()[number], NOW)
    assert found.received_at.tzinfo is not None
    shown = f"{found.text}{found.subject}{found.sender}"
    shown.encode()
    assert "\0" not in shown
    assert FROM.partition("<")[2].strip(">") not in found.to
