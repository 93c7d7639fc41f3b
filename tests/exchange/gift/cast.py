"""Short names for what a line of GIFT should give."""

from __future__ import annotations

from quizapp.core.items.interaction import Choice, Gap, GapKey, Interaction, Match, Option, TextEntry
from quizapp.exchange.gift import Written, read_gift


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
