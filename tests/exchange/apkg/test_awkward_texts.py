"""Texts that would break a package or a card, shown as they are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from quizapp.core.items.interaction import Choice, Gap, GapKey, Option, TextEntry
from tests.exchange.apkg.cast import carrying, cloze
from tests.exchange.apkg.learner import Learner, shown

SCRIPT = "<script>alert(1)</script>"
AWKWARD = {
    "closing braces": "a }} b",
    "opening braces": "{{c9::x}} and {{Stem}}",
    "double colon": "std::vector",
    "colons at the edges": ":a:",
    "field separator": "a\x1fb",
    "null": "a\x00b",
    "lone surrogate": "a\ud800b",
    "emoji": "🧑‍🚀 rocket",
    "markup": "<b>bold</b> &amp; &lt;",
    "script": SCRIPT,
    "comment": "<!-- a",
    "right to left": "\u05d0\u05d1\u05d2 \u202b\u05d3\u05d4",
    "sound": "[sound:x.mp3]",
    "latex": "[latex]x[/latex] [$]y[/$]",
    "quotes": "\"a\" 'b' ”c”",
    "backslashes": "\\(x\\) \\n %s {0}",
    "number": "0012",
    "spaces": "a  \t b\u00a0c",
}


def _gap(key: str) -> Gap:
    return Gap(text="The {{1}} of it.", gaps=(GapKey(key=key),))


def _choice(*texts: str) -> Choice:
    """The first is the key."""
    return Choice(
        prompt="Which?", options=tuple(Option(text=text, correct=not n) for n, text in enumerate(texts))
    )


def carried(text: str) -> str:
    """What is left of a text when controls and lone surrogates are dropped."""
    return re.sub("[\x00-\x08\x0e-\x1f\ud800-\udfff]", "", text)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_an_awkward_stem_is_shown_as_it_is(text: str, ben: Learner) -> None:
    front, _ = ben.sides(carrying(TextEntry(prompt=f"begin {text} end", answers=("wind",))))[0]
    assert f"begin {carried(text)} end" in shown(front)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_an_awkward_answer_is_shown_as_it_is(text: str, ben: Learner) -> None:
    _, back = ben.sides(carrying(TextEntry(prompt="What?", answers=(f"begin {text} end",))))[0]
    assert f"begin {carried(text)} end" in shown(back)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_an_awkward_gap_is_shown_as_it_is(text: str, ben: Learner) -> None:
    _, back = ben.sides(carrying(_gap(f"begin {text} end")))[0]
    assert f"The begin {carried(text)} end of it." in shown(back)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_an_awkward_gap_is_hidden_whole(text: str, ben: Learner) -> None:
    front, _ = ben.sides(carrying(_gap(f"begin {text} end")))[0]
    assert "The [...] of it." in shown(front)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_an_awkward_option_is_shown_as_it_is(text: str, ben: Learner) -> None:
    front, _ = ben.sides(carrying(_choice(f"begin {text} end", "other")))[0]
    assert f"begin {carried(text)} end" in shown(front)


def test_a_stem_that_looks_like_a_gap_of_another_note_makes_no_card(ben: Learner) -> None:
    assert len(ben.sides(cloze("Of {{7}}, {{c2::this}} is {{1}}.", "wind"))) == 1


def test_no_script_of_a_text_gets_into_a_card(ben: Learner) -> None:
    asked = replace(carrying(_choice(SCRIPT, "other")), rationale=SCRIPT, category=SCRIPT, stem=SCRIPT)
    assert not [side for pair in ben.sides(asked) for side in pair if "<script>alert" in side]
