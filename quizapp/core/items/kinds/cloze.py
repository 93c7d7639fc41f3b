"""Cloze: the statement with one or more gaps; every gap gives a card."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Face, Gap, GapKey
from quizapp.core.items.kind import Answer, Draft, Exemplar, Form, Input, View
from quizapp.core.items.matching import matches
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.names import OFFICES
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Focus, Statement, as_sentence
from quizapp.errors import ResponseInvalid
from quizapp.phrases import phrase

_GAP = re.compile(r"\{\{(\d{1,3})\}\}")
_BEGUN = re.compile(r"\b([A-Z][a-z][\w’.-]*) $")
_OPENERS = frozenset(
    "In On At By From With For To Of The A An As When If While Under After Before During Since".split()
)
_GOES_ON = re.compile(
    r" (?:of|on|for)(?: the)? (?!\w+day\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[A-Z][a-z]"
)
_MOST_WORDS = 8
_MOST_CHARS = 200


@dataclass(frozen=True, kw_only=True)
class Cloze:
    """``gaps[0]`` fills ``{{1}}`` of the stem, ``gaps[1]`` fills ``{{2}}`` …"""

    kind: ClassVar[str] = "cloze"
    self_graded: ClassVar[bool] = False

    gaps: tuple[GapKey, ...]

    def keys(self) -> tuple[str, ...]:
        """The key of every gap."""
        return tuple(gap.key for gap in self.gaps)

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem and key rules; every gap exactly once, and short enough to type."""
        return flaws_of(self.interaction(stem), quote=quote)

    def present(self, stem: str, rng: random.Random) -> View:
        """The stem cut at its gaps, each a text input of one width, since width would tell a key's length."""
        inputs = tuple(
            Input(name=f"gap{n}", type="text", label=phrase("Gap %(n)s") % {"n": n})
            for n in range(1, len(self.gaps) + 1)
        )
        parts = _GAP.split(stem)
        segments = tuple(inputs[int(part) - 1] if i % 2 else part for i, part in enumerate(parts))
        return View(kind=self.kind, prompt=stem, inputs=inputs, segments=segments)

    def parse(self, form: Form) -> Answer:
        """What was written in each gap; a gap may stay empty as long as one is filled."""
        written = tuple(_first(form, f"gap{n}") for n in range(1, len(self.gaps) + 1))
        if not any(written):
            raise ResponseInvalid(
                phrase("Fill in the gap.") if len(written) == 1 else phrase("Fill in at least one gap.")
            )
        if any(len(text) > _MOST_CHARS for text in written):
            raise ResponseInvalid("A gap takes at most %(most)s characters.", most=_MOST_CHARS)
        return written

    def refill(self, answer: Answer) -> Form:
        """What was written in each gap."""
        return {f"gap{n}": [text] for n, text in enumerate(answer, 1)}

    def grade(self, answer: Answer) -> Outcome:
        """The share of gaps filled rightly."""
        hits = [matches(text, (gap.key, *gap.accept)) for text, gap in zip(answer, self.gaps, strict=True)]
        wrong = [
            phrase("Gap %(n)s: %(key)s") % {"n": n, "key": gap.key}
            for n, (hit, gap) in enumerate(zip(hits, self.gaps, strict=True), 1)
            if not hit
        ]
        return Outcome(fraction=sum(hits) / len(hits), feedback=tuple(wrong) if len(hits) > 1 else ())

    def classify(self, answer: Answer) -> str:
        """What was written, gap by gap."""
        return "; ".join(text.casefold() for text in answer)

    def interaction(self, stem: str) -> Gap:
        """A text with gaps."""
        return Gap(text=stem, gaps=self.gaps)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card a gap: the others filled in."""
        return tuple(
            Face(prompt=_filled(stem, self.keys(), hidden=n), answer=gap.key)
            for n, gap in enumerate(self.gaps, 1)
        )

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """One gap for each short focus; of a parallel statement, all its focuses at once."""
        single = [focus for focus in statement.focuses if _can_gap(focus, statement)]
        if statement.kind == "parallel" and len(single) > 1:
            stem, gaps = statement.text, []
            for n, focus in enumerate(
                sorted(single, key=lambda focus: statement.text.index(focus.answer)), 1
            ):
                stem = _gapped(stem, focus.answer, n)
                gaps.append(GapKey(key=focus.answer, accept=focus.accept))
            yield Draft(
                slot="all",
                stem=as_sentence(stem),
                body=cls(gaps=tuple(gaps)),
                confidence=statement.confidence,
            )
            return
        for focus in single:
            stem = as_sentence(_gapped(statement.text, focus.answer, 1))
            body = cls(gaps=(GapKey(key=focus.answer, accept=focus.accept),))
            yield Draft(slot=focus.name, stem=stem, body=body, confidence=0.9 * statement.confidence)

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """One with one gap and one with two."""
        single = cls(gaps=(GapKey(key="Harbin", accept=("Ha'erbin",)),))
        double = cls(gaps=(GapKey(key="foundation"), GapKey(key="<key>")))
        return (
            Exemplar(
                stem="The capital of Heilongjiang is {{1}}.",
                body=single,
                right={"gap1": [" harbin "]},
                wrong={"gap1": ["Dalian"]},
                invalid=({}, {"gap1": ["  "]}, {"gap1": ["x" * 999]}),
            ),
            Exemplar(
                stem="The real economy is the {{1}}, innovation is the {{2}}.",
                body=double,
                right={"gap1": ["foundation"], "gap2": ["key"]},
                wrong={"gap1": ["key"], "gap2": ["roof"]},
                partial={"gap1": ["the foundation"], "gap2": [""]},
                invalid=({},),
            ),
        )


def _first(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[0].strip() if values else ""


def _can_gap(focus: Focus, statement: Statement) -> bool:
    fits = not focus.is_list and focus.gap and focus.key is None and len(focus.answer.split()) <= _MOST_WORDS
    places = list(re.finditer(rf"(?<!\w){re.escape(focus.answer)}(?!\w)", statement.text))
    return fits and len(places) == 1 and not _tears_name(statement.text, places[0])


def _tears_name(text: str, gap: re.Match[str]) -> bool:
    """“Ada ____ founded”, “the ____ of Conduct”: a gap that takes one part of a longer name."""
    if not re.search(r"(?:^|\s)[A-Z][a-z]", gap.group()):
        return False
    begun = _BEGUN.search(text[: gap.start()])
    is_begun = begun is not None and not OFFICES.fullmatch(begun[1]) and begun[1] not in _OPENERS
    last_is_name = gap.group().split()[-1][:1].isupper()
    return is_begun or (last_is_name and bool(_GOES_ON.match(text[gap.end() :])))


def _gapped(text: str, answer: str, n: int) -> str:
    return re.sub(rf"(?<!\w){re.escape(answer)}(?!\w)", f"{{{{{n}}}}}", text, count=1)


def _filled(stem: str, keys: tuple[str, ...], *, hidden: int) -> str:
    return _GAP.sub(lambda gap: "[…]" if int(gap[1]) == hidden else keys[int(gap[1]) - 1], stem)
