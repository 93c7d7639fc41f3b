"""What is stored of a card is what its log says, whatever happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.study.card import CardState
from quizapp.core.study.review import Deed, Entry, apply, replay, standing
from quizapp.core.study.scheduling import RATINGS, Rating

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def entry(deed: Deed, minutes: float = 0, rating: Rating | None = None) -> Entry:
    """An entry some minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    until = at + timedelta(days=1) if deed == "buried" else None
    return Entry(deed=deed, at=at, rating=rating, until=until)


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    """A log of any deeds under changing settings."""
    deeds: list[Deed] = draw(
        st.lists(
            st.sampled_from(["rated", "rated", "answered", "suspended", "unsuspended", "buried", "undone"]),
            max_size=12,
        )
    )
    at, log = NOON, []
    for deed in deeds:
        at += timedelta(minutes=draw(st.integers(0, 60_000)))
        rating = draw(st.sampled_from(RATINGS)) if deed in {"rated", "answered"} else None
        log.append(
            Entry(
                deed=deed,
                at=at,
                rating=rating,
                retention=draw(st.sampled_from([0.8, 0.9, 0.95])),
                offset=draw(st.sampled_from([0, 480, -300])),
                until=at + timedelta(days=1) if deed == "buried" else None,
            )
        )
    return log


@given(logs())
def test_going_on_from_the_stored_state_is_replaying_the_log(log: list[Entry]) -> None:
    stored = CardState()
    for n, latest in enumerate(log, 1):
        stored = replay(log[:n]) if latest.deed == "undone" else apply(stored, latest)
        assert stored == replay(log[:n])


@given(logs(), st.sampled_from(RATINGS))
def test_undoing_leads_back_to_where_it_was(log: list[Entry], rating: Rating) -> None:
    latest = entry("rated", 1e6, rating)
    assert replay([*log, latest, entry("undone", 1e6 + 1)]) == replay(log)


@given(logs())
def test_undoing_all_there_is_leads_to_a_new_card(log: list[Entry]) -> None:
    assert replay([*log, *[entry("undone", 1e6)] * len(log)]) == CardState()


def test_an_undoing_with_nothing_before_it_does_nothing() -> None:
    assert standing([entry("undone"), entry("rated", 1, "good")]) == (entry("rated", 1, "good"),)


@pytest.mark.parametrize(
    ("log", "hidden"),
    [
        ([entry("suspended")], True),
        ([entry("suspended"), entry("unsuspended", 1)], False),
        ([entry("suspended"), entry("rated", 1, "good")], True),
        ([entry("buried")], True),
        ([entry("buried"), entry("undone", 1)], False),
    ],
)
def test_a_card_is_put_away_and_fetched_back(log: list[Entry], hidden: bool) -> None:
    assert replay(log).hidden(NOON + timedelta(minutes=5)) is hidden


def test_a_buried_card_comes_back_the_next_day() -> None:
    assert not replay([entry("buried")]).hidden(NOON + timedelta(days=1))


def test_eight_lapses_make_a_leech() -> None:
    day = 24 * 60
    log = [entry("rated", 0, "easy")]
    for n in range(8):
        log += [entry("rated", (20 * n + 9) * day, "again"), entry("rated", (20 * n + 9) * day + 10, "good")]
    assert [replay(log[:15]).is_leech(), replay(log).is_leech()] == [False, True]
