"""A hundred mails as they come in: plain, odd, broken and hostile; all people in them are made up."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO

FROM = "Petra Proefpersoon <petra@voorbeeld.example>"
TO = "klachten@zaltbommel.example"
#: Words of the mails that must never be seen in a log.
PRIVATE = ("petra", "proefpersoon", "onbeleefd", "voorbeeldlaan", "kapotte stoep")
TEXT = "Aan de balie was men onbeleefd. Ik woon aan de Voorbeeldlaan 1.\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def mail(text: str = TEXT, **heads: str) -> EmailMessage:
    """A proper mail."""
    made = EmailMessage(policy=SMTP)
    given = {"From": FROM, "To": TO, "Subject": "Klacht over de balie", "Message_ID": "<1@voorbeeld.example>", **heads}
    for name, value in given.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def raw(body: bytes | str = TEXT, *heads: str) -> bytes:
    """A mail of these very bytes; `heads` come after the usual ones."""
    lines = [f"From: {FROM}", f"To: {TO}", "Subject: Klacht over de balie", *heads]
    content = body.encode() if isinstance(body, str) else body
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + content


def parts(*inside: str | bytes, kind: str = "mixed", boundary: str = "grens", end: bool = True) -> bytes:
    """A mail of several parts, each with its own heads."""
    body = b"".join(
        b"--" + boundary.encode() + b"\r\n" + (part.encode() if isinstance(part, str) else part) + b"\r\n"
        for part in inside
    )
    last = f"--{boundary}--\r\n".encode() if end else b""
    return raw(body + last, "MIME-Version: 1.0", f'Content-Type: multipart/{kind}; boundary="{boundary}"')


def part(kind: str, content: str | bytes, *heads: str) -> bytes:
    """A part with its heads."""
    body = content.encode() if isinstance(content, str) else content
    return "\r\n".join([f"Content-Type: {kind}", *heads]).encode() + b"\r\n\r\n" + body


def file(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    """A part with a file in base64."""
    return part(
        kind, base64.encodebytes(content), "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="{name}"',
    )  # fmt: skip


def nested(depth: int) -> bytes:
    """Parts in parts in parts."""
    body = "Content-Type: text/plain\r\n\r\n" + TEXT
    for level in range(depth):
        body = f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n{body}\r\n--b{level}--\r\n'
    return f"From: {FROM}\r\nTo: {TO}\r\nSubject: Diep\r\n{body}".encode()


def mails_in_mails(depth: int) -> bytes:
    """A mail in a mail in a mail."""
    body = f"From: {FROM}\r\nSubject: Diep van binnen\r\n\r\n{TEXT}"
    for _ in range(depth):
        body = f"From: {FROM}\r\nSubject: Om\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n{body}"
    return body.encode()


def zipped(name: str, content: bytes) -> bytes:
    """A zip file with one file, very small for what is in it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def delivery_report(
    message_id: str = "<uit@zaltbommel.example>", status: str = "5.1.1", action: str = "failed"
) -> bytes:
    """What a mail server says of a mail that it could not deliver."""
    return parts(
        part("text/plain", "Your message could not be delivered."),
        part(
            "message/delivery-status",
            f"Reporting-MTA: dns; mx.voorbeeld.example\r\n\r\nFinal-Recipient: rfc822; petra@voorbeeld.example\r\n"
            f"Action: {action}\r\nStatus: {status}\r\n",
        ),
        part(
            "message/rfc822", f"From: {TO}\r\nMessage-ID: {message_id}\r\nSubject: Uw klacht\r\n\r\nBeste mevrouw\r\n"
        ),
        kind='report; report-type="delivery-status"',
    ).replace(FROM.encode(), b"MAILER-DAEMON@mx.voorbeeld.example", 1)


def _charsets() -> Iterator[bytes]:
    word = "Gemeenteloket: één café, ‘onbeleefd’"
    yield raw(word.encode(), "Content-Type: text/plain; charset=utf-8")
    yield raw(word.encode("cp1252"), "Content-Type: text/plain; charset=utf-8")
    yield raw(word.encode(), "Content-Type: text/plain; charset=us-ascii")
    yield raw(word.encode("cp1252"), "Content-Type: text/plain")
    yield raw(word.encode(), "Content-Type: text/plain; charset=bestaat-niet")
    yield raw(word.encode(), "Content-Type: text/plain; charset=zlib_codec")
    yield raw(b"xn--" + b"a" * 50_000, "Content-Type: text/plain; charset=punycode")
    yield raw(b"\\x41" * 100, "Content-Type: text/plain; charset=unicode_escape")
    yield raw(word.encode("utf-16"), "Content-Type: text/plain; charset=utf-16")
    yield raw(b"\xff\xfe\x00", "Content-Type: text/plain; charset=utf-16")
    yield raw("日本".encode("iso2022_jp"), "Content-Type: text/plain; charset=iso-2022-jp")
    yield raw(b"+AGEAYg-", "Content-Type: text/plain; charset=utf-7")
    yield raw(bytes(range(256)), "Content-Type: text/plain; charset=utf-8")
    yield raw("a\u202egpj.exe\x00\x07 \ufffd", "Content-Type: text/plain; charset=utf-8")
    yield raw(TEXT, 'Content-Type: text/plain; charset="=?utf-8?q?x?="')
    yield raw(TEXT, "Content-Type: text/plain; charset*=''utf-8%ff")


def _heads() -> Iterator[bytes]:
    yield b"From: J\xe9r\xf4me <jerome@voorbeeld.example>\r\nSubject: Caf\xe9\r\n\r\n" + TEXT.encode()
    yield "From: Zoë <zoe@voorbeeld.example>\r\nSubject: één\r\n\r\n".encode() + TEXT.encode()
    yield raw(TEXT, "X-Lang: " + "a" * 2_000_000)
    yield raw(TEXT, *(f"X-Veel-{number}: {number}" for number in range(20_000)))
    yield raw(TEXT, "Received: " + ", ".join(["x"] * 10_000))
    yield b"Subject: =?utf-8?B?////?=\r\nFrom: =?x?y?z?= <petra@voorbeeld.example>\r\n\r\n" + TEXT.encode()
    yield b"Subject: =?utf-8?Q?=C3?= =?utf-8?Q?=A9?=\r\nFrom: petra@voorbeeld.example\r\n\r\nx"
    yield b"From: " + b"(" * 5000 + b"\r\n\r\n" + TEXT.encode()
    yield b"From: " + b"<" * 5000 + b"petra@voorbeeld.example\r\n\r\n" + TEXT.encode()
    yield b'From: "' + b'\\"' * 5000 + b" <petra@voorbeeld.example>\r\n\r\n" + TEXT.encode()
    yield b"From: @@@, ;;:, petra@[127.0.0.1]\r\nTo: undisclosed-recipients:;\r\n\r\n" + TEXT.encode()
    yield b"From:\r\nFrom: petra@voorbeeld.example\r\nFrom: ander@voorbeeld.example\r\n\r\n" + TEXT.encode()
    yield raw(TEXT, "Date: Foo, 99 Bar 99999 99:99:99 +9999", "Received: x; Mon, 31 Feb 2026 25:00:00 +0000")
    yield raw(TEXT, "Received: from x; Fri, 01 Jan 1900 00:00:00 +0000")
    yield raw(TEXT, "Received: from x; Fri, 31 Dec 9999 23:59:59 -2359")
    yield raw(TEXT, "Message-ID: geen haken", "References: <a@b> <c@d", "In-Reply-To: <" + "x" * 100_000 + ">")
    yield raw(TEXT, "Message-ID: <a@b>", "Message-ID: <c@d>", "References: " + "<r@x> " * 20_000)
    yield b"Subject: alleen koppen"
    yield b"geen kop\r\n\r\n" + TEXT.encode()
    yield b"\r\n\r\n" + TEXT.encode()
    yield b" Subject: begint met een spatie\r\nFrom: petra@voorbeeld.example\r\n\r\nx"
    yield b"From petra Mon Nov 23 09:00:00 2026\nFrom: petra@voorbeeld.example\nSubject: mbox\n\n" + TEXT.encode()
    yield raw(TEXT, "Subject: Bcc: iedereen\r\n Injectie: ja", "\tX: y")
    yield raw(TEXT).replace(b"\r\n", b"\n")
    yield raw(TEXT).replace(b"\r\n", b"\r")
    yield raw(TEXT, "To: " + ", ".join(f"a{number}@voorbeeld.example" for number in range(5_000)))
    yield raw(TEXT, "Content-Type: " + "text/plain; a=b" * 5_000)
    yield raw(TEXT, "Content-Type: text", "Content-Disposition: ;;;", "Content-Transfer-Encoding: bestaat niet")
    yield raw(TEXT, "Content-Type: text/plain; name*0*=x''%; name*99999999999=y")


def _bodies() -> Iterator[bytes]:
    yield parts(part("text/plain", TEXT), part("text/html", "<p>anders</p>"), kind="alternative")
    yield parts(part("text/html", f"<p>{TEXT}</p><script>alert(1)</script><style>p{{}}</style>"), kind="alternative")
    yield raw("<html><body><div>" * 20_000 + TEXT, "Content-Type: text/html")
    yield raw("<p>x" * 300_000, "Content-Type: text/html")
    yield raw(
        "<img src=x onerror=alert(1)><a href='javascript:1'>kapotte stoep</a>&lt;b&gt;", "Content-Type: text/html"
    )
    yield raw("x" * 3_000_000)
    yield raw("")
    yield parts(part("text/plain", TEXT), end=False)
    yield raw(TEXT, 'Content-Type: multipart/mixed; boundary="nergens"')
    yield raw(TEXT, "Content-Type: multipart/mixed")
    yield raw(TEXT, f'Content-Type: multipart/mixed; boundary="{"x" * 5000}"')
    yield parts(*[part("text/plain", "x")] * 20_000)
    yield nested(20)
    yield nested(1_500)
    yield nested(10_000)
    yield mails_in_mails(3)
    yield mails_in_mails(2_000)
    yield raw("####", "Content-Transfer-Encoding: base64")
    yield raw("QUJD=====QUJD", "Content-Transfer-Encoding: base64")
    yield raw("=ZZ=\r\n=4", "Content-Transfer-Encoding: quoted-printable")
    yield raw("begin 644 a.txt\r\n#####\r\nend\r\n", "Content-Transfer-Encoding: uuencode")
    yield parts(part("message/rfc822", "geen bericht", "Content-Transfer-Encoding: base64"))
    yield parts(part("message/partial; id=x; number=1; total=99", "x"), part("message/external-body", "x"))
    yield parts(part("application/pgp-encrypted", "Version: 1"), file("encrypted.asc", b"x"), kind="encrypted")
    yield raw(b"0\x80\x06", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m")


def _files() -> Iterator[bytes]:
    words = part("text/plain", TEXT)
    yield parts(words, file("foto.png", PNG, "image/png"), file("brief.pdf", PDF, "application/pdf"))
    yield parts(words, file("foto.png", b"MZ\x90\x00" + b"x" * 100, "image/png"))
    yield parts(words, file("virus.exe", b"MZ\x90\x00" + b"x" * 100))
    yield parts(words, file("../../etc/passwd", b"x"), file("", b"y"), file("a" * 3000 + ".pdf", PDF))
    yield parts(words, file("=?utf-8?B?Zm90by5wbmc=?=", PNG), file("foto.png", PNG), file("FOTO.PNG", PNG))
    yield parts(words, file("bom.zip", zipped("bom", b"\0" * 5_000_000)))
    yield parts(words, file("bom.docx", zipped("word/document.xml", b"\0" * 5_000_000)))
    yield parts(words, file("winmail.dat", b"\x78\x9f\x3e\x22" + b"x" * 50, "application/ms-tnef"))
    yield parts(words, *[file(f"foto{number}.png", PNG) for number in range(40)])
    yield parts(words, file("groot.pdf", PDF + b"0" * 11_000_000))
    yield parts(
        words, part("image/png", base64.encodebytes(PNG), "Content-Transfer-Encoding: base64", "Content-ID: <x>")
    )
    yield parts(words, part("text/plain", "bijlage", 'Content-Disposition: attachment; filename="los.txt"'))
    yield parts(words, part("message/rfc822", mail("Doorgestuurd: de kapotte stoep.").as_bytes()))
    yield parts(words, part("text/calendar", "BEGIN:VCALENDAR"), file("leeg.pdf", b""))


def _machines() -> Iterator[bytes]:
    yield delivery_report()
    yield delivery_report("", "geen", "failed")
    yield delivery_report(action="delayed", status="4.4.1")
    yield parts(part("message/delivery-status", b"\xff\xfe"), kind="report; report-type=delivery-status")
    yield raw("Ik ben met vakantie.", "Auto-Submitted: auto-replied", "Return-Path: <>")
    yield raw("Ik ben met vakantie.", "X-Autoreply: yes", "Precedence: bulk")
    yield raw("Nieuws", "List-Id: <nieuws.voorbeeld.example>", "List-Unsubscribe: <mailto:x@y.example>")
    yield raw("Gelezen", "Content-Type: multipart/report; report-type=disposition-notification; boundary=q")
    yield raw("Undeliverable", "Return-Path: <>", "From: MAILER-DAEMON@x.example")
    yield raw("Van een formulier elders", "Auto-Submitted: auto-generated")


def _rest() -> Iterator[bytes]:
    yield b""
    yield b"\0"
    yield b"\0" * 100_000
    yield bytes(range(256)) * 1_000
    yield b"\xff\xfe" + "From: petra@voorbeeld.example\r\n\r\nx".encode("utf-16-le")
    yield mail("Doorgestuurd", Subject="FW: klacht").as_bytes() + b"\n" * 500_000


def hostile() -> list[bytes]:
    """All of them, each unlike the others."""
    found = [*_charsets(), *_heads(), *_bodies(), *_files(), *_machines(), *_rest()]
    # Each has a date of its own, as far as it begins as a mail does.
    return [
        f"Date: Mon, 23 Nov 2026 08:00:{number % 60:02d} +0{number // 60}00\r\n".encode() + each
        if each.startswith(b"From: ")
        else each
        for number, each in enumerate(found)
    ]
