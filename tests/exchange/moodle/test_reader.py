"""What Moodle gives out becomes items, and what cannot is told item by item."""

from __future__ import annotations

import time

import pytest

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.errors import ImportRejected
from quizapp.exchange.gaps import TOO_MANY
from quizapp.exchange.moodle import faults, read_moodle
from tests.exchange.moodle.cast import answer, asked, only, read


def option(text: str, feedback: str = "", *, right: bool = False) -> Option:
    return Option(text=text, correct=right, feedback=feedback)


LEFT = (
    '<subquestion format="html"><text><![CDATA[<p>a &lt; b</p>]]></text><answer><text>1 < 2</text></answer>'
)
PAIRS = LEFT.replace("1 < 2", "1 &lt; 2") + "</subquestion>" + (
    "<subquestion><text>c</text><answer><text>d</text></answer></subquestion>"
)  # fmt: skip
NEAR = "<answer fraction='100'><text>3.1</text><tolerance>0.1</tolerance></answer>"
ESSAY = "<graderinfo><text>one</text></graderinfo><generalfeedback><text>Why.</text></generalfeedback>"

KINDS: list[tuple[str, str, ItemBody]] = [
    (
        "multichoice",
        f"<single>true</single>{answer('100', '&lt;b&gt;a&lt;/b&gt;', 'yes')}{answer('50', 'b')}{answer('0', 'c')}",
        Mcq(options=(option("a", "yes", right=True), option("b"), option("c"))),
    ),
    (
        "multichoice",
        f"<single>false</single>{answer('33.33333', 'a')}{answer('66.66667', 'b')}{answer('-50', 'c', 'no')}",
        MultipleResponse(options=(option("a", right=True), option("b", right=True), option("c", "no"))),
    ),
    (
        "truefalse",
        answer("0", "true", "no") + answer("100", "false"),
        TrueFalse(options=(option("True", "no"), option("False", right=True))),
    ),
    ("shortanswer", answer("100", "a") + answer("50", "b") + answer("100", "c"), ShortAnswer(answers=("a", "c"))),
    ("shortanswer", answer("100", "2 \\* 3") + answer("0", "*"), ShortAnswer(answers=("2 * 3",))),
    ("numerical", NEAR.replace("0.1", "0"), ShortAnswer(answers=("3.1",))),
    ("matching", PAIRS, Matching(pairs=(Pair(left="a < b", right="1 < 2"), Pair(left="c", right="d")))),
    ("essay", ESSAY, Basic(answers=("one",))),
    ("essay", "<generalfeedback><text>So.</text></generalfeedback>", Basic(answers=("So.",))),
    ("ordering", answer("2", "b") + answer("1", "a"), Ordering(sequence=("b", "a"))),
]  # fmt: skip


@pytest.mark.parametrize(("type", "answers", "body"), KINDS)
def test_every_type_with_a_kind_is_read(type: str, answers: str, body: ItemBody) -> None:
    found = only(asked(type, answers))
    assert (found.stem, found.body) == ("Q", body)


def test_the_feedback_of_an_essay_is_its_rationale_unless_it_is_its_answer() -> None:
    lent = "<generalfeedback><text>So.</text></generalfeedback>"
    assert [only(asked("essay", each)).rationale for each in (ESSAY, lent)] == ["Why.", ""]


CLOZES = {
    "It is {1:SHORTANSWER:=Lima~%50%Quito#near~=lima}.": [GapKey(key="Lima", accept=("lima",))],
    "{1:SA:=a} and {2:MW:%100%b#ok}": [GapKey(key="a"), GapKey(key="b")],
    "R&amp;D {:SAC:=a\\}b\\#c#said} x": [GapKey(key="a}b#c")],
    "x {1:NUMERICAL:=42:0~%50%7:2}": [GapKey(key="42")],
    "x {1:SHORTANSWER:=&lt;b&gt; &#126; &amp;amp;}": [GapKey(key="<b> ~ &amp;")],
    "a {b} {1:SHORTANSWER:=c} {d:e}": [GapKey(key="c")],
}


@pytest.mark.parametrize("stem", CLOZES)
def test_embedded_answers_become_gaps(stem: str) -> None:
    found = only(asked("cloze", "", stem))
    assert found.body == Cloze(gaps=tuple(CLOZES[stem]))
    assert found.stem.count("{{") == len(CLOZES[stem])


FAULTS = {
    faults.UNKNOWN_TYPE: asked("calculated", ""),
    faults.NO_STEM: asked("truefalse", answer("100", "true") + answer("0", "false"), " "),
    faults.PICTURE: asked("essay", ESSAY, '<img src="@@PLUGINFILE@@/a.png">'),
    faults.NO_KEY: asked("multichoice", answer("50", "a") + answer("0", "b")),
    faults.ONE_OPTION: asked("multichoice", answer("100", "a")),
    faults.MANY_KEYS: asked("multichoice", answer("100", "a") + answer("100", "b")),
    faults.WILDCARD: asked("shortanswer", answer("100", "photo*")),
    faults.TOLERANCE: asked("numerical", NEAR),
    faults.LONE_RIGHT: asked(
        "matching", f"{PAIRS}<subquestion><text/><answer><text>e</text></answer></subquestion>"
    ),
    faults.EMPTY_PAIR: asked("matching", f"{PAIRS}<subquestion><text>f</text></subquestion>"),
    faults.ONE_PAIR: asked("matching", LEFT.replace("1 < 2", "1") + "</subquestion>"),
    faults.NO_MODEL: asked("essay", ""),
    faults.FEW_PARTS: asked("ordering", answer("1", "a")),
    faults.SAME_PARTS: asked("ordering", answer("1", "a") + answer("2", "a")),
    faults.NO_GAP: asked("cloze", "", "No gap {1} here"),
    faults.GAP_OF_CHOICE: asked("cloze", "", "It is {1:MULTICHOICE_S:=a~b}."),
    faults.NUMBERED: asked("cloze", "", "Write {{1}} as {1:SHORTANSWER:=a}."),
    faults.BAD_SHARE: asked("multichoice", answer("all", "a") + answer("0", "b")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_has_no_kind_is_told_and_costs_only_itself(fault: str) -> None:
    sound = asked("truefalse", answer("100", "true") + answer("0", "false"))
    reading = read(FAULTS[fault], sound)
    assert [error.template for error in reading.errors] == [fault]
    assert len(reading.items) == 1
    assert "%(" not in reading.errors[0].reason


def test_every_fault_has_its_case() -> None:
    assert {value for name, value in vars(faults).items() if name.isupper()} == set(FAULTS)


def test_a_fault_is_told_with_its_line() -> None:
    raw = f'<?xml version="1.0"?>\n<quiz>\n\n{asked("description", "")}\n</quiz>'
    assert [error.line for error in read_moodle(raw.encode()).errors] == [4]


def test_name_id_tags_and_category_are_read() -> None:
    category = "<question type='category'><category><text>$course$/top/A/B // C</text></category></question>"
    more = "<name><text>N</text></name><idnumber>x1</idnumber><tags><tag><text>t</text></tag></tags>"
    reading = read(category, asked("truefalse", more + answer("100", "true") + answer("0", "false")))
    (item,) = reading.items
    assert (item.category, item.name, item.id, item.tags) == ("B / C", "N", "x1", ("t",))


@pytest.mark.parametrize("format", ["plain_text", "markdown"])
def test_plain_text_is_no_markup(format: str) -> None:
    question = asked("essay", ESSAY).replace('format="html"><text><![CDATA[<p>Q</p>]]>',
                                             f'format="{format}"><text><![CDATA[1 < 2 & 3]]>')  # fmt: skip
    assert only(question).stem == "1 < 2 & 3"


@pytest.mark.parametrize("raw", [b"<html/>", b"<quiz", b"", b"<!DOCTYPE quiz><quiz/>"])
def test_what_is_no_question_bank_is_rejected(raw: bytes) -> None:
    with pytest.raises(ImportRejected):
        read_moodle(raw)


PIECES = [
    '<ul class="quizapp-answer"',
    '<blockquote class="quizapp-quote">',
    "{1:SA:",
    "{1:SA:=a\\",
    "<li",
    "<b",
    "~=",
    "&#",
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_of_a_text_alone(piece: str) -> None:
    before = time.process_time()
    read(asked("cloze", "", piece * (1_000_000 // len(piece))), asked("essay", ESSAY, piece * 1_000))
    assert time.process_time() - before < 3  # in quadratic time it would be minutes


def test_a_text_has_a_bounded_number_of_gaps() -> None:
    reading = read(asked("cloze", "", "a {1:SA:=b} " * 101), asked("cloze", "", "a {1:SA:=b} " * 100))
    assert [error.template for error in reading.errors] == [TOO_MANY]
    assert len(reading.items) == 1
