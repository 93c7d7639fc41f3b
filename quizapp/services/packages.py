"""Files of Anki's into decks: looked through first, taken in when somebody said how, both in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Literal, cast

import msgspec

from quizapp.core.study.preferences import Preferences
from quizapp.core.text.source import MAX_TITLE, Source
from quizapp.errors import ImportRejected, InputError
from quizapp.exchange.apkg.reading import AnkiFile, scoped
from quizapp.phrases import phrase
from quizapp.services import learned, notes
from quizapp.services.access import Actor
from quizapp.services.access import require as require_access
from quizapp.services.anki_media import PackageMedia
from quizapp.services.known_notes import media_of
from quizapp.services.notes import Progress, Tally
from quizapp.services.previews import Preview, known_for, look, opened, require_some, silent
from quizapp.store import accounts, decks, learners, sources, uploads
from quizapp.store import notes as stored_notes
from quizapp.store.brought import Into
from quizapp.store.database import Connection, reading, transaction

KEPT_FOR = timedelta(days=3)
"""How long a file waits for its learner to say what is to become of it."""
PART = 1 << 20
STORING = phrase("Storing")
LOOKING = phrase("Looking through the file")
EMPTY = phrase("This file is empty. Choose the file that Anki exported.")
LATER = phrase("This file was not looked through yet.")
DONE = phrase("This file is taken in already, or is being taken in.")
_WITH_STAGING = 0.8

State = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is to be made of a file: a new deck of this title, or with ``into`` more of the deck with this id.

    ``history``: the learner's own reviews in Anki count here. ``offset`` is how far their clock is ahead of UTC, in
    minutes.
    """

    title: str = ""
    into: str = ""
    history: bool = False
    offset: int = 0


@dataclass(frozen=True, kw_only=True)
class Import:
    """A file on its way. ``state`` and ``progress`` (0–1) are those of the work that goes on or went on last; ``deck``
    is the deck that has its notes, ``error`` a sentence."""

    id: str
    name: str
    size: int
    state: State
    stage: str
    progress: float
    error: str
    preview: Preview | None
    choice: Choice | None
    outcome: Outcome | None
    deck: str | None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of the notes of a file, in numbers. ``gone`` are those of the deck that the file has not; ``cards``
    how many of the learner's own came along."""

    new: int
    changed: int
    known: int
    conflicts: int
    left_out: int
    gone: int = 0
    cards: int = 0


def submit(name: str, parts: Iterable[bytes], *, owner: str, now: datetime) -> str:
    """Keep a file and queue the look through it; the import's id. Raises `ImportRejected` for an empty one."""
    pieces = iter(parts)
    first = next(pieces, b"")
    if not first:
        raise ImportRejected(EMPTY)
    with transaction() as connection:
        uploads.forget_old(connection, before=now - KEPT_FOR)
        row = learners.row(connection, owner)
        return uploads.add(
            connection, _all(first, pieces), owner=row, name=name, title=title_of(name), now=now
        )


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def title_of(name: str) -> str:
    """A deck's title from a file's name."""
    stem = Path(name.replace("\\", "/")).stem
    return " ".join(stem.replace("_", " ").split())[:MAX_TITLE] or "Anki"


def get_import(id: str) -> Import:
    """Raises `NotFound`."""
    with reading() as connection:
        found = uploads.get(connection, id)
    return Import(
        id=found.id,
        name=found.name,
        size=found.size,
        state=cast(State, found.state),
        stage=found.stage,
        progress=found.progress,
        error=found.error,
        preview=None if found.preview is None else msgspec.convert(found.preview, type=Preview),
        choice=None if found.choice is None else msgspec.convert(found.choice, type=Choice),
        outcome=None if found.outcome is None else msgspec.convert(found.outcome, type=Outcome),
        deck=found.deck,
    )


def confirm(id: str, choice: Choice, *, actor: Actor, now: datetime) -> None:
    """Queue what was chosen. Raises `NotFound`, also for a deck that is not the actor's; `InputError` where it cannot
    be done now."""
    if choice.into:
        require_access(actor, "edit", choice.into)
    elif not choice.title.strip() or len(choice.title) > MAX_TITLE:
        raise InputError("A title takes 1 to %(most)s characters.", most=MAX_TITLE)
    with transaction(alone=True) as connection:
        found = uploads.get(connection, id)
        if found.preview is None:
            raise InputError(LATER)
        if found.choice is not None and found.state != "failed":
            raise InputError(DONE)
        uploads.choose(connection, found, msgspec.to_builtins(choice), now=now)


def cancel(id: str) -> None:
    """Stop the work and forget the file. Raises `NotFound`."""
    with transaction() as connection:
        uploads.forget(connection, uploads.get(connection, id).row)


Finish = Callable[[Connection, int, Outcome], None]
"""What is done last in the transaction that stores an import, with the deck's row."""


def note_type_of(deck_id: str, item_id: str) -> int | None:
    """The number of the note type of an item that came from Anki and is shown as it was there; None for others."""
    if not deck_id:
        return None
    with reading() as connection:
        return stored_notes.type_of(connection, decks.storable(deck_id), item_id)


def note_types_of(deck_id: str, items: Sequence[str]) -> dict[str, int]:
    """Of many items of a deck at once: by their ids, those that have one. Raises `NotFound`."""
    with reading() as connection:
        row = decks.find(connection, deck_id).id
        return {id: int(type) for id, type in stored_notes.types_of_items(connection, row, items).items()}


def style_of(deck_id: str, number: int, *, under: str) -> str:
    """The style sheet of a note type with every rule below the selector ``under``; empty where the deck has it not."""
    with reading() as connection:
        found = stored_notes.style(connection, decks.storable(deck_id), number)
    return "" if found is None else scoped(found, under)


# --- the work ---------------------------------------------------------------------------------------


def work(id: str, *, source_id: int, progress: Progress, clock: Callable[[], datetime],
         finish: Callable[[Connection, int | None], None]) -> None:  # fmt: skip
    """Look through a file, or take it in where somebody said how. ``finish`` is called in the transaction that stores
    what came of it, with the deck's row. Raises `ImportRejected`, `NotFound`."""
    with reading() as connection:
        upload = uploads.get(connection, id)
    with TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / f"file{_ending(upload.name)}"
        progress(0.0, LOOKING)
        _written(upload.row, path)
        if upload.choice is None:
            preview = look(path, title=title_of(upload.name), owner=upload.owner, progress=progress)
            with transaction() as connection:
                uploads.found(connection, upload.row, msgspec.to_builtins(preview))
                finish(connection, None)
            return
        choice = msgspec.convert(upload.choice, type=Choice)

        def finished(connection: Connection, deck: int, outcome: Outcome) -> None:
            uploads.taken_in(connection, upload.row, msgspec.to_builtins(outcome))
            finish(connection, deck)

        bring(path, choice, owner=upload.owner, source_id=source_id, now=clock(), progress=progress,
              finish=finished)  # fmt: skip


def _ending(name: str) -> str:
    """The end of a name that came from outside, so far as it is only letters."""
    ending = Path(name.replace("\\", "/")).suffix.lower()
    return ending if ending[1:].isalnum() and ending.isascii() else ""


def _written(row: int, path: Path) -> None:
    with reading() as connection, path.open("wb") as file:
        for part in uploads.content(connection, row):
            file.write(part)


def learner_row(email: str) -> int:
    """The row of the learner who signs in with this address. Raises `InputError`."""
    with reading() as connection:
        found = accounts.by_email(connection, email.strip().casefold())
        if found is None:
            raise InputError("There is no account with the address %(email)s.", email=email)
        return learners.row(connection, found.account.learner)


def bring(
    path: Path, choice: Choice, *, owner: int | None, now: datetime, source_id: int | None = None,
    progress: Progress = silent, finish: Finish = lambda _connection, _deck, _outcome: None,
) -> tuple[str, Outcome]:  # fmt: skip
    """Take a file into a deck: all of it or, where anything goes wrong, nothing.

    Markup is made and cleaned before the one transaction that stores everything, so that others wait for as short as
    can be. ``owner`` is the row of the learner whose deck and history it becomes; ``source_id`` an empty source for a
    new deck. The deck's id and what was done. Raises `ImportRejected`; `NotFound` where the deck is gone.
    """
    known = known_for(path, choice.into)
    with opened(path, known) as file, TemporaryFile(prefix="quizapp-") as staging:
        media, tally = PackageMedia(file, media_of(known)), Tally()
        notes.stage(
            notes.made_of(
                file, media.resolve, tally, progress=progress, most=_WITH_STAGING, dates=_dates(choice)
            ),
            staging,
        )
        require_some(tally)
        staging.seek(0)
        progress(_WITH_STAGING, STORING)
        with transaction(alone=True) as connection:
            deck = _deck(connection, choice, owner=owner, source_id=source_id, now=now)
            before = stored_notes.number_of(connection, deck.id)
            rows = {id: stored_notes.put_type(connection, deck.id, each) for id, each in tally.types.items()}
            into = Into(
                deck=deck.id, source_id=deck.source_id, released=deck.published, types=rows, author=owner
            )
            media.store(connection, deck.id, now=now)
            notes.store(connection, notes.staged_in(staging), into, tally=tally, now=now)
            cards = _history(connection, file, deck.id, choice, owner=owner, now=now)
            outcome = Outcome(
                new=tally.new, changed=tally.changed, known=tally.known, conflicts=tally.conflicts,
                left_out=tally.refused.total(), gone=max(0, before - (tally.notes - tally.new)), cards=cards,
            )  # fmt: skip
            finish(connection, deck.id, outcome)
        return deck.public_id, outcome


def _dates(choice: Choice) -> dict[str, datetime]:
    """By guid the dates of the notes that the chosen deck has; none of a deck that is not there (any more)."""
    if not choice.into:
        return {}
    with reading() as connection:
        found = decks.look_for(connection, choice.into)
        return {} if found is None else stored_notes.dates(connection, found.id)


def _deck(
    connection: Connection, choice: Choice, *, owner: int | None, source_id: int | None, now: datetime
) -> decks.Found:
    """The deck that takes the notes; a new one is its owner's alone, and can be studied at once."""
    if choice.into:
        return decks.find(connection, choice.into)
    title = " ".join(choice.title.split())
    source = source_id if source_id is not None else sources.add(connection, Source(title=title, text=""))
    public_id = decks.free_public_id(connection, title)
    row = decks.add(
        connection, public_id=public_id, title=title, source_id=source, published=True, now=now, owner=owner
    )
    if owner is not None:
        decks.change(connection, row, visibility="own")
    return decks.find(connection, public_id)


def _history(
    connection: Connection, file: AnkiFile, deck: int, choice: Choice, *, owner: int | None, now: datetime
) -> int:
    if not choice.history or owner is None:
        return 0
    retention = Preferences().desired_retention
    whose = learned.Whose(learner=owner, retention=retention, offset=choice.offset)
    return learned.store(connection, file, deck, whose, upto=now)
