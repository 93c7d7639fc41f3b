"""What an update did is listed until somebody looked; a conflict waits for a decision, and a decision can be undone."""

from __future__ import annotations

from typing import Any

import pytest

from quizapp.errors import Conflict, InputError, NotFound
from quizapp.services.audits import audit_deck
from quizapp.services.changes import Changes, decide, go_back, list_changes, see_all
from quizapp.services.decks import get_deck
from quizapp.services.drafts import accept_all, edit_item, review_item
from tests.services.atlas import (
    CAPITAL,
    CARS,
    HARBOUR,
    LINES,
    MOVED_CAPITAL,
    OIL,
    PORT,
    about,
    again,
    edited,
    update,
)
from tests.store.northern import LATER, NOW

SECOND = LATER.replace(hour=20)


def counts(changes: Changes) -> dict[str, int]:
    names = ("conflicts", "changed", "new", "returned", "retired")
    return {name: len(found) for name in names if (found := getattr(changes, name))}


def test_without_an_update_there_is_nothing_to_look_at(atlas: str) -> None:
    assert list_changes(atlas).total == 0


def test_an_update_is_listed_by_what_it_did(atlas: str) -> None:
    edited("Dalian")
    update(HARBOUR, MOVED_CAPITAL, PORT.replace("largest", "only"), OIL)
    found = list_changes(atlas)
    assert {each.entry.item.quote for each in found.changed} >= {MOVED_CAPITAL}
    assert {each.entry.item.quote for each in found.conflicts} == {PORT}
    assert {each.entry.item.quote for each in found.new} == {HARBOUR}
    assert {each.entry.item.quote for each in found.retired} == {CARS}


def test_a_changed_item_is_listed_beside_what_it_said(atlas: str) -> None:
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    for each in list_changes(atlas).changed:
        assert each.earlier is not None
        assert (each.earlier.quote, each.entry.item.quote) == (CAPITAL, MOVED_CAPITAL)


def test_what_nobody_looked_at_is_listed_after_a_second_update(atlas: str) -> None:
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    update(MOVED_CAPITAL, HARBOUR, PORT, CARS, OIL)
    assert set(counts(list_changes(atlas))) == {"changed", "new"}
    assert {each.earlier.quote for each in list_changes(atlas).changed if each.earlier} == {CAPITAL}


def test_what_comes_back_is_told(atlas: str) -> None:
    update(CAPITAL, PORT, CARS)
    update(*LINES)
    assert set(counts(list_changes(atlas))) == {"returned"}


def test_what_was_looked_at_is_not_listed_any_more(atlas: str) -> None:
    mine = edited("Harbin")
    update(HARBOUR, MOVED_CAPITAL, PORT)
    assert see_all(atlas) > 0
    assert counts(list_changes(atlas)) == {"conflicts": 1}
    assert list_changes(atlas).conflicts[0].entry.item == mine.item


@pytest.mark.parametrize("status", ["accepted", "rejected", "draft"])
def test_a_decision_about_an_item_takes_it_off_the_list(status: Any, atlas: str) -> None:
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    before = len(list_changes(atlas).changed)
    review_item(atlas, about(MOVED_CAPITAL).item.id, status=status, now=LATER)
    assert len(list_changes(atlas).changed) == before - 1


def test_accepting_all_drafts_takes_them_off_the_list(atlas: str) -> None:
    update(HARBOUR, *LINES)
    accept_all(atlas, now=LATER)
    assert list_changes(atlas).total == 0


def test_a_conflict_shows_all_three_wordings(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    (conflict,) = list_changes(atlas).conflicts
    assert conflict.entry.item == mine.item
    assert conflict.base is not None
    assert conflict.rival is not None
    assert (conflict.base.quote, conflict.rival.quote) == (CAPITAL, MOVED_CAPITAL)
    assert conflict.base.rationale != "As ada says."


def test_the_new_wording_takes_the_place_of_the_edit(atlas: str) -> None:
    mine = edited("Harbin")
    update(HARBOUR, MOVED_CAPITAL, PORT, CARS, OIL)
    decide(atlas, mine.item.id, "new", now=SECOND)
    after = again(mine)
    assert (after.item.quote, after.is_disputed, after.modified) == (MOVED_CAPITAL, False, SECOND)
    assert get_deck(atlas).quotes(after)
    assert not update(HARBOUR, MOVED_CAPITAL, PORT, CARS, OIL).of("conflict")


def test_the_edit_moves_to_the_new_sentence_where_that_proves_it(atlas: str) -> None:
    mine = edited("Harbin")
    update(HARBOUR, MOVED_CAPITAL, PORT, CARS, OIL)
    assert list_changes(atlas).conflicts[0].can_follow
    decide(atlas, mine.item.id, "mine", now=SECOND)
    after = again(mine)
    assert (after.item.rationale, after.item.quote) == ("As ada says.", MOVED_CAPITAL)
    assert get_deck(atlas).quotes(after)
    assert not update(HARBOUR, MOVED_CAPITAL, PORT, CARS, OIL).of("conflict")
    assert again(mine).item.rationale == "As ada says."


def test_the_edit_goes_on_quoting_the_earlier_text_where_the_new_one_does_not_prove_it(atlas: str) -> None:
    mine = edited("Harbin")
    update(CAPITAL.replace("Harbin", "Acheng"), PORT, CARS, OIL)
    assert not list_changes(atlas).conflicts[0].can_follow
    decide(atlas, mine.item.id, "mine", now=SECOND)
    after = again(mine)
    assert (after.item, after.is_disputed, after.version) == (mine.item, False, mine.version)
    assert audit_deck(atlas) == ()
    assert not update(CAPITAL.replace("Harbin", "Acheng"), PORT, CARS).of("conflict")
    assert again(mine).item == mine.item


@pytest.mark.parametrize(("choice", "status"), [("mine", "accepted"), ("new", "retired")])
def test_an_edit_that_nothing_proves_any_more_is_kept_or_retired(
    choice: Any, status: str, atlas: str
) -> None:
    mine = edited("Daqing")
    update(CAPITAL, PORT, CARS)
    assert list_changes(atlas).conflicts[0].rival is None
    decide(atlas, mine.item.id, choice, now=SECOND)
    assert (again(mine).status, again(mine).is_disputed) == (status, False)
    update(CAPITAL, PORT)
    assert (again(mine).status, again(mine).is_disputed) == (status, False)
    update(*LINES)
    assert (again(mine).status, again(mine).item) == ("accepted", mine.item)


@pytest.mark.parametrize("choice", ["mine", "new"])
@pytest.mark.parametrize("lines", [(HARBOUR, MOVED_CAPITAL, PORT), (PORT, CARS)], ids=["changed", "gone"])
def test_a_decision_can_be_undone(choice: Any, lines: tuple[str, ...], atlas: str) -> None:
    mine = edited("Harbin")
    update(*lines)
    before = list_changes(atlas).conflicts
    state = decide(atlas, mine.item.id, choice, now=SECOND)
    go_back(atlas, state, now=SECOND)
    (after,) = list_changes(atlas).conflicts
    assert (after.entry.item, after.rival, after.base) == (
        before[0].entry.item,
        before[0].rival,
        before[0].base,
    )
    decide(atlas, mine.item.id, choice, now=SECOND)
    assert list_changes(atlas).conflicts == ()


def test_after_an_undone_decision_an_edit_gets_a_version_of_its_own(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    state = decide(atlas, mine.item.id, "mine", now=SECOND)
    go_back(atlas, state, now=SECOND)
    edit_item(atlas, mine.item.id, {"rationale": ["Once more."]}, version=mine.version, now=SECOND)
    assert again(mine).item.rationale == "Once more."
    assert again(mine).version > mine.version + 1


def test_a_conflict_is_decided_once(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    decide(atlas, mine.item.id, "new", now=SECOND)
    with pytest.raises(Conflict, match="decided"):
        decide(atlas, mine.item.id, "mine", now=SECOND)


def test_a_choice_that_there_is_not_is_refused(atlas: str) -> None:
    with pytest.raises(InputError):
        decide(atlas, about("Harbin").item.id, "neither", now=NOW)  # type: ignore[arg-type]


def test_an_item_that_is_not_there_is_not_found(atlas: str) -> None:
    with pytest.raises(NotFound):
        decide(atlas, "nothing", "new", now=NOW)


def test_a_disputed_item_that_somebody_rejects_is_listed_no_more(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    review_item(atlas, mine.item.id, status="rejected", now=SECOND)
    assert list_changes(atlas).conflicts == ()


def test_a_second_change_of_the_sentence_brings_its_newest_wording(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    newest = MOVED_CAPITAL.replace("far north", "north")
    update(newest, PORT, CARS, OIL)
    (conflict,) = list_changes(atlas).conflicts
    assert conflict.rival is not None
    assert (conflict.entry.item, conflict.rival.quote) == (mine.item, newest)


def test_edits_that_no_change_reached_are_counted(atlas: str) -> None:
    edited("Harbin")
    edited("Dalian")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    found = list_changes(atlas)
    assert (len(found.conflicts), found.kept) == (1, 1)
