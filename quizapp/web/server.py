"""Serving on one machine: the database made ready, a worker for texts beside web workers, one command for all."""

from __future__ import annotations

import gc
import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit, setrlimit
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from quizapp.config import Settings, resource
from quizapp.errors import InputError
from quizapp.services.seeding import load_seeds
from quizapp.store.migrate import upgrade
from quizapp.web.gathering import Worker
from quizapp.web.guard import guarded

log = logging.getLogger(__name__)
_NEW_OBJECTS = 7_000
THREADS = 12  # a screen of a live round holds one
_KEEP_ALIVE_SECONDS = 75  # shorter ones lose answers that a browser sends on a connection it believes open
_STOP_SECONDS = 8  # what stops a container kills after ten
_REST_SECONDS = 5.0
_FILES = 4096
"""Open at once in a process: gunicorn takes 1,000 connections, and the usual 1,024 leave few for the database."""


def make_ready(app: Flask) -> tuple[str, ...]:
    """Migrate the database and load the starting decks; the titles of what was added or changed."""
    upgrade(app)
    with app.app_context():
        return load_seeds(resource("seeds"), now=datetime.now(UTC))


def serve(
    settings: Settings, *, create: Callable[[], Flask], workers: int, ready: Callable[[str], None]
) -> None:
    """Serve until stopped by a signal. ``ready`` is told the address once connections are taken.

    Raises `InputError` where the port is taken.
    """
    _require_free_port(settings)
    _allow_files()
    texts = _Texts()
    try:
        _Arbiter(_Server(settings, create=create, workers=workers, ready=ready), texts).run()
    finally:
        texts.end()


class _Texts:
    """The process for texts; one that ended by itself, or was killed for its memory, is followed by another."""

    def __init__(self, *command: str) -> None:
        self._command = command or (sys.executable, "-m", "quizapp.cli", "work")
        self._stop_by: float | None = None
        self._start()

    def _start(self) -> None:
        self._started = time.monotonic()
        self._process = subprocess.Popen(self._command)  # noqa: S603 - ours, see above

    @property
    def number(self) -> int:
        """Of the process that is there now."""
        return self._process.pid

    def watch(self) -> None:
        """Start another where there is none."""
        if self._process.poll() is not None and time.monotonic() - self._started > _REST_SECONDS:
            log.error("The process for texts ended, perhaps out of memory; another one is started.")
            self._start()

    def ask(self) -> None:
        """Ask it to end, which it does after the step that it is at; the text goes back to the queue."""
        if self._stop_by is None:
            self._stop_by = time.monotonic() + _STOP_SECONDS
            self._process.terminate()

    def end(self) -> None:
        """Wait for that, and no longer than is left; what is killed is taken up again by the next one."""
        self.ask()
        try:
            self._process.wait(timeout=max(0.1, (self._stop_by or 0.0) - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class _Arbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's, which looks after the process for texts as well."""

    def __init__(self, server: BaseApplication, texts: _Texts) -> None:
        self._texts = texts
        super().__init__(server)

    def manage_workers(self) -> None:
        """Called every second."""
        super().manage_workers()
        self._texts.watch()

    def stop(self, graceful: bool = True) -> None:
        """All end at the same time, not one after the other."""
        self._texts.ask()
        super().stop(graceful)


def _allow_files() -> None:
    """As many as we may without asking anybody; a limit that is wider already stays."""
    soft, hard = getrlimit(RLIMIT_NOFILE)
    wanted = _FILES if hard == RLIM_INFINITY else min(_FILES, hard)
    if soft != RLIM_INFINITY and soft < wanted:
        setrlimit(RLIMIT_NOFILE, (wanted, hard))


def _require_free_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise InputError(
                "%(host)s:%(port)s cannot be listened on: %(fault)s. "
                "Choose another port with --port or PORT=… make serve.",
                host=settings.host,
                port=settings.port,
                fault=os.strerror(error.errno or 0),
            ) from error


class _Log(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's own lines among ours, without the paths and addresses that it would write."""

    def setup(self, cfg: Any) -> None:
        """Leave writing to the log of this process."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def warning(self, msg: str, *args: Any, **more: Any) -> None:
        """Somebody's address is not for the log."""
        super().warning(msg.partition(" from ip=")[0], *args, **more)

    def exception(self, msg: str, *args: Any, **more: Any) -> None:
        """Nor is the path that was asked for."""
        super().exception(msg.partition(" %s")[0], **more)


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our settings instead of a configuration file."""

    def __init__(
        self, settings: Settings, *, create: Callable[[], Flask], workers: int, ready: Callable[[str], None]
    ) -> None:
        self._settings, self._create, self._workers, self._ready = settings, create, workers, ready
        self.working_threads = 1 if settings.database_file else THREADS
        """Who asks a database elsewhere waits at each statement, and does not say so."""
        super().__init__()

    def load_config(self) -> None:
        """gunicorn asks for its settings here."""
        address = f"http://{self._settings.host}:{self._settings.port}"
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": self._workers,
            "worker_class": Worker,
            "threads": THREADS,
            "graceful_timeout": _STOP_SECONDS,
            "keepalive": _KEEP_ALIVE_SECONDS,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108 - gunicorn's heartbeat
            "loglevel": "warning",
            "logger_class": _Log,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # whose headers count is for QUIZAPP_PROXIES alone to say
            "forwarder_headers": "",
            "when_ready": lambda server: self._ready(address),
        }
        for name, value in options.items():
            if name in self.cfg.settings and value is not None:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called once in each worker.

        What an application is made of stays as long as it does, so nobody looks again whether it is still needed, and
        for what answers leave behind is looked a tenth as often: nearly all of it goes by itself.
        """
        app = self._create()
        app.wsgi_app = guarded(app.wsgi_app)  # type: ignore[method-assign,assignment]
        gc.collect()
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS)
        return app
