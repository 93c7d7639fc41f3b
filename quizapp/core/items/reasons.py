"""Why what was found is not asked: every reason by its name, for statements without items and for single candidates."""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.kind import Draft
from quizapp.core.statements.statement import join_words


@dataclass(frozen=True, kw_only=True)
class Reason:
    """``sentence`` says it to a teacher; ``%(about)s`` in it stands for what is particular to a case."""

    name: str
    sentence: str


UNLIKELY = "unlikely"

_REASONS = (
    Reason(name="context", sentence="%(about)s"),
    Reason(name="nothing-to-ask", sentence="no builder has a question for it"),
    Reason(name="unproven", sentence="%(about)s"),
    Reason(name="flaw", sentence="%(about)s"),
    Reason(name="outdone", sentence="others say the same or ask it better"),
    Reason(name="fact-asked", sentence="the same fact is asked by “%(about)s”"),
    Reason(name="claim-asked", sentence="another item of the same statement asks for it"),
    Reason(name="sentence-full", sentence="its sentence is asked about often enough"),
    Reason(name="answers-another", sentence="it answers, or is answered by, “%(about)s”"),
    Reason(name="shares-key", sentence="its key is part of the key of “%(about)s”, or holds it"),
    Reason(name="yields", sentence="a better pattern asks about this sentence"),
    Reason(name="worn-term", sentence="its key is asked for often enough in this text"),
    Reason(name="same-stem", sentence="its stem is that of another item"),
    Reason(name="alike", sentence="its stem and key are too much like those of another item"),
    Reason(
        name=UNLIKELY,
        sentence="below the threshold of this mode: a teacher would take it as it is with a probability of %(about)s",
    ),
    Reason(name="true-false-quota", sentence="there is enough true or false already"),
    Reason(name="over-limit", sentence="only the most telling items were asked for"),
)
REASONS: dict[str, Reason] = {reason.name: reason for reason in _REASONS}


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A reason, by its name, and what it is about."""

    reason: str
    about: str = ""

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return REASONS[self.reason].sentence % {"about": self.about}


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """A candidate that became no item: what it would have asked of which statement, its key, and why it does not."""

    statement: str
    kind: str
    stem: str
    key: str
    why: Refusal


def dropped_draft(draft: Draft, *, statement: str, why: Refusal) -> Dropped:
    """A draft that may not become an item."""
    key = join_words(draft.body.keys())
    return Dropped(statement=statement, kind=draft.body.kind, stem=draft.stem, key=key, why=why)


def for_flaw(kind: str, flaw: str) -> Refusal:
    """A draft breaks a rule that must not be broken."""
    return Refusal(reason="flaw", about=f"{kind}: {flaw}: {CATALOGUE[flaw].rule}")
