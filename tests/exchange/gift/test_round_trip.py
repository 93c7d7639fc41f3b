"""Whatever signs an item holds, it reads back from GIFT as it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.interaction import Choice, GapKey, Option, TextEntry
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.exchange.gift import write_gift
from quizapp.exchange.gift.escapes import bare, readable
from tests.exchange.gift.cast import how, only, unproven

NASTY = st.text(
    st.one_of(
        st.sampled_from(list("~=#{}:\\n->%/[]<>&;$\"' \t\n\r_1")),
        st.sampled_from(
            [
                "\ufeff",
                "\N{NO-BREAK SPACE}",
                "\u200f",
                "\x00",
                "\x0e",
                "\x1f",
                "\x85",
                "\u2028",
                "🚂",
                "中",
                "ع",
            ]
        ),
        st.characters(),
    ),
    max_size=12,
)
PIECES = st.sampled_from(
    [
        "[html]",
        "[plain]",
        "%50%",
        "####",
        "::",
        "//",
        "$CATEGORY:",
        "->",
        "{{1}}",
        "_____",
        "T",
        "&lt;",
        "<b>",
        "\\n",
        "\n\n",
    ]
)
TEXTS = (
    st.lists(st.one_of(NASTY, PIECES), max_size=4)
    .map("".join)
    .filter(lambda text: bool(bare(readable(text))))
)
OPTIONAL = st.one_of(st.just(""), TEXTS)


def clean(text: str) -> str:
    """What reading keeps of a text: all but control characters, outer spaces and the sort of line ends."""
    return readable(text).strip()


def options(correct: bool) -> st.SearchStrategy[Option]:
    """Options with nasty texts."""
    return st.builds(Option, text=TEXTS, correct=st.just(correct), feedback=OPTIONAL)


def cleaned(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options as they read back."""
    return tuple(replace(one, text=clean(one.text), feedback=clean(one.feedback)) for one in options)


@given(TEXTS, options(True), st.lists(options(False), min_size=1, max_size=3), OPTIONAL)
def test_any_choice_reads_back(stem: str, right: Option, others: list[Option], rationale: str) -> None:
    body = Mcq(options=(others[0], right, *others[1:]))
    read = only(write_gift([unproven(body, stem=stem, rationale=rationale)]))
    expected = Choice(prompt=clean(stem), options=cleaned(body.options))
    assert (how(read), read.rationale) == (expected, clean(rationale))


@given(TEXTS, st.lists(options(True), min_size=2, max_size=7), st.lists(options(False), max_size=3))
def test_any_multiple_response_reads_back(stem: str, right: list[Option], others: list[Option]) -> None:
    body = MultipleResponse(options=(*right, *others))
    read = only(write_gift([unproven(body, stem=stem)]))
    assert how(read) == Choice(prompt=clean(stem), options=cleaned(body.options), multiple=True)


@given(TEXTS, st.booleans(), OPTIONAL, OPTIONAL, OPTIONAL)
def test_any_claim_reads_back(stem: str, is_true: bool, first: str, second: str, rationale: str) -> None:
    texts = (
        Option(text="True", correct=is_true, feedback=first),
        Option(text="False", correct=not is_true, feedback=second),
    )
    read = only(write_gift([unproven(TrueFalse(options=texts), stem=stem, rationale=rationale)]))
    assert (how(read), read.rationale) == (
        Choice(prompt=clean(stem), options=cleaned(texts)),
        clean(rationale),
    )


WRITTEN = TEXTS.filter(lambda text: "->" not in readable(text))


@given(TEXTS, st.lists(WRITTEN, min_size=1, max_size=3, unique_by=clean), OPTIONAL)
def test_any_short_answer_reads_back(stem: str, answers: list[str], rationale: str) -> None:
    read = only(write_gift([unproven(ShortAnswer(answers=tuple(answers)), stem=stem, rationale=rationale)]))
    assert how(read) == TextEntry(prompt=clean(stem), answers=tuple(map(clean, answers)))


@given(TEXTS, TEXTS)
def test_any_card_reads_back(stem: str, answer: str) -> None:
    read = only(write_gift([unproven(Basic(answers=(answer,)), stem=stem)]))
    assert how(read) == TextEntry(prompt=clean(stem), answers=(clean(answer),), open=True)


GAPLESS = st.one_of(st.just(""), TEXTS.filter(lambda text: "{{" not in readable(text)))


@given(GAPLESS, GAPLESS, st.lists(WRITTEN, min_size=1, max_size=3, unique_by=clean))
def test_any_single_gap_reads_back(before: str, after: str, answers: list[str]) -> None:
    stem = f"So {before}{{{{1}}}}{after}"
    gap = GapKey(key=answers[0], accept=tuple(answers[1:]))
    read = only(write_gift([unproven(Cloze(gaps=(gap,)), stem=stem)]))
    expected = GapKey(key=clean(answers[0]), accept=tuple(map(clean, answers[1:])))
    assert how(read) == Cloze(gaps=(expected,)).interaction(clean(stem))


@given(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=4))
def test_any_match_reads_back(stem: str, pairs: list[tuple[str, str]]) -> None:
    body = Matching(pairs=tuple(Pair(left=left, right=right) for left, right in pairs))
    read = only(write_gift([unproven(body, stem=stem)]))
    expected = Matching(pairs=tuple(Pair(left=clean(left), right=clean(right)) for left, right in pairs))
    assert how(read) == expected.interaction(clean(stem))
