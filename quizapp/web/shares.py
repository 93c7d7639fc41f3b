"""How many connections each process of a server has, so that none takes many more than another."""

from __future__ import annotations

import mmap
import struct
import time

_SLOT = struct.Struct("qd")
_SLOTS = 64
_FRESH_SECONDS = 2.0
"""A process that lives tells its number every second; of one that does not, nothing is expected."""


class Shares:
    """Made before processes are forked, which all see the same numbers. ``place`` is any number of a process: its age,
    say. Where two have the same slot, they count as one."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _SLOT.size * _SLOTS)

    def tell(self, place: int, count: int) -> None:
        """So many connections has this process now."""
        _SLOT.pack_into(self._memory, place % _SLOTS * _SLOT.size, count, time.monotonic())

    def least_of_others(self, place: int) -> int | None:
        """The fewest that another process has that lives; None where there is no other."""
        since, own = time.monotonic() - _FRESH_SECONDS, place % _SLOTS
        told = enumerate(_SLOT.iter_unpack(self._memory))
        return min((count for n, (count, when) in told if n != own and when > since), default=None)
