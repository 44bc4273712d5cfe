"""Seals bytes under the key of a tenant, so that whoever has the file without the key can read none of them."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final

from gehoor.errors import GehoorError
from gehoor.storage.engine import TENANT

if TYPE_CHECKING:
    # The library takes 8 MiB of memory, and a process that only shows forms and lists never seals anything: it is
    # loaded when the first bytes are sealed or opened.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
#: The first byte of everything that is sealed, so that another way of sealing can come next to this one.
FORMAT: Final = b"\x01"
OVERHEAD: Final = len(FORMAT) + NONCE_BYTES + 16


class Damaged(GehoorError):
    """What was sealed cannot be opened: it was changed, it belongs somewhere else, or the key is another."""

    code = "damaged"


class Sealer:
    """Seals with AES-256-GCM; `about` says what the bytes are for, and they open for nothing else."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        # Asked for when the first bytes come, because a key of a tenant has to be opened itself.
        self._key = key

    @classmethod
    def of(cls, key: bytes) -> Sealer:
        """A sealer with a key that is at hand."""
        if len(key) != KEY_BYTES:
            raise ValueError(f"A key is {KEY_BYTES} bytes long, not {len(key)}.")
        return cls(lambda: key)

    def seal(self, content: bytes, about: str) -> bytes:
        """The content as nobody can read it without the key; each time different, under a new random nonce."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORMAT + nonce + self._cipher.encrypt(nonce, content, _bound(about))

    def unseal(self, sealed: bytes, about: str) -> bytes:
        """The content again; raises `Damaged` unless it is exactly what was sealed for this."""
        from cryptography.exceptions import InvalidTag

        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            if sealed[:1] != FORMAT or len(sealed) < OVERHEAD:
                raise InvalidTag
            return self._cipher.decrypt(nonce, body, _bound(about))
        except InvalidTag:
            raise Damaged(
                "Dit versleutelde gegeven kan niet worden geopend: het is veranderd of hoort bij een andere sleutel. "
                "Vraag de beheerder om een reservekopie."
            ) from None

    def mark(self, text: str) -> bytes:
        """A mark of this text that only whoever has the key can make, and that tells nothing about the key."""
        own = hmac.digest(self._key(), b"gehoor mark 1", "sha256")
        return hmac.digest(own, text.encode(), "sha256")

    def __repr__(self) -> str:
        return "Sealer(...)"

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key())


def current() -> Sealer:
    """The sealer of the selected tenant; without a tenant nothing is sealed or opened."""
    return TENANT.selection.sealer


def _bound(about: str) -> bytes:
    return FORMAT + about.encode()
