"""What is known of a source: what may be said of it, and when somebody should look at it again."""

from __future__ import annotations

from datetime import date

import pytest

from quizapp.core.text.particulars import MOST_ADDRESS, Particulars, stated
from quizapp.errors import InputError

SPRING, NEXT_SPRING = date(2026, 3, 1), date(2027, 3, 1)
YEARLY = Particulars(review_by=SPRING, review_every=365)


def test_what_was_typed_loses_its_needless_spaces() -> None:
    assert stated(author="  Ada   Lovelace ", address=" https://example.org/a ") == Particulars(
        author="Ada Lovelace", address="https://example.org/a"
    )


@pytest.mark.parametrize(
    "address", ["http://example.org", "https://例子.cn/报告?a=1#b", "HTTPS://EXAMPLE.ORG:8080/"]
)
def test_an_address_of_the_web_is_taken(address: str) -> None:
    assert stated(address=address).address == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "example.org",
        "https://",
        "https:///report",
        "https://[",
        "https://example.org:99999",
        "https://example.org/a b",
        "https://example.org/\u202ea",
        "https://example.org/" + "a" * MOST_ADDRESS,
    ],
)
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="no address of a page"):
        stated(address=address)


@pytest.mark.parametrize("wrong", [{"author": "a" * 201}, {"licence": "a" * 121}])
def test_what_is_too_long_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError, match="at most"):
        stated(author=wrong.get("author", ""), licence=wrong.get("licence", ""))


@pytest.mark.parametrize(
    ("today", "is_overdue"), [(date(2026, 2, 28), False), (SPRING, False), (date(2026, 3, 2), True)]
)
def test_a_source_is_overdue_once_its_day_is_past(today: date, is_overdue: bool) -> None:
    assert YEARLY.is_overdue(today) == is_overdue


def test_a_source_without_a_day_is_never_overdue() -> None:
    assert not Particulars().is_overdue(date.max)


def test_the_next_day_is_as_far_on_as_the_last_one_was() -> None:
    assert YEARLY.checked(date(2026, 3, 20)).review_by == NEXT_SPRING


def test_the_next_day_is_never_past_already() -> None:
    late = date(2029, 1, 1)
    assert YEARLY.checked(late).review_by == date(2030, 1, 1)


def test_the_span_stays_however_late_somebody_looks() -> None:
    assert YEARLY.checked(date(2029, 1, 1)).review_every == 365


def test_a_day_at_the_end_of_the_calendar_does_no_harm() -> None:
    assert Particulars(review_by=date.max, review_every=99).checked(date.max).review_by == date.max


def test_another_day_sets_the_span() -> None:
    changed = Particulars().reviewed_by(date(2026, 6, 1), today=SPRING)
    assert (changed.review_by, changed.review_every) == (date(2026, 6, 1), 92)


def test_the_same_day_keeps_the_span() -> None:
    assert YEARLY.reviewed_by(SPRING, today=date(2026, 2, 1)) == YEARLY


def test_a_day_that_is_past_gives_a_year() -> None:
    assert Particulars().reviewed_by(SPRING, today=NEXT_SPRING).review_every == 365


def test_what_a_new_text_does_not_say_is_taken_from_what_was_known() -> None:
    known = Particulars(dated=SPRING, author="Ada", licence="CC BY", review_by=SPRING, review_every=30)
    new = Particulars(dated=NEXT_SPRING, address="https://example.org")
    assert new.or_else(known) == Particulars(
        dated=NEXT_SPRING, author="Ada", licence="CC BY", address="https://example.org", review_by=SPRING,
        review_every=30,
    )  # fmt: skip
