"""What the PDF child may not do, from before its first letter: talk to anybody, start a program, take all memory."""

from __future__ import annotations

import resource
import sys

ADDRESS_SPACE = 1536 << 20
#: Enough for the pipes, the fonts and the modules that are loaded while a letter is made.
OPEN_FILES = 64
#: What Python tells a listener before it happens: sockets, names of hosts, other programs.
_REFUSED = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty"),
    *("ftplib.", "smtplib.", "webbrowser."),
)
_WRITING = frozenset("wxa+")


class Forbidden(RuntimeError):
    """Something in a letter made the child try what it must not do."""


def confine() -> None:
    """Hold this process to making letters, for good: a listener like this cannot be taken away again."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    # What is in the memory of this process must not be left in a file when it falls over.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A module that is loaded later leaves no compiled copy behind, which would be writing.
    sys.dont_write_bytecode = True
    sys.addaudithook(_listen)


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_REFUSED):
        raise Forbidden(event)
    if event == "open" and len(arguments) > 1 and isinstance(arguments[1], str) and _WRITING & set(arguments[1]):
        raise Forbidden(event)
