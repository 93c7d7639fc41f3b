"""A deck: items studied together, with the source that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from quizapp.core.items.item import Item
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source

ItemStatus = Literal["draft", "accepted", "rejected", "retired"]
"""Drafts and rejected items are seen only by who reviews them; retired ones only by those who learned them."""

Judgement = Literal["accepted", "rejected", "dependent", "trivial", "key", "options", "wording", "other"]
"""What somebody said who looked at an item alone: it is good as it is, it is not, or why it is not."""

JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)
WHY_NOT: tuple[Judgement, ...] = JUDGEMENTS[2:]

Visibility = Literal["own", "link", "everybody"]
"""Who has a published deck: its owner, whoever knows its address, or everybody, who sees it in the list of decks."""

VISIBILITIES: tuple[Visibility, ...] = ("own", "link", "everybody")

Change = Literal["unchanged", "changed", "new", "returned", "retired", "conflict"]
"""What a change of the source does to an item."""


@dataclass(frozen=True, kw_only=True)
class DeckItem:
    """An item in its deck. ``version`` counts its contents from 1; ``modified`` is when the content last changed.

    ``news`` is what the last change of the source did to it, until somebody looked. ``is_disputed``: somebody edited
    it, the source changed beneath the edit, and nobody has decided yet; the edit is what is asked. ``judged`` is None
    where nobody looked at it alone, or only at what it said before.
    """

    item: Item
    version: int
    modified: datetime
    status: ItemStatus = "accepted"
    news: Change | None = None
    is_disputed: bool = False
    judged: Judgement | None = None


@dataclass(frozen=True, kw_only=True)
class Deck:
    """``id`` is the public name in addresses; ``anki_id`` the deck's number in Anki, stored once and never changed.

    ``follows_file``: it was loaded from a file of statements, and changes when that file does. ``is_owned``: it is
    somebody's, who says who else has it.
    """

    id: str
    title: str
    about: str
    reference: str
    anki_id: int
    source: Source
    items: tuple[DeckItem, ...]
    published: bool = True
    follows_file: bool = False
    visibility: Visibility = "everybody"
    is_owned: bool = False

    @property
    def accepted(self) -> tuple[DeckItem, ...]:
        """The items that somebody wants to be asked."""
        return tuple(entry for entry in self.items if entry.status == "accepted")

    @property
    def asked(self) -> tuple[DeckItem, ...]:
        """The items that learners are asked: what is accepted and does not wait."""
        return tuple(entry for entry in self.accepted if not self.waits(entry))

    def waits(self, entry: DeckItem) -> bool:
        """Whether an item is not asked until somebody decides: its edit is disputed, and the source, which may by now
        say the opposite, does not hold its sentence any more."""
        return entry.is_disputed and not self.quotes(entry)

    @property
    def disputed(self) -> tuple[DeckItem, ...]:
        """The items whose edit waits for a decision."""
        open_ones = (entry for entry in self.items if entry.status in {"draft", "accepted"})
        return tuple(entry for entry in open_ones if entry.is_disputed)

    @property
    def touched(self) -> tuple[DeckItem, ...]:
        """The items that the last change of the source touched and nobody looked at, disputed ones among them."""
        disputed = {entry.item.id for entry in self.disputed}
        return tuple(entry for entry in self.items if entry.news or entry.item.id in disputed)

    def quotes(self, entry: DeckItem) -> bool:
        """Whether an item has a quote that stands in the source."""
        return self.evidence_of(entry) is not None

    def quotes_earlier(self, entry: DeckItem) -> bool:
        """Whether an item has a quote that is of an earlier source."""
        return entry.item.evidence is not None and not self.quotes(entry)

    def evidence_of(self, entry: DeckItem) -> Evidence | None:
        """An item's evidence where it stands in the source."""
        found = entry.item.evidence
        is_there = found is not None and self.source.quote(found.start, found.end) == found.quote
        return found if is_there else None

    def dated(self, entry: DeckItem) -> date | None:
        """The day of which the text speaks that proves an item, where the present one does and its day is known."""
        return self.source.particulars.dated if self.quotes(entry) else None


@dataclass(frozen=True, kw_only=True)
class DeckSummary:
    """A line in the list of decks. ``kinds`` and ``categories`` are (name, number of accepted items), most first.

    ``owner`` is the id of the learner who made it, None where it is everybody's; ``is_own``: who looks may change it;
    ``review_by``: when to look at its source again.
    """

    id: str
    title: str
    about: str
    items: int
    kinds: tuple[tuple[str, int], ...]
    categories: tuple[tuple[str, int], ...]
    published: bool
    drafts: int
    created: datetime
    owner: str | None = None
    visibility: Visibility = "everybody"
    is_own: bool = False
    review_by: date | None = None
    follows_file: bool = False

    def is_overdue(self, today: date) -> bool:
        """Whether the day by which somebody should look at its source again is past."""
        return self.review_by is not None and self.review_by < today
