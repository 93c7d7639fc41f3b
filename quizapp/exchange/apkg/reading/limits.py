"""How much a file of Anki's may hold, and what its sender is told where it is refused."""

from __future__ import annotations

import csv
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading.zstandard import ZstdError
from quizapp.phrases import phrase

MAX_FILE = 2_000_000_000
MAX_DIRECTORY = 6_000_000  # of the archive's list of its members, some thirty times as large in memory
MAX_COLLECTION = 500_000_000
MAX_RATIO = 200
SMALL = 10_000_000  # below this a high ratio does no harm
MAX_MEDIA_LIST = 20_000_000
MAX_MEDIA = 4_000_000_000  # of all together
MAX_MEDIUM = 100_000_000  # Anki's own limit
MAX_VALUE = 20_000_000  # of one value in the database
MAX_NOTE_TYPES = 10_000
MAX_FIELDS = 500
MAX_DECKS = 20_000
MAX_TEXT = 100_000_000  # bytes, read row by row

MAX_FACE = 2_000_000  # characters of one side of a card, or of a field on its way there
MAX_GAPS = 2_000
MAX_PLACES = 5_000  # of fields in one template

NOT_A_PACKAGE = phrase(
    "This is not an Anki package. In Anki, choose File, Export, “Anki Deck Package (.apkg)”."
)
INCOMPLETE = phrase(
    "The end of this file is missing: its download or copy may have broken off. Fetch it again, or export it anew: "
    "In Anki, choose File, Export, “Anki Deck Package (.apkg)”."
)
DAMAGED = phrase("This Anki package is damaged. Export it from Anki again.")
TOO_NEW = phrase(
    "This package was written by a newer Anki than is known here. Export it again with “Support older Anki versions”."
)
TOO_LARGE = phrase(
    "This package would unpack to more than can be read here. Export one deck at a time, or leave media out."
)
STRANGE = phrase(
    "This package holds what Anki does not write, so it was not opened. Import it into Anki and export it from there."
)
LOCKED = phrase("This file is locked with a password. Save it without one and try again.")
NO_ROOM = phrase("The server has no room to unpack this file. Nothing was imported; try again later.")
NOT_A_TEXT = phrase(
    "This is not a file that Anki exported. In Anki, choose File, Export, and “Anki Deck Package (.apkg)” or “Notes in "
    "Plain Text (.txt)”. Tables of other programs go in on the page of a deck, under “Import items”."
)
TEXT_TOO_LARGE = phrase("This text is too long to be read at once. Export one deck at a time.")
CARD_TOO_LONG = phrase("this card is too long to be shown")
NOT_THERE = phrase("the file does not hold this medium")
MEDIUM_TOO_LARGE = phrase("this medium is too large")

_FAULTS = (
    csv.Error,
    sqlite3.Error,
    sqlite3.Warning,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    ZstdError,
    struct.error,
    msgspec.MsgspecError,
    EOFError,
    OSError,
    ArithmeticError,
    LookupError,
    TypeError,  # a column that holds another type than Anki's
    MemoryError,
    NotImplementedError,
    RecursionError,
    ValueError,
)


@contextmanager
def refusing(reason: str = DAMAGED) -> Iterator[None]:
    """Whatever reading a file runs into, as `ImportRejected` with this reason."""
    try:
        yield
    except _FAULTS as error:
        raise ImportRejected(reason) from error
