"""Answers as they stand between braces: behind their marks, escaped, with shares as Moodle takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizapp.core.items.interaction import Option
from quizapp.exchange.gift.choices import share_of
from quizapp.exchange.gift.escapes import escaped, readable
from quizapp.exchange.gift.formats import PREFIXES
from quizapp.exchange.gift.markup import markup_of

ARROW = "->"
_LIKE_PREFIX = (*PREFIXES, "%")


def text_of_answer(text: str) -> str:
    """A text behind a mark; one that begins like a share or the name of a format is told to be plain."""
    written = escaped(text)
    return f"[plain]{written}" if written.startswith(_LIKE_PREFIX) else written


def marked_choice(options: Sequence[Option], *, multiple: bool) -> str:
    """A line for each option; of several keys each earns an equal share, and a wrong option costs as much."""
    share = share_of(sum(option.correct for option in options) or 1)
    right, wrong = (f"~%{share}%", f"~%-{share}%") if multiple else ("=", "~")
    return _on_lines(
        f"{right if option.correct else wrong}{text_of_answer(option.text)}{_feedback(option)}"
        for option in options
    )


def marked_claim(options: Sequence[Option]) -> str:
    """T or F with the feedback of the wrong answer and then of the right one."""
    right, wrong = sorted(options, key=lambda option: not option.correct)
    after = _feedback(wrong) or ("#" if right.feedback.strip() else "")
    return f"{right.text[0]}{after}{_feedback(right)}"


def marked_texts(answers: Iterable[str]) -> str:
    """Every answer that is right."""
    return " ".join(f"={text_of_answer(answer)}" for answer in answers)


def marked_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """A line for each pair; a left that holds an arrow is written as HTML, where the arrow can be spelled."""
    return _on_lines(f"={_left(left)} {ARROW} {escaped(right)}" for left, right in pairs)


def _left(left: str) -> str:
    return f"[html]{escaped(markup_of(readable(left).strip()))}" if ARROW in left else text_of_answer(left)


def _feedback(option: Option) -> str:
    return f"#{text_of_answer(option.feedback)}" if option.feedback.strip() else ""


def _on_lines(answers: Iterable[str]) -> str:
    return "\n" + "\n".join(answers) + "\n"
