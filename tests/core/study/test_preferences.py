"""Nobody can choose to study in a way that cannot work."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.core.study.preferences import Preferences
from quizapp.errors import InputError


@pytest.mark.parametrize(
    "wanted",
    [{"new_per_day": 0}, {"new_per_day": 999}, {"desired_retention": 0.7}, {"desired_retention": 0.97}],
)
def test_the_ends_of_a_range_may_be_chosen(wanted: dict[str, Any]) -> None:
    assert vars(Preferences(**wanted)) == vars(Preferences()) | wanted


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"new_per_day": -1}, "from 0 to 999"),
        ({"new_per_day": 1000}, "from 0 to 999"),
        ({"desired_retention": 0.69}, "from 70% to 97%"),
        ({"desired_retention": 0.98}, "from 70% to 97%"),
        ({"desired_retention": float("nan")}, "from 70% to 97%"),
    ],
)
def test_beyond_it_the_range_is_named(wanted: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Preferences(**wanted)
