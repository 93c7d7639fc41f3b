"""An item: the smallest thing that can be asked and graded; what was generated never without its proof."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from quizapp.core.items.attachment import Attachment
from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.flaws.key_checks import stand_in_order
from quizapp.core.items.interaction import Order
from quizapp.core.items.kind import Derivation, ItemBody
from quizapp.core.items.proof import Evidence, is_supported
from quizapp.errors import ItemInvalid


@dataclass(frozen=True, kw_only=True)
class Item:
    """What poses the problem, why the key is right, where that stands. The answers are in ``body``.

    ``written`` says that a person wrote it: only then may it be without evidence, for its writer answers for it.
    Raises `ItemInvalid` where there is no key or the quote does not support one: such an item cannot exist.
    """

    id: str
    stem: str
    body: ItemBody
    category: str
    rationale: str
    statement: str
    evidence: Evidence | None
    derivation: Derivation | None = None
    pattern: str = ""
    flaws: tuple[str, ...] = ()
    confidence: float = 0.5
    written: bool = False
    tags: tuple[str, ...] = ()
    media: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        if not self.body.keys():
            raise ItemInvalid("The item has no key.", flaws=["key-count"])
        if self.evidence is None:
            if not self.written:
                raise ItemInvalid("Only what a person wrote can do without a quote.", flaws=["unproven-key"])
            return
        unproven = [key for key in self.body.keys() if not self.proves(key)]  # noqa: SIM118 - a body is no mapping
        if unproven:
            raise ItemInvalid(
                "The quote does not support the key “%(key)s”.", key=unproven[0], flaws=["unproven-key"]
            )

        how = self.body.interaction(self.stem)
        if isinstance(how, Order) and not stand_in_order(self.evidence.quote, how.sequence):
            raise ItemInvalid("The quote does not name the parts in this order.", flaws=["unproven-order"])

    @property
    def quote(self) -> str:
        """The words of the source that prove it; empty where a person wrote it without any."""
        return "" if self.evidence is None else self.evidence.quote

    @property
    def span(self) -> tuple[int, int]:
        """Where the quote starts and ends in the source; an empty place at its start where there is none."""
        return (0, 0) if self.evidence is None else (self.evidence.start, self.evidence.end)

    @property
    def kind(self) -> str:
        """The name of the item's kind."""
        return self.body.kind

    def proves(self, key: str) -> bool:
        """Whether the evidence supports this key; where a person wrote it without any, nothing has to."""
        if self.evidence is None:
            return self.written
        return is_supported(key, self.evidence, self.derivation, stem=self.stem)

    def broken_rules(self) -> tuple[str, ...]:
        """Names of the flaws found now, whatever ``flaws`` recorded."""
        return self.body.flaws(self.stem, quote=self.quote)

    def is_fatal(self) -> bool:
        """Whether a recorded flaw forbids asking this item."""
        return any(CATALOGUE[name].fatal for name in self.flaws)


def written_id(letters: str) -> str:
    """The name of what a person wrote, from random ``letters``: no name of a generated item begins so."""
    return f"w{letters}"


FROM_ANKI = "from Anki"
"""The pattern of items that notes of Anki’s became."""


def note_id(guid: str) -> str:
    """The name of an item that came as a note with this guid: the same wherever it comes from, and no other's."""
    return "n" + hashlib.blake2b(guid.encode(), digest_size=10).hexdigest()


def item_id(statement: str, kind: str, slot: str) -> str:
    """A name derived from what is asked of what, not from position or wording."""
    return "i" + hashlib.blake2b(f"{statement}\x1f{kind}\x1f{slot}".encode(), digest_size=8).hexdigest()
