"""What a file is by its content, whatever its name says, and the content that is kept of it."""

from __future__ import annotations

import re

from quizapp.core.items.media import TYPES, Media, MediaKind, name_of
from quizapp.errors import InputError
from quizapp.exchange.media import gif, jpeg, png, sounds, webp
from quizapp.exchange.media.picture import Broken, Picture
from quizapp.phrases import phrase

LARGEST: dict[MediaKind, int] = {"image": 5_000_000, "audio": 10_000_000}
"""The most bytes of a file."""
MOST_SIDE, MOST_PIXELS = 10_000, 40_000_000
"""What a phone can still show: every pixel takes four bytes there, however small the file is."""
TAKEN = "PNG, JPEG, GIF, WebP, MP3, Ogg, WAV, M4A"

EMPTY = phrase("The file is empty.")
IS_SVG = phrase("An SVG can carry scripts and is not taken. Save the drawing as PNG.")
IS_HEIC = phrase("This is a HEIC or AVIF picture, which not every browser shows. Save it as JPEG.")
IS_FILM = phrase("This is a film. Images and sounds are taken.")
IS_OTHER = phrase("This is neither an image nor a sound that is taken: %(taken)s.")
IS_BROKEN = phrase("The file is damaged or breaks off. Open it in another program and save it anew.")
TOO_LARGE_IMAGE = phrase("An image may have at most %(most)s MB. Save it smaller or as JPEG.")
TOO_LARGE_AUDIO = phrase(
    "A sound may have at most %(most)s MB. Save it as MP3, or only the part that is needed."
)
TOO_MANY_PIXELS = phrase(
    "The image says that it is %(width)s × %(height)s pixels; at most %(side)s a side and %(pixels)s million are shown."
)
_PICTURES = {"png": png.read, "jpg": jpeg.read, "gif": gif.read, "webp": webp.read}
_SVG = re.compile(
    rb"\s*(?:<\?xml.{0,2000}?)?(?:<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,500}>\s*)*<svg",
    re.DOTALL | re.IGNORECASE,
)
_STILL = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}


def read_media(content: bytes, *, original: str = "") -> tuple[Media, bytes]:
    """What a file is, and the content to keep: without places, cameras and comments, and nothing behind its end.

    Raises `InputError` with what to do.
    """
    ending = _ending(content)
    kind = TYPES[ending][0]
    if len(content) > LARGEST[kind]:
        words = TOO_LARGE_IMAGE if kind == "image" else TOO_LARGE_AUDIO
        raise InputError(words, most=LARGEST[kind] // 1_000_000)
    try:
        picture = _PICTURES[ending](content) if kind == "image" else _sound(ending, content)
    except Broken as error:
        raise InputError(IS_BROKEN) from error
    if kind == "image":
        _require_showable(picture)
    kept = picture.content
    media = Media(name=name_of(kept, ending), size=len(kept), width=picture.width, height=picture.height,
                  original=original)  # fmt: skip
    return media, kept


def _ending(content: bytes) -> str:
    """The ending that its first bytes ask for. Raises `InputError` where they are of nothing that is taken."""
    if not content:
        raise InputError(EMPTY)
    for ending, sign in (("png", png.SIGN), ("jpg", jpeg.SIGN), ("gif", b"GIF87a"), ("gif", b"GIF89a")):
        if content.startswith(sign):
            return ending
    if content[:4] == b"RIFF" and content[8:12] in {b"WEBP", b"WAVE"}:
        return "webp" if content[8:12] == b"WEBP" else "wav"
    if content[4:8] == b"ftyp":
        if content[8:12] in _STILL:
            raise InputError(IS_HEIC)
        return "m4a"
    if content.startswith(b"OggS"):
        return "ogg"
    if sounds.looks_mp3(content):
        return "mp3"
    if _SVG.match(content[:8192].removeprefix(b"\xef\xbb\xbf")):
        raise InputError(IS_SVG)
    raise InputError(IS_OTHER, taken=TAKEN)


def _sound(ending: str, content: bytes) -> Picture:
    if sounds.is_film(ending, content):
        raise InputError(IS_FILM)
    sounds.require(ending, content)
    return Picture(width=0, height=0, content=content)


def _require_showable(picture: Picture) -> None:
    width, height = picture.width, picture.height
    if not width or not height:
        raise InputError(IS_BROKEN)
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise InputError(
            TOO_MANY_PIXELS, width=width, height=height, side=MOST_SIDE, pixels=MOST_PIXELS // 1_000_000
        )
