"""Tells the C library and the collector how this process lives: it runs for months, and peaks are short."""

from __future__ import annotations

import ctypes
import gc
import sys

#: Parameters of mallopt(3) of glibc.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
_LARGE = 256 * 1024
_ARENAS = 2


#: New objects, and collections of the younger ones, before the collector looks for rings again. Most of what a request
#: makes is gone by itself before that.
_RARELY = (10_000, 20, 20)


def spare_the_collector() -> None:
    """What is there when the website starts is there to stay: looking for rings in it costs a tenth of the work."""
    gc.freeze()
    gc.set_threshold(*_RARELY)


def give_memory_back() -> None:
    """Large blocks get pages of their own, which go back when freed, and threads share two arenas.

    A password check takes 19 MiB for some milliseconds, and should not take them for ever.
    Without this glibc raises its threshold after the first large block it frees, and keeps every later one.
    Does nothing where the C library is another one.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_ARENA_MAX, _ARENAS)
