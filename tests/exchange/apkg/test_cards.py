"""What stands on the two sides of a card, rendered by Anki itself."""

from __future__ import annotations

import re

import pytest

from quizapp.core.items.interaction import Choice, GapKey, Option
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.exchange.apkg import write_apkg
from tests.exchange.apkg.cast import ANKI_ID, basic, carrying, cloze, deck, exemplars, item, mcq, names
from tests.exchange.apkg.learner import Learner, shown


def _choice(*texts: str) -> Choice:
    """The first is the key."""
    return Choice(
        prompt="Which?", options=tuple(Option(text=text, correct=not n) for n, text in enumerate(texts))
    )


@pytest.mark.parametrize("asked", exemplars(), ids=names(exemplars()))
def test_the_front_shows_no_key_mark_rationale_or_quote(asked: Item, ben: Learner) -> None:
    front = shown(ben.sides(asked)[0][0])
    assert not any(text in front for text in ("✓", asked.rationale, asked.quote))


@pytest.mark.parametrize("asked", exemplars(), ids=names(exemplars()))
def test_the_back_shows_the_rationale_and_the_quote(asked: Item, ben: Learner) -> None:
    back = shown(ben.sides(asked)[0][1])
    assert asked.rationale in back
    assert asked.quote in back


@pytest.mark.parametrize("asked", exemplars(), ids=names(exemplars()))
def test_the_back_names_the_source_and_its_reference(asked: Item, ben: Learner) -> None:
    assert "A report · https://example.org/report" in shown(ben.sides(asked)[0][1])


@pytest.mark.parametrize("asked", exemplars(), ids=names(exemplars()))
def test_no_side_loads_anything(asked: Item, ben: Learner) -> None:
    loads = re.compile(r"<link|<img|<iframe|src=|@import|url\(|fetch\(|XMLHttpRequest|import\(")
    assert not [side for pair in ben.sides(asked) for side in pair if loads.search(side)]


@pytest.mark.parametrize("asked", exemplars(), ids=names(exemplars()))
def test_no_template_names_a_field_that_is_not_there(asked: Item, ben: Learner) -> None:
    assert not [
        side for pair in ben.sides(asked) for side in pair if re.search(r"\{\{|no field|unknown", side)
    ]


def test_three_gaps_give_three_cards(ben: Learner) -> None:
    asked = cloze("{{1}}, {{2}} and {{3}}.", "foundation", "key", "direction")
    assert [shown(front).strip() for front, _ in ben.sides(asked)] == [
        "[...], key and direction.", "foundation, [...] and direction.", "foundation, key and [...].",
    ]  # fmt: skip


def test_a_gap_named_twice_gives_one_card(ben: Learner) -> None:
    assert len(ben.sides(cloze("{{1}} is {{1}}.", "wind"))) == 1


def test_a_gap_without_a_place_has_its_card_all_the_same(ben: Learner) -> None:
    _, (front, _) = ben.sides(cloze("Clean energy: {{1}}.", "wind", "sun"))
    assert shown(front).strip() == "Clean energy: wind. [...]"


@pytest.mark.parametrize(
    ("gaps", "told"),
    [
        ((GapKey(key="Harbin", accept=("Ha'erbin", "哈尔滨")),), "Also right Ha'erbin, 哈尔滨"),
        ((GapKey(key="Harbin", accept=("Ha'erbin",)), GapKey(key="Jilin")), "Also right Harbin: Ha'erbin"),
    ],
)
def test_the_back_of_a_gap_tells_other_wordings(gaps: tuple[GapKey, ...], told: str, ben: Learner) -> None:
    stem = " and ".join(f"{{{{{n}}}}}" for n in range(1, len(gaps) + 1))
    assert told in shown(ben.sides(item(Cloze(gaps=gaps), stem=stem))[0][1])


def test_the_back_of_a_short_answer_tells_other_wordings(ben: Learner) -> None:
    asked = item(ShortAnswer(answers=("Harbin", "Ha'erbin")), quote="It met in Harbin.")
    assert "Also right Ha'erbin" in shown(ben.sides(asked)[0][1])


def test_a_choice_offers_its_options_on_the_front(ben: Learner) -> None:
    front, _ = ben.sides(mcq())[0]
    assert re.findall(r'<span class="text">(.*?)</span>', front) == ["Liaoning", "Heilongjiang", "Jilin"]


def test_a_choice_marks_its_key_in_text_on_the_back(ben: Learner) -> None:
    _, back = ben.sides(mcq())[0]
    assert "Heilongjiang ✓" in shown(back)


def test_a_choice_tells_why_each_distractor_is_wrong_on_the_back(ben: Learner) -> None:
    _, back = ben.sides(mcq())[0]
    assert "Not Liaoning." in shown(back)
    assert "Not Jilin." in shown(back)


def test_a_choice_keeps_feedback_off_the_front(ben: Learner) -> None:
    front, _ = ben.sides(mcq())[0]
    assert "Not Liaoning." not in front


def _multiple(*texts: str) -> Item:
    options = tuple(Option(text=text, correct=n < 2) for n, text in enumerate(texts))
    return item(MultipleResponse(options=options))


def test_a_choice_of_several_says_so(ben: Learner) -> None:
    front, _ = ben.sides(_multiple("wind", "sun", "coal", "peat"))[0]
    assert "Choose every right option." in shown(front)


@pytest.mark.parametrize(
    ("texts", "ordered"),
    [
        (("True", "False"), True),
        (("No", "Yes"), True),
        (("1949", "1978", "2001"), True),
        (("3.5%", "4%", "1,000 %"), True),
        (("Jilin", "1978"), False),
        ((".", ","), False),
    ],
)
def test_options_that_have_an_order_are_not_to_be_shuffled(
    texts: tuple[str, ...], ordered: bool, ben: Learner
) -> None:
    front, _ = ben.sides(carrying(_choice(*texts)))[0]
    assert ('class="options ordered"' in front) is ordered


def test_matching_shows_both_columns_on_the_front_and_no_pair(ben: Learner) -> None:
    pairs = (
        Pair(left="Jilin", right="Changchun"),
        Pair(left="Hubei", right="Wuhan"),
        Pair(left="Hunan", right="A"),
    )
    front, _ = ben.sides(item(Matching(pairs=pairs)))[0]
    assert re.findall(r"<li>(.*?)</li>", front) == ["Jilin", "Hubei", "Hunan", "A", "Changchun", "Wuhan"]


def test_matching_shows_the_pairs_on_the_back(ben: Learner) -> None:
    pairs = (Pair(left="Jilin", right="Changchun"), Pair(left="Hubei", right="Wuhan"))
    _, back = ben.sides(item(Matching(pairs=pairs)))[0]
    assert re.findall(r"<th>(.*?)</th><td>(.*?)</td>", back) == [("Jilin", "Changchun"), ("Hubei", "Wuhan")]


@pytest.mark.parametrize(
    ("sequence", "pieces"),
    [(("seed", "leaf", "fruit"), ["fruit", "leaf", "seed"]), (("a", "b", "c"), ["c", "b", "a"])],
)
def test_an_order_is_not_given_away_on_the_front(
    sequence: tuple[str, ...], pieces: list[str], ben: Learner
) -> None:
    front, _ = ben.sides(item(Ordering(sequence=sequence)))[0]
    assert re.findall(r"<li>(.*?)</li>", front) == pieces


def test_an_order_stands_on_the_back(ben: Learner) -> None:
    _, back = ben.sides(item(Ordering(sequence=("seed", "leaf", "fruit"))))[0]
    assert '<ol class="sequence"><li>seed</li><li>leaf</li><li>fruit</li></ol>' in back


@pytest.mark.parametrize(
    "read", [lambda note: note.guid, lambda note: note.note_type()["id"]], ids=["guid", "note type"]
)
def test_an_edit_changes_neither_guid_nor_note_type(read: object, ben: Learner) -> None:
    assert callable(read)
    ben.imports(write_apkg(deck(basic("Harbin"))))
    before = read(ben.note())
    ben.imports(write_apkg(deck(basic("Dalian", stem="Where else?"))))
    assert read(ben.note()) == before


def test_a_guid_says_whose_note_it_is(ben: Learner) -> None:
    asked = basic()
    ben.imports(write_apkg(deck(asked)))
    assert ben.note().guid == f"quizapp:{ANKI_ID}:{asked.id}"
