"""Random tokens that open something, and the hash that is kept of one."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A token of 256 random bits, to be put in a link or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(*parts: str) -> str:
    """What is kept of a token. It is random and long, so a plain hash is enough."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
