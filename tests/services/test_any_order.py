"""Whatever ada and her learners do, in whatever order, no promise is broken; `make fuzz` does it for longer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from quizapp.core.items.kind import Form
from quizapp.core.study.attempt import AttemptItem
from quizapp.core.study.card import CardState
from quizapp.services import quizzes
from quizapp.store.database import transaction
from tests.fuzz import domain


@pytest.fixture(autouse=True)
def language_model() -> Iterator[None]:
    """What the stories put in the place of the language model is taken away again."""
    name = "quizapp.core.statements.extract"
    before = sys.modules.get(name)
    yield
    sys.modules.pop(name, None)
    if before is not None:
        sys.modules[name] = before


def test_every_promise_is_kept_after_every_deed(tmp_path: Path) -> None:
    domain.act(tmp_path, examples=4, steps=25)


def test_a_card_that_is_not_what_its_log_says_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domain, "replay", lambda log: CardState(lapses=99))
    with pytest.raises(AssertionError):
        domain.act(tmp_path, examples=4, steps=20, shrinks=False)


def test_a_response_that_is_gone_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = quizzes.answer

    def forgotten(id: str, position: int, form: Form, *, now: datetime) -> AttemptItem:
        found = stored(id, position, form, now=now)
        with transaction() as connection:
            connection.exec_driver_sql("DELETE FROM response")
        return found

    monkeypatch.setattr(quizzes, "answer", forgotten)
    with pytest.raises(AssertionError, match="gone"):
        domain.act(tmp_path, examples=4, steps=20, shrinks=False)
