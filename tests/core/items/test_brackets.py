"""Gaps in brackets: what is typed is what is asked, and comes back as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.brackets import read_gaps, write_gaps
from quizapp.core.items.interaction import GapKey
from quizapp.core.items.kinds import KINDS

SONGHUA = GapKey(key="Songhua", accept=("Sungari",))


@pytest.mark.parametrize(
    ("typed", "stem", "gaps"),
    [
        ("Harbin lies on the [Songhua|Sungari].", "Harbin lies on the {{1}}.", (SONGHUA,)),
        ("Harbin lies on the [ Songhua  |  Sungari | ].", "Harbin lies on the {{1}}.", (SONGHUA,)),
        ("[A] and [B]", "{{1}} and {{2}}", (GapKey(key="A"), GapKey(key="B"))),
        (r"He \[sic\] said [so].", "He [sic] said {{1}}.", (GapKey(key="so"),)),
        (r"The array is [a\[0\]].", "The array is {{1}}.", (GapKey(key="a[0]"),)),
        (r"Either [x \| y].", "Either {{1}}.", (GapKey(key="x | y"),)),
        ("Nothing is [missing here.", "Nothing is [missing here.", ()),
        ("An empty [] gap", "An empty {{1}} gap", (GapKey(key=""),)),
        ("", "", ()),
    ],
)
def test_what_stands_in_brackets_is_a_gap(typed: str, stem: str, gaps: tuple[GapKey, ...]) -> None:
    assert read_gaps(typed) == (stem, gaps)


@pytest.mark.parametrize("example", KINDS["cloze"].exemplars(), ids=["one", "two"])
def test_gaps_come_back_as_they_were(example: object) -> None:
    stem, gaps = example.stem, example.body.gaps  # type: ignore[attr-defined]
    assert read_gaps(write_gaps(stem, gaps)) == (stem, gaps)


WORDS = st.text(alphabet="ab |[]\\.", max_size=8).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(WORDS, WORDS.filter(bool)), max_size=4), WORDS)
def test_any_gaps_come_back_as_they_were(parts: list[tuple[str, str]], tail: str) -> None:
    stem = "".join(f"{before}{{{{{n}}}}}" for n, (before, _) in enumerate(parts, 1)) + tail
    gaps = tuple(GapKey(key=key) for _, key in parts)
    assert read_gaps(write_gaps(stem, gaps)) == (stem, gaps)
