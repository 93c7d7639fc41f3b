"""The proof as it stands on a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quizapp.core.items.interaction import Option
from quizapp.core.items.kind import Derivation
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.exchange.apkg.evidence import evidence, rationale, source
from tests.exchange.apkg.cast import deck, item


@pytest.mark.parametrize(
    ("keys", "quote", "marked"),
    [
        (["Harbin"], "They met in Harbin on a Thursday.", "They met in <mark>Harbin</mark> on a Thursday."),
        (["harbin"], "They met in HARBIN, it is said.", "They met in <mark>HARBIN</mark>, it is said."),
        (["wind", "sun"], "Both wind and sun it is.", "Both <mark>wind</mark> and <mark>sun</mark> it is."),
        (["the real economy"], "Take a real economy as it is.", "Take a <mark>real economy</mark> as it is."),
        (["wind power"], "More wind\n  power is wanted.", "More <mark>wind power</mark> is wanted."),
        (["wind power"], "İzmir has Wind, power, sun and rain.", "İzmir has <mark>Wind, power</mark>, sun and rain."),
        (["wind power"], "Wind _power_ and wind – power it is.", "Wind _power_ and <mark>wind – power</mark> it is."),
        (["wind"], "Windows and wind, and no more.", "Windows and <mark>wind</mark>, and no more."),
        (["sun", "sun and moon"], "See the sun and moon here.", "See the <mark>sun and moon</mark> here."),
        (["Harbin"], "Harbin.", "Harbin."),
        (["x b"], "Is <x> b & so on or not?", "Is &lt;<mark>x&gt; b</mark> &amp; so on or not?"),
    ],
)  # fmt: skip
def test_the_key_is_marked_where_it_stands(keys: list[str], quote: str, marked: str) -> None:
    assert evidence(item(Basic(answers=tuple(keys)), quote=quote)) == marked


def test_a_false_claim_is_shown_beside_the_true_value() -> None:
    body = TrueFalse(options=(Option(text="True", correct=False), Option(text="False", correct=True)))
    claim = item(body, stem="They met in Dalian.", quote="They met in Harbin.",
                 derivation=Derivation(rule="swapped", source="Harbin"))  # fmt: skip
    assert evidence(claim) == "They met in <mark>Harbin</mark>."


@pytest.mark.parametrize(
    ("title", "reference", "shown"),
    [
        ("A report", "", "<cite>A report</cite>"),
        ("A report", "A report", "<cite>A report</cite>"),
        ("A <b>", "Xinhua, p. 3", "<cite>A &lt;b&gt;</cite> · Xinhua, p. 3"),
        ("", "Xinhua", "Xinhua"),
        ("", "https://x.org/?a&b", '<a href="https://x.org/?a&amp;b">https://x.org/?a&amp;b</a>'),
        ("A", "javascript:alert(1)", "<cite>A</cite> · javascript:alert(1)"),
        ("A", 'https://x.org/" onclick="x', '<cite>A</cite> · https://x.org/" onclick="x'),
    ],
)  # fmt: skip
def test_the_source_is_named_and_only_a_web_address_is_a_link(title: str, reference: str, shown: str) -> None:
    known = deck()
    assert source(replace(known, reference=reference, source=replace(known.source, title=title))) == shown


def test_a_dated_source_says_of_which_day_it_is() -> None:
    known = replace(deck(), reference="Xinhua")
    assert source(known, date(2023, 9, 9)) == "<cite>A report</cite> · As of 9 September 2023 · Xinhua"


def test_of_what_a_person_wrote_the_rationale_says_so() -> None:
    written = replace(item(Basic(answers=("Harbin",))), evidence=None, written=True)
    assert (evidence(written), rationale(written)) == (
        "",
        "The report says so.<br><small>Written by the teacher</small>",
    )
    assert rationale(replace(written, rationale="")) == "<small>Written by the teacher</small>"


def test_of_what_a_quote_proves_the_rationale_stands_alone() -> None:
    assert rationale(item(Basic(answers=("Harbin",)))) == "The report says so."
