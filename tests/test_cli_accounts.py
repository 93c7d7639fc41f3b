"""Accounts from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.services import accounts


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instance of its own."""
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    monkeypatch.delenv("QUIZAPP_DATABASE_URL", raising=False)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def test_a_new_teacher_gets_a_link() -> None:
    done = run("create-teacher", "ada@example.org", "--name", "Ada")
    assert done.exit_code == 0
    assert done.stdout.startswith("http://127.0.0.1:8000/reset/")
    assert len(done.stdout.split()) == 1


def test_who_has_an_account_gets_the_role_and_keeps_the_password() -> None:
    run("create-teacher", "ada@example.org")
    done = run("create-teacher", "ada@example.org", "--operator")
    assert (done.exit_code, "an operator now" in done.stdout) == (0, True)


def test_a_password_is_reset_by_a_new_link() -> None:
    links = {run("create-teacher", "ada@example.org").stdout, run("reset-password", "ada@example.org").stdout}
    assert len(links) == 2


def test_somebody_is_signed_out_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    run("create-teacher", "ada@example.org")
    monkeypatch.setattr(accounts, "end_sessions", ended.append)
    done = run("sign-out", " Ada@example.org")
    assert (done.exit_code, len(ended), "signed out everywhere" in done.stdout) == (0, 1, True)


@pytest.mark.parametrize(
    ("args", "words"),
    [(("create-teacher", "ada"), "is not an email address"),
     (("reset-password", "ben@example.org"), "There is no account"),
     (("sign-out", "ben@example.org"), "There is no account")],
)  # fmt: skip
def test_a_slip_is_one_line(args: tuple[str, ...], words: str) -> None:
    done = run(*args)
    assert (done.exit_code, len(done.stderr.strip().splitlines()), words in done.stderr) == (2, 1, True)
