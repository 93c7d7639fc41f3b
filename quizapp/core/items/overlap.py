"""How often generated keys touch what people asked for in the same paragraph, beside words drawn at random."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.items.item import Item
from quizapp.core.items.matching import normalize

_STOP = frozenset(
    "a an the of and or to in on at by for with from as is are was were be been it its that this these those "
    "which who".split()
)
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_DRAWS = 20


@dataclass(frozen=True, kw_only=True)
class AskedParagraph:
    """A paragraph, (start, end) in code points of the source, and the answers to what people asked about it."""

    start: int
    end: int
    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Of ``keys`` generated keys ``touching`` touch an answer; of as many random ones ``at_random`` do on average."""

    keys: int
    touching: int
    at_random: float


def human_overlap(items: Sequence[Item], paragraphs: Sequence[AskedParagraph], *, seed: int = 0) -> Overlap:
    """How many keys touch an answer that a person wanted.

    A key touches an answer where both have a content word in common (case and accents folded, articles, prepositions
    and forms of “be” apart) and the item's evidence begins in the paragraph that the answer is from. True and false
    are no keys in this sense. The random baseline is drawn from the same paragraph, for every key a run of as many
    words, ``_DRAWS`` times, and judged in the same way. By this measure people agree with one another only now and
    then: it tells apart generators, it is no share of good items.
    """
    rng = random.Random(seed)  # noqa: S311 - a baseline that can be repeated
    keys, touching, at_random = 0, 0, 0.0
    for key, paragraph in _placed(items, paragraphs):
        wanted = frozenset(word for answer in paragraph.answers for word in _content(answer))
        keys += 1
        touching += not wanted.isdisjoint(_content(key))
        words = _WORD.findall(paragraph.text)
        length = min(len(words), max(1, len(_WORD.findall(key))))
        starts = [rng.randrange(len(words) - length + 1) for _ in range(_DRAWS)]
        drawn = (_content(" ".join(words[at : at + length])) for at in starts)
        at_random += sum(not wanted.isdisjoint(run) for run in drawn) / _DRAWS
    return Overlap(keys=keys, touching=touching, at_random=at_random)


def _placed(
    items: Sequence[Item], paragraphs: Sequence[AskedParagraph]
) -> Iterator[tuple[str, AskedParagraph]]:
    """Every key with the paragraph that its evidence begins in, where people asked about that paragraph."""
    for item in items:
        at = item.span[0]
        home = next((one for one in paragraphs if one.start <= at < one.end and one.answers), None)
        if home is not None and item.kind != "true_false":
            yield from ((key, home) for key in item.body.keys())  # noqa: SIM118 - a body is no mapping


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(normalize(text)) if word not in _STOP)
