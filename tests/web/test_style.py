"""The style page shows every kind with an answer of every verdict, and every part that forms are made of."""

from __future__ import annotations

import re

import pytest

from quizapp.core.items.kinds import KINDS
from quizapp.web.style import specimens
from tests.web.cast import Browser
from tests.web.test_chinese import english_as_chinese

PARTIAL = {name for name, kind in KINDS.items() if any(one.partial for one in kind.exemplars())}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_shown_with_every_verdict_that_it_can_give(kind: str) -> None:
    shown = next(one for one in specimens() if one.kind == kind)
    verdicts = [response.outcome.verdict for response in shown.answered]
    assert verdicts == (["right", "partial", "wrong"] if kind in PARTIAL else ["right", "wrong"])


def test_the_page_is_the_same_every_time(visitor: Browser) -> None:
    shown = [re.sub(r'name="csrf_token" value="[^"]+"', "", visitor.get("/style").text) for _ in range(2)]
    assert shown[0] == shown[1]  # but for the token, which tells its second


def test_a_refused_field_is_tied_to_its_reason_and_its_help(visitor: Browser) -> None:
    page = visitor.get("/style").text
    assert 'aria-describedby="invalid-problem invalid-help" aria-invalid="true"' in page
    assert 'id="invalid-problem"' in page
    assert 'id="invalid-help"' in page


def test_no_field_takes_the_focus_from_the_top_of_the_page(visitor: Browser) -> None:
    assert " autofocus" not in visitor.get("/style").text


def test_a_chinese_page_is_chinese_though_an_english_one_was_first(visitor: Browser) -> None:
    visitor.get("/style")
    page = visitor.get("/style", headers={"Accept-Language": "zh-CN"}).text
    assert english_as_chinese(page) == []
