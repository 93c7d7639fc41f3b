"""What is kept between requests to answer faster looks the same as what it stands for, and belongs to nobody else."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import brotli  # type: ignore[import-untyped]
import pytest
from flask import Flask, Response, g, render_template_string, session
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, FileSystemLoader, UndefinedError, pass_context
from jinja2.compiler import CodeGenerator

from quizapp.config import resource
from quizapp.web import sessions
from quizapp.web.addresses import address_of
from quizapp.web.compressing import encoding_for
from quizapp.web.inlined import Direct, Inlined
from quizapp.web.sessions import Sessions
from quizapp.web.vary import vary
from tests.web.cast import NAMES, Browser, exemplar

TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
LANGUAGES = ("en", "zh-Hans")


def page(browser: Browser, path: str, language: str) -> str:
    """A page without the token of its forms."""
    browser.client.set_cookie("language", language)
    return TOKEN.sub("", browser.get(path).text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("-0")])
def test_the_fragment_of_an_answer_is_the_part_of_the_page_that_a_reload_shows(
    visitor: Browser, deck: str, name: str, language: str
) -> None:
    visitor.client.set_cookie("language", language)
    address = f"{visitor.start(name)}/1"
    fragment = visitor.post(address, exemplar(name).wrong, htmx=True).text
    stage = TOKEN.sub("", fragment[fragment.index("<section id=") :])
    assert stage.strip() in page(visitor, address, language)


def test_what_is_drawn_once_is_drawn_again_in_another_language(visitor: Browser, deck: str) -> None:
    told = f"{visitor.start('mcq-0')}/1"
    visitor.post(told, exemplar("mcq-0").wrong)
    english, chinese = (page(visitor, told, language) for language in LANGUAGES)
    assert "The key is wrong" in english
    assert "The key is wrong" not in chinese
    assert english == page(visitor, told, "en")


def test_what_fills_the_hole_of_a_kept_text_is_escaped_each_time(web: Flask) -> None:
    with web.test_request_context():
        shown = [
            render_template_string("{{ _('Item %(n)s of %(total)s', n=n, total=3) }}", n=n) for n in "<1"
        ]
    assert shown == ["Item &lt; of 3", "Item 1 of 3"]


def test_an_include_that_is_written_in_sees_and_hides_what_an_include_does() -> None:
    folder = FileSystemLoader(resource("templates"))
    plain, inlined = Environment(loader=folder), Environment(loader=folder, auto_reload=False)  # noqa: S701
    inlined.add_extension(Inlined)
    source = '{% set entry, response = {"item": 1}, 2 %}{% include "_rationale.html" %}|{{ item.rationale }}'
    item = {"rationale": "Because.", "quote": "It is."}
    assert inlined.from_string(source).render(item=item) == plain.from_string(source).render(item=item)


def test_an_address_is_built_for_where_the_application_stands(web: Flask) -> None:
    found = []
    for root in ("", "/quiz", ""):
        with web.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            found.append(address_of("attempts.item", id="x", position=2))
    assert found == ["/attempts/x/2", "/quiz/attempts/x/2", "/attempts/x/2"]


@pytest.mark.parametrize(
    "values",
    [
        {"id": "x-Y_1", "position": 2}, {"id": "a b", "position": 0}, {"id": "ü", "position": 3, "reveal": 1},
        {"id": "50%", "position": 1, "_anchor": "answer-1"}, {"id": "%(id)s", "position": 1, "show": "x"},
        {"id": "-x", "position": 1}, {"id": "x", "position": 1, "reveal": -1}, {"id": "x", "position": True},
        {"id": "x", "position": 1, "show": None}, {"id": "x", "position": 1, "_external": True},
    ],
)  # fmt: skip
def test_an_address_of_a_kept_form_is_what_flask_builds(web: Flask, values: dict[str, Any]) -> None:
    with web.test_request_context("/"):
        for _ in range(2):
            assert address_of("attempts.item", **values) == web.url_for("attempts.item", **values)


def test_a_token_that_is_known_is_good_only_for_its_session_and_from_our_pages(web: Flask) -> None:
    site = {"base_url": "https://quiz.example.org"}
    ours, others = {"Referer": "https://quiz.example.org/"}, {"Referer": "https://evil.example/"}
    ben, cleo = web.test_client(), web.test_client()
    found = re.search(r'name="csrf_token" value="([^"]+)"', ben.get("/texts/new", **site).text)
    cleo.get("/texts/new", **site)
    assert found
    form = {"csrf_token": found[1], "language": "en"}
    statuses = [
        client.post("/language", data=form, headers=headers, **site).status_code
        for client, headers in [(ben, ours), (ben, others), (ben, {}), (cleo, ours), (ben, ours)]
    ]
    assert statuses == [303, 400, 400, 400, 303]


def cookie_of(web: Flask, **values: str) -> str:
    """A session's cookie."""
    with web.test_request_context():
        session.update(values)
        response = Response()
        web.session_interface.save_session(web, session, response)
    return response.headers["Set-Cookie"].partition(";")[0]


def opened(web: Flask, cookie: str, *, days: float = 0) -> dict[str, str]:
    """What the cookie is worth so many days later."""
    later = datetime.now(UTC) + timedelta(days=days)
    with (
        web.test_request_context(headers={"Cookie": cookie}) as context,
        patch.object(sessions, "datetime", wraps=datetime, now=lambda _zone: later),
    ):
        return dict(Sessions.open_session(web.session_interface, web, context.request))  # type: ignore[arg-type]


def test_a_kept_cookie_still_ends_with_its_time(web: Flask) -> None:
    cookie = cookie_of(web, who="ben")
    assert opened(web, cookie) == opened(web, cookie, days=29.9) == {"who": "ben"}
    assert opened(web, cookie, days=30.1) == {}


def test_a_cookie_from_the_future_or_with_another_signature_is_nobodys(web: Flask) -> None:
    cookie = cookie_of(web, who="ben")
    assert opened(web, cookie) == {"who": "ben"}
    assert opened(web, cookie, days=-1) == {}
    assert opened(web, cookie[:-3] + "abc") == {}


def test_what_one_request_does_to_its_session_is_not_in_the_next_one_with_the_same_cookie(web: Flask) -> None:
    cookie = cookie_of(web, who="ben")
    for _ in range(2):
        with web.test_request_context(headers={"Cookie": cookie}):
            assert dict(session) == {"who": "ben"}
            session["who"] = "cleo"


def test_a_cookie_is_written_again_when_it_is_a_day_old_or_something_changes(web: Flask) -> None:
    interface = web.session_interface
    with web.test_request_context(headers={"Cookie": cookie_of(web, _permanent="1", who="ben")}):
        held: Any = session._get_current_object()  # type: ignore[attr-defined]
        assert not interface.should_set_cookie(web, held)
        held.signed -= timedelta(days=1)
        assert interface.should_set_cookie(web, held)
        held.signed += timedelta(days=1)
        held["who"] = "cleo"
        assert interface.should_set_cookie(web, held)


def test_signing_in_leaves_no_token_of_the_session_before(web: Flask) -> None:
    with web.test_request_context():
        before = generate_csrf()
        sessions.end()
        assert "csrf_token" not in g
        assert generate_csrf() != before


def test_the_forms_of_an_answer_are_taken_with_the_token_that_it_was_sent_with(
    visitor: Browser, deck: str
) -> None:
    address = f"{visitor.start('mcq-0')}/1"
    told = visitor.post(address, exemplar("mcq-0").wrong, htmx=True).text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', told)[-1]
    report = {"reason": "wrong", "csrf_token": token}
    assert visitor.client.post(f"{address}/report", data=report).status_code == 303
    stolen = {"reason": "unclear", "csrf_token": token[:-2] + "xx"}
    assert visitor.client.post(f"{address}/report", data=stolen).status_code == 400


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("", "identity"),
        ("identity", "identity"),
    ],
)
def test_the_best_encoding_that_a_browser_takes_is(accepted: str, encoding: str) -> None:
    assert encoding_for(accepted) == encoding


def test_a_page_is_the_same_whatever_it_is_packed_in(visitor: Browser, deck: str) -> None:
    said = {
        encoding: TOKEN.sub("", unpack(visitor.get("/", headers={"Accept-Encoding": encoding}).data).decode())
        for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress), ("identity", bytes))
    }
    assert said["br"] == said["gzip"] == said["identity"]


def test_what_an_answer_depends_on_is_named_once(web: Flask) -> None:
    response = Response(headers={"Vary": "cookie"})
    vary(response, "Cookie", "HX-Request")
    vary(response, "HX-Request")
    assert response.headers["Vary"] == "cookie, HX-Request"


def test_python_says_the_same_as_a_template(web: Flask) -> None:
    with web.test_request_context(headers={"Accept-Language": "zh-CN"}):
        assert render_template_string("{{ _('Next') }}") == gettext("Next") != "Next"


@pytest.mark.parametrize("locale", ["en", "zh_Hans"])
def test_every_page_can_be_written_in_every_language(web: Flask, locale: str) -> None:
    environment: Environment = web.extensions["environments"](locale)
    with web.test_request_context():
        assert all(environment.get_template(name) for name in environment.list_templates(["html"]))


CALLS = {
    "plain": "{{ f(1, b=2) }}{{ f() }}{{ f(*[1, 2]) }}{{ f(**{'class': 3}) }}{{ f(class=4) }}{{ 'x'.upper() }}",
    "macros": "{% macro m(a, b='B') %}[{{ a }}{{ b }}{{ caller() if caller }}]{% endmacro %}"
    "{{ m('<') }}{{ m(1, b=2) }}{% call m(3) %}<b>{% endcall %}",
    "context": "{% set here = 5 %}{{ asked('here') }}{% for n in [1] %}{{ asked('n') }}{% endfor %}"
    "{{ asked('given') }}",
    "missing": "{{ nobody(1) }}",
}


@pytest.mark.parametrize("source", CALLS.values(), ids=CALLS)
def test_a_function_that_is_called_directly_is_told_what_jinja_tells_it(source: str) -> None:
    found = []
    for generator in (CodeGenerator, Direct):
        environment = Environment(autoescape=True)
        environment.code_generator_class = generator
        environment.globals["asked"] = pass_context(lambda context, name: context.get(name))
        try:
            page = environment.from_string(source)
            found.append(page.render(f=lambda *values, **named: (values, named), given="<"))
        except UndefinedError as fault:
            found.append(str(fault))
    assert found[0] == found[1]
