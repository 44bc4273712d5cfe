"""Hands a mail to a mail server, and says of a failure whether trying again later makes sense."""

from __future__ import annotations

import ssl
from contextlib import suppress

from msgspec import structs

from gehoor.domain.tenant import Security
from gehoor.errors import GehoorError
from gehoor.mail.message import Message, as_mail
from gehoor.mail.server import Server, address_of, is_loopback

#: One step of the conversation; the whole of it stays well within the time a worker has for a job.
STEP_SECONDS = 15.0
#: The answer of a server that took a mail.
ACCEPTED = "smtp_250"


class NotSent(GehoorError):
    """The mail did not leave. `temporary`: it may leave later; the code is the kind of failure and never its words.

    What a server answers may hold the address of whoever the mail is for, so it is kept nowhere.
    """

    code = "not_sent"

    def __init__(self, kind: str, *, temporary: bool) -> None:
        super().__init__(f"De mail is niet verstuurd ({kind}).", code=kind)
        self.temporary = temporary


async def send(message: Message, server: Server) -> str:
    """Gives the mail to the server, protected as its settings say, and gives its answer as a code; raises `NotSent`."""
    # The library takes 4 MiB of memory, and most processes never send a mail: it is loaded with the first one.
    import aiosmtplib

    if server.security is Security.NONE and not is_loopback(server.host):
        raise NotSent("unprotected", temporary=True)
    sender, to = address_of(server.sender), _travelling(message.to)
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.security is Security.TLS,
        start_tls=server.security is Security.STARTTLS,
        local_hostname=sender.rpartition("@")[2] or "localhost",
        timeout=STEP_SECONDS,
    )
    try:
        await client.connect()
        if server.user:
            await client.login(server.user, server.password)
        await client.sendmail(sender, [to], as_mail(structs.replace(message, to=to)).as_bytes())
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
    except aiosmtplib.SMTPAuthenticationError as error:
        # Somebody has to correct the password; until then the mail waits.
        raise NotSent("sign_in_refused", temporary=True) from error
    except aiosmtplib.SMTPRecipientsRefused as refused:
        raise _answered(max(each.code for each in refused.recipients)) from refused
    except aiosmtplib.SMTPResponseException as answer:
        raise _answered(answer.code) from answer
    except aiosmtplib.SMTPNotSupported as error:
        raise NotSent("not_supported", temporary=True) from error
    except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPReadTimeoutError) as error:
        raise NotSent("connection_lost", temporary=True) from error
    except ssl.SSLError as error:
        raise NotSent("not_trusted", temporary=True) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        trusted = not isinstance(error.__cause__, ssl.SSLError)
        raise NotSent("unreachable" if trusted else "not_trusted", temporary=True) from error
    finally:
        # The server has the mail or has refused it; how the conversation ended makes no difference.
        client.close()
    # After the mail itself a server says 250 or the library raises; more of its words is kept nowhere.
    return ACCEPTED


def _travelling(address: str) -> str:
    """The address as every server understands it; raises `NotSent` for a name that only few servers know."""
    name, _, domain = address.rpartition("@")
    try:
        return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise NotSent("address_not_known", temporary=False) from None


def _answered(code: int) -> NotSent:
    """The failure for an answer of the server: from 500 on it means that trying again makes no sense."""
    return NotSent(f"smtp_{code}", temporary=code < 500)
