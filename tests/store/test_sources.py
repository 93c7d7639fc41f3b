"""Sources and their statements."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from quizapp.core.statements.codec import statement_from_plain, statement_to_plain
from quizapp.core.statements.written import read_written
from quizapp.services.drafts import list_statements
from quizapp.services.seeding import load_seeds
from tests.store.northern import NOW, write


def test_a_statement_comes_back_as_it_was_written(tmp_path: Path) -> None:
    written = read_written((write(tmp_path / "seeds") / "north.toml").read_bytes())
    again = tuple(statement_from_plain(statement_to_plain(each)) for each in written.statements)
    assert again == written.statements


def test_statements_are_kept_in_the_order_of_their_text(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "seeds")
    load_seeds(folder, now=NOW)
    written = read_written((folder / "north.toml").read_bytes())
    assert list_statements("north")[0] == written.statements
