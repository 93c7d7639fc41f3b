"""Items on a terminal: numbered, with their key and the quote that proves it."""

from __future__ import annotations

import pytest

from quizapp.core.text.source import Source
from quizapp.exchange.plain import write_plain
from tests.core.items.cast import EXEMPLARS, basic, exemplar_item, mcq

SOURCE = Source(title="Trains", text="A text of six short words.")


def test_the_head_counts_words_and_items() -> None:
    assert write_plain(SOURCE, [mcq("coal", "gas", "oil")]).splitlines()[:2] == ["Trains", "6 words, 1 item"]


def test_items_are_numbered_from_one() -> None:
    written = write_plain(SOURCE, [mcq("coal", "gas", "oil"), basic("wind")])
    assert [line.split()[0] for line in written.splitlines() if line[:1].isdigit()][1:] == ["1.", "2."]


@pytest.mark.parametrize("name", EXEMPLARS)
def test_every_kind_shows_its_key(name: str) -> None:
    item = exemplar_item(EXEMPLARS[name])
    written = " ".join(write_plain(SOURCE, [item]).split())
    keys = item.body.keys()
    assert all(key in written for key in keys)


@pytest.mark.parametrize("name", EXEMPLARS)
def test_every_kind_shows_its_quote_as_the_last_line(name: str) -> None:
    item = exemplar_item(EXEMPLARS[name])
    assert " ".join(write_plain(SOURCE, [item]).split()).endswith(f"“{item.quote}”")


def test_only_keys_have_an_asterisk() -> None:
    marked = [line for line in write_plain(SOURCE, [mcq("coal", "gas", "oil")]).splitlines() if "*" in line]
    assert [line.split()[-1] for line in marked] == ["coal"]


def test_gaps_are_shown_in_brackets() -> None:
    written = write_plain(SOURCE, [exemplar_item(EXEMPLARS["cloze-2"])])
    assert ("[1]" in written, "{{" in written) == (True, False)


def test_every_option_has_its_letter_however_many_there_are() -> None:
    wrong = [f"thing {n}" for n in range(29)]
    assert all(text in write_plain(SOURCE, [mcq("coal", *wrong)]) for text in wrong)


def test_no_line_is_wider_than_a_terminal() -> None:
    written = write_plain(SOURCE, [basic("wind", quote="wind and water " * 40, stem="Which of these? " * 20)])
    assert max(map(len, written.splitlines())) <= 100


def test_a_quote_over_several_lines_is_one_paragraph() -> None:
    assert "“wind and water”" in write_plain(SOURCE, [basic("wind", quote="wind\n\n  and water")])


def test_no_items_give_only_the_head() -> None:
    assert write_plain(SOURCE, []) == "Trains\n6 words, 0 items\n"
