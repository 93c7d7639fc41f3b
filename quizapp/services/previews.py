"""What a file of Anki's holds and what would become of it, told before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import AnkiFile, Known, open_package, read_text
from quizapp.exchange.apkg.reading.schema import DEFAULT_DECK
from quizapp.exchange.apkg.taking import Taken
from quizapp.phrases import phrase
from quizapp.services import notes
from quizapp.services.anki_media import PackageMedia
from quizapp.services.known_notes import known_of, likely_deck, media_of
from quizapp.services.notes import Progress, Tally
from quizapp.store import notes as stored_notes
from quizapp.store.database import reading

NOTHING_KNOWN = Known()
MOST_LISTED = 40
MOST_SHOWN = 5
SHOWN_CHARS = 200
NO_NOTES = phrase("There is no note in this file that gives a card.")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a file holds. ``kinds``, ``refused``, ``types`` and ``paths`` are (what, number); ``known`` counts by the
    ids of the learner's decks the notes that these have; sizes are in bytes. ``missing`` media are named by notes and
    not in the file, some of them ``missed`` by name; ``samples`` are (prompt, answer) of the first notes."""

    title: str
    notes: int
    cards: int
    reviews: int
    kinds: list[tuple[str, int]] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    types: list[tuple[str, int]] = field(default_factory=list)
    paths: list[tuple[str, int]] = field(default_factory=list)
    media: int = 0
    media_size: int = 0
    lost_media: list[tuple[str, int]] = field(default_factory=list)
    missing: int = 0
    missed: list[str] = field(default_factory=list)
    samples: list[tuple[str, str]] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """How many notes cannot be shown."""
        return sum(number for _, number in self.refused)


def opened(path: Path, known: Known = NOTHING_KNOWN) -> AbstractContextManager[AnkiFile]:
    """A file of Anki's by its content: an archive, else a text, of which some is ``known``. Raises `ImportRejected`."""
    return open_package(path) if _is_archive(path) else read_text(path, known)


def _is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


def known_for(path: Path, into: str) -> Known:
    """What a text leaves to the deck that takes it; a package says all itself."""
    return NOTHING_KNOWN if not into or _is_archive(path) else known_of(into)


def silent(_share: float, _stage: str) -> None:
    """For whoever does not watch."""


def look(path: Path, *, title: str, owner: int | None = None, progress: Progress = silent) -> Preview:
    """What a file holds and what it would become; nothing is stored. ``owner`` is the row of the learner whose decks
    may know some of it. Raises `ImportRejected`."""
    into = "" if owner is None or _is_archive(path) else likely_deck(path, owner)
    known = known_for(path, into)
    with opened(path, known) as file:
        media, tally, told = PackageMedia(file, media_of(known)), Tally(), _Told(owner)
        told.count(notes.made_of(file, media.resolve, tally, progress=progress))
        require_some(tally)
        counts = file.counts
        return Preview(
            title=told.title or title,
            notes=tally.notes,
            cards=told.cards,
            reviews=counts.reviews,
            kinds=tally.kinds.most_common(),
            refused=tally.refused.most_common(MOST_LISTED),
            types=[(tally.types[id].name, number) for id, number in told.types.most_common(MOST_LISTED)],
            paths=[("::".join(each), number) for each, number in told.paths.most_common(MOST_LISTED)],
            media=counts.media,
            media_size=counts.media_bytes,
            lost_media=media.refused.most_common(MOST_LISTED),
            missing=len(media.missing),
            missed=sorted(media.missing)[:MOST_SHOWN],
            samples=told.samples,
            known=dict(told.known),
        )


class _Told:
    """Counts what notes become."""

    def __init__(self, owner: int | None) -> None:
        self._owner = owner
        self.cards = 0
        self.types: Counter[int] = Counter()
        self.paths: Counter[tuple[str, ...]] = Counter()
        self.known: Counter[str] = Counter()
        self.samples: list[tuple[str, str]] = []

    @property
    def title(self) -> str:
        """The name of the outermost deck where there is one; Anki's own for whatever has none says nothing."""
        outermost = {path[:1] for path in self.paths}
        return next(iter(outermost))[0] if len(outermost) == 1 and outermost != {DEFAULT_DECK} else ""

    def count(self, made: Iterable[notes.Made]) -> None:
        """Once for each note, and what the owner's decks know of them a thousand at a time."""
        for batch in notes.batches(made):
            for note, item, _ in batch:
                self.cards += len(item.ordinals)
                self.types[note.note_type.id] += 1
                self.paths[note.deck] += 1
                if len(self.samples) < MOST_SHOWN:
                    self.samples.append(_sample(item))
            if self._owner is not None:
                with reading() as connection:
                    guids = [note.guid for note, _, _ in batch]
                    self.known.update(stored_notes.decks_with(connection, self._owner, guids))


def _sample(item: Taken) -> tuple[str, str]:
    """A note as a list shows it."""
    return item.stem[:SHOWN_CHARS], " · ".join(item.body.keys())[:SHOWN_CHARS]


def require_some(tally: Tally) -> None:
    """Raises `ImportRejected` where nothing can be taken."""
    if not tally.notes:
        raise ImportRejected(NO_NOTES)
