"""`quizapp move`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.cli import main


def test_an_installation_moves_once_and_is_told_what_was_carried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    monkeypatch.delenv("QUIZAPP_DATABASE_URL", raising=False)
    run = CliRunner().invoke
    assert run(main, ["create-teacher", "ada@example.org"]).exit_code == 0
    to = f"sqlite:///{tmp_path / 'other.db'}"
    moved, again = (run(main, ["move", "--to", to]) for _ in range(2))
    assert (moved.exit_code, "account" in moved.stdout, "read back equal" in moved.stdout) == (0, True, True)
    assert (again.exit_code, "holds data already" in again.stderr) == (2, True)
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", to)
    assert run(main, ["reset-password", "ada@example.org"]).exit_code == 0


@pytest.mark.parametrize(("to", "words"), [("mysql://x", "must begin with"), ("nonsense", "not the address")])
def test_an_address_that_is_none_is_told(
    to: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    moved = CliRunner().invoke(main, ["move", "--to", to])
    assert (moved.exit_code, words in moved.stderr) == (2, True)
