"""Who waits says so, and whoever gave them a place to work at gives it to somebody else meanwhile.

A process works at one thing at a time. What waits in it (for the disk, for its turn at the database) does so inside of
`waiting`, wherever it stands; a thread that nobody gave a place to simply waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

_Place = tuple[Callable[[], None], Callable[[], None]]
_here = threading.local()


class waiting:  # noqa: N801 - used as a function
    """While this thread waits, its place is somebody else's."""

    __slots__ = ("_place",)

    def __enter__(self) -> None:
        place: _Place | None = getattr(_here, "place", None)
        self._place = place
        if place is not None:
            place[0]()

    def __exit__(self, *_fault: object) -> None:
        if self._place is not None:
            self._place[1]()


def given_place(leave: Callable[[], None], back: Callable[[], None]) -> None:
    """This thread calls these from now on, before and after it waits."""
    _here.place = leave, back
