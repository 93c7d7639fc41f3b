"""Classes as small as a claim needs: rows of right and wrong, or of fractions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass

from hypothesis import strategies as st

from quizapp.core.analytics.record import Score

LADDER = ("111", "110", "100", "000")
"""Four learners, three items, each learner as far up as the next one and one step more."""

LSAT6 = (
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
    10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
)  # fmt: skip
"""How many of 1000 learners gave each pattern, from 00000 to 11111, on five items of the Law School Admission Test,
section 6: Bock & Lieberman (1970), “Fitting a response model for n dichotomously scored items”, Psychometrika 35,
179–197; taken from the example “LSAT: item response” of the OpenBUGS manual, volume I."""


def klass(*rows: str) -> tuple[Score, ...]:
    """A learner a row, an item a sign: 1 is right, 0 is wrong, a dash was not asked."""
    return tuple(
        Score(learner=f"l{n:04}", item=f"i{place}", fraction=float(sign), bucket="right" if sign == "1" else "wrong")
        for n, row in enumerate(rows)
        for place, sign in enumerate(row, 1)
        if sign != "-"
    )  # fmt: skip


def lsat6() -> tuple[Score, ...]:
    """The answers to section 6, one score for each of 1000 learners and 5 items."""
    return klass(*(f"{pattern:05b}" for pattern, count in enumerate(LSAT6) for _ in range(count)))


def answers(
    *texts: str, key: str = "key", item: str = "i1", seconds: Sequence[float] = ()
) -> tuple[Score, ...]:
    """Answers of learners l0, l1 … to one item."""
    return tuple(
        Score(
            learner=f"l{n}",
            item=item,
            fraction=float(text == key),
            bucket=text,
            seconds=seconds[n] if seconds else None,
        )
        for n, text in enumerate(texts)
    )


fractions = st.one_of(st.sampled_from((0.0, 1.0, 0.5, 1 / 3)), st.floats(0, 1))
seconds = st.one_of(st.none(), st.floats(0, 1e7))


@st.composite
def classes(draw: st.DrawFn, *, whole: bool = False) -> tuple[Score, ...]:
    """Up to 14 learners and 5 items; if not ``whole``, not everybody was asked everything."""
    learners, items = draw(st.integers(0, 14)), draw(st.integers(0, 5))
    asked = [(n, place) for n in range(learners) for place in range(items)]
    kept = [pair for pair in asked if whole or draw(st.booleans())]
    return tuple(
        Score(
            learner=f"l{n}",
            item=f"i{place}",
            fraction=draw(fractions),
            bucket=draw(st.sampled_from(("", "a", "b", "c"))),
            seconds=draw(seconds),
        )
        for n, place in kept
    )


def numbers(found: object) -> Iterator[float]:
    """Every number in a result, however deep."""
    if isinstance(found, float | int):
        yield found
    elif is_dataclass(found):
        for one in fields(found):
            yield from numbers(getattr(found, one.name))
    elif isinstance(found, dict):
        for value in found.values():
            yield from numbers(value)
    elif isinstance(found, tuple | list):
        for one in found:
            yield from numbers(one)
