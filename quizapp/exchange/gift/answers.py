"""What stands between the braces: answers behind their marks, with share and feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizapp.exchange.gift import faults
from quizapp.exchange.gift.faults import Fault, shortened
from quizapp.exchange.gift.formats import Format, plain_text

_MARK = re.compile("[=~]")
_SHARE = re.compile(r"%(-?[0-9]{1,9}(?:\.[0-9]{0,30})?)%")
_WHOLE = 100.0


@dataclass(frozen=True, kw_only=True)
class Inside:
    """The shielded text between braces, its place in the block, and the format that its texts inherit."""

    text: str
    at: int
    format: Format = "moodle"

    def part(self, start: int, end: int | None = None) -> Inside:
        """A part of it that knows its place."""
        return replace(self, text=self.text[start:end], at=self.at + start)

    def trimmed(self) -> Inside:
        """Without the spaces around it."""
        return self.part(len(self.text) - len(self.text.lstrip()), len(self.text.rstrip()))


@dataclass(frozen=True, kw_only=True)
class MarkedAnswer:
    """An answer as it was written: ``share`` is a percentage, or None where none stands there."""

    mark: str
    text: str
    at: int
    share: float | None = None
    feedback: str = ""

    @property
    def worth(self) -> float:
        """The percentage it earns: all behind =, nothing behind ~, unless a share says otherwise."""
        default = _WHOLE if self.mark == "=" else 0.0
        return default if self.share is None else self.share

    @property
    def is_full(self) -> bool:
        """Whether it earns all the marks."""
        return self.worth >= _WHOLE


def parts_of(inside: Inside, marks: re.Pattern[str] = _MARK) -> Iterator[tuple[str, Inside]]:
    """Each mark with what stands behind it; text before the first mark has the mark ""."""
    mark, start = "", 0
    for found in marks.finditer(inside.text):
        part = inside.part(start, found.start())
        if mark or part.text.strip():
            yield mark, part
        mark, start = found[0], found.end()
    yield mark, inside.part(start)


def marked_answers(inside: Inside, *, plain: bool = False) -> tuple[MarkedAnswer, ...] | Fault:
    """All answers; ``plain`` says that their texts inherit no format, only their feedback does."""
    answers = []
    for mark, part in parts_of(inside):
        answer = _marked(mark, part, plain=plain)
        if isinstance(answer, Fault):
            return answer
        answers.append(answer)
    return tuple(answers)


def _marked(mark: str, part: Inside, *, plain: bool) -> MarkedAnswer | Fault:
    at = part.at - len(mark)
    if not mark:
        return Fault(
            template=faults.UNMARKED,
            at=part.trimmed().at,
            values={"answer": shortened(plain_text(part.text))},
        )
    share, rest = _share(part.text.strip())
    if share is not None and abs(share) > _WHOLE:
        return Fault(template=faults.BAD_SHARE, at=at, values={"share": shortened(f"{share:g}")})
    raw, _, feedback = rest.partition("#")
    text = plain_text(raw, "plain" if plain else part.format)
    if not text:
        return Fault(template=faults.EMPTY_ANSWER, at=at)
    return MarkedAnswer(mark=mark, text=text, at=at, share=share, feedback=plain_text(feedback, part.format))


def _share(raw: str) -> tuple[float | None, str]:
    """The share before an answer, if one stands there, and the rest."""
    found = _SHARE.match(raw)
    return (float(found[1]), raw[found.end() :]) if found else (None, raw)
