"""Media of an item: where one stands, and what it says to whoever cannot see or hear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from quizapp.core.items.media import MediaKind, kind_of

Place = Literal["stem", "rationale"]
PLACES: tuple[Place, ...] = get_args(Place)
MOST_WIDE, MOST_HIGH = 720, 480


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """``name`` is that of the media; ``alt`` says what an image shows, or labels a sound. ``place``: beside the stem,
    or with the rationale, which is seen after the answer. ``width`` and ``height`` are the media's own, so that
    showing an item asks for nothing more."""

    name: str
    alt: str
    place: Place = "stem"
    width: int = 0
    height: int = 0

    @property
    def kind(self) -> MediaKind:
        """Whether it is seen or heard."""
        return kind_of(self.name)

    @property
    def fitted(self) -> tuple[int, int]:
        """Width and height in CSS pixels at which it is shown: its own, or smaller ones of the same shape."""
        scale = min(1.0, MOST_WIDE / max(1, self.width), MOST_HIGH / max(1, self.height))
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


def placed(media: Sequence[Attachment], place: Place) -> tuple[Attachment, ...]:
    """Those that stand at a place, in their order."""
    return tuple(each for each in media if each.place == place)
