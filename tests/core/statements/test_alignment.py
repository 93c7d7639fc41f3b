"""What a changed text still says keeps its name; what it says otherwise keeps the name of what it said."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from quizapp.core.statements.alignment import align, align_by_id, claims_the_same, with_standing
from quizapp.core.statements.statement import Statement
from tests.core.items.cast import focus, statement

BRIDGE = "The council of Porto opened the long bridge in 1998."
MILL = "Ada built the first mill of the valley beside the river."
INN = "The inn sells cider, cheese and bread to travellers."
RAIL = "A narrow railway links the quarry with the harbour."
TEXT = (BRIDGE, MILL, INN, RAIL)


def said(*sentences: str, asked: str = "", kind: str = "fact") -> tuple[Statement, ...]:
    """One statement a sentence, one sentence after the other; of the same ones, all but the first with a name of
    its own."""
    made: list[Statement] = []
    for sentence in sentences:
        start = made[-1].end + 1 if made else 0
        focuses = [focus(sentence, asked, start=start)] if asked and asked in sentence else []
        one = statement(sentence, *focuses, start=start, kind=kind)  # type: ignore[arg-type]
        twins = sum(other.quote == sentence for other in made)
        made.append(replace(one, id=f"{one.id}-{twins}") if twins else one)
    return tuple(made)


def continued(old: tuple[Statement, ...], new: tuple[Statement, ...]) -> list[int | None]:
    """For each new statement the place of the old one that it continues."""
    places = {one.id: n for n, one in enumerate(old)}
    return [places.get(one.id) for one in align(old, new).statements]


@pytest.mark.parametrize(
    ("sentences", "places"),
    [
        (TEXT, [0, 1, 2, 3]),
        ((RAIL, INN, MILL, BRIDGE), [3, 2, 1, 0]),
        ((BRIDGE, INN, RAIL), [0, 2, 3]),
        ((BRIDGE, "A lighthouse warns the ships at night.", MILL, INN, RAIL), [0, None, 1, 2, 3]),
        ((BRIDGE.replace("1998", "1999"), MILL, INN, RAIL), [0, 1, 2, 3]),
        ((BRIDGE.replace("Porto", "Lisbon"), MILL, INN, RAIL), [0, 1, 2, 3]),
        ((BRIDGE, MILL.replace("built", "put up"), INN, RAIL), [0, 1, 2, 3]),
        ((INN.replace("bread", "honey"), BRIDGE.replace("long", "iron"), RAIL, MILL), [2, 0, 3, 1]),
        ((BRIDGE.replace("bridge in 1998", "bridge in 1998 and closed it in 2003"), MILL), [0, 1]),
        ((BRIDGE, "The first mill of the valley stands beside the river.", "Ada built it.", INN), [0, 1, None, 2]),
        (("Nothing of this was ever said.", "Nor was anything of that."), [None, None]),
        ((), []),
    ],
)  # fmt: skip
def test_a_statement_keeps_its_name_through(sentences: tuple[str, ...], places: list[int | None]) -> None:
    assert continued(said(*TEXT), said(*sentences)) == places


def test_a_claim_of_another_kind_is_another_claim() -> None:
    changed = BRIDGE.replace("1998", "1999")
    assert continued(said(BRIDGE), said(changed, kind="date")) == [None]


def test_of_two_alike_the_one_in_the_same_place_goes_on() -> None:
    old = said("Rain falls in May.", BRIDGE, "Rain falls in June.", MILL)
    assert continued(old, said(BRIDGE, "Rain falls in July.", MILL)) == [1, 2, 3]


def test_a_claim_made_twice_keeps_two_names() -> None:
    assert continued(said(BRIDGE, MILL, BRIDGE), said(BRIDGE, MILL, BRIDGE)) == [0, 1, 2]


def test_of_a_claim_made_twice_the_one_that_stays_in_its_place_keeps_its_name() -> None:
    assert continued(said(BRIDGE, MILL, BRIDGE, INN), said(MILL, BRIDGE, INN)) == [1, 2, 3]


def test_a_name_goes_on_from_change_to_change() -> None:
    first = said(*TEXT)
    second = align(first, said(BRIDGE.replace("1998", "1999"), MILL)).statements
    third = align(second, said(BRIDGE.replace("1998", "1999"), MILL.replace("river", "lake"))).statements
    assert [one.id for one in third] == [one.id for one in first[:2]]


def test_what_is_said_anew_takes_no_name_that_lives_on_elsewhere() -> None:
    changed = BRIDGE.replace("1998", "1999")
    second = align(said(BRIDGE), said(changed)).statements
    third = align(second, said(changed, MILL, BRIDGE)).statements
    assert third[0].id == second[0].id
    assert len({one.id for one in third}) == 3


def test_what_was_gone_comes_back_under_its_name() -> None:
    gone = said(INN)
    assert align(said(BRIDGE), said(BRIDGE, INN), gone=gone).statements[1].id == gone[0].id


def test_what_was_gone_does_not_lend_its_name_to_something_like_it() -> None:
    gone = said(INN)
    changed = said(BRIDGE, INN.replace("bread", "honey"))
    assert align(said(BRIDGE), changed, gone=gone).statements[1].id != gone[0].id


def test_claims_made_three_times_stay_in_their_order_through_a_change_of_each() -> None:
    old, new = said(*TEXT * 3), said(*[each.replace("the ", "a ") for each in TEXT * 3])
    assert continued(old, new) == list(range(12))


def test_a_written_statement_is_known_by_its_name_alone() -> None:
    old = [replace(one, id=name) for one, name in zip(said(BRIDGE, MILL), "ab", strict=True)]
    new = [replace(one, id=name) for one, name in zip(said(MILL, INN), "bc", strict=True)]
    assert align_by_id(old, new).before == {"b": old[1]}


def test_a_claim_is_the_same_wherever_it_stands() -> None:
    first, second = said(BRIDGE, asked="1998"), said(MILL, BRIDGE, asked="1998")
    assert claims_the_same(first[0], second[1])


@pytest.mark.parametrize(
    "change", [{"text": "The bridge was opened."}, {"category": "date"}, {"rationale": "So ada says."}]
)
def test_a_claim_is_another_with_another(change: dict[str, str]) -> None:
    (one,) = said(BRIDGE)
    assert not claims_the_same(one, replace(one, **change))  # type: ignore[arg-type]


def test_a_sentence_that_stands_keeps_its_statement_though_nothing_was_found_in_it() -> None:
    old = said(BRIDGE, MILL, asked="mill")
    text = f"{INN} {MILL}"
    aligned = with_standing(
        align(old, ()), old, text=text, sentences=[(0, len(INN)), (len(INN) + 1, len(text))]
    )
    (kept,) = aligned.statements
    assert (kept.id, text[kept.start : kept.end]) == (old[1].id, MILL)
    assert [text[span.start : span.end] for each in kept.focuses for span in each.spans] == ["mill"]


def test_a_claim_in_words_from_elsewhere_does_not_stand_by_its_sentence_alone() -> None:
    old = [replace(one, text="Ada of Braga built the mill.") for one in said(MILL)]
    aligned = with_standing(align(old, ()), old, text=MILL, sentences=[(0, len(MILL))])
    assert aligned.statements == ()


def test_a_long_text_is_aligned_in_seconds() -> None:
    sentences = [
        f"The clerk of ward {n} counted {7 * n} sheep and {n % 9} geese on farm {n * n}." for n in range(5000)
    ]
    old, new = said(*sentences[:4000]), said(*[each.replace("sheep", "goats") for each in sentences[500:]])
    began = time.perf_counter()
    places = continued(old, new)
    assert time.perf_counter() - began < 20
    assert sum(place == n + 500 for n, place in enumerate(places)) > 3400
