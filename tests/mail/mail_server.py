"""A real mail server on a free port of this machine, in a thread of its own, that does what a test tells it."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections import deque
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST = "127.0.0.1"
CUT_MID_DATA, CUT_AFTER_DATA, SILENT = "cut mid data", "cut after data", "silent"
#: Begins an answer that comes after the whole mail was sent, and not at the address.
AT_DATA = "data "


class MailServer:
    """Keeps what it accepts in `received`; each entry of `answers` spoils one mail: an SMTP answer, or a cut."""

    def __init__(self, *, certificate: Path | None = None, tls: bool = False, account: tuple[str, str] = ("", "")):
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: deque[str] = deque()
        self.conversations = 0
        self._account, self._tls = account, tls
        self._context = _context(certificate) if certificate else None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> MailServer:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._leave(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(self._conversation, HOST, 0, ssl=self._context if self._tls else None)

    async def _leave(self) -> None:
        self._server.close()
        conversations = asyncio.all_tasks() - {asyncio.current_task()}
        for conversation in conversations:
            conversation.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)
        await self._loop.shutdown_default_executor()

    def _conversation(self) -> SMTP:
        self.conversations += 1
        wanted: dict[str, Any] = {"authenticator": self._knows, "auth_required": True} if self._account[0] else {}
        return _Conversation(
            self,
            hostname="mail.voorbeeld.example",
            loop=self._loop,
            tls_context=None if self._tls else self._context,
            require_starttls=self._context is not None and not self._tls,
            auth_require_tls=not self._tls,
            **wanted,
        )

    def _knows(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        said = cast(LoginPassword, given)
        return AuthResult(success=(said.login.decode(), said.password.decode()) == self._account, handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accepts an address, or gives the answer a test wants for it."""
        if self.answers and self.answers[0][0].isdigit():
            return self.answers.popleft()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keeps the mail; with a cut nobody hears that it was kept."""
        if self.answers and self.answers[0].startswith(AT_DATA):
            return self.answers.popleft().removeprefix(AT_DATA)
        self.received.append(message_from_bytes(cast(bytes, envelope.content), policy=policy.SMTP))
        self.recipients += envelope.rcpt_tos
        if self.answers and self.answers[0] == CUT_AFTER_DATA:
            self.answers.popleft()
            _cut(server)
        return "250 OK"


class _Conversation(SMTP):
    async def smtp_DATA(self, arg: str) -> None:
        owner: MailServer = self.event_handler
        if owner.answers and owner.answers[0] == CUT_MID_DATA:
            owner.answers.popleft()
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            _cut(self)
            return
        if owner.answers and owner.answers[0] == SILENT:
            owner.answers.popleft()
            # Until whoever sends gives up: then the conversation ends, and this with it.
            await asyncio.Event().wait()
        await super().smtp_DATA(arg)


def _cut(conversation: SMTP) -> None:
    cast(asyncio.Transport, conversation.transport).abort()


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    return context


def make_certificate(folder: Path, host: str = HOST) -> Path:
    """A certificate for this machine that signs itself; its key lies beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.voorbeeld.example")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "mail.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    path.with_suffix(".key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path
