"""What is written as GIFT reads back as it was, and says to Moodle what it says here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.interaction import GapKey
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.errors import ExportUnsupported
from quizapp.exchange.gift import read_gift, write_gift
from tests.core.items.cast import EXEMPLARS, exemplar_item
from tests.exchange.gift.cast import how, key, mcq, only, unproven, wrong

REFUSED = {"ordering-1", "cloze-2", "faces-1", "faces-2"}
CARRIED = [name for name in EXEMPLARS if name not in REFUSED]


@pytest.mark.parametrize("name", CARRIED)
def test_every_kind_reads_back_with_stem_key_options_and_feedback(name: str) -> None:
    item = exemplar_item(EXEMPLARS[name])
    assert how(only(write_gift([item]))) == item.body.interaction(item.stem)


@pytest.mark.parametrize("name", CARRIED)
def test_every_kind_but_a_card_reads_back_with_its_rationale(name: str) -> None:
    item = exemplar_item(EXEMPLARS[name])
    assert only(write_gift([item])).rationale == ("" if item.kind == "basic" else item.rationale)


@pytest.mark.parametrize("name", CARRIED)
def test_every_kind_reads_back_with_category_and_id(name: str) -> None:
    item = exemplar_item(EXEMPLARS[name])
    read = only(write_gift([item]))
    assert (read.category, read.id) == (item.category, item.id)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_gift_cannot_carry_is_refused_by_name(name: str) -> None:
    item = exemplar_item(EXEMPLARS[name])
    with pytest.raises(ExportUnsupported) as refused:
        write_gift([item])
    assert (refused.value.kind, refused.value.format) == (item.kind, "GIFT")


@pytest.mark.parametrize(
    ("body", "stem"),
    [
        (ShortAnswer(answers=("a -> b",)), "Q"),
        (ShortAnswer(answers=("a", "a->b")), "Q"),
        (Cloze(gaps=(GapKey(key="a", accept=("a->b",)),)), "It is {{1}}."),
        (Cloze(gaps=(GapKey(key="a"),)), "It is {{1}} and {{1}}."),
    ],
)
def test_what_would_read_back_as_something_else_is_refused(body: ItemBody, stem: str) -> None:
    with pytest.raises(ExportUnsupported):
        write_gift([unproven(body, stem=stem)])


def test_no_items_are_no_text() -> None:
    assert write_gift([]) == ""


def test_items_are_parted_by_empty_lines() -> None:
    items = [replace(exemplar_item(EXEMPLARS[name]), category="") for name in CARRIED]
    assert write_gift(items).count("\n\n") == len(items) - 1


def test_items_keep_their_order() -> None:
    items = [exemplar_item(EXEMPLARS[name]) for name in CARRIED]
    assert [read.id for read in read_gift(write_gift(items)).items] == [item.id for item in items]


def test_a_category_stands_where_it_changes() -> None:
    items = [mcq(key("a"), wrong("b"), category=category) for category in ("x", "x", "y")]
    assert [line for line in write_gift(items).splitlines() if "$" in line] == [
        "$CATEGORY: x",
        "$CATEGORY: y",
    ]


@given(st.lists(st.text(st.sampled_from(list("ab/\\$ top:[]\n")), max_size=8), min_size=1, max_size=4))
def test_any_category_reads_back(categories: list[str]) -> None:
    items = [mcq(key("a"), wrong("b"), category=category) for category in categories]
    read = read_gift(write_gift(items)).items
    assert [item.category for item in read] == [" ".join(category.split()) for category in categories]


@given(st.text(st.sampled_from(list("ab/\\ :[]{=\n")), min_size=1, max_size=8))
def test_any_id_reads_back(id: str) -> None:
    assert only(write_gift([mcq(key("a"), wrong("b"), id=id)])).id == " ".join(id.split())


def test_a_choice_is_written_as_teachers_write_it() -> None:
    assert write_gift([mcq(key("a", "yes"), wrong("b"))]) == "Q {\n=a#yes\n~b\n}\n"


def test_the_rationale_stands_last_in_the_braces() -> None:
    item = mcq(key("a"), wrong("b"), rationale="So it is.")
    assert write_gift([item]) == "Q {\n=a\n~b\n####So it is.\n}\n"


@pytest.mark.parametrize(
    ("count", "share"), [(2, "50"), (3, "33.33333"), (4, "25"), (6, "16.66667"), (8, "12.5")]
)
def test_shares_are_whole_or_have_five_decimals(count: int, share: str) -> None:
    options = (*(key(f"k{n}") for n in range(count)), wrong("b"))
    lines = write_gift([unproven(MultipleResponse(options=options))]).splitlines()
    assert (lines[1], lines[-2]) == (f"~%{share}%k0", f"~%-{share}%b")


def test_a_claim_has_its_feedback_for_the_wrong_answer_first() -> None:
    body = TrueFalse(options=(wrong("True", "no"), key("False", "indeed")))
    assert write_gift([unproven(body)]) == "Q {F#no#indeed}\n"


def test_a_gap_stands_where_it_was() -> None:
    cloze = unproven(Cloze(gaps=(GapKey(key="Lima", accept=("lima",)),)), stem="It is {{1}}, here.")
    assert write_gift([cloze]) == "It is {=Lima =lima}, here.\n"


def test_a_gap_at_the_end_has_a_line_end_behind_it() -> None:
    assert (
        write_gift([unproven(Cloze(gaps=(GapKey(key="Lima"),)), stem="It is {{1}}")]) == "It is {=Lima}\\n\n"
    )


def test_pairs_are_written_with_arrows() -> None:
    body = Matching(pairs=(Pair(left="a", right="1"), Pair(left="b->c", right="2")))
    assert write_gift([unproven(body)]).splitlines()[1:3] == ["=a -> 1", "=[html]b-&gt;c -> 2"]


@pytest.mark.parametrize("stem", ["[html] is a format", "// is a comment", "1 < 2", "a & b"])
def test_a_stem_that_moodle_would_take_for_something_else_is_told_to_be_plain(stem: str) -> None:
    assert write_gift([mcq(key("a"), wrong("b"), stem=stem)]).startswith(f"[plain]{stem}")


@pytest.mark.parametrize("text", ["%50% of it", "[html]<b>", "[plain]"])
def test_an_answer_that_looks_like_a_share_or_a_format_is_told_to_be_plain(text: str) -> None:
    assert f"\n=[plain]{text}\n" in write_gift([mcq(key(text), wrong("b"))])
