"""What docs/deploy.md promises to who keeps a server: its units, its container, and how it stops."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.web import server

ROOT = Path(__file__).resolve().parent.parent
UNITS = ROOT / "docs" / "deploy"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)


def _said(unit: str) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for line in (UNITS / unit).read_text().splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            said.setdefault(name, []).append(value)
    return said


@pytest.fixture
def texts() -> Iterator[server._Texts]:
    found = server._Texts(sys.executable, "-c", "import time; time.sleep(60)")
    yield found
    found.end()


def test_a_process_for_texts_that_was_killed_is_followed_by_another(
    texts: server._Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_REST_SECONDS", 0.0)
    first = texts.number
    texts.watch()
    assert texts.number == first
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    texts.watch()
    assert texts.number != first


def test_a_process_for_texts_that_cannot_live_is_not_started_again_and_again(texts: server._Texts) -> None:
    first = texts.number
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    texts.watch()
    assert texts.number == first


def test_a_process_for_texts_that_does_not_hear_holds_no_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_STOP_SECONDS", 0.3)
    deaf = server._Texts(sys.executable, "-c", STUBBORN)
    time.sleep(0.3)
    began = time.monotonic()
    deaf.end()
    assert time.monotonic() - began < 2
    with pytest.raises(ProcessLookupError):
        os.kill(deaf.number, 0)


def test_all_ends_before_a_container_is_killed() -> None:
    assert server._STOP_SECONDS < 10
    assert int(_said("quizapp.service")["TimeoutStopSec"][0]) > server._STOP_SECONDS


@pytest.mark.parametrize("unit", ["quizapp.service", "quizapp-backup.service"])
def test_a_unit_opens_the_folder_of_the_data_to_nobody_else(unit: str) -> None:
    said = _said(unit)
    assert (said["StateDirectoryMode"], said["UMask"]) == (["0700"], ["0077"])


@pytest.mark.parametrize("unit", ["quizapp.service", "quizapp-backup.service"])
def test_settings_of_the_file_win_over_those_of_a_unit(unit: str) -> None:
    assert _said(unit)["EnvironmentFile"] == ["-/etc/quizapp.env"]
    assert "QUIZAPP_INSTANCE=/var/lib/quizapp" in _said(unit)["Environment"][0]


def test_a_builder_gets_all_that_the_container_copies_and_nothing_else() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Containerfile").read_text(), re.MULTILINE)
    given = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert sorted(given) == sorted(name for names in copied for name in names.split())


def test_the_container_has_the_driver_that_the_tests_ran_with() -> None:
    there = re.search(r"psycopg\[binary\]==([\d.]+)", (ROOT / "Containerfile").read_text())
    locked = re.search(r"^psycopg==([\d.]+)", (ROOT / "requirements-dev.txt").read_text(), re.MULTILINE)
    assert there is not None
    assert locked is not None
    assert there[1] == locked[1]


@pytest.mark.parametrize(
    ("had", "has"), [((1024, 524_288), 4096), ((1024, 2048), 2048), ((8192, 8192), 8192)]
)
def test_a_process_may_open_files_beside_all_its_connections(
    monkeypatch: pytest.MonkeyPatch, had: tuple[int, int], has: int
) -> None:
    told = [had]
    monkeypatch.setattr(server, "getrlimit", lambda _kind: told[-1])
    monkeypatch.setattr(server, "setrlimit", lambda _kind, limits: told.append(limits))
    server._allow_files()
    assert told[-1] == (has, had[1])
