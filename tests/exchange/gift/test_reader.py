"""What teachers type in GIFT becomes items; nothing they type makes it fail or take long."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.interaction import Interaction
from quizapp.exchange.gift import read_gift
from tests.exchange.gift.cast import card, claim, gap, how, key, match, one, only, several, text, wrong

NBSP = "\N{NO-BREAK SPACE}"
SNIPPETS: dict[str, tuple[str, Interaction]] = {
    "one right among wrong": (
        "Which gas do plants take in? {=carbon dioxide ~oxygen ~helium}",
        one("Which gas do plants take in?", key("carbon dioxide"), wrong("oxygen"), wrong("helium")),
    ),
    "the key may stand anywhere": ("Q {~a =b ~c}", one("Q", wrong("a"), key("b"), wrong("c"))),
    "marks need no spaces": ("Q{=a~b~c}", one("Q", key("a"), wrong("b"), wrong("c"))),
    "an answer on each line": ("Q {\n  =a\n  ~b\n}", one("Q", key("a"), wrong("b"))),
    "tabs before answers": ("Q {\n\t=a\n\t~b\n}", one("Q", key("a"), wrong("b"))),
    "feedback for each answer": (
        "Q {=a#yes ~b # no, that is c }",
        one("Q", key("a", "yes"), wrong("b", "no, that is c")),
    ),
    "feedback with a second hash": ("Q {=a#so #1 ~b}", one("Q", key("a", "so #1"), wrong("b"))),
    "empty feedback": ("Q {=a# ~b#}", one("Q", key("a"), wrong("b"))),
    "a share beside a full key is wrong": (
        "Q {=a ~%50%b ~c}",
        one("Q", key("a"), wrong("b"), wrong("c")),
    ),
    "a full share is a key": ("Q {~%100%a ~%-100%b}", one("Q", key("a"), wrong("b"))),
    "equal shares": (
        "Q {~%50%a ~%50%b ~%-100%c}",
        several("Q", key("a"), key("b"), wrong("c")),
    ),
    "shares with decimals": (
        "Q {~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}",
        several("Q", key("a"), key("b"), key("c"), wrong("d")),
    ),
    "shares and feedback": (
        "Q {~%50%a#one ~%50%b#two ~%0%c#none}",
        several("Q", key("a", "one"), key("b", "two"), wrong("c", "none")),
    ),
    "percent signs in a text": ("Q {=5% ~50 % of it}", one("Q", key("5%"), wrong("50 % of it"))),
    "T": ("The sun is a star. {T}", claim("The sun is a star.", True)),
    "TRUE": ("The sun is a star. {TRUE}", claim("The sun is a star.", True)),
    "F": ("The sun is a planet. {F}", claim("The sun is a planet.", False)),
    "FALSE": ("The sun is a planet.{ FALSE }", claim("The sun is a planet.", False)),
    "true in small letters": ("The sun is a star. {true}", claim("The sun is a star.", True)),
    "a claim with feedback for the wrong answer": (
        "Q {T#Look up at noon.}",
        claim("Q", True, wrong="Look up at noon."),
    ),
    "a false claim with both feedbacks": (
        "Q {FALSE#It is a star.#Indeed, a star.}",
        claim("Q", False, wrong="It is a star.", right="Indeed, a star."),
    ),
    "a claim with feedback for the right answer alone": ("Q {T##Well seen.}", claim("Q", True, right="Well seen.")),
    "a claim before a full stop": ("The sun is a star {T}.", claim("The sun is a star.", True)),
    "one written answer": ("Who wrote it? {=Ada}", text("Who wrote it?", "Ada")),
    "several written answers": ("Who? {=Ada =Ada Lovelace}", text("Who?", "Ada", "Ada Lovelace")),
    "a written answer worth half is not right": ("Who? {=Ada =%50%Byron}", text("Who?", "Ada")),
    "a written answer worth all": ("Who? {=%100%Ada#yes =%100%Lovelace#}", text("Who?", "Ada", "Lovelace")),
    "the same written answer twice": ("Who? {=Ada =Ada}", text("Who?", "Ada")),
    "a single answer without a mark": ("Who? {Ada}", text("Who?", "Ada")),
    "a word that only begins like true": ("Who? {=T}", text("Who?", "T")),
    "pairs": (
        "Tie each to its capital. {=Peru -> Lima =Chile->Santiago}",
        match("Tie each to its capital.", ("Peru", "Lima"), ("Chile", "Santiago")),
    ),
    "pairs on lines": ("Q {\n=a -> 1\n=b -> 2\n=c -> 1\n}", match("Q", ("a", "1"), ("b", "2"), ("c", "1"))),
    "an arrow in a right": ("Q {=a -> x -> y =b -> z}", match("Q", ("a", "x -> y"), ("b", "z"))),
    "a missing word to choose": (
        "Ice {=floats ~sinks} on water.",
        one("Ice _____ on water.", key("floats"), wrong("sinks")),
    ),
    "a missing word to write": ("Ice {=floats =swims} on water.", gap("Ice {{1}} on water.", "floats", "swims")),
    "a missing last word": ("The capital of Peru is {=Lima}.", gap("The capital of Peru is {{1}}.", "Lima")),
    "a missing first word": ("{=Lima} is in Peru.", gap("{{1}} is in Peru.", "Lima")),
    "a gap at the very end": ("The capital of Peru is {=Lima}\\n", gap("The capital of Peru is {{1}}", "Lima")),
    "a missing word beside numbered braces": (
        "Write \\{\\{1\\}\\} for {=a gap} there.",
        text("Write {{1}} for _____ there.", "a gap"),
    ),
    "missing numbers": ("It has {#4} legs.", gap("It has {{1}} legs.", "4")),
    "a number": ("How many legs? {#4}", text("How many legs?", "4")),
    "a number without tolerance": ("Pi? {#3.14:0}", text("Pi?", "3.14")),
    "a negative number": ("Coldest? {#-273.15}", text("Coldest?", "-273.15")),
    "a range of one number": ("How many? {#2..2}", text("How many?", "2")),
    "numbers with feedback and shares": (
        "Pi? {#\n=3.1416:0#exact\n=%50%3:0.2#near\n~#no\n}",
        text("Pi?", "3.1416"),
    ),
    "an essay with a model answer": ("Why? {####Because ice is light.}", card("Why?", "Because ice is light.")),
    "a title is no stem": ("::Gases::Which? {=a ~b}", one("Which?", key("a"), wrong("b"))),
    "a stem on several lines": ("First line\n  and second. {T}", claim("First line and second.", True)),
    "comments between lines": (
        "// mine\nQ {\n// the key\n=a\n// and not\n~b\n}\n// end",
        one("Q", key("a"), wrong("b")),
    ),
    "two slashes inside a line": ("See http\\://a.org // now {T}", claim("See http://a.org // now", True)),
    "escaped signs": (
        r"Is 1 \= 1 \{yes\}\: \~ \# \\ ? {=a\=b ~c\~d#e\#f}",
        one(r"Is 1 = 1 {yes}: ~ # \ ?", key("a=b"), wrong("c~d", "e#f")),
    ),
    "an escaped line end": (r"Roses\nViolets {T}", claim("Roses\nViolets", True)),
    "other backslashes stay": (r"\alpha and \% {T}", claim(r"\alpha and \%", True)),
    "a backslash before an escape": (r"a\\n {T}", claim(r"a\n", True)),
    "unescaped signs before the braces": ("2+2=? # ~: {=4 ~5}", one("2+2=? # ~:", key("4"), wrong("5"))),
    "html": (
        "[html]<p>Is <b>H<sub>2</sub>O</b> &lt; 1&nbsp;kg?</p>{T}",
        claim(f"Is H2O < 1{NBSP}kg?", True),
    ),
    "html in answers": (
        "[html]<p>Q</p>{=<i>a</i>#<b>yes</b> ~b &amp; c}",
        one("Q", key("a", "yes"), wrong("b & c")),
    ),
    "html around a gap": ("[html]<p>Ice {=floats} here.</p>", gap("Ice {{1}} here.", "floats")),
    "html that only ends behind the braces": ("[html]<p>Ice? {=a ~b}</p>", one("Ice?", key("a"), wrong("b"))),
    "html of one answer": ("Q <x> {=[html]<b>a</b> ~<b>}", one("Q <x>", key("a"), wrong("<b>"))),
    "written answers are no html": ("[html]Q {=<b>}", text("Q", "<b>")),
    "scripts in html": ("[html]Q<script>steal(1)</script> {T}", claim("Q", True)),
    "markdown keeps its lines": ("[markdown]- a\n- *b*\n {T}", claim("- a\n- *b*", True)),
    "plain keeps its tags": ("[plain]<b>x</b> {T}", claim("<b>x</b>", True)),
    "moodle is plain": ("[moodle]Is it? {T}", claim("Is it?", True)),
    "brackets that name no format": ("[note] Is it? {T}", claim("[note] Is it?", True)),
    "Windows line ends": ("Q {\r\n=a\r\n~b\r\n}\r\n", one("Q", key("a"), wrong("b"))),
    "old line ends": ("Q {\r=a\r~b\r}", one("Q", key("a"), wrong("b"))),
    "a byte order mark": ("\ufeff::n::Q {T}", claim("Q", True)),
    "no-break spaces": (f"{NBSP}Q{NBSP}{{{NBSP}=10{NBSP}km{NBSP}~b}}", one("Q", key(f"10{NBSP}km"), wrong("b"))),
    "Chinese": ("哈尔滨是哪个省的省会? {=黑龙江 ~吉林}", one("哈尔滨是哪个省的省会?", key("黑龙江"), wrong("吉林"))),
    "Arabic": ("ما عاصمة مصر؟ {=القاهرة ~دمشق}", one("ما عاصمة مصر؟", key("القاهرة"), wrong("دمشق"))),
    "a mark of direction before a title": ("\u200f::n::שלום {T}", claim("שלום", True)),
    "emoji": ("🚂? {=🚃 ~👩‍🚀}", one("🚂?", key("🚃"), wrong("👩‍🚀"))),
    "control characters": ("Q\x00\x01\x0e {=a\x03b ~c\x0f}", one("Q", key("ab"), wrong("c"))),
}  # fmt: skip


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_teacher_can_write(name: str) -> None:
    gift, expected = SNIPPETS[name]
    assert how(only(gift)) == expected


def test_the_general_feedback_is_the_rationale() -> None:
    assert only("Q {=a#f ~b ####Since = is ~ here.}").rationale == "Since = is ~ here."


def test_the_last_four_hashes_begin_the_general_feedback() -> None:
    assert only("Q {=a#f ~b####no####yes}").rationale == "yes"


def test_the_model_answer_of_a_card_is_no_rationale() -> None:
    assert only("Q {####A model.}").rationale == ""


def test_the_title_is_the_name() -> None:
    assert only("::Gases\\: one:: Q {T}").name == "Gases: one"


def test_a_title_may_stand_on_a_line_of_its_own() -> None:
    assert only("::Gases::\nQ {T}").stem == "Q"


def test_an_item_knows_its_line() -> None:
    assert [item.line for item in read_gift("\n\nA {T}\n\n// c\nB {\n=a\n}\n\n\nC {F}").items] == [3, 6, 11]


def test_an_empty_text_has_neither_items_nor_errors() -> None:
    assert read_gift(" \n\t\n// nothing\n") == read_gift("")


def test_a_faulty_block_costs_no_other() -> None:
    assert [item.stem for item in read_gift("A {T}\n\nB {=\n\nC\n\nD }\n\nE {F}").items] == ["A", "E"]


@given(st.text(st.sampled_from(list("{}=~#:%\\/>-[]<&;$ \n\tnTa1.\x01\x0e\x0f\ud800\u200f")), max_size=80))
def test_no_mixture_of_signs_raises(gift: str) -> None:
    read_gift(gift)


@given(st.text())
def test_no_text_raises(gift: str) -> None:
    read_gift(gift)


@given(st.lists(st.sampled_from([gift for gift, _ in SNIPPETS.values()]), max_size=6))
def test_items_side_by_side_are_those_apart(gifts: list[str]) -> None:
    together = read_gift("\n\n".join(gifts))
    assert [how(item) for item in together.items] == [how(only(gift)) for gift in gifts]


def steps(call: Callable[[], object]) -> int:
    """How many lines of Python a call runs."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


ADVERSE = [
    "{", "}", "\\", "=", "~", "#", "::", "//x\n", "// [tag:\n", "// [id:a\\]\n", "$CATEGORY:a/b\n", "{=a", "a\n\n",
    "=a\n\n", "{\n\n", "Q {=a ~b}\n\n", "=a -> b ", "~%1%a", "[html]<", "&#1", "</p>", "\u200f\n",
]  # fmt: skip


@pytest.mark.parametrize("opening", ["", "Q {=a ~", "Q {=a -> b", "[html]<p>"])
@pytest.mark.parametrize("piece", ADVERSE)
def test_twice_the_text_takes_about_twice_the_steps(piece: str, opening: str) -> None:
    once, twice = (steps(lambda n=n: read_gift(f"{opening}{piece * n}}}")) for n in (60, 120))  # type: ignore[misc]
    assert twice <= 2.1 * once + 100


@pytest.mark.parametrize("piece", ["[html]<!--", "{=a ~", "\\", "=a -> b ", "// [tag:", "&#1"])
def test_a_million_signs_are_read(piece: str) -> None:
    reading = read_gift(f"[html]{piece * (1_000_000 // len(piece))}")
    assert reading.items or reading.errors
