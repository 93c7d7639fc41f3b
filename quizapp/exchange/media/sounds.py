"""Sounds: whether the content is what its first bytes say, looked at where a file of another kind would differ."""

from __future__ import annotations

from quizapp.exchange.media.picture import Broken, number, taken

_CODECS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
_HANDLER = b"hdlr"
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""MPEG version → samples a second (ISO 11172-3, 13818-3)."""
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LAYER_3 = 1


def looks_mp3(content: bytes) -> bool:
    """Whether it begins with a tag or a frame of MPEG audio."""
    return content.startswith(b"ID3") or _frame(content, 0) > 0


def is_film(ending: str, content: bytes) -> bool:
    """Whether there are pictures in it."""
    if ending == "m4a":
        return b"vide" in _handlers(content)
    return ending == "ogg" and b"\x80theora" in content[:512]


def require(ending: str, content: bytes) -> None:
    """Raises `Broken` where it is not what it seems."""
    is_sound = {"mp3": _is_mp3, "ogg": _is_ogg, "wav": _is_wav, "m4a": _is_m4a}[ending]
    if not is_sound(content):
        raise Broken


def _is_mp3(content: bytes) -> bool:
    """Two frames, one behind the other: no other file has them."""
    at = 0
    while content[at : at + 3] == b"ID3":
        sizes = taken(content, at + 6, 4)
        if max(sizes) > 127:
            return False
        at += 10 + sum(size << (7 * (3 - n)) for n, size in enumerate(sizes))
    for start in range(at, min(at + 4096, len(content))):
        if (length := _frame(content, start)) and _frame(content, start + length):
            return True
    return False


def _frame(content: bytes, at: int) -> int:
    """The bytes of the layer III frame at a place, 0 where there is none."""
    head = content[at : at + 4]
    if len(head) < len("head") or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if version not in _RATES or layer != _LAYER_3 or bits in {0, 15} or rate == len(_RATES[version]):
        return 0
    first = version == max(_RATES)
    thousands = (_BITS_1 if first else _BITS_2)[bits]
    return (144 if first else 72) * thousands * 1000 // _RATES[version][rate] + (head[2] >> 1 & 1)


def _is_ogg(content: bytes) -> bool:
    return number(content, 4, 1) == 0 and any(codec in content[:512] for codec in _CODECS)


def _is_wav(content: bytes) -> bool:
    at = 12
    while content[at : at + 4] != b"fmt ":
        length = number(content, at + 4, 4, little=True)
        at += 8 + length + length % 2
    return number(content, at + 10, 2, little=True) > 0 and b"data" in content[at : at + 65_536]


def _is_m4a(content: bytes) -> bool:
    return b"soun" in _handlers(content)


def _handlers(content: bytes) -> set[bytes]:
    """What the tracks are made of: “soun”, “vide” (ISO 14496-12, 8.4.3)."""
    found, at = set(), content.find(_HANDLER)
    while at >= 0:
        found.add(content[at + 12 : at + 16])
        at = content.find(_HANDLER, at + 1)
    return found
