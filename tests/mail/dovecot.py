"""A real Dovecot on this machine, for one test: a mailbox with a user, in a folder of its own."""

from __future__ import annotations

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DOVECOT = "/usr/sbin/dovecot"
USER, PASSWORD = "klachten", 'een "lang" wachtwoord'
HOST = "127.0.0.1"
_CONFIG = """
protocols = imap
listen = {host}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{folder}/mail
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service stats {{
  chroot =
}}
"""


def available() -> bool:
    """Whether this machine has Dovecot."""
    return Path(DOVECOT).exists()


@dataclass
class MailServer:
    """The mailbox, as somebody else with a mail program has it."""

    port: int

    def _imap(self) -> imaplib.IMAP4:
        imap = imaplib.IMAP4(HOST, self.port, timeout=20)
        imap.login(USER, PASSWORD)
        return imap

    def deliver(self, content: bytes, folder: str = "INBOX") -> None:
        """A mail comes in."""
        with self._imap() as imap:
            imap.append(folder, "", "", content)

    def make(self, folder: str) -> None:
        """Makes a folder."""
        with self._imap() as imap:
            imap.create(folder)

    def remove(self, folder: str) -> None:
        """Takes a folder away, with what is in it."""
        with self._imap() as imap:
            imap.delete(folder)

    def flags(self, folder: str = "INBOX") -> list[str]:
        """The messages of a folder, each by its flags."""
        with self._imap() as imap:
            imap.select(folder, readonly=True)
            numbers = imap.search(None, "ALL")[1][0].split()
            return [
                imap.fetch(number, "(FLAGS)")[1][0].decode().partition("(FLAGS (")[2].rstrip(")") for number in numbers
            ]


@contextmanager
def running() -> Iterator[MailServer]:
    """Dovecot in a folder of its own, until the end of the block."""
    # Not in the folder of the test: that is closed to the user as whom Dovecot runs.
    with tempfile.TemporaryDirectory(prefix="dovecot-") as folder:
        Path(folder).chmod(0o755)
        with _running(Path(folder)) as server:
            yield server


@contextmanager
def _running(folder: Path) -> Iterator[MailServer]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    # As root it needs another user to be; anybody else can only be themselves.
    user = "nobody" if os.getuid() == 0 else getpass.getuser()
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir()
        shutil.chown(folder / name, user, group)
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
    (folder / "users").chmod(0o644)
    config = folder / "dovecot.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, user=user, group=group, host=HOST))
    process = subprocess.Popen([DOVECOT, "-F", "-c", str(config)], stderr=subprocess.PIPE)
    server = MailServer(port)
    try:
        _wait_for(server, process, folder)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(server: MailServer, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(100):
        try:
            socket.create_connection((HOST, server.port), 5).close()
            break
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    try:
        with server._imap():
            return
    except (OSError, imaplib.IMAP4.error):
        log = (folder / "log").read_text() if (folder / "log").exists() else ""
        raise RuntimeError(f"Dovecot does not answer: {log[-2000:]}") from None
