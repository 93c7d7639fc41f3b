"""The shell's way in as a process of its own: bytes, encodings, pipes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "🌉 Bridges\n\nAda Lovelace opened the bridge in Porto in 1998. Ben Franklin visited Lisbon in 2003. "
    "The council called for protecting the old bridges, repairing the harbour and planting more trees, Ada said. "
    "Renewable sources such as wind power, solar power and tidal power are cheap. "
    "The real estate is the foundation, trade is the key and peace is the direction.\n"
).encode()


def shell(*args: str, sent: bytes = TEXT, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    program = [sys.executable, "-m", "quizapp.cli", *args]
    return subprocess.run(
        program, input=sent, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, check=False
    )


@pytest.mark.slow
def test_the_same_text_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    digests = set()
    for seed in ("0", "4242"):
        package = tmp_path / f"{seed}.apkg"
        done = shell("generate", "-", "--format", "json", "--apkg", str(package), PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        digests.add(hashlib.sha256(done.stdout).hexdigest())
    assert len(digests) == 1


def test_json_is_utf_8_whatever_the_terminal_speaks() -> None:
    done = shell("generate", "-", "--format", "json", PYTHONIOENCODING="ascii")
    assert (done.returncode, json.loads(done.stdout.decode())["source"]["title"]) == (0, "🌉 Bridges")


def test_a_terminal_that_knows_only_ascii_gets_a_list_too() -> None:
    done = shell("generate", "-", PYTHONIOENCODING="ascii")
    assert (done.returncode, b"Traceback" in done.stderr, b"Porto" in done.stdout) == (0, False, True)


def test_a_reader_that_stops_early_is_no_error() -> None:
    program = [sys.executable, "-m", "quizapp.cli", "generate", "-", "--format", "json"]
    with subprocess.Popen(
        program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(TEXT)
        process.stdin.close()
        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_a_title_of_bytes_that_are_no_text_is_taken_without_them() -> None:
    program = [
        sys.executable.encode(),
        b"-m",
        b"quizapp.cli",
        b"generate",
        b"-",
        b"--title",
        b"Old \xff bridges",
    ]
    done = subprocess.run(program, input=TEXT, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, b"Old bridges")


def test_generating_needs_neither_database_nor_web() -> None:
    told = "print(sorted({'flask', 'sqlalchemy', 'alembic'} & set(sys.modules)))"
    code = f"import sys; from quizapp.cli import main; main(['generate', '-'], standalone_mode=False); {told}"
    program = [sys.executable, "-c", code]
    done = subprocess.run(program, input=TEXT, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"[]"
