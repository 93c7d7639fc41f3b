"""What a learner wrote is taken for the key where only its form differs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.matching import _distance, matches, normalize, spelling


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("harbin", "Harbin"),
        ("  HARBIN . ", "Harbin"),
        ("“Harbin”", "Harbin"),
        ("the Harbin", "Harbin"),
        ("Sao Paulo", "São Paulo"),
        ("Sa\u0303o Paulo", "São Paulo"),
        ("\uff28arbin", "Harbin"),
        ("Ha’erbin", "Ha'erbin"),
        ("high speed rail", "high-speed rail"),
        ("high–speed rail", "high-speed rail"),
        ("research & development", "research and development"),
        ("3000", "3,000"),
        ("3,000", "3000"),
        ("wind,   water and sun", "wind, water, and sun"),
        ("strasse", "Straße"),
        ("²", "2"),
    ],
)
def test_form_is_forgiven(written: str, key: str) -> None:
    assert matches(written, [key])


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Heilongjang", "Heilongjiang"),
        ("Heilongjiiang", "Heilongjiang"),
        ("Heilongjiamg", "Heilongjiang"),
        ("Heilongjinag", "Heilongjiang"),
        ("eilongjiang", "Heilongjiang"),
        ("Heilongjian", "Heilongjiang"),
        ("high speedrail", "high-speed rail"),
        ("the nothern plain", "the northern plain"),
    ],
)
def test_one_slip_in_a_long_word_is_forgiven(written: str, key: str) -> None:
    assert matches(written, [key])


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Heilogjag", "Heilongjiang"),
        ("Jilim", "Jilin"),
        ("1979", "1978"),
        ("197", "1978"),
        ("19788", "1978"),
        ("1 978", "1978"),
        ("reforms of 1987", "reforms of 1978"),
        ("article 12", "article 21"),
        ("1.5 million", "15 million"),
        ("", "Harbin"),
        (" .,!", "Harbin"),
        ("Harbin and Dalian", "Harbin"),
        ("private", "privately owned"),
        ("exports", "imports"),
        ("a red cat", "a red bat"),
        ("not hot", "now hot"),
    ],
)
def test_another_meaning_is_not_forgiven(written: str, key: str) -> None:
    assert not matches(written, [key])


def test_nothing_matches_an_empty_key() -> None:
    assert not matches("", [""])


def test_any_wording_of_the_key_is_right() -> None:
    assert matches("Mukden", ["Shenyang", "Mukden"])


@given(st.text())
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.text())
def test_a_key_matches_itself_where_it_says_anything(text: str) -> None:
    assert matches(text, [text]) == bool(normalize(text))


@given(st.integers(0, 99999), st.integers(0, 99999))
def test_two_numbers_match_only_where_they_are_equal(written: int, key: int) -> None:
    assert matches(f"about {written} tons", [f"about {key} tons"]) == (written == key)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("three", "3"),
        ("3 provinces", "three provinces"),
        ("twenty-one", "21"),
        ("1.5 million", "1,500,000"),
        ("50%", "fifty percent"),
        ("50 per cent", "50 %"),
    ],
)
def test_numbers_may_be_words(written: str, key: str) -> None:
    assert spelling(written, [key]) == "same"


@pytest.mark.parametrize(
    ("written", "key"), [("twelve", "twenty"), ("three", "4"), ("2 million", "2 billion")]
)
def test_another_number_is_never_near(written: str, key: str) -> None:
    assert spelling(written, [key]) == "other"


@pytest.mark.parametrize(
    ("written", "key", "found"),
    [
        ("Harbin", "harbin", "same"),
        ("Heilongjang", "Heilongjiang", "slip"),
        ("Heilogjang", "Heilongjiang", "near"),
        ("photosinthesys", "photosynthesis", "near"),
        ("Heilogjag", "Heilongjiang", "other"),
        ("Liaoning", "Heilongjiang", "other"),
        ("Henan", "Hunan", "other"),
    ],
)
def test_how_near_a_spelling_comes(written: str, key: str, found: str) -> None:
    assert spelling(written, [key]) == found


@given(st.text(max_size=40))
def test_a_key_is_its_own_spelling(key: str) -> None:
    assert spelling(key, [key]) in ({"same"} if normalize(key) else {"other"})


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_numbers_are_never_taken_for_each_other(one: int, other: int) -> None:
    assert (spelling(f"{one:,}", [str(other)]) == "same") == (one == other)


def edits(a: str, b: str) -> int:
    """As the definition says it, letter by letter from behind."""
    if not a or not b:
        return len(a) + len(b)
    found = [edits(a[:-1], b) + 1, edits(a, b[:-1]) + 1, edits(a[:-1], b[:-1]) + (a[-1] != b[-1])]
    if len(a) > 1 and len(b) > 1 and a[-1] == b[-2] and a[-2] == b[-1]:
        found.append(edits(a[:-2], b[:-2]) + 1)
    return min(found)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_counted_as_far_as_they_matter(a: str, b: str) -> None:
    assert min(_distance(a, b), 3) == min(edits(a, b), 3)
