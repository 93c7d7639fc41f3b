"""Ada's decks and Ben's Anki."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.apkg.learner import Learner


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Learner]:
    """A learner with an empty collection."""
    learner = Learner(tmp_path)
    yield learner
    learner.collection.close()
