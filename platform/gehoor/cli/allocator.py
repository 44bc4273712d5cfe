"""Tells the C library to give memory back: a password check takes 19 MiB for some milliseconds, not for ever."""

from __future__ import annotations

import ctypes
import sys

#: Parameters of mallopt(3) of glibc.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
_LARGE = 256 * 1024
_ARENAS = 2


def give_memory_back() -> None:
    """Large blocks get pages of their own, which go back when freed, and threads share two arenas.

    Without this glibc raises its threshold after the first large block it frees, and keeps every later one.
    Does nothing where the C library is another one.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_ARENA_MAX, _ARENAS)
