"""Tables, files of other programs, images and sounds, broken: each is taken, or refused with a reason."""

from __future__ import annotations

import random
import time

from quizapp.core.items.shown import media_names
from quizapp.errors import InputError
from quizapp.exchange.formats import FORMATS
from quizapp.exchange.media.reading import read_media
from quizapp.services.intakes import Choices, look_at
from tests.exchange.awkward import deck_of, own
from tests.exchange.media import samples
from tests.fuzz import Tally, documents, read_all
from tests.web.cast import EXEMPLARS

COUNT = 6_000
MOST_SECONDS = 20.0
"""For one file, on a machine with other work."""
MEDIA = ("png", "wav", "mp3", "ogg", "m4a")


def _seeds() -> list[tuple[str, bytes]]:
    """The exemplars in every format that they can be written in, and a sample of each medium."""
    items = [own(name, example.stem, example.body) for name, example in EXEMPLARS]
    made = []
    for name, form in FORMATS.items():
        if name != "anki":  # `packages` is for that
            kept = [item for item in items if form.refusal(item) is None]
            pictures = {each: samples.png() for item in kept for each in media_names(item)}
            made.append((name, form.write(deck_of(kept), kept, pictures)))
    return [*made, *((name, getattr(samples, name)()) for name in MEDIA)]


_SEEDS = _seeds()


def mutant(rng: random.Random) -> tuple[str, bytes]:
    """A file that was sound once."""
    name, content = rng.choice(_SEEDS)
    return name, documents.changed(rng, content)


def read(name: str, content: bytes) -> str:
    """“read” or “refused”. Raises `AssertionError` for what takes too long; any other error is an escape."""
    began, words = time.process_time(), "no reason is needed"
    try:
        if name in MEDIA:
            read_media(content, original=name)
        else:
            look_at(content, Choices()).rows()
    except InputError as error:
        words = f"refused: {error}"
    assert words.removeprefix("refused: ").strip()
    assert time.process_time() - began < MOST_SECONDS
    return "refused" if words.startswith("refused") else "read"


def fuzz(count: int, seed: int) -> Tally:
    """Take in so many broken files in this process, within a limit of memory; raises on the first that escapes."""
    return read_all(count, seed, mutant=mutant, read=read)
