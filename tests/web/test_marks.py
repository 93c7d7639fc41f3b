"""Texts are cut, never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.interaction import GapKey
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.proof import Evidence
from quizapp.web.marks import differing, quote_pieces, source_pieces
from quizapp.web.paging import page_of


def item(quote: str, *keys: str) -> Item:
    """An item with this quote and these keys."""
    body = ShortAnswer(answers=keys) if len(keys) == 1 else Cloze(gaps=tuple(GapKey(key=key) for key in keys))
    evidence = Evidence(start=0, end=len(quote), quote=quote)
    return Item(id="i", stem="S?", body=body, category="c", rationale="", statement="s", evidence=evidence)


@pytest.mark.parametrize(
    ("quote", "keys", "marked"),
    [
        ("Harbin lies in the north of China.", ["Harbin"], ["Harbin"]),
        ("In the north, harbin is the capital.", ["Harbin"], ["harbin"]),
        (
            "Wind power and power grids matter much.",
            ["wind power", "power grids"],
            ["Wind power", "power grids"],
        ),
        ("It was sci-tech innovation that won the day.", ["sci tech innovation"], ["sci-tech innovation"]),
        ("Art is in the heart of every good city.", ["art"], ["Art"]),
        ("Harbin.", ["Harbin"], []),
    ],
)
def test_the_words_of_the_key_are_marked(quote: str, keys: list[str], marked: list[str]) -> None:
    assert [piece.text for piece in quote_pieces(item(quote, *keys)) if piece.marked] == marked


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda s: (s[0], min(50, s[0] + s[1])))
)


@given(spans)
def test_the_pieces_of_a_source_are_the_source(places: list[tuple[int, int]]) -> None:
    text = "".join(chr(97 + n % 26) for n in range(50))
    evidences = [Evidence(start=start, end=end, quote=text[start:end]) for start, end in places]
    assert "".join(piece.text for piece in source_pieces(text, evidences)) == text


@given(spans)
def test_every_span_begins_once_and_is_covered(places: list[tuple[int, int]]) -> None:
    text = "x" * 50
    pieces = source_pieces(text, [Evidence(start=a, end=b, quote=text[a:b]) for a, b in places])
    begun = [name for piece in pieces for name in piece.begins]
    assert sorted(begun) == sorted({f"e{a}-{b}" for a, b in places})
    for a, b in places:
        assert sum(len(piece.text) for piece in pieces if f"e{a}-{b}" in piece.spans) == b - a


@given(st.integers(0, 90), st.integers(-5, 50), st.integers(1, 20))
def test_pages_hold_every_entry_once(length: int, number: int, size: int) -> None:
    entries = list(range(length))
    first = page_of(entries, number=number, size=size)
    all_pages = [page_of(entries, number=n, size=size).entries for n in range(1, first.pages + 1)]
    assert [entry for page in all_pages for entry in page] == entries
    assert 1 <= first.number <= first.pages


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("Coal burns.", "Coal burns.", []),
        ("Coal burns.", "", ["Coal burns."]),
        ("", "Coal burns.", []),
        ("Opened in 1899.", "Opened in 1901.", ["1899"]),
        ("The old capital of the north.", "The capital of the north.", [" old"]),
        ("{{1}} is cold.", "{{1}} is warm.", ["cold"]),
    ],
)
def test_what_another_wording_does_not_say_is_marked(text: str, other: str, marked: list[str]) -> None:
    assert [piece.text for piece in differing(text, other) if piece.marked] == marked


@given(st.text(), st.text())
def test_a_compared_text_loses_no_letter(text: str, other: str) -> None:
    assert "".join(piece.text for piece in differing(text, other)) == text
