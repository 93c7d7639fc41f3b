"""What a page says each time alike is written into it when it is compiled, not looked up each time it is rendered."""

from __future__ import annotations

import re
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from flask import Flask
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

from quizapp.web.here import application
from quizapp.web.translations import catalogue_of, spoken

_TEXT = re.compile(r"""\{\{ _\((["'])([^"'\\\n]+)\1\) \}\}""")
_ICON = re.compile(r"""\{\{ icon\((["'])(\w+)\1\) \}\}""")
_ENVIRONMENTS = "environments"
_INCLUDE = re.compile(r'\{%-? include "(_\w+\.html)" -?%\}')


class Inlined(Extension):
    """What is included by its name sees all that is set around it, and what it sets stays inside, as ever.

    For each include Jinja copies everything that a page knows, which for a told answer with seven of them costs more
    than what they say. For one language its texts without holes are written in, too, and so are icons: a told answer
    has thirty of them. Where templates are reloaded as they change, nothing is written in.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with the sources of what it includes."""
        if self.environment.auto_reload:
            return source
        whole = _INCLUDE.sub(lambda found: self._held(found[1]), source)
        locale = getattr(self.environment, "locale", None)
        return whole if locale is None else self._spoken(whole, locale)

    def _spoken(self, source: str, locale: str) -> str:
        translations = catalogue_of(locale).translations
        icon: Any = self.environment.globals["drawn_icon"]
        said = _TEXT.sub(lambda found: _written(found[0], translations.gettext(found[2]) % {}), source)
        return _ICON.sub(lambda found: _written(found[0], icon(found[2])), said)

    def _held(self, name: str) -> str:
        if self.environment.loader is None:
            raise RuntimeError("templates come from a folder")
        source, filename, _ = self.environment.loader.get_source(self.environment, name)
        source = source.removesuffix("\n")  # as Jinja takes the last line's end from a template
        return f"{{% with %}}{self.preprocess(source, name, filename)}{{% endwith %}}"


class Direct(CodeGenerator):
    """Calls functions as Python does: Jinja asks six times whether the context has to be given to one, twenty times an
    answer. Those of ours that want it are known by their names."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's
        """Write a call."""
        named = {each.key: each.value for each in node.kwargs}
        is_plain = not (forward_caller or node.dyn_args or node.dyn_kwargs or any(map(iskeyword, named)))
        if not is_plain or self._wants_more(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in node.args:
            self.visit(value, frame)
            self.write(", ")
        for name, value in named.items():
            self.write(f"{name}=")
            self.visit(value, frame)
            self.write(", ")
        self.write(")")

    def _wants_more(self, called: nodes.Node) -> bool:
        known = self.environment.globals.get(called.name) if isinstance(called, nodes.Name) else None
        return hasattr(known, "jinja_pass_arg")


class Told(Template):
    """A template that writes text into text: Jinja makes a `Markup` of each part, to join them into one in the end."""

    @classmethod
    def from_code(cls, *of: Any, **more: Any) -> Template:
        """Its functions ask for ``escape`` by name."""
        made = super().from_code(*of, **more)
        made.root_render_func.__globals__["escape"] = escaped
        return made


def escaped(value: Any) -> str:
    """As `markupsafe.escape`, as a plain string."""
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


def _written(asked: str, text: str) -> str:
    """What is shown instead of an expression; what would be read as another one stays what it was."""
    return asked if "{" in text or "\n" in text else str(text)


def init_app(app: Flask) -> None:
    """Compile the templates this way, and those of fragments once more for each language."""
    app.jinja_env.add_extension(Inlined)

    @lru_cache
    def speaking(locale: str) -> Environment:
        spoken_alone = app.jinja_env.overlay()
        spoken_alone.extend(locale=locale)
        spoken_alone.code_generator_class, spoken_alone.template_class = Direct, Told
        spoken_alone.bytecode_cache = None  # it knows templates by their sources, which are the same

        @lru_cache
        def kind_of(kind: str) -> TemplateModule:
            return spoken_alone.get_template(f"items/{kind}.html").module

        spoken_alone.globals = app.jinja_env.globals | {"kind_of": kind_of}
        return spoken_alone

    plain = app.jinja_env
    app.extensions[_ENVIRONMENTS] = lambda locale: plain if plain.auto_reload else speaking(locale)


def environment() -> Environment:
    """The templates in the language of this request."""
    found: Environment = application().extensions[_ENVIRONMENTS](spoken().locale)
    return found
