"""Plain cards asked as multiple choice: the wrong options are the answers of other cards of the deck."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.items.interaction import Option
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.faces import WORDLESS, Faces
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.markup import words_of
from quizapp.core.items.matching import normalize, spelling
from quizapp.core.items.shapes import LONGEST, is_alike, shape_of
from quizapp.core.statements.figures import read_figure
from quizapp.core.statements.pool import fold
from quizapp.phrases import phrase

PLAIN_KINDS = (Basic.kind, ShortAnswer.kind, Faces.kind)
"""Of which plain cards can be."""
ELSEWHERE = phrase("This is the answer to “%(front)s”.")
_MOST, _LEAST = 3, 2
_SAMPLE = 60
_NEAREST = 8
_LONGEST_FRONT = 60
_PARTS = re.compile(r"\s*[,;/|，；、]\s*")
_MEDIA = re.compile(r"<(?:img|audio|video|svg)\b|\[sound:", re.IGNORECASE)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, kw_only=True)
class PlainCard:
    """A card of one prompt and one short answer: ``key`` is shown, ``answers`` are all that count as right.

    ``field`` names where the answer comes from, such as a note type; ``group`` is its category, ``tags`` are its own.
    ``beside`` is all that is told with it.
    """

    id: str
    front: str
    key: str
    answers: tuple[str, ...]
    field: str
    group: str
    tags: frozenset[str]
    beside: str


def plain_card(item: Item, *, field: str = "") -> PlainCard | None:
    """An item as a plain card, None where it is none: a list, a picture, a long answer, a kind that has options."""
    answers = _answers(item)
    if not answers or not 0 < len(answers[0]) <= LONGEST or "\n" in answers[0]:
        return None
    if item.media or not fold(item.stem) or not (fold(answers[0]) or answers[0].strip()):
        return None
    return PlainCard(
        id=item.id, front=item.stem, key=answers[0], answers=answers, field=field, group=item.category,
        tags=frozenset(item.tags), beside=f"{item.rationale} {item.quote}",
    )  # fmt: skip


def _answers(item: Item) -> tuple[str, ...]:
    body = item.body
    if isinstance(body, Basic) and len(body.answers) == 1:
        return body.answers
    if isinstance(body, ShortAnswer):
        return body.answers
    if isinstance(body, Faces):
        side = body.sides[0]
        if (
            side.picture
            or _MEDIA.search(side.prompt + side.answer)
            or words_of(side.answer) in {"", WORDLESS}
        ):
            return ()
        return (words_of(side.answer),)
    return ()


class Choices:
    """The plain cards of a deck, and for each the answers of others that may stand beside its own.

    An answer is offered only where it is wrong as far as the deck can tell: of another front, neither equal to nor
    a spelling, a part or a synonym of what counts as right here or for a card with the same front, and named in
    nothing that this card says. It has the same field and form; those of the same category and tags come first.
    """

    def __init__(self, items: Iterable[Item], *, fields: Mapping[str, str] | None = None) -> None:
        known = fields or {}
        found = (plain_card(item, field=known.get(item.id, "")) for item in items)
        self.cards = {card.id: card for card in found if card is not None}
        self._alike: defaultdict[tuple[object, ...], list[PlainCard]] = defaultdict(list)
        self._of_front: defaultdict[str, set[str]] = defaultdict(set)
        self._places: dict[str, int] = {}
        for card in self.cards.values():
            alike = self._alike[card.field, shape_of(card.key).group]
            self._places[card.id] = len(alike)
            alike.append(card)
            for part in _parts(card.front):
                self._of_front[part].update(card.answers)

    def can_be(self, id: str) -> bool:
        """Whether a card has enough wrong options."""
        card = self.cards.get(id)
        return card is not None and len(self._first(card, most=_LEAST)) == _LEAST

    def body(self, id: str, *, seed: int) -> Mcq | None:
        """A card as multiple choice, the same for the same seed; None where it has too few wrong options."""
        card = self.cards.get(id)
        if card is None:
            return None
        rng = random.Random(f"{seed} {id}")  # noqa: S311 - drawing, not secrecy
        wrong = self._drawn(card, rng)
        if len(wrong) < _LEAST:
            return None
        options = [Option(text=card.key, correct=True)]
        options += [Option(text=one.key, correct=False, feedback=_feedback(one)) for one in wrong]
        rng.shuffle(options)
        return Mcq(options=tuple(options))

    def _drawn(self, card: PlainCard, rng: random.Random) -> list[PlainCard]:
        """Up to three, those of its category and tags before others, drawn from the nearest."""
        fitting = list(self._fitting(card, rng))
        rng.shuffle(fitting)  # so that of those that are equally near not the same are drawn for every card
        fitting.sort(key=lambda other: _distance(card, other))
        kin = [other for other in fitting if _is_kin(card, other)]
        first = kin if len(kin) >= _LEAST else fitting
        if shape_of(card.key).figure:
            first = _around(card, first, below=rng.randrange(_MOST + 1))
        else:
            near = first[:_NEAREST]
            rng.shuffle(near)
            first = near + first[_NEAREST:]
        chosen: list[PlainCard] = []
        for other in first:
            if len(chosen) < _MOST and not any(_means(other.key, one.key) for one in chosen):
                chosen.append(other)
        return chosen if len(chosen) >= _LEAST else self._first(card, most=_MOST)

    def _first(self, card: PlainCard, *, most: int) -> list[PlainCard]:
        """The first in the order of the deck, after the card itself, that may stand beside it and one another."""
        alike = self._alike[card.field, shape_of(card.key).group]
        at, right, told = self._places[card.id], self._right(card), _told(card)
        chosen: list[PlainCard] = []
        for other in (*alike[at + 1 :], *alike[:at]):
            fits = _is_wrong(other, card, right, told)
            if fits and not any(_means(other.key, one.key) for one in chosen):
                chosen.append(other)
            if len(chosen) == most:
                break
        return chosen

    def _fitting(self, card: PlainCard, rng: random.Random) -> Iterator[PlainCard]:
        alike = self._alike[card.field, shape_of(card.key).group]
        right, told = self._right(card), _told(card)
        kin = [other for other in alike if _is_kin(card, other)]
        for pool in (kin, [other for other in alike if not _is_kin(card, other)]):
            sample = pool if len(pool) <= _SAMPLE else rng.sample(pool, _SAMPLE)
            yield from (
                other for other in sample if other is not card and _is_wrong(other, card, right, told)
            )

    def _right(self, card: PlainCard) -> tuple[str, ...]:
        """All that counts as right for this front."""
        also = (answer for part in _parts(card.front) for answer in sorted(self._of_front[part]))
        return tuple(dict.fromkeys((*card.answers, *also)))


def _is_wrong(other: PlainCard, card: PlainCard, right: Sequence[str], told: str) -> bool:
    if not is_alike(other.key, card.key) or set(_parts(other.front)) & set(_parts(card.front)):
        return False
    if any(_means(answer, known) for answer in other.answers for known in right):
        return False
    return not any(_holds(told, part) for part in _parts(other.key))


def _told(card: PlainCard) -> str:
    """All that the card says besides its answer, folded."""
    return normalize(f"{card.front} {card.beside}")


def _is_kin(card: PlainCard, other: PlainCard) -> bool:
    """Whether both are of one category, and share a tag where this one has any."""
    return card.group == other.group and (not card.tags or bool(card.tags & other.tags))


def _distance(card: PlainCard, other: PlainCard) -> tuple[bool, bool, bool, int]:
    one, two = shape_of(card.key), shape_of(other.key)
    return (
        card.group != other.group,
        bool(card.tags) and not card.tags & other.tags,
        (one.words == 1) != (two.words == 1),
        _apart(card.key, other.key) if one.figure else abs(one.length - two.length) // 4,
    )


def _apart(text: str, other: str) -> int:
    one, two = read_figure(text), read_figure(other)
    return 0 if one is None or two is None else int(abs(one.value - two.value))


def _around(card: PlainCard, fitting: Sequence[PlainCard], *, below: int) -> list[PlainCard]:
    """So many smaller ones first, then larger: figures in order of size do not tell the key by its place."""
    own = read_figure(card.key)
    sizes = {other.id: figure.value for other in fitting if (figure := read_figure(other.key)) is not None}
    if own is None:
        return list(fitting)
    smaller = [other for other in fitting if sizes.get(other.id, own.value) < own.value]
    larger = [other for other in fitting if sizes.get(other.id, own.value) > own.value]
    first = [*smaller[:below], *larger[: _MOST - below]]
    return [*first, *(other for other in fitting if other not in first)]


@lru_cache(maxsize=1 << 14)
def _parts(text: str) -> tuple[str, ...]:
    """A text and, where it lists several, each of them, folded."""
    parts = _PARTS.split(text)
    return tuple(dict.fromkeys(folded for part in (text, *parts) if (folded := normalize(part))))


def _means(text: str, other: str) -> bool:
    """Whether two answers may mean the same: one is written like the other, is a part of it, or shares a part."""
    one, two = _parts(text), _parts(other)
    if set(one) & set(two) or spelling(text, (other,)) != "other":
        return True
    if shape_of(text).figure and shape_of(other).figure:
        return False
    return any(_holds(a, b) or _holds(b, a) for a in one for b in two)


def _holds(text: str, part: str) -> bool:
    """Whether a text holds another as whole words; in scripts without spaces as signs."""
    if _UNSPACED.search(part):
        return part in text
    return f" {fold(part)} " in f" {fold(text)} " if fold(part) else False


def _feedback(other: PlainCard) -> str:
    front = other.front if len(other.front) <= _LONGEST_FRONT else f"{other.front[:_LONGEST_FRONT].rstrip()}…"
    return ELSEWHERE % {"front": front}
