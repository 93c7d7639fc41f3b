"""Killing every process of the server loses no acknowledged answer; `make soak` does it for ten minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.soak import Plan, Soaked, soak


@pytest.mark.slow
def test_a_killed_server_loses_nothing_and_starts_without_a_hand(tmp_path: Path) -> None:
    found = soak(tmp_path, Plan(kills=1, every=0.4, learners=2, pause=0.02, workers=1, at_start=0))
    assert found.acknowledged != []
    assert (found.kills, found.starts, found.lost, found.refused) == (1, 2, [], [])
    assert (found.double, found.sound) == (0, "ok")


@pytest.mark.parametrize(
    "spoilt",
    [
        {"lost": [("a", 1)]},
        {"double": 1},
        {"refused": ["500"]},
        {"sound": "row 1 missing"},
        {"acknowledged": []},
    ],
)
def test_a_broken_promise_is_no_pass(spoilt: dict[str, object]) -> None:
    well: dict[str, object] = {"acknowledged": [("a", 1)], "sound": "ok"}
    assert Soaked(**well).holds  # type: ignore[arg-type]
    assert not Soaked(**(well | spoilt)).holds  # type: ignore[arg-type]
