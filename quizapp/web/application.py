"""Flask, without what it would work out again for each request of any application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask, Request, Response
from flask.globals import _cv_request
from flask.wrappers import Request as FlaskRequest
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import MapAdapter
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property

from quizapp.web.headers import Reply
from quizapp.web.here import asked

_MOST_ENTRANCES = 256
_NAMED_BY = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT")
"""What of a request its host is read from."""


class _Hooks(NamedTuple):
    """What is asked before the view of a blueprint and after it, in the order of Flask."""

    before: tuple[Callable[[], Any], ...]
    after: tuple[Callable[[Response], Response], ...]


class _Entrance(NamedTuple):
    """Where an application is reached: what of an address depends on nothing else of a request."""

    host: str
    server_name: str
    script_name: str
    subdomain: str | None


class Application(Flask):
    """Flask, with the same outcome, see `tests.web.test_application`."""

    response_class = Reply

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name, **more)
        self._hooks: dict[str | None, _Hooks] = {}
        self._entrances: dict[tuple[str | None, ...], _Entrance] = {}

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Nothing here is a coroutine, see `test_nothing_is_a_coroutine`; an answer would ask fifteen times."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Hosts are looked at when they are new: Flask encodes and compares the same name for each request."""
        if request is None or "HTTP_UPGRADE" in request.environ:
            return super().create_url_adapter(request)
        environ = request.environ
        scheme = environ["wsgi.url_scheme"]
        name = (scheme, request.root_path, *map(environ.get, _NAMED_BY))
        known = self._entrances.get(name)
        if known is None:
            found = super().create_url_adapter(request)
            if found is not None and len(self._entrances) < _MOST_ENTRANCES:
                entrance = _Entrance(request.host, found.server_name, found.script_name, found.subdomain)
                self._entrances[name] = entrance
            return found
        request.host = known.host
        query = request.query_string.decode(errors="replace")
        return MapAdapter(self.url_map, *known[1:], scheme, request.path, request.method, query)

    def preprocess_request(self) -> Any:
        """As Flask's, which looks up anew which hooks a blueprint has."""
        for ask in self._hooks_of(asked()).before:
            answered = ask()
            if answered is not None:
                return answered
        return None

    def process_response(self, response: Response) -> Response:
        """As Flask's, of the same hooks."""
        context = _cv_request.get()
        for change in context._after_request_functions:
            response = self.ensure_sync(change)(response)
        for change in self._hooks_of(context.request).after:
            response = change(response)
        session = context._session
        if session is not None and not self.session_interface.is_null_session(session):
            self.session_interface.save_session(self, session, response)
        return response

    def _hooks_of(self, request: Request) -> _Hooks:
        found = self._hooks.get(request.blueprint)
        if found is None:
            names = (None, *reversed(request.blueprints))
            if any(self.url_value_preprocessors.get(name) for name in names):
                raise RuntimeError("nothing here looks at the values of addresses before the view does")
            before = [ask for name in names for ask in self.before_request_funcs.get(name, ())]
            after = [
                change
                for name in reversed(names)
                for change in reversed(self.after_request_funcs.get(name, ()))
            ]
            found = self._hooks[request.blueprint] = _Hooks(tuple(before), tuple(after))
        return found


class Asked(Request):
    """Flask's, which would work out again what is asked often."""

    @property
    def blueprint(self) -> str | None:
        """Asked by many."""
        rule = self.url_rule
        return None if rule is None else _blueprint_of(rule.endpoint)

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """What the browser keeps for this site: Flask looks through all that a server tells for the one header."""
        return parse_cookie(self.environ.get("HTTP_COOKIE"), cls=ImmutableMultiDict)  # type: ignore[return-value]

    def _load_form_data(self) -> None:
        """Flask asks for each form whether it is being debugged."""
        super(FlaskRequest, self)._load_form_data()


@lru_cache(1024)
def _blueprint_of(endpoint: str) -> str | None:
    return endpoint.rpartition(".")[0] or None


def limited(config: Mapping[str, Any]) -> type[Request]:
    """Requests that know how large they may be, which Flask looks up nine times for each form."""
    names = ("MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS")
    return type("Limited", (Asked,), {name.lower(): config[name] for name in names})
