"""The master key of an installation: it opens the keys of all tenants, and is kept outside the database."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

from gehoor.errors import GehoorError
from gehoor.storage.sealing import KEY_BYTES, Damaged, Sealer

FILE_NAME: Final = "master.key"
_MARK_BYTES: Final = 8
#: The key in writing: 32 bytes in base64 are 44 characters.
_LONGEST: Final = 200
_REMEDY: Final = "Een sleutel maakt u met: gehoor keys new BESTAND."


class WrongMasterKey(GehoorError):
    """There is no master key, it cannot be read, or it is not the one with which the keys here were locked."""

    code = "wrong_master_key"


class MasterKey:
    """Locks the keys of tenants; it never shows itself, not in a log and not in an error."""

    def __init__(self, key: bytes, source: str, path: Path | None = None) -> None:
        #: Where the key came from, in words for a message.
        self.source = source
        #: The file it came from, where it may be read again.
        self.path = path
        self._sealer = Sealer.of(key)
        # Tells which master key locked a key, without the library for sealing and without giving the key away.
        self._mark = hmac.digest(key, b"gehoor master key", hashlib.sha256)[:_MARK_BYTES]

    @classmethod
    def read(cls, text: str, source: str, path: Path | None = None) -> MasterKey:
        """The key as people keep it: 32 bytes in base64; `source` says in a message where it stands."""
        try:
            key = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise WrongMasterKey(f"{source} is geen hoofdsleutel: het moeten 32 bytes in base64 zijn. {_REMEDY}")
        return cls(key, source, path)

    @classmethod
    def from_file(cls, path: Path) -> MasterKey:
        """The key in a file; raises `WrongMasterKey` when it cannot be read."""
        try:
            with path.open(encoding="ascii") as file:
                text = file.read(_LONGEST + 1)
        except UnicodeDecodeError:
            text = ""
        except OSError as error:
            raise WrongMasterKey(
                f"De hoofdsleutel {path} kan niet worden gelezen ({error.strerror}). Zet het bestand met de "
                "hoofdsleutel terug, of noem het in GEHOOR_MASTER_KEY_FILE. Zonder deze sleutel zijn bijlagen en "
                "brieven niet te openen."
            ) from None
        return cls.read(text, f"Het bestand {path}", path)

    def lock(self, key: bytes, slug: str) -> bytes:
        """The key of a tenant as it may stand in the database."""
        return self._mark + self._sealer.seal(key, _about(slug))

    def locked(self, wrapped: bytes) -> bool:
        """Whether this master key locked that key."""
        return hmac.compare_digest(wrapped[:_MARK_BYTES], self._mark)

    def unlock(self, wrapped: bytes, slug: str) -> bytes:
        """The key of a tenant; raises `WrongMasterKey`, or `Damaged` when the locked key was changed."""
        if not self.locked(wrapped):
            raise WrongMasterKey(
                f"De hoofdsleutel past niet bij de sleutel van '{slug}'. {self.source} is een andere hoofdsleutel dan "
                "die waarmee deze gegevens zijn versleuteld. Zet de goede sleutel terug; er is niets veranderd. "
                "Hebt u de hoofdsleutel vervangen, voer dan uit: gehoor keys rotate --old-key-file BESTAND."
            )
        try:
            return self._sealer.unseal(wrapped[_MARK_BYTES:], _about(slug))
        except Damaged:
            raise Damaged(
                f"De sleutel van '{slug}' in de database is beschadigd. Zet een reservekopie van de database terug."
            ) from None

    def __repr__(self) -> str:
        return "MasterKey(...)"


def new_file(path: Path) -> None:
    """Makes a file with a new key, for its owner only; a file that is there already stays, and that is an error."""
    if not _made(path):
        raise WrongMasterKey(f"{path} bestaat al. Kies een andere naam; een hoofdsleutel wordt nooit overschreven.")


def read_or_make(path: Path) -> MasterKey:
    """The key in this file, made when there is none; of two processes that start at once, both get the same key."""
    if not path.exists():
        _made(path)
    return MasterKey.from_file(path)


def _made(path: Path) -> bool:
    """Whether a new key now stands under this name.

    It appears only when it is whole and safe on the disk, so a start that is cut off leaves half a key nowhere.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError as error:
        raise WrongMasterKey(
            f"De hoofdsleutel {path} kan niet worden gemaakt ({error.strerror}). Geef schrijfrecht op die map."
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


def _about(slug: str) -> str:
    return f"tenant key:{slug}"
