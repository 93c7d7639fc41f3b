"""The one form in which an item is written and edited: what it shows of the fields, the flaws and the source."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.attachment import Attachment
from quizapp.core.items.interaction import Choice
from quizapp.core.items.item import Item
from quizapp.core.items.kind import View
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.proof import Evidence
from quizapp.services import evidence, media, writing
from quizapp.services.media import Refused, Row, attachment_of
from quizapp.services.writing import Checked
from quizapp.web.fields import Fields
from quizapp.web.rows import filled

PLAIN = ("stem", "rationale", "category", "answers", "tags", "evidence")
"""A form may come without any of its fields."""
NEW = "new"


@dataclass(frozen=True, kw_only=True)
class Editor:
    """``entry`` is the item that is edited, None for a new one; ``way`` the name of its kind's interaction.

    ``offers`` are sentences to choose a proof from, None where nobody looked for them yet. ``rows`` are its images and
    sounds, ``refused`` the files that were not taken.
    """

    kind: str
    form: Mapping[str, list[str]]
    entry: DeckItem | None = None
    checked: Checked = field(default_factory=Checked)
    view: View | None = None
    offers: tuple[Evidence, ...] | None = None
    focus: str = "stem"
    rows: tuple[Row, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def id(self) -> str:
        """The name of the form in its page."""
        return NEW if self.entry is None else self.entry.item.id

    @property
    def item(self) -> Item | None:
        """What is edited."""
        return None if self.entry is None else self.entry.item

    @property
    def media(self) -> tuple[Attachment, ...]:
        """Its images and sounds as they are now, whether they are described yet or not."""
        return tuple(map(attachment_of, self.rows))

    @property
    def way(self) -> str:
        """How an answer to this kind is given."""
        return way_of(self.kind)

    @property
    def is_multiple(self) -> bool:
        """Whether several options may be right."""
        how = _example(self.kind)
        return isinstance(how, Choice) and how.multiple

    @property
    def is_written(self) -> bool:
        """Whether a person writes it, who may choose its proof."""
        return self.entry is None or self.entry.item.written

    @property
    def chosen(self) -> str:
        """The sentence that is chosen, by its place."""
        return (self.form.get("evidence") or [""])[0]

    @property
    def quoted(self) -> tuple[Evidence, ...]:
        """The sentences to choose from: the one that the item has, and those that were found."""
        own = () if self.item is None or self.item.evidence is None else (self.item.evidence,)
        return tuple({(each.start, each.end): each for each in (*own, *(self.offers or ()))}.values())


def editor_of(
    deck: Deck, kind: str, fields: Fields, *, entry: DeckItem | None = None, seek: bool = False, **more: Any
) -> Editor:
    """A form with these fields; ``seek`` looks for sentences that hold its keys."""
    form = {name: [""] for name in PLAIN} | filled(
        fields, way_of(kind), is_claim=is_claim(kind), is_new=entry is None
    )
    rows = media.rows_of(deck.id, form)
    before = None if entry is None else entry.item
    checked = writing.check(kind, form, source=deck.source, before=before, rows=rows)
    keys = () if checked.body is None else checked.body.keys()
    chosen = (form.get("evidence") or [""])[0]
    return Editor(
        kind=kind,
        form=form,
        entry=entry,
        checked=checked,
        rows=rows,
        view=_view(checked),
        offers=evidence.offered(deck.source, keys) if seek or chosen else None,
        **more,
    )


def way_of(kind: str) -> str:
    """The name of the interaction of a kind."""
    return type(_example(kind)).__name__


def is_claim(kind: str) -> bool:
    """Whether its two options are given."""
    return kind == "true_false"


def _example(kind: str) -> Any:
    example = KINDS[kind].exemplars()[0]
    return example.body.interaction(example.stem)


def _view(checked: Checked) -> View | None:
    """The item as a learner sees it, its options in one order however often it is looked at."""
    if checked.body is None or any(flaw.name == "gap-count" for flaw in checked.flaws):
        return None
    return checked.body.present(checked.stem, random.Random(1))  # noqa: S311 - an order to look at
