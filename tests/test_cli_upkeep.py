"""Backing up, restoring and looking after an instance in the shell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from quizapp.services import doctor
from tests.test_cli import run


@pytest.fixture
def home(tmp_path: Path, blank_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an instance with every table."""
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    shutil.copy(blank_database, folder / "quizapp.db")
    (folder / "quizapp.db").chmod(0o600)
    for name in ("QUIZAPP_DATABASE_URL", "DATABASE_URL", "QUIZAPP_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(folder))
    return folder


def test_a_backup_in_a_folder_gets_a_name_and_can_be_restored(home: Path, tmp_path: Path) -> None:
    made = run("backup", str(tmp_path))
    [file] = tmp_path.glob("quizapp-*.db")
    assert (made.exit_code, f"“{file}” holds everything" in made.stdout) == (0, True)
    restored = run("restore", str(file))
    assert restored.exit_code == 0
    [kept] = home.glob("quizapp.db.before-*")
    assert f"kept as “{kept}”" in restored.stdout


def test_a_file_that_cannot_be_restored_is_told_in_one_line(home: Path) -> None:
    result = run("restore", "pyproject.toml")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(("command", "program"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_a_server_has_a_program_of_its_own_and_no_password_is_printed(
    command: str, program: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:correct-horse@db.example.org/quizapp")
    result = run(command, "quizapp.dump")
    assert (result.exit_code, program in result.stderr, "$DATABASE_URL" in result.stderr) == (2, True, True)
    assert "correct-horse" not in result.stderr


def test_the_doctor_tells_each_part_in_a_line_and_fails_where_something_must_be_done(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        doctor, "_model", lambda: doctor.Finding(part="model", level="ok", said="There is one.")
    )
    well = run("doctor")
    (home / "quizapp.db").write_bytes(b"Dear diary. " * 900)
    ill = run("doctor", "--format", "json")
    levels = {one["part"]: one["level"] for one in json.loads(ill.stdout)}
    assert (well.exit_code, "fail" in well.stdout, ill.exit_code, levels["database"]) == (0, False, 1, "fail")
