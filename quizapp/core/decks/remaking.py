"""A deck made again from a changed source: its statements, and its items, go on where they can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.decks.deck import ItemStatus
from quizapp.core.decks.regeneration import Regeneration, Standing, regenerate
from quizapp.core.items.earlier import Earlier
from quizapp.core.items.generate import Generation, generate
from quizapp.core.items.modes import DEFAULT, Mode
from quizapp.core.statements.alignment import Alignment, align, align_by_id, with_standing
from quizapp.core.statements.own import with_own
from quizapp.core.statements.pool import PoolEntry
from quizapp.core.statements.statement import Statement


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a deck was made of: the statements of its source, its items, and for items that its source gave once
    the ``gone`` statements behind them."""

    statements: tuple[Statement, ...]
    items: tuple[Standing, ...]
    gone: tuple[Statement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found in the new source. ``sentences`` are (start, end) in ``text``."""

    text: str
    statements: tuple[Statement, ...]
    sentences: tuple[tuple[int, int], ...]
    curated: tuple[PoolEntry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Remade:
    """The new source's statements under the ids that they continue, and the items made of them."""

    statements: tuple[Statement, ...]
    generation: Generation

    def regeneration(self, items: Sequence[Standing], *, arrive: ItemStatus = "draft") -> Regeneration:
        """What becomes of the deck's items, as they are now."""
        return regenerate(
            items, chosen=self.generation.items, candidates=self.generation.candidates, arrive=arrive
        )


def remake(made: Made, found: Found, *, seed: int = 0, mode: Mode = DEFAULT) -> Remade:
    """From a text: statements are paired by what they say."""
    alignment = align(made.statements, found.statements, gone=made.gone)
    behind = {each.item.statement for each in made.items if _is_relied_on(each)}
    wanted = [statement for statement in made.statements if statement.id in behind]
    alignment = with_standing(alignment, wanted, text=found.text, sentences=found.sentences)
    alignment = with_own(alignment, (*made.gone, *made.statements), found.text)
    return _remade(alignment, made.items, curated=found.curated, seed=seed, mode=mode)


def remake_written(
    made: Made, statements: Sequence[Statement], *, text: str, curated: Iterable[PoolEntry] = ()
) -> Remade:
    """From a file of written statements, whose author named them, as the source's ``text`` holds them."""
    alignment = align_by_id((*made.gone, *made.statements), statements)
    alignment = with_own(alignment, (*made.gone, *made.statements), text)
    return _remade(alignment, made.items, curated=curated, seed=0)


def _is_relied_on(each: Standing) -> bool:
    return each.status == "accepted" or (each.status == "draft" and each.is_edited)


def _remade(
    alignment: Alignment,
    items: Iterable[Standing],
    *,
    curated: Iterable[PoolEntry],
    seed: int,
    mode: Mode = DEFAULT,
) -> Remade:
    earlier = Earlier(
        statements=alignment.before, items=[each.base for each in items if not each.item.written]
    )
    generation = generate(alignment.statements, seed=seed, curated=curated, earlier=earlier, mode=mode)
    return Remade(statements=alignment.statements, generation=generation)
