"""What is counted in a deck, each count against a deck made for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.items.evaluation import Evaluation, measure
from quizapp.core.items.figures import FIGURES, figures, positions
from quizapp.core.items.interaction import Option
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.metrics import Deck, Tally, has_longest_key, key_position, tally, total
from quizapp.core.items.overlap import AskedParagraph, human_overlap
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from tests.core.items.cast import basic, focus, item, statement

TEXT = "Porto has a bridge. Faro has a mill. Braga has an inn. Well, well."
SENTENCES = ((0, 19), (20, 36), (37, 54), (55, 66))


def choice(*options: str, key: int = 0, stem: str = "Which town has a bridge?") -> Item:
    """A multiple choice, its key at a place."""
    offered = tuple(Option(text=text, correct=n == key) for n, text in enumerate(options))
    return item(Mcq(options=offered), quote=f"Here stand {'; '.join(options)}.", stem=stem)


def deck(*items: Item, asked: tuple[AskedParagraph, ...] = (), seconds: float = 0.0) -> Deck:
    """Three statements in four sentences, the first the most telling."""
    quotes = [TEXT[start:end] for start, end in SENTENCES[:3]]
    statements = [
        replace(statement(quote, focus(quote, quote.split()[0], start=start), start=start), salience=0.9 - n / 10)
        for n, (quote, (start, _)) in enumerate(zip(quotes, SENTENCES, strict=False))
    ]  # fmt: skip
    return Deck(source=Source(title="Towns", text=TEXT), sentences=SENTENCES, statements=statements,
                items=items, asked=asked, seconds=seconds)  # fmt: skip


def about(sentence: int, key: str, *, stem: str = "Which town?") -> Item:
    """An item about a sentence of the text."""
    start, end = SENTENCES[sentence]
    return replace(basic(key, quote=TEXT[start:end], stem=stem, name=f"s{sentence}"),
                   evidence=Evidence(start=start, end=end, quote=TEXT[start:end]))  # fmt: skip


def test_words_and_seconds_give_the_speed() -> None:
    assert figures(tally(deck(seconds=0.5)))["words_per_second"] == 28


def test_items_are_counted_for_a_thousand_words() -> None:
    assert figures(tally(deck(about(0, "Porto"))))["items_per_1000_words"] == 71.4


def test_a_quote_that_is_not_in_the_source_is_no_evidence() -> None:
    sound = about(0, "Porto")
    moved = replace(about(1, "Faro", stem="Where?"), evidence=Evidence(start=3, end=19, quote=TEXT[20:36]))
    assert figures(tally(deck(sound, moved)))["evidence_percent"] == 50


def test_the_same_stem_twice_is_a_duplicate() -> None:
    assert tally(deck(about(0, "Porto"), about(1, "Faro"))).duplicates == 1


def test_fatal_and_advisory_flaws_are_counted_apart() -> None:
    found = tally(deck(about(0, "Porto", stem="Where did he go?"), about(1, "Faro", stem="Which " * 61)))
    assert (found.fatal, found.advisory) == (1, 1)


def test_sentences_with_an_item_are_covered() -> None:
    found = tally(deck(about(0, "Porto"), about(0, "bridge", stem="What?")))
    assert (found.sentences, found.sentences_asked, found.stating, found.stating_asked) == (4, 1, 3, 1)


@pytest.mark.parametrize(("sentence", "share"), [(0, 100), (1, 0), (2, 0)])
def test_the_salient_third_are_the_sentences_that_weigh_most(sentence: int, share: float) -> None:
    key = TEXT[slice(*SENTENCES[sentence])].split()[0]
    assert figures(tally(deck(about(sentence, key))))["salient_percent"] == share


@pytest.mark.parametrize(
    ("options", "is_longest"),
    [(("Porto", "Faro", "Beja"), True), (("Porto", "Braga", "Beja"), False), (("Faro", "Porto", "Beja"), False)],
)  # fmt: skip
def test_a_key_is_longest_where_every_other_option_is_shorter(
    options: tuple[str, ...], is_longest: bool
) -> None:
    assert has_longest_key(choice(*options)) is is_longest


@pytest.mark.parametrize("key", [0, 1, 2])
def test_the_key_of_a_choice_has_a_position(key: int) -> None:
    assert key_position(choice("Porto", "Faro", "Beja", key=key)) == (key, 3)


def test_an_item_without_options_has_no_position_and_no_longest_key() -> None:
    assert (key_position(about(0, "Porto")), has_longest_key(about(0, "Porto"))) == (None, False)


def test_positions_are_counted_from_the_first() -> None:
    items = [choice("Porto", "Faro", "Beja", key=key, stem=f"Which {n}?") for n, key in enumerate((1, 1, 2))]
    assert positions(tally(deck(*items))) == [0, 2, 1]


def test_choosing_is_more_than_true_or_false() -> None:
    assert tally(deck(choice("Porto", "Faro", "Beja"), about(0, "Porto"))).choosing == 1


def test_two_tallies_add_up() -> None:
    one = tally(deck(about(0, "Porto"), choice("Porto", "Faro", "Beja")))
    both = total([one, one])
    assert (both.items, both.kinds["basic"], both.positions[0, 3]) == (4, 2, 2)


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_has_no_share_and_misses_no_bar(name: str) -> None:
    value = figures(Tally())[name]
    assert not value
    assert not FIGURES[name].misses(None)


@pytest.mark.parametrize(
    ("name", "value", "misses"),
    [("evidence_percent", 99.9, True), ("evidence_percent", 100, False), ("fatal_flaws", 1, True),
     ("key_longest_percent", 30, False), ("key_longest_percent", 30.1, True), ("true_false_percent", 21, True),
     ("words", 1, False)],
)  # fmt: skip
def test_a_bar_is_missed_beyond_it(name: str, value: float, misses: bool) -> None:
    assert FIGURES[name].misses(value) is misses


def paragraph(*answers: str) -> AskedParagraph:
    """The whole text, with what people answered about it."""
    return AskedParagraph(start=0, end=len(TEXT), text=TEXT, answers=answers)


@pytest.mark.parametrize(
    ("answer", "touching"), [("Porto", 1), ("the old town of PORTO", 1), ("Faro", 0), ("the", 0)]
)
def test_a_key_touches_an_answer_that_shares_a_content_word(answer: str, touching: int) -> None:
    found = human_overlap([about(0, "Porto")], [paragraph(answer)])
    assert (found.keys, found.touching) == (1, touching)


def test_nothing_is_compared_where_nobody_asked() -> None:
    assert human_overlap([about(0, "Porto")], [paragraph()]).keys == 0


def test_words_drawn_at_random_touch_an_answer_as_often_as_it_fills_the_paragraph() -> None:
    all_words = human_overlap([about(0, "Porto")], [paragraph(TEXT)])
    one_word = human_overlap([about(0, "Porto")], [paragraph("inn")])
    assert 0 <= one_word.at_random < 0.5 < all_words.at_random


def test_the_random_baseline_is_the_same_each_time() -> None:
    first, second = (human_overlap([about(0, "Porto")], [paragraph("inn", "mill")]) for _ in range(2))
    assert first == second


def evaluation() -> Evaluation:
    """Two texts of two genres."""
    first = measure(deck(about(0, "Porto"), choice("Porto", "Faro", "Beja")), name="a.txt", genre="news")
    second = measure(deck(about(1, "Faro")), name="b.txt", genre="law")
    return Evaluation(folder="texts", seed=0, texts=(first, second))


def test_texts_add_up_to_their_genres_and_to_all() -> None:
    rows = evaluation().rows()
    assert {name: row.items for name, row in rows["genres"].items()} == {"news": 2, "law": 1}
    assert rows["all"]["all"].items == 3


def test_kinds_are_told_apart() -> None:
    assert {kind: row.items for kind, row in evaluation().rows()["kinds"].items()} == {"mcq": 1, "basic": 2}


def test_a_pattern_has_its_statements() -> None:
    assert sum(row.statements for row in evaluation().rows()["patterns"].values()) == 6


def test_a_text_without_items_says_so() -> None:
    assert measure(deck(), name="a.txt", genre="news").problem
