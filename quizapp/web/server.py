"""Serving on one machine: the database made ready, a worker for texts beside web workers, one command for all."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from quizapp.config import Settings, resource
from quizapp.errors import InputError
from quizapp.services.seeding import load_seeds
from quizapp.store.migrate import upgrade
from quizapp.web.gathering import Worker
from quizapp.web.guard import guarded

_NEW_OBJECTS = 7_000
THREADS = 12  # a screen of a live round holds one
_KEEP_ALIVE_SECONDS = 75  # shorter ones lose answers that a browser sends on a connection it believes open


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
    worker = subprocess.Popen([sys.executable, "-m", "quizapp.cli", "work"])
    try:
        _Server(settings, create=create, workers=workers, ready=ready).run()
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=10)


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
        super().__init__()

    def load_config(self) -> None:
        """gunicorn asks for its settings here."""
        address = f"http://{self._settings.host}:{self._settings.port}"
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": self._workers,
            "worker_class": Worker,
            "threads": THREADS,
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
