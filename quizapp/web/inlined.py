"""Templates that a page includes are written into it when it is compiled, not looked up each time it is rendered."""

from __future__ import annotations

import re

from flask import Flask
from jinja2.ext import Extension

_INCLUDE = re.compile(r'\{%-? include "(_\w+\.html)" -?%\}')


class Inlined(Extension):
    """What is included by its name sees all that is set around it, and what it sets stays inside, as ever.

    For each include Jinja copies everything that a page knows, which for a told answer with seven of them costs more
    than what they say. Where templates are reloaded as they change, nothing is written in.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with the sources of what it includes."""
        if self.environment.auto_reload:
            return source
        return _INCLUDE.sub(lambda found: self._held(found[1]), source)

    def _held(self, name: str) -> str:
        if self.environment.loader is None:
            raise RuntimeError("templates come from a folder")
        source, filename, _ = self.environment.loader.get_source(self.environment, name)
        source = source.removesuffix("\n")  # as Jinja takes the last line's end from a template
        return f"{{% with %}}{self.preprocess(source, name, filename)}{{% endwith %}}"


def init_app(app: Flask) -> None:
    """Compile the templates this way."""
    app.jinja_env.add_extension(Inlined)
