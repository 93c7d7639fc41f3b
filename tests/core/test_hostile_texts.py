"""Whatever somebody pastes gives sound items or a sentence that says why not, and never anything else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from tests.core.hostile import PLAIN, TEXTS
from tests.core.reader import read


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_gives_sound_items_or_a_reason(text: str) -> None:
    try:
        found = read(text)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - either way out is right
        return
    assert found.faults() == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_statement_of_any_text_quotes_it(text: str) -> None:
    try:
        found = read(text)
    except InputError:
        return
    assert all(found.source.quote(one.start, one.end) == one.quote for one in found.statements)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_focus_of_any_text_stands_at_its_place(text: str) -> None:
    try:
        found = read(text)
    except InputError:
        return
    spans = [span for one in found.statements for focus in one.focuses for span in focus.spans]
    assert all(found.source.quote(span.start, span.end) == span.text for span in spans)


def test_a_sentence_said_two_hundred_times_is_asked_no_more_than_once_said() -> None:
    again, once = (
        read(TEXTS["same sentence again"]),
        read("Ada Lovelace opened the bridge in Porto in 1998. " * 2),
    )
    assert len(again.generation.items) <= max(4, len(once.generation.items))


@pytest.mark.parametrize(
    "name", ["html", "markdown", "windows line ends", "page breaks", "hard wrapped", "two spaces"]
)
def test_items_come_of_a_text_whose_form_is_odd(name: str) -> None:
    assert read(TEXTS[name]).generation.items


SENTENCES = PLAIN.split(". ")
FRAGMENTS = (
    "“", "”", "(", ")", "{{1}}", "{{", "}}", "</p>", "<b>", "&amp;", "\n", "\n\n", "\r\n", "\t", "\f", "\x00",
    "\u200b", "\u200d", "\ufeff", "\u202e", "\u0301", "\ufe0f", "\ud83d", "🌉", "桥", "שלום", "|",
    "—", "…", "...", "; ", ", ", ".", "?",
    " not ", " never ", " only ", " if ", " he ", " it ", " and ", " or ", " to ", " of ", " 1998", " 3.14 ",
    "%", "$", "_", "* ",
    "- ", "# ", "> ", "1) ", "A. B. ", "'s", "’", "'", '"', "THE ", "İ", "ß", "ﬁ", "½", "٣", "\\", "/", "@", "http://x.y/z?a=b",
)  # fmt: skip
spliced = st.lists(
    st.one_of(st.sampled_from(SENTENCES).map(lambda one: f"{one}. "), st.sampled_from(FRAGMENTS)),
    min_size=2,
    max_size=14,
).map("".join)


@st.composite
def mutilated(draw: st.DrawFn) -> str:
    """Prose with a few places torn out, doubled or filled with something odd."""
    text = PLAIN
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 12)))
        odd = draw(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=3), st.just(text[at:end] * 2)))
        text = text[:at] + odd + text[end:]
    return text


def problems(text: str) -> list[str]:
    """What is wrong with the statements and items of a text; nothing is where it is refused."""
    try:
        found = read(text)
    except InputError:
        return []
    spans = [(one.start, one.end, one.quote) for one in found.statements]
    spans += [
        (span.start, span.end, span.text)
        for one in found.statements
        for focus in one.focuses
        for span in focus.spans
    ]
    moved = [told for start, end, told in spans if found.source.quote(start, end) != told]
    return [*found.faults(), *moved]


@given(spliced)
def test_fragments_between_sentences_do_no_harm(text: str) -> None:
    assert problems(text) == []


@given(mutilated())
def test_fragments_inside_of_sentences_do_no_harm(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize("clause", ["which is a town, ", "because the mayor said that "])
def test_a_sentence_of_pages_keeps_no_others_waiting(clause: str) -> None:
    read(PLAIN)
    started = time.process_time()
    found = read(f"{PLAIN} The city, {clause * 600}is big.")
    assert found.generation.items
    assert time.process_time() - started < 8  # of the first one it took a minute


@pytest.mark.slow
@pytest.mark.parametrize("joint", [" and ", ", ", " that "])
def test_a_sentence_twice_as_long_takes_hardly_more_than_twice_the_time(joint: str) -> None:
    read(PLAIN)
    seconds = []
    for words in (1_500, 3_000):
        text = f"The mayor called for {joint.join(f'planting trees of {n}' for n in range(words // 4))} and peace."
        started = time.process_time()
        read(text)
        seconds.append(time.process_time() - started)
    assert seconds[1] <= 5 * seconds[0]
