"""Paper: two versions that anybody can print again, with keys that fit them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.decks.deck import Deck
from quizapp.core.items.interaction import Mask, Side
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.faces import Faces
from quizapp.core.items.kinds.matching import Matching
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.exchange.paper import ACROSS, CARDS_A_SHEET, VERSIONS, Printed, cards, marks, sheet
from tests.exchange.printed import deck, item

WHOLE = deck(40)


def ids(printed: tuple[Printed, ...]) -> list[str]:
    return [one.item.id for one in printed]


def test_a_version_is_the_same_whenever_it_is_printed() -> None:
    assert sheet(WHOLE, version="A", count=40) == sheet(deck(40), version="A", count=40)


def test_versions_ask_the_same_items_in_other_orders_with_other_options() -> None:
    first, second = (sheet(WHOLE, version=version, count=20) for version in VERSIONS)
    assert sorted(ids(first)) == sorted(ids(second))
    assert ids(first) != ids(second)
    offers = {one.item.id: one.offers for one in first if one.offers}
    assert any(offers[one.item.id] != one.offers for one in second if one.offers)


@pytest.mark.parametrize("seed", range(6))
def test_even_two_items_stand_in_another_order_in_b(seed: int) -> None:
    two = deck(2, id=f"two-{seed}")
    assert ids(sheet(two, version="A", count=2)) == ids(sheet(two, version="B", count=2))[::-1]


def test_another_deck_shuffles_differently() -> None:
    assert ids(sheet(WHOLE, version="A", count=40)) != ids(sheet(deck(40, id="other"), version="A", count=40))


def test_an_item_keeps_its_mark_in_every_version_and_number_of_items() -> None:
    whole = {one.item.id: one.mark for one in sheet(WHOLE, version="A", count=40)}
    part = {one.item.id: one.mark for one in sheet(WHOLE, version="B", count=7)}
    assert part == {id: whole[id] for id in part}


def test_no_two_items_of_a_large_deck_share_a_mark() -> None:
    named = marks([item(number).id for number in range(3000)])
    assert len(set(named.values())) == 3000


@pytest.mark.parametrize("version", VERSIONS)
def test_the_letters_of_a_key_lead_to_what_is_right(version: str) -> None:
    for one in sheet(WHOLE, version="B" if version == "B" else "A", count=40):
        body, offered = one.item.body, dict(one.offers)
        if isinstance(body, Mcq):
            assert [offered[letter] for letter in one.letters] == list(body.keys())
        if isinstance(body, Matching):
            right = {pair.left: pair.right for pair in body.pairs}
            assert [offered[letter] for letter in one.letters] == [right[left] for left in one.lines]
        if isinstance(body, Ordering):
            places = dict(zip(one.letters, one.lines, strict=True))
            assert [places[str(n)] for n in range(1, 5)] == list(body.sequence)
            assert one.lines != body.sequence


def test_every_kind_has_its_own_place_for_an_answer() -> None:
    boxes = {one.item.kind: one.box for one in sheet(WHOLE, version="A", count=40)}
    assert boxes == {
        "mcq": "one", "multiple_response": "many", "matching": "match", "ordering": "order", "cloze": "gaps",
        "short_answer": "number", "basic": "lines",
    }  # fmt: skip


def test_a_gap_counts_and_its_key_names_other_wordings() -> None:
    found = next(one for one in sheet(WHOLE, version="A", count=40) if one.box == "gaps")
    assert (found.segments.count(None), found.points, found.key) == (2, 2, ("salt", "iron / ore"))


def test_a_sheet_holds_as_many_items_as_wanted_and_no_more_than_there_are() -> None:
    sizes = [len(sheet(WHOLE, version="A", count=count)) for count in (1, 7, 500)]
    assert sizes == [1, 7, 40]


def test_the_back_of_a_card_meets_its_front_when_the_sheet_is_turned() -> None:
    for page in cards(WHOLE, count=13).sheets:
        assert len(page.fronts) == len(page.backs) <= CARDS_A_SHEET
        for at in range(0, len(page.fronts), ACROSS):
            fronts, backs = page.fronts[at : at + ACROSS], page.backs[at : at + ACROSS]
            marked = [[side and side.mark for side in row] for row in (fronts, backs[::-1])]
            assert marked[0] == marked[1]


def test_what_no_card_holds_is_named_and_left_out() -> None:
    endless = Basic(answers=("the harbour " * 80,))
    long = item(7).__class__(**(vars(item(7)) | {"body": endless}))
    entry = WHOLE.items[0].__class__(**(vars(WHOLE.items[0]) | {"item": long}))
    found = cards(Deck(**(vars(WHOLE) | {"items": (entry, WHOLE.items[1])})), count=2)
    assert (found.too_long, sum(side is not None for side in found.sheets[0].fronts)) == ((long,), 1)


def test_a_cut_card_holds_what_there_is_to_choose_match_and_order() -> None:
    fronts = {
        front.mark: front.words for page in cards(WHOLE, count=40).sheets for front in page.fronts if front
    }
    named = marks([entry.item.id for entry in WHOLE.items])
    for one in sheet(WHOLE, version="A", count=40):
        texts = one.lines + tuple(text for _, text in one.offers)
        if one.item.kind != "true_false":
            assert all(text in fronts[named[one.item.id]] for text in texts if len(text) < 90), one.item.kind


PICTURE, SOUND = f"{'a' * 32}.png", f"{'b' * 32}.mp3"
COVERED = Side(
    prompt=f'<audio src="{SOUND}"></audio>', answer="", picture=PICTURE,
    masks=(Mask(left=1, top=1, width=9, height=9, asked=True),),
)  # fmt: skip


def of(*bodies: ItemBody) -> Deck:
    """A deck of items with these bodies."""
    entries = zip(deck(len(bodies)).items, bodies, strict=True)
    return replace(
        deck(1), items=tuple(replace(one, item=replace(one.item, body=body)) for one, body in entries)
    )


def test_a_cut_card_shows_the_pictures_of_its_side() -> None:
    where = Side(prompt=f'Where? <img src="{PICTURE}">', answer="Here")
    (found,) = cards(of(Faces(sides=(where, COVERED))), count=1).sheets
    front, covered = found.fronts
    assert front is not None
    assert covered is not None
    assert (front.words, front.images, front.cover) == ("Where?", (PICTURE,), None)
    assert (covered.words, covered.images, covered.cover, covered.answered) == ("", (), COVERED, False)
    assert [(one.images, one.answered) for one in found.backs if one] == [((), True)] * 2


def test_a_sheet_says_which_items_play_a_sound() -> None:
    heard = sheet(of(Faces(sides=(COVERED,)), Basic(answers=("x",))), version="A", count=2)
    assert {one.item.kind: one.is_heard for one in heard} == {"faces": True, "basic": False}
