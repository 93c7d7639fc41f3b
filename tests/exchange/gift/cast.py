"""Short names for what a line of GIFT should give, and items to write as such lines."""

from __future__ import annotations

from quizapp.core.items.interaction import Choice, Gap, GapKey, Interaction, Match, Option, TextEntry
from quizapp.core.items.item import Item
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.exchange.gift import Written, read_gift
from tests.core.items.cast import item


def key(text: str, feedback: str = "") -> Option:
    """A right option."""
    return Option(text=text, correct=True, feedback=feedback)


def wrong(text: str, feedback: str = "") -> Option:
    """A distractor."""
    return Option(text=text, correct=False, feedback=feedback)


def one(stem: str, *options: Option) -> Choice:
    """A choice of one."""
    return Choice(prompt=stem, options=options)


def several(stem: str, *options: Option) -> Choice:
    """A choice of several."""
    return Choice(prompt=stem, options=options, multiple=True)


def claim(stem: str, is_true: bool, *, wrong: str = "", right: str = "") -> Choice:
    """True or false with the feedback of a wrong and of a right answer."""
    true = Option(text="True", correct=is_true, feedback=right if is_true else wrong)
    return one(stem, true, Option(text="False", correct=not is_true, feedback=wrong if is_true else right))


def text(stem: str, *answers: str) -> TextEntry:
    """A written answer."""
    return TextEntry(prompt=stem, answers=answers)


def card(stem: str, answer: str) -> TextEntry:
    """An answer that learners judge themselves."""
    return TextEntry(prompt=stem, answers=(answer,), open=True)


def gap(stem: str, key: str, *accept: str) -> Gap:
    """A text with one gap."""
    return Gap(text=stem, gaps=(GapKey(key=key, accept=accept),))


def match(stem: str, *pairs: tuple[str, str]) -> Match:
    """Pairs to tie."""
    return Match(prompt=stem, pairs=pairs)


def how(written: Written) -> Interaction:
    """How an item is answered, with its stem and key."""
    return written.body.interaction(written.stem)


def only(gift: str) -> Written:
    """The only item of a text without errors."""
    reading = read_gift(gift)
    assert not reading.errors
    assert len(reading.items) == 1
    return reading.items[0]


def unproven(body: ItemBody, **fields: str) -> Item:
    """An item whose quote need not prove it, since its texts are noise; fields that are not given are empty."""
    noise = item(ShortAnswer(answers=("noise",)), quote="noise")
    for name, value in {
        "stem": "Q",
        "rationale": "",
        "category": "",
        "id": "",
        "body": body,
        **fields,
    }.items():
        object.__setattr__(noise, name, value)
    return noise


def mcq(*options: Option, **fields: str) -> Item:
    """A choice."""
    return unproven(Mcq(options=options), **fields)
