"""An application under gunicorn as quizapp runs it, and what its processes cost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_START_SECONDS = 60
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running server."""

    port: int
    group: int

    def cpu(self) -> float:
        """CPU seconds that its processes took so far."""
        return sum(_cpu(pid) for pid in _of_group(self.group))

    def memory(self) -> list[int]:
        """Bytes that belong to each process alone or are shared in parts, the largest first."""
        return sorted((_pss(pid) for pid in _of_group(self.group)), reverse=True)


@contextmanager
def served(command: list[str], *, port: int, env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server until the block ends. Raises `TimeoutError` where it does not come up."""
    run = subprocess.Popen(
        command, env={**os.environ, **(env or {})}, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port)
        yield Served(port=port, group=run.pid)
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        try:
            run.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()


def gunicorn(
    application: str, *, port: int, workers: int, threads: int, worker: str = "gthread"
) -> list[str]:
    """The command that serves a baseline with the settings of `quizapp serve`, and the ``worker`` of that name."""
    return [
        sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", str(workers),
        "--threads", str(threads), "--worker-class", worker, "--keep-alive", "75",
        "--log-level", "warning",
        "--worker-tmp-dir", "/dev/shm",  # noqa: S108 - as `quizapp serve` does
    ]  # fmt: skip


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not come up")


def _of_group(group: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if os.getpgid(int(entry.name)) == group:
                    found.append(int(entry.name))
            except ProcessLookupError:
                continue
    return found


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
