"""What is no HTTP never reaches the application."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from gunicorn.http.errors import InvalidChunkSize
from werkzeug.test import EnvironBuilder, run_wsgi_app

from quizapp.web.guard import guarded
from tests.web.cast import Browser


class _Broken(io.BytesIO):
    """A body in chunks, as gunicorn reads one whose size is none."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise InvalidChunkSize(b"zz")


def _answered(web: Flask, **more: Any) -> str:
    environ = EnvironBuilder("/sign-in", method="POST", **more).get_environ()
    environ.pop("CONTENT_LENGTH", None)
    body: Iterable[bytes]
    body, status, _headers = run_wsgi_app(guarded(web.wsgi_app), environ | {"wsgi.input_terminated": True})
    list(body)
    return status


def test_a_body_whose_parts_are_none_is_not_understood(web: Flask) -> None:
    kind = "application/x-www-form-urlencoded"
    assert _answered(web, input_stream=_Broken(), content_type=kind).startswith("400")


@pytest.mark.parametrize("host", ["a" * 64, "a..b", ".a"])
def test_a_host_that_can_be_no_name_is_not_understood(host: str, web: Flask) -> None:
    assert _answered(web, headers={"Host": host}).startswith("400")


@pytest.mark.parametrize("address", ["http://[", "//[::", "//a\u2100b"])
@pytest.mark.parametrize("header", ["Referer", "Origin", "HX-Current-URL"])
def test_a_header_that_is_no_address_breaks_nothing(header: str, address: str, visitor: Browser) -> None:
    form = {"language": "en", "csrf_token": visitor.token()}
    sent = {header: address.encode().decode("latin-1"), "HX-Request": "true"}
    client = visitor.client
    assert client.post("/language", data=form, headers=sent).status_code < 400
    assert client.post("/texts", data={"text": "x"}, headers=sent).status_code == 400
