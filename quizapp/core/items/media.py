"""Images and sounds of a deck: what each is, named by its content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

MediaKind = Literal["image", "audio"]

TYPES: dict[str, tuple[MediaKind, str]] = {
    "png": ("image", "image/png"),
    "jpg": ("image", "image/jpeg"),
    "gif": ("image", "image/gif"),
    "webp": ("image", "image/webp"),
    "mp3": ("audio", "audio/mpeg"),
    "ogg": ("audio", "audio/ogg"),
    "wav": ("audio", "audio/wav"),
    "m4a": ("audio", "audio/mp4"),
}
"""Ending of a name → kind, and the type that browsers are told."""
_NAME = re.compile(rf"[0-9a-f]{{32}}\.(?:{'|'.join(TYPES)})")


@dataclass(frozen=True, kw_only=True)
class Media:
    """An image or a sound. ``size`` in bytes; ``width`` and ``height`` in pixels as it is seen, 0 of a sound;
    ``original`` is what its file was called where it came from."""

    name: str
    size: int
    width: int = 0
    height: int = 0
    original: str = ""

    @property
    def kind(self) -> MediaKind:
        """Whether it is seen or heard."""
        return kind_of(self.name)


def name_of(content: bytes, ending: str) -> str:
    """The name of this content: the same content has the same name everywhere."""
    return f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}"


def is_name(name: str) -> bool:
    """Whether this can be the name of media at all."""
    return _NAME.fullmatch(name) is not None


def kind_of(name: str) -> MediaKind:
    """Whether what has this name is seen or heard."""
    return TYPES[name.rpartition(".")[2]][0]


def type_of(name: str) -> str:
    """What a browser is told of what has this name."""
    return TYPES[name.rpartition(".")[2]][1]
