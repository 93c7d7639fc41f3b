"""The application of this folder's instance, for the commands that work on its database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from quizapp.config import Settings


@contextmanager
def instance() -> Iterator[Flask]:
    """The application of this folder's instance, its database in the form that this version needs."""
    from quizapp import create_app
    from quizapp.store.migrate import upgrade

    app = create_app(settings())
    upgrade(app)
    with app.app_context():
        yield app


def settings() -> Settings:
    """What the environment says."""
    from quizapp.config import Settings

    return Settings.from_environ(os.environ)
