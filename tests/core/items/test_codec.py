"""Bodies of items as plain values: what is read is what was written, and nothing else is taken."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.kinds.basic import Basic
from quizapp.errors import ImportRejected

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.text(st.characters(codec="utf-8"))))
def test_any_text_survives(texts: list[str]) -> None:
    body = Basic(answers=tuple(texts))
    assert body_from_plain("basic", json.loads(json.dumps(body_to_plain(body)))) == body


@pytest.mark.parametrize("kind", KINDS)
@given(plain=JSON)
def test_any_json_is_a_body_or_rejected(kind: str, plain: object) -> None:
    with pytest.raises(ImportRejected):
        body_from_plain(kind, plain)


@pytest.mark.parametrize(
    ("kind", "plain", "reason"),
    [
        ("riddle", {"answers": ["x"]}, "no kind of item named “riddle”"),
        ("basic", {}, "answers"),
        ("basic", {"answers": "x"}, "array"),
        ("basic", {"answers": [1]}, "str"),
        ("basic", {"answers": ["x"], "gaps": [{"key": "x"}]}, "gaps"),
        ("mcq", {"options": [{"text": "x"}]}, "correct"),
        ("mcq", {"options": [{"text": "x", "correct": "yes"}]}, "bool"),
        ("matching", {"pairs": [{"left": "x"}]}, "right"),
        ("cloze", {"gaps": [{"accept": []}]}, "key"),
    ],
)  # fmt: skip
def test_a_body_of_another_form_is_rejected_with_the_word_that_is_wrong(
    kind: str, plain: object, reason: str
) -> None:
    with pytest.raises(ImportRejected, match=reason):
        body_from_plain(kind, plain)
