"""What is written keeps Moodle's rules; the golden file was checked by eye against them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.item import Item
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.errors import ExportUnsupported
from quizapp.exchange.moodle import read_moodle, write_moodle, write_question
from quizapp.exchange.xmltree import tree_of
from tests.core.items.cast import EXEMPLARS, IN_WORDS, exemplar_item
from tests.exchange.awkward import deck_of, own

GOLDEN = Path(__file__).parent / "golden.xml"
NEAR = 1e-5  # how near a share must be to one that Moodle knows
MOODLE_SHARES = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10,
    5, 0,
)  # fmt: skip


def golden_items() -> list[Item]:
    """Every kind, and texts with what XML, HTML and Moodle take for theirs."""
    made = [own(name, one.stem, one.body, rationale="Why <so>.") for name, one in IN_WORDS.items()]
    arabic = ShortAnswer(answers=("\u0642\u0644\u0628", "a*b \\ c"))
    awkward = Cloze(gaps=(GapKey(key="~#}{=%1%", accept=("a\nb",)), GapKey(key="& ]]> \"x'")))
    return [
        *made,
        own("rtl", "\u0645\u0627 \u0647\u0648?", arabic, category="", tags=("a & b", "c")),
        own("signs", "{1:SA:=x} {{2}}\n\n is  {{1}}]]>", awkward, category="a/b"),
        exemplar_item(EXEMPLARS["mcq-1"]),
    ]


def test_the_golden_file_is_written() -> None:
    assert write_moodle(deck_of([]), golden_items()).decode() == GOLDEN.read_text("utf-8")


def test_the_golden_file_reads_back_whole() -> None:
    reading = read_moodle(GOLDEN.read_bytes())
    assert (len(reading.items), reading.errors) == (len(golden_items()), ())


@pytest.mark.parametrize("keys", range(2, 11))
def test_shares_are_some_that_moodle_knows_and_reach_the_whole(keys: int) -> None:
    options = tuple(Option(text=f"o{n}", correct=n < keys) for n in range(keys + 1))
    question = tree_of(write_question(own("w", "Q", MultipleResponse(options=options))).encode())
    shares = [float(one.get("fraction") or "") for one in question.findall("answer")]
    assert all(min(abs(abs(share) - known) for known in MOODLE_SHARES) < NEAR for share in shares)
    # Moodle keeps seven decimals and takes what is above 0.999999 for all
    assert sum(round(share / 100, 7) for share in shares if share > 0) > 0.999999
    assert shares[-1] == -shares[0]


REFUSED: dict[str, ItemBody] = {
    "eleven keys": MultipleResponse(options=tuple(Option(text=str(n), correct=n < 11) for n in range(12))),
    "a backslash before a brace": Cloze(gaps=(GapKey(key="a\\}"),)),
    "a backslash before a hash": Cloze(gaps=(GapKey(key="a", accept=("\\#",)),)),
    "a gap that is missing": Cloze(gaps=(GapKey(key="a"), GapKey(key="b"))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_moodle_would_read_as_another_item_is_refused(name: str) -> None:
    with pytest.raises(ExportUnsupported) as refused:
        write_question(own("w", "It is {{1}}.", REFUSED[name]))
    assert "%(" not in str(refused.value)


def test_an_answer_is_no_wildcard() -> None:
    assert "<text>2 \\* 3</text>" in write_question(own("w", "Q", ShortAnswer(answers=("2 * 3",))))


def test_a_brace_in_a_text_opens_no_gap() -> None:
    written = write_question(own("w", "{1:SA:=x} is {{1}}", Cloze(gaps=(GapKey(key="a"),))))
    assert (tree_of(written.encode()).findtext("questiontext/text") or "").count("{") == 1


def test_an_order_is_marked_pair_by_pair_and_asked_whole() -> None:
    written = write_question(own("w", "Q", Ordering(sequence=("a", "b", "c"))))
    for line in ("<selectcount>3</selectcount>", "<gradingtype>RELATIVE_ALL_PREVIOUS_AND_NEXT</gradingtype>"):
        assert line in written


def test_a_quote_is_shown_once() -> None:
    item = exemplar_item(EXEMPLARS["mcq-1"])
    assert write_question(item).count(item.quote) == 1
    object.__setattr__(item, "rationale", item.quote)
    assert write_question(item).count(item.quote) == 1


def test_a_long_stem_gives_a_short_name() -> None:
    written = write_question(own("w", "long " * 100, Mcq(options=(Option(text="a", correct=True),))))
    name = tree_of(written.encode()).findtext("name/text") or ""
    assert len(name) <= 100
    assert name.endswith("…")
