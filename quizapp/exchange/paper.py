"""Items on paper: what a question sheet, its key and cards to cut out say, in two versions that shuffle differently.

Pure: the same deck and version give the same sheet, on any machine and any day. An item keeps its mark, a few letters,
on every sheet and key.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.decks.select import draw
from quizapp.core.items.attachment import placed
from quizapp.core.items.interaction import Choice, Gap, Match, Order, Side, TextEntry
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.faces import WORDLESS, Faces
from quizapp.core.items.media import kind_of
from quizapp.core.items.shown import names_in

Version = Literal["A", "B"]
VERSIONS: tuple[Version, ...] = ("A", "B")
Box = Literal["one", "many", "line", "number", "lines", "gaps", "match", "order"]
"""How an answer is written: a mark at one option or at many, on a line, in a small box, on lines, in gaps, by letters
of matches, by numbers of an order."""

CARDS_A_SHEET = 8
ACROSS = 2
MOST_ON_A_CARD = 700
"""Characters that a side of a card holds in the smallest print."""

_GAP = re.compile(r"\{\{(\d{1,3})\}\}")
_NUMBER = re.compile(r"[-−+]?[\d\s.,]*\d\s?%?")
_SIGNS = "ABCDEFGHJKLMNPQRTUVWXY346789"
"""No two that look alike in a hurry."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORTEST = 3
_AUDIO = "audio"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """An item on a sheet. ``segments`` is its stem, None for a gap; ``lines`` stand beside answer boxes, ``offers`` are
    lettered; ``key`` is what is right, ``letters`` the same as one writes it on this version."""

    number: int
    mark: str
    box: Box
    segments: tuple[str | None, ...]
    key: tuple[str, ...]
    offers: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    item: Item

    @property
    def points(self) -> int:
        """One for each thing that is asked for."""
        return max(1, len(self.lines) if self.box == "match" else self.segments.count(None))

    @property
    def is_heard(self) -> bool:
        """Whether what is asked is a sound, too, which no paper plays."""
        return any(kind_of(name) == _AUDIO for name in _asked_by(self.item))


@dataclass(frozen=True, kw_only=True)
class CutCard:
    """A side of a card: its words, the mark of its item, and how small its print must be, 0 to 3. ``images`` are names
    of media; ``cover`` has a picture with masks, which are off it where it is ``answered``."""

    mark: str
    words: str
    size: int
    images: tuple[str, ...] = ()
    cover: Side | None = None
    answered: bool = False


@dataclass(frozen=True, kw_only=True)
class CardSheet:
    """A sheet of paper with cards: what is in front, row by row, and its back as a printer turns the sheet."""

    fronts: tuple[CutCard | None, ...]
    backs: tuple[CutCard | None, ...]


@dataclass(frozen=True, kw_only=True)
class Cards:
    """All cards of a deck; ``too_long`` are items that no card holds."""

    sheets: tuple[CardSheet, ...]
    too_long: tuple[Item, ...] = field(default=())


def chosen(deck: Deck, *, count: int) -> tuple[DeckItem, ...]:
    """The items of every version, spread over the deck where it has more than ``count``; in the deck's order."""
    if count >= len(deck.asked):
        return deck.asked
    drawn = draw(deck.asked, count=count, rng=random.Random(f"{deck.id}\x1fpaper"))  # noqa: S311 - repeatable
    ids = {entry.item.id for entry in drawn}
    return tuple(entry for entry in deck.asked if entry.item.id in ids)


def sheet(deck: Deck, *, version: Version, count: int) -> tuple[Printed, ...]:
    """The items of a version in its order, each with its options in theirs. B is in another order than A."""
    items = [entry.item for entry in chosen(deck, count=count)]
    order = _shuffled(deck.id, version, items)
    if version == "B" and order == _shuffled(deck.id, "A", items):
        order = order[1:] + order[:1]
    named = marks([entry.item.id for entry in deck.asked])
    return tuple(
        _printed(item, number=number, mark=named[item.id], rng=_rng(deck.id, version, item.id))
        for number, item in enumerate(order, 1)
    )


def cards(deck: Deck, *, count: int) -> Cards:
    """Cards to cut out: each sheet's backs stand mirrored, so that they meet their fronts in print on both sides."""
    named = marks([entry.item.id for entry in deck.asked])
    fronts, backs, too_long = [], [], []
    for entry in chosen(deck, count=count):
        item = entry.item
        faces, given = item.body.faces(item.stem), _given(item, _rng(deck.id, "cards", item.id))
        if any(max(len(face.prompt + given), len(face.answer)) > MOST_ON_A_CARD for face in faces):
            too_long.append(item)
            continue
        mark = named[item.id]
        for face, side in zip(faces, _sides(item, len(faces)), strict=True):
            fronts.append(_side(mark, _GAP.sub("______", face.prompt) + given, item, side))
            backs.append(_side(mark, face.answer, item, side, answered=True))
    starts = range(0, len(fronts), CARDS_A_SHEET)
    sheets = (_card_sheet(fronts[at : at + CARDS_A_SHEET], backs[at : at + CARDS_A_SHEET]) for at in starts)
    return Cards(sheets=tuple(sheets), too_long=tuple(too_long))


def marks(ids: Sequence[str]) -> dict[str, str]:
    """A short mark for each of these items, made of its id alone; longer ones only where two would be the same."""
    length = _SHORTEST
    while len({_mark(id, length) for id in ids}) < len(set(ids)):
        length += 1
    return {id: _mark(id, length) for id in ids}


def _mark(id: str, length: int) -> str:
    number = int.from_bytes(hashlib.blake2b(f"paper\x1f{id}".encode(), digest_size=16).digest())
    signs = ""
    for _ in range(length):
        number, rest = divmod(number, len(_SIGNS))
        signs += _SIGNS[rest]
    return signs


def _rng(*of: str) -> random.Random:
    return random.Random("\x1f".join(of))  # noqa: S311 - repeatable


def _shuffled(deck: str, version: Version, items: Sequence[Item]) -> list[Item]:
    order = list(items)
    _rng(deck, version).shuffle(order)
    return order


def _printed(item: Item, *, number: int, mark: str, rng: random.Random) -> Printed:
    how = item.body.interaction(item.stem)
    match how:
        case Choice():
            return _choice(how, item, number, mark, rng)
        case Match(pairs=pairs):
            return _match(pairs, item, number, mark, rng)
        case Order(sequence=sequence):
            return _order(sequence, item, number, mark, rng)
        case Gap(text=text, gaps=gaps):
            parts = _GAP.split(text)
            segments = tuple(None if n % 2 else part for n, part in enumerate(parts))
            keys = [gaps[int(part) - 1] for part in parts[1::2]]
            said = tuple(" / ".join((gap.key, *gap.accept)) for gap in keys)
            return Printed(number=number, mark=mark, box="gaps", segments=segments, key=said, item=item)
        case TextEntry(answers=answers, open=is_open):
            box: Box = "lines" if is_open else "number" if _NUMBER.fullmatch(answers[0]) else "line"
            said = (" / ".join(answers),)
            return Printed(number=number, mark=mark, box=box, segments=(item.stem,), key=said, item=item)


def _choice(how: Choice, item: Item, number: int, mark: str, rng: random.Random) -> Printed:
    shown = [label for _, label in item.body.present(item.stem, rng).inputs[0].options]
    right = {option.text for option in how.options if option.correct}
    offers = tuple(zip(_LETTERS, shown, strict=False))
    return Printed(
        number=number, mark=mark, box="many" if how.multiple else "one", segments=(item.stem,), offers=offers,
        key=tuple(text for _, text in offers if text in right),
        letters=tuple(letter for letter, text in offers if text in right), item=item,
    )  # fmt: skip


def _match(
    pairs: Sequence[tuple[str, str]], item: Item, number: int, mark: str, rng: random.Random
) -> Printed:
    lefts, rights = list(pairs), list(dict.fromkeys(right for _, right in pairs))
    rng.shuffle(lefts)
    rng.shuffle(rights)
    offers = tuple(zip(_LETTERS, rights, strict=False))
    letter = {right: letter for letter, right in offers}
    return Printed(
        number=number, mark=mark, box="match", segments=(item.stem,), offers=offers,
        lines=tuple(left for left, _ in lefts), key=tuple(f"{left} – {right}" for left, right in lefts),
        letters=tuple(letter.get(right, "?") for _, right in lefts), item=item,
    )  # fmt: skip


def _order(sequence: Sequence[str], item: Item, number: int, mark: str, rng: random.Random) -> Printed:
    places = list(range(len(sequence)))
    rng.shuffle(places)
    if places == sorted(places):  # printed in its order it would be no task
        places.reverse()
    return Printed(
        number=number, mark=mark, box="order", segments=(item.stem,), lines=tuple(sequence[n] for n in places),
        key=tuple(sequence), letters=tuple(str(n + 1) for n in places), item=item,
    )  # fmt: skip


def _given(item: Item, rng: random.Random) -> str:
    """What is chosen from, matched or put in order, below the prompt: many a one asks “which of these”."""
    if item.kind == "true_false" or not isinstance(item.body.interaction(item.stem), Choice | Match | Order):
        return ""
    made = _printed(item, number=0, mark="", rng=rng)
    lists = (made.lines, tuple(text for _, text in made.offers))
    return "".join("\n" + " · ".join(texts) for texts in lists if texts)


def _sides(item: Item, count: int) -> tuple[Side | None, ...]:
    return item.body.sides if isinstance(item.body, Faces) else (None,) * count


def _asked_by(item: Item) -> tuple[str, ...]:
    """The names of what an item shows and plays as it asks."""
    own = tuple(each.name for each in placed(item.media, "stem"))
    return own + (names_in(item.body.sides[0].prompt) if isinstance(item.body, Faces) else ())


def _side(mark: str, words: str, item: Item, side: Side | None, *, answered: bool = False) -> CutCard:
    own = tuple(each.name for each in placed(item.media, "rationale" if answered else "stem"))
    names = own + (() if side is None else names_in(side.answer if answered else side.prompt))
    images = tuple(name for name in dict.fromkeys(names) if kind_of(name) != _AUDIO)
    cover = side if side is not None and side.picture else None
    is_picture = words == WORDLESS and (images or cover)
    size = sum(len(words) > edge for edge in (120, 260, 450))
    return CutCard(
        mark=mark, words="" if is_picture else words, size=size, images=images, cover=cover, answered=answered
    )


def _card_sheet(fronts: Sequence[CutCard], backs: Sequence[CutCard]) -> CardSheet:
    missing = -len(fronts) % ACROSS
    front, back = [*fronts, *[None] * missing], [*backs, *[None] * missing]
    mirrored = [side for at in range(0, len(back), ACROSS) for side in reversed(back[at : at + ACROSS])]
    return CardSheet(fronts=tuple(front), backs=tuple(mirrored))
