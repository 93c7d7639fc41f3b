"""What happens to a learner's collection when packages arrive, told by Anki's own importer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.core.decks.deck import ItemStatus
from quizapp.core.items.item import Item
from quizapp.exchange.apkg import container, write_apkg
from quizapp.exchange.apkg.note_types import REVISED
from tests.exchange.apkg.cast import (
    LATER,
    NOON,
    basic,
    cloze,
    deck,
    edited,
    entry,
    exemplars,
    mcq,
    names,
    numbered,
)
from tests.exchange.apkg.learner import Learner

BETWEEN = int((NOON + timedelta(days=5)).timestamp())
AFTER = int((LATER + timedelta(days=5)).timestamp())
THREE_GAPS = cloze("{{1}}, {{2}} and {{3}}.", "foundation", "key", "direction")


def test_every_item_arrives_as_a_new_note(ben: Learner) -> None:
    assert ben.imports(write_apkg(deck(*exemplars()))) == (len(exemplars()), 0, 0, 0)


@pytest.mark.parametrize("asked", exemplars(), ids=names(exemplars()))
def test_every_note_has_its_cards(asked: Item, ben: Learner) -> None:
    ben.imports(write_apkg(deck(asked)))
    # what came from Anki and lost its note is one card, which tells all sides
    expected = 1 if asked.kind == "faces" else len(asked.body.faces(asked.stem))
    assert len(ben.cards()) == expected


def test_the_same_file_twice_adds_and_changes_nothing(ben: Learner) -> None:
    package = write_apkg(deck(*exemplars()))
    ben.imports(package)
    assert ben.imports(package) == (0, 0, len(exemplars()), 0)


def test_the_same_file_twice_adds_no_deck(ben: Learner) -> None:
    package = write_apkg(deck(basic(), title='Ada\'s "best"::deck: part  1 '))
    ben.imports(package)
    ben.imports(package)
    assert ben.deck_names() == ["Ada's 'best':deck: part 1", "Ada's 'best':deck: part 1::Place"]


def test_anki_finds_nothing_to_repair(ben: Learner) -> None:
    ben.imports(write_apkg(deck(*exemplars(), THREE_GAPS, entry(basic(name="old"), status="retired"))))
    assert ben.collection.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_anki_finds_no_empty_card(ben: Learner) -> None:
    ben.imports(write_apkg(deck(*exemplars(), THREE_GAPS)))
    assert not ben.collection.get_empty_cards().notes


def test_an_edited_item_updates_its_note_in_place(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic("Harbin"))))
    ben.imports(write_apkg(deck(edited(basic("Dalian")))))
    assert ben.note()["Answer"] == "Dalian"


def test_only_the_edited_item_counts_as_updated(ben: Learner) -> None:
    first, second = mcq(), basic(name="s2")
    ben.imports(write_apkg(deck(first, second)))
    assert ben.imports(write_apkg(deck(edited(first, rationale="Better said."), second))) == (0, 1, 1, 0)


def test_an_update_keeps_what_ben_has_learned(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic("Harbin"))))
    ben.reviews(ben.cards()[0], days=10)
    ben.imports(write_apkg(deck(edited(basic("Dalian")))))
    (card,) = ben.cards()
    assert (card.ivl, card.reps) == (10, 4)


def test_an_edit_that_was_not_recorded_as_one_changes_nothing(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic("Harbin"))))
    ben.imports(write_apkg(deck(basic("Dalian"))))
    assert ben.note()["Answer"] == "Harbin"


def test_bens_own_edit_of_an_unchanged_note_survives_a_newer_package(ben: Learner) -> None:
    first, second = basic(), basic(name="s2")
    ben.imports(write_apkg(deck(first, second)))
    ben.edits(ben.notes()[0], "Rationale", "As I remember it.", at=BETWEEN)
    ben.imports(write_apkg(deck(first, edited(second, rationale="New."))))
    assert ben.notes()[0]["Rationale"] == "As I remember it."


def test_bens_own_tag_on_an_unchanged_note_survives_a_newer_package(ben: Learner) -> None:
    first, second = basic(), basic(name="s2")
    ben.imports(write_apkg(deck(first, second)))
    ben.tags(ben.notes()[0], "exam")
    ben.imports(write_apkg(deck(first, edited(second, rationale="New."))))
    assert "exam" in ben.notes()[0].tags


@pytest.mark.parametrize(("at", "kept"), [(BETWEEN, "Harbin, in the north."), (AFTER, "As I say.")])
def test_of_two_edits_the_later_one_stays(at: int, kept: str, ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic())))
    ben.edits(ben.note(), "Rationale", "As I say.", at=at)
    ben.imports(write_apkg(deck(edited(basic(), rationale="Harbin, in the north."))))
    assert ben.note()["Rationale"] == kept


def test_a_retired_item_arrives_as_a_tombstone_in_place(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic())))
    before = ben.note()
    ben.imports(write_apkg(deck(entry(basic(), status="retired", modified=LATER))))
    after = ben.note("tag:quizapp::retired")
    assert (after.id, after["Retired"][:40]) == (before.id, "Retired by its author on 2026-03-31: no ")


def test_a_tombstone_keeps_what_ben_has_learned(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic())))
    ben.reviews(ben.cards()[0], days=10)
    ben.imports(write_apkg(deck(entry(basic(), status="retired", modified=LATER))))
    assert [card.ivl for card in ben.cards()] == [10]


def test_a_tombstone_leaves_the_card_in_its_deck(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic())))
    ben.imports(write_apkg(deck(entry(basic(), status="retired", modified=LATER))))
    assert len(ben.cards('"deck:Northeast China::Place"')) == 1


def test_a_newcomer_is_not_asked_what_was_retired(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic(), entry(basic(name="old"), status="retired"))))
    assert not ben.notes('"deck:Northeast China" tag:quizapp::retired')


def test_the_banner_of_a_tombstone_is_on_both_sides(ben: Learner) -> None:
    ben.imports(write_apkg(deck(entry(basic(), status="retired"))))
    (card,) = ben.cards()
    assert all("Retired by its author" in side for side in (card.question(), card.answer()))


def test_an_item_taken_back_into_use_loses_its_banner(ben: Learner) -> None:
    ben.imports(write_apkg(deck(entry(basic(), status="retired"))))
    ben.imports(write_apkg(deck(edited(basic()))))
    assert ben.note()["Retired"] == ""


@pytest.mark.parametrize("status", ["draft", "rejected"])
def test_what_was_not_accepted_stays_at_home(status: ItemStatus, ben: Learner) -> None:
    ben.imports(write_apkg(deck(mcq(), entry(basic(name="s2"), status=status))))
    assert [note["Stem"] for note in ben.notes()] == [mcq().stem]


def test_cards_come_in_deck_order(ben: Learner) -> None:
    ben.imports(write_apkg(deck(*numbered(30))))
    assert [card.note()["Stem"] for card in ben.cards()] == [f"stem {n:03}" for n in range(30)]


def test_new_cards_queue_up_one_behind_the_other(ben: Learner) -> None:
    ben.imports(write_apkg(deck(*numbered(9))))
    places = [card.due for card in ben.cards()]
    assert places == list(range(places[0], places[0] + 9))


def test_the_first_card_asked_is_the_deck_s_first(ben: Learner) -> None:
    ben.imports(write_apkg(deck(*reversed(numbered(9)))))
    ben.collection.decks.select(ben.collection.decks.id_for_name("Northeast China"))  # type: ignore[arg-type]
    card = ben.collection.sched.getCard()
    assert card is not None
    assert card.note()["Stem"] == "stem 008"


def test_a_new_item_in_the_middle_joins_the_deck(ben: Learner) -> None:
    first, second, third = numbered(3)
    ben.imports(write_apkg(deck(first, third)))
    assert ben.imports(write_apkg(deck(first, second, third))) == (1, 0, 2, 0)


def test_the_same_item_in_two_decks_is_two_notes(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic(), title="One", anki_id=1_700_000_000_001)))
    assert ben.imports(write_apkg(deck(basic(), title="Two", anki_id=1_700_000_000_002))) == (1, 0, 0, 0)


def test_categories_become_subdecks(ben: Learner) -> None:
    ben.imports(write_apkg(deck(mcq(), basic(category="clean-energy", name="s2"))))
    assert ben.deck_names() == ["Northeast China", "Northeast China::Clean energy", "Northeast China::Region"]


def test_an_item_without_a_category_lies_in_the_deck_itself(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic(category=""))))
    assert ben.deck_names() == ["Northeast China"]


def test_categories_that_differ_in_case_alone_share_a_subdeck(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic(category="GDP"), basic(category="gdp", name="s2"))))
    assert ben.deck_names() == ["Northeast China", "Northeast China::GDP"]


def test_a_deck_brings_three_note_types_however_often_it_is_updated(ben: Learner) -> None:
    ben.imports(write_apkg(deck(*exemplars())))
    ben.imports(write_apkg(deck(edited(basic()), title="Another", anki_id=1_700_000_000_002)))
    assert ben.note_type_names() == ["Quizapp basic", "Quizapp choice", "Quizapp cloze"]


@pytest.fixture
def revise(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A day later, the cards look different."""

    def later() -> None:
        monkeypatch.setattr(container, "REVISED", REVISED + 86_400)
        monkeypatch.setattr(container, "style", lambda: ".card { color: teal }")

    return later


def test_a_new_style_reaches_learners_when_its_date_is_newer(
    ben: Learner, revise: Callable[[], None]
) -> None:
    ben.imports(write_apkg(deck(basic())))
    revise()
    ben.imports(write_apkg(deck(basic())))
    assert ben.note().note_type()["css"] == ".card { color: teal }"  # type: ignore[index]


def test_a_new_style_makes_no_second_note_type(ben: Learner, revise: Callable[[], None]) -> None:
    ben.imports(write_apkg(deck(basic())))
    revise()
    ben.imports(write_apkg(deck(edited(basic()))))
    assert ben.note_type_names() == ["Quizapp basic"]


def test_an_empty_deck_imports_too(ben: Learner) -> None:
    assert ben.imports(write_apkg(deck())) == (0, 0, 0, 0)


def test_a_note_carries_category_and_kind_as_tags(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic(category="Clean energy: wind"))))
    assert ben.note().tags == ["quizapp::category::clean-energy-wind", "quizapp::kind::basic"]


def test_a_note_s_number_is_a_date_that_makes_sense(ben: Learner) -> None:
    ben.imports(write_apkg(deck(basic())))
    assert datetime.fromtimestamp(ben.note().id / 1000, tz=UTC) == NOON


def test_a_moment_without_a_zone_is_utc(ben: Learner) -> None:
    ben.imports(write_apkg(deck(entry(basic(), modified=NOON.replace(tzinfo=None)))))
    assert ben.note().mod == int(NOON.timestamp())


def test_more_gaps_in_an_edited_text_give_more_cards(ben: Learner) -> None:
    ben.imports(write_apkg(deck(cloze("{{1}} and key.", "foundation"))))
    ben.imports(write_apkg(deck(edited(cloze("{{1}} and {{2}}.", "foundation", "key")))))
    assert len(ben.cards()) == 2


def test_a_large_deck_arrives_whole(ben: Learner) -> None:
    assert ben.imports(write_apkg(deck(*numbered(2000)))) == (2000, 0, 0, 0)


def test_a_renamed_source_reaches_new_notes(ben: Learner) -> None:
    titled = deck(basic())
    ben.imports(write_apkg(replace(titled, source=replace(titled.source, title="Another <title>"))))
    assert ben.note()["Source"].startswith("<cite>Another &lt;title&gt;</cite> · ")
