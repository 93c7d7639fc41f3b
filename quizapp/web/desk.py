"""The reviewer's desk: which drafts are shown, and the part of the source that belongs to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.generate import Rejection
from quizapp.core.items.proof import Evidence
from quizapp.core.items.ranking import acceptance
from quizapp.core.statements.statement import Statement
from quizapp.services.portions import Laid
from quizapp.web.marks import SourcePiece, source_pieces
from quizapp.web.paging import Page

DRAFTS_PER_PAGE = 40
STEP = 5
LIKELY = 70
"""A rating, in percent, from which drafts are offered to be accepted together."""
WHOLE_SOURCE = 60_000
MARGIN = 1_500


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the reviewer wants to see; an empty word means all."""

    kind: str = ""
    status: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Unasked:
    """A statement that gave no item, and why."""

    statement: Statement
    reason: str


@dataclass(frozen=True, kw_only=True)
class Rating:
    """How many drafts a teacher takes as they are with a probability of at least ``least`` percent."""

    least: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Desk:
    """``pieces`` cover the source from ``start`` on; ``cut`` says that they do not cover all of it."""

    wanted: Filter
    page: Page[DeckItem]
    counts: Counter[str]
    kinds: tuple[tuple[str, int], ...]
    pieces: tuple[SourcePiece, ...]
    cut: bool
    unasked: tuple[Unasked, ...]


def desk_of(
    laid: Laid,
    wanted: Filter,
    *,
    statements: Sequence[Statement] = (),
    rejections: Sequence[Rejection] = (),
) -> Desk:
    """What lies on the desk for this filter, of which ``laid`` is a page."""
    text = laid.deck.source.text
    quoted = [found for entry in laid.entries if (found := laid.deck.evidence_of(entry)) is not None]
    start, end = _window(text, quoted)
    return Desk(
        wanted=wanted,
        page=Page(entries=laid.entries, number=laid.number, pages=laid.pages, total=laid.total),
        counts=laid.statuses,
        kinds=laid.kinds,
        pieces=_pieces_within(text, quoted, start=start, end=end),
        cut=(start, end) != (0, len(text)),
        unasked=_unasked(statements, rejections),
    )


def rating_of(deck: Deck, *, least: int | None = None) -> Rating:
    """The drafts of a deck that are rated at least so, by default those that are likely accepted, or are the best."""
    rated = [acceptance(entry.item) for entry in deck.items if entry.status == "draft"]
    if least is None:
        best = int(100 * max(rated, default=1.0))
        least = min(LIKELY, best - best % STEP)
    return Rating(least=least, count=sum(share >= least / 100 for share in rated))


def _window(text: str, quoted: Sequence[Evidence]) -> tuple[int, int]:
    """All of a short source; of a long one the part that the items come from, from paragraph to paragraph."""
    if len(text) <= WHOLE_SOURCE or not quoted:
        return 0, min(len(text), WHOLE_SOURCE)
    first = max(0, min(evidence.start for evidence in quoted) - MARGIN)
    last = min(len(text), max(evidence.end for evidence in quoted) + MARGIN)
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    return start, end if end >= 0 else len(text)


def _pieces_within(text: str, quoted: Iterable[Evidence], *, start: int, end: int) -> tuple[SourcePiece, ...]:
    """Pieces named after their places in the whole source."""
    pieces, position = [], 0
    for piece in source_pieces(text, quoted):
        a, b = max(position, start), min(position + len(piece.text), end)
        if a < b:
            begins = piece.begins if a == position else ()
            pieces.append(SourcePiece(text=text[a:b], spans=piece.spans, begins=begins))
        position += len(piece.text)
    return tuple(pieces)


def _unasked(statements: Sequence[Statement], rejections: Sequence[Rejection]) -> tuple[Unasked, ...]:
    named = {statement.id: statement for statement in statements}
    return tuple(
        Unasked(statement=named[rejection.statement], reason=rejection.reason)
        for rejection in rejections
        if rejection.statement in named
    )
