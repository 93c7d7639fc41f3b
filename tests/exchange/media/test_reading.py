"""A file is what its content is, whatever somebody calls it, and nothing hostile comes in with it."""

from __future__ import annotations

import random

import pytest

from quizapp.core.items.media import TYPES, is_name
from quizapp.errors import InputError
from quizapp.exchange.media import LARGEST, read_media
from tests.exchange.media.samples import (
    ALL,
    GIF,
    JPEG,
    SCRIPT,
    WEBP,
    chunk,
    m4a,
    mp3,
    ogg,
    oriented,
    png,
    wav,
)

SIZES = {"png": (4, 3), "jpg": (40, 30), "gif": (40, 30), "webp": (8, 6)}


def test_there_is_a_sample_of_every_type() -> None:
    assert set(ALL) == set(TYPES)


@pytest.mark.parametrize("ending", ALL)
def test_a_file_is_known_by_its_content(ending: str) -> None:
    media, kept = read_media(ALL[ending], original="holiday.exe")
    assert is_name(media.name)
    assert (media.name.rpartition(".")[2], media.kind, media.size) == (ending, TYPES[ending][0], len(kept))
    assert (media.width, media.height) == SIZES.get(ending, (0, 0))


@pytest.mark.parametrize("ending", ALL)
def test_what_is_kept_is_kept_again_unchanged(ending: str) -> None:
    media, kept = read_media(ALL[ending])
    assert read_media(kept) == (media, kept)


@pytest.mark.parametrize("ending", SIZES)
def test_what_hides_behind_the_end_of_a_picture_is_cut(ending: str) -> None:
    _, kept = read_media(ALL[ending] + SCRIPT)
    assert SCRIPT not in kept
    assert kept == read_media(ALL[ending])[1]


HIDDEN = {
    "a text of a PNG": png(more=chunk(b"tEXt", b"Comment\0" + SCRIPT)),
    "EXIF of a PNG": png(more=chunk(b"eXIf", SCRIPT)),
    "a comment of a JPEG": JPEG[:2] + b"\xff\xfe\x00\x1b" + SCRIPT + JPEG[2:],
    "XMP of a JPEG": JPEG[:2] + b"\xff\xe1\x00\x1b" + SCRIPT + JPEG[2:],
    "a comment of a GIF": GIF[:19] + b"\x21\xfe" + bytes([len(SCRIPT)]) + SCRIPT + b"\0" + GIF[19:],
    "XMP of a WebP": WEBP[:4]
    + (60 + 34).to_bytes(4, "little")
    + WEBP[8:]
    + b"XMP \x19\0\0\0"
    + SCRIPT
    + b"\0",
}


@pytest.mark.parametrize("where", HIDDEN)
def test_what_shows_nothing_is_left_out(where: str) -> None:
    assert SCRIPT in HIDDEN[where]
    assert SCRIPT not in read_media(HIDDEN[where])[1]


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (99, (40, 30))]
)
def test_a_photograph_keeps_how_it_was_held_and_not_where(orientation: int, size: tuple[int, int]) -> None:
    media, kept = read_media(oriented(orientation))
    assert (media.width, media.height) == size
    assert b"48.85" in oriented(orientation)
    assert (b"48.85" in kept, b"Exif" in kept) == (False, orientation in {3, 6})


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "an SVG": (b'<?xml version="1.0"?>\n<!-- x --><svg xmlns="a"><script/></svg>', "carry scripts"),
    "a page": (b"<!DOCTYPE html><p>" + SCRIPT, "neither an image"),
    "a program": (b"MZ\x90\x00", "neither an image"),
    "a PDF": (b"%PDF-1.7", "neither an image"),
    "a photograph as HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0", "Save it as JPEG"),
    "a film": (m4a(b"vide"), "film"),
    "a film as Ogg": (ogg(b"\x80theora"), "film"),
    "a huge claim": (png(60_000, 60_000), "60000 × 60000"),
    "a claim of many pixels": (png(9_000, 9_000), "million"),
    "a picture without pixels": (png(0, 3), "damaged"),
    "a picture that breaks off": (JPEG[:-40], "damaged"),
    "a PNG with a wrong sum": (png().replace(b"IDAT", b"IDAU"), "damaged"),
    "a GIF that is a page": (b"GIF89a/*" + SCRIPT + b"*/" + bytes(80), "damaged"),
    "a JPEG that is a script": (b"\xff\xd8\xff/*" + SCRIPT, "damaged"),
    "an MP3 that is a page": (b"ID3\x03\x00\x00\x00\x00\x00\x00" + SCRIPT * 50, "damaged"),
    "a WAV that is a page": (b"RIFF\xff\xff\0\0WAVE" + SCRIPT, "damaged"),
    "an M4A without sound": (b"\0\0\0\x10ftypM4A \0\0\0\0" + SCRIPT, "damaged"),
    "an Ogg of anything": (ogg(b"html"), "damaged"),
    "a large image": (png() + bytes(LARGEST["image"]), "5 MB"),
    "a large sound": (wav() + bytes(LARGEST["audio"]), "10 MB"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_a_reason(what: str) -> None:
    content, reason = REFUSED[what]
    with pytest.raises(InputError, match=reason):
        read_media(content)


def test_a_header_without_anything_in_it_is_refused() -> None:
    body = WEBP[8:] + b"VP8X\x00\x00\x00\x00"
    with pytest.raises(InputError):
        read_media(b"RIFF" + len(body).to_bytes(4, "little") + body)


def test_a_tag_before_the_sound_is_no_obstacle() -> None:
    media, _ = read_media(mp3(tag=b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)))
    assert media.name.endswith(".mp3")


@pytest.mark.parametrize("ending", ALL)
def test_a_damaged_file_is_taken_or_refused_and_nothing_else(ending: str) -> None:
    rng = random.Random(ending)
    for _ in range(300):
        damaged = bytearray(ALL[ending])
        for _ in range(rng.randrange(1, 6)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        try:
            media, kept = read_media(bytes(damaged[: rng.randrange(1, len(damaged) + 1)]))
        except InputError:
            continue
        assert media.size == len(kept)
