"""One place decides who may do what."""

from __future__ import annotations

from typing import get_args

import pytest

from quizapp.errors import NotFound
from quizapp.services import access
from quizapp.services.access import ANYONE, Actor, Deed, may, require


@pytest.mark.parametrize("deed", get_args(Deed))
def test_everybody_may_do_everything_yet(deed: Deed) -> None:
    assert may(Actor(name="cleo"), deed, "north")


def test_what_is_not_yours_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "may", lambda actor, deed, thing: False)
    with pytest.raises(NotFound):
        require(ANYONE, "delete", "north")
