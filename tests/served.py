"""The server that people run, as a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WAIT_SECONDS = 60


@contextmanager
def served(instance: Path, *arguments: str, before: str = "", **environ: str) -> Iterator[str]:
    """The address of `quizapp serve` with an instance folder, until the block ends; ``before`` it, this is run."""
    port = _free_port()
    told = {**os.environ, "QUIZAPP_INSTANCE": str(instance), "QUIZAPP_PORT": str(port), **environ}
    server = _started(before, arguments, told)
    base = f"http://127.0.0.1:{port}"
    try:
        _wait_for(base)
        yield base
    finally:
        server.terminate()
        server.wait(timeout=WAIT_SECONDS)


def _started(before: str, arguments: tuple[str, ...], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    script = f"{before}\nfrom quizapp.cli import main\nmain()"
    return subprocess.Popen(
        [sys.executable, "-c", script, "serve", *arguments], cwd=ROOT, env=dict(environ),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(base: str) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{base}/sign-in", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError("the server does not answer")
