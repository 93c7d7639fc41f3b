"""Keys and response processing: the standard templates where they do, explicit rules where feedback is given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from quizapp.exchange.qti.words import FEEDBACK, RESPONSE, TEMPLATES, attribute

_DECIMALS = 10**7


@dataclass(frozen=True, kw_only=True)
class Key:
    """What a response is compared with. ``correct`` are the values of the right one, ``worth`` maps values to shares;
    without it only the whole is right. Where it is not ``is_graded``, it is only shown."""

    identifier: str = RESPONSE
    cardinality: str = "single"
    base: str = "identifier"
    correct: Sequence[str] = ()
    worth: Sequence[tuple[str, float]] = ()
    is_graded: bool = True

    @property
    def is_text(self) -> bool:
        """Whether it is written, so that letter case does not count."""
        return self.base == "string"

    def declaration(self) -> str:
        """The responseDeclaration."""
        values = "".join(f"<value>{_content(value)}</value>" for value in self.correct)
        correct = f"<correctResponse>{values}</correctResponse>" if values else ""
        return (
            f'<responseDeclaration identifier="{self.identifier}" cardinality="{self.cardinality}"'
            f' baseType="{self.base}">{correct}{self._mapping()}</responseDeclaration>'
        )

    def _mapping(self) -> str:
        """Shares add up to 1 at most and never fall below 0."""
        if not self.worth:
            return ""
        case = ' caseSensitive="false"' if self.is_text else ""
        entries = "".join(
            f'<mapEntry mapKey={attribute(value)} mappedValue="{_figure(share)}"{case}/>'
            for value, share in self.worth
        )
        return f'<mapping lowerBound="0" upperBound="1" defaultValue="0">{entries}</mapping>'


def _content(value: str) -> str:
    return escape(value)


def _figure(share: float) -> str:
    """Rounded up, so that all equal shares reach the whole: three times 0.3333333 would not."""
    rounded = math.ceil(abs(share) * _DECIMALS - 1e-6) / _DECIMALS
    return f"{math.copysign(rounded, share):.7f}".rstrip("0").rstrip(".")


def processing(keys: Sequence[Key], *, told: Iterable[str], by_choice: bool) -> str:
    """The responseProcessing. ``told`` names feedback for all, ``by_choice`` adds that of what was chosen."""
    rules = _score(keys)
    names = list(told)
    if not (names or by_choice or len(keys) > 1) and keys[0].is_graded:
        name = "map_response" if keys[0].worth else "match_correct"
        return f'<responseProcessing template="{TEMPLATES}{name}"/>'
    values = "".join(f'<baseValue baseType="identifier">{name}</baseValue>' for name in names)
    chosen = f'<variable identifier="{RESPONSE}"/>' if by_choice else ""
    feedback = (
        f'<setOutcomeValue identifier="{FEEDBACK}"><multiple>{chosen}{values}</multiple></setOutcomeValue>'
    )
    return f"<responseProcessing>{rules}{feedback if chosen or values else ''}</responseProcessing>"


def _score(keys: Sequence[Key]) -> str:
    """SCORE as the mean of what the responses earn."""
    if not all(key.is_graded for key in keys):
        return ""
    if len(keys) == 1 and not keys[0].worth:
        return _all_or_nothing(keys[0])
    total = "".join(f'<mapResponse identifier="{key.identifier}"/>' for key in keys)
    mean = total if len(keys) == 1 else (
        f'<divide><sum>{total}</sum><baseValue baseType="float">{len(keys)}</baseValue></divide>'
    )  # fmt: skip
    return f'<setOutcomeValue identifier="SCORE">{mean}</setOutcomeValue>'


def _all_or_nothing(key: Key) -> str:
    match = (
        f'<match><variable identifier="{key.identifier}"/><correct identifier="{key.identifier}"/></match>'
    )
    return (
        f"<responseCondition><responseIf>{match}{_set(1)}</responseIf>"
        f"<responseElse>{_set(0)}</responseElse></responseCondition>"
    )


def _set(score: int) -> str:
    return f'<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{score}</baseValue></setOutcomeValue>'
