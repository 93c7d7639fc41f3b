"""Starting decks are loaded once, follow their files, and respect what was done here."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.text.particulars import Particulars
from quizapp.errors import ImportRejected
from quizapp.services import seeding
from quizapp.services.audits import audit_deck
from quizapp.services.changes import list_changes
from quizapp.services.decks import delete_deck, get_deck, list_decks, rename_deck
from quizapp.services.drafts import edit_item, list_statements, review_item
from quizapp.services.quizzes import get_attempt, start_quiz
from quizapp.services.seeding import load_seeds
from quizapp.services.sources import describe_source
from tests.store.northern import CARS, CITY, HEAD, LATER, NOW, PORT, write

MOVED = (
    HEAD
    + '[[statement]]\nid = "first"\nkind = "place"\ncategory = "new"\ntext = "Dandong lies on the Yalu."\n'
)
MOVED += 'focus = [{ answer = "Yalu", type = "river", question = "On which river does Dandong lie?" }]\n'
CITY_TOLD_OTHERWISE = CITY.replace("In which city did", "Where did")


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    """A folder of seeds that was loaded."""
    seeds = write(tmp_path / "seeds", CITY, PORT, CARS)
    load_seeds(seeds, now=NOW)
    return seeds


def of(statement: str, deck: Deck) -> list[DeckItem]:
    """The items whose quote holds these words."""
    return [entry for entry in deck.items if statement in entry.item.quote]


def reload(folder: Path, *statements: str, head: str = HEAD) -> Deck:
    load_seeds(write(folder, *statements, head=head), now=LATER)
    return get_deck("north")


def contents(deck: Deck) -> set[tuple[str, int, str]]:
    return {(entry.item.id, entry.version, entry.modified.isoformat()) for entry in deck.items}


def test_a_new_file_becomes_a_published_deck(folder: Path) -> None:
    deck = get_deck("north")
    assert (deck.title, deck.published, deck.reference) == ("The north", True, "Written for tests.")
    assert deck.items
    assert all(entry.status == "accepted" for entry in deck.items)


def test_loading_tells_the_titles_of_what_is_new(app: Flask, tmp_path: Path) -> None:
    assert load_seeds(write(tmp_path / "seeds"), now=NOW) == ("The north",)


def test_loading_again_changes_nothing(folder: Path) -> None:
    before = get_deck("north")
    assert load_seeds(folder, now=LATER) == ()
    assert get_deck("north") == before


def test_a_start_with_nothing_changed_makes_no_items(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "remake_written", lambda *_given, **_named: pytest.fail("made items"))
    assert load_seeds(folder, now=LATER) == ()


def test_a_changed_comment_changes_nothing(folder: Path) -> None:
    before = get_deck("north")
    assert load_seeds(write(folder, CITY, PORT, CARS, "# a note"), now=LATER) == ()
    assert get_deck("north") == before


def test_an_unchanged_item_stays_when_a_paragraph_is_put_before_it(folder: Path) -> None:
    before = contents(get_deck("north"))
    deck = reload(folder, CITY, PORT, CARS, head=MOVED)
    kept = {each for each in contents(deck) if each in before}
    assert {entry.item.id for entry in of("Harbin", deck)} & {id for id, _, _ in kept}
    assert audit_deck("north") == ()


def test_a_moved_quote_is_found_at_its_new_place(folder: Path) -> None:
    deck = reload(folder, CITY, PORT, CARS, head=MOVED)
    quoted = [entry.item for entry in deck.accepted]
    assert [deck.source.quote(*each.span) for each in quoted] == [each.quote for each in quoted]


def test_a_changed_item_gets_a_new_version(folder: Path) -> None:
    before = {entry.item.id: entry.item.stem for entry in get_deck("north").items}
    deck = reload(folder, CITY_TOLD_OTHERWISE, PORT, CARS)
    changed = [e for e in deck.items if before.get(e.item.id, e.item.stem) != e.item.stem]
    assert changed
    assert all((entry.version, entry.modified) == (2, LATER) for entry in changed)


def test_a_vanished_item_is_retired(folder: Path) -> None:
    gone = {entry.item.id for entry in of("Changchun", get_deck("north"))}
    deck = reload(folder, CITY, PORT)
    retired = {entry.item.id for entry in deck.items if entry.status == "retired"}
    assert gone
    assert gone <= retired
    assert all(entry.modified == LATER for entry in deck.items if entry.item.id in gone)


def test_an_item_that_comes_back_is_asked_again(folder: Path) -> None:
    reload(folder, CITY, PORT)
    deck = reload(folder, CITY, PORT, CARS)
    assert {entry.status for entry in of("Changchun", deck)} == {"accepted"}


def test_a_running_attempt_outlives_a_change_of_its_file(folder: Path) -> None:
    attempt = start_quiz("north", now=NOW, seed=1)
    reload(folder, CITY_TOLD_OTHERWISE, head=MOVED)
    assert [place.entry.item for place in get_attempt(attempt.id).items] == [
        place.entry.item for place in attempt.items
    ]


def test_a_deleted_deck_does_not_come_back(folder: Path) -> None:
    delete_deck("north", now=NOW)
    assert load_seeds(folder, now=LATER) == ()
    assert list_decks() == ()


def test_an_item_that_was_edited_here_stays_edited(folder: Path) -> None:
    item = of("Harbin", get_deck("north"))[0].item
    edit_item("north", item.id, {"rationale": ["As ada says."]}, version=1, now=NOW)
    deck = reload(folder, CITY_TOLD_OTHERWISE, PORT, CARS, head=MOVED)
    kept = next(entry for entry in deck.items if entry.item.id == item.id)
    assert (kept.item.rationale, kept.version) == ("As ada says.", 2)
    assert audit_deck("north") == ()


def test_an_edit_and_its_changed_sentence_wait_for_a_decision(folder: Path) -> None:
    item = of("Harbin", get_deck("north"))[0].item
    edit_item("north", item.id, {"rationale": ["As ada says."]}, version=1, now=NOW)
    deck = reload(folder, CITY.replace("took place", "was held"), PORT, CARS)
    kept = next(entry for entry in deck.items if entry.item.id == item.id)
    (waiting,) = list_changes("north").conflicts
    assert (kept.item.rationale, kept.is_disputed, deck.quotes(kept)) == ("As ada says.", True, False)
    assert waiting.rival is not None
    assert "was held" in waiting.rival.quote


def test_an_edit_whose_base_changed_otherwise_waits_for_a_decision(folder: Path) -> None:
    item = of("Harbin", get_deck("north"))[0].item
    edit_item("north", item.id, {"rationale": ["As ada says."]}, version=1, now=NOW)
    deck = reload(folder, CITY_TOLD_OTHERWISE, PORT, CARS)
    kept = next(entry for entry in deck.items if entry.item.id == item.id)
    assert (kept.is_disputed, deck.quotes(kept)) == (item.kind not in {"true_false", "cloze"}, True)


def test_an_item_that_was_rejected_here_stays_rejected(folder: Path) -> None:
    item = of("Harbin", get_deck("north"))[0].item
    review_item("north", item.id, status="rejected", now=NOW)
    deck = reload(folder, CITY_TOLD_OTHERWISE, PORT, CARS)
    assert next(entry.status for entry in deck.items if entry.item.id == item.id) == "retired"


def test_a_deck_that_was_renamed_here_keeps_its_name(folder: Path) -> None:
    rename_deck("north", title="My north", about="Mine.")
    assert reload(folder, CITY, PORT).title == "My north"


def test_a_title_that_changes_in_the_file_changes_here(folder: Path) -> None:
    assert (
        reload(folder, CITY, PORT, CARS, head=HEAD.replace("The north", "The far north")).title
        == "The far north"
    )


def test_statements_follow_the_file(folder: Path) -> None:
    reload(folder, CITY, PORT)
    assert len(list_statements("north")[0]) == 2


def test_a_file_that_cannot_be_read_is_named(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("format = ", encoding="utf-8")
    with pytest.raises(ImportRejected, match=r"broken\.toml"):
        load_seeds(tmp_path, now=NOW)


def test_an_empty_folder_loads_nothing(app: Flask, tmp_path: Path) -> None:
    assert load_seeds(tmp_path, now=NOW) == ()


def test_processes_that_start_together_load_a_deck_once(app: Flask, tmp_path: Path) -> None:
    seeds, together, told = write(tmp_path / "seeds"), threading.Barrier(4), []

    def start() -> None:
        with app.app_context():
            together.wait()
            told.append(load_seeds(seeds, now=NOW))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [(), (), (), ("The north",)]


DATED = f"{HEAD}\n[source]\ndated = 2023-09-09\nlicence = 'CC BY'\n"
DAY = date(2023, 9, 9)


def test_a_file_says_of_which_day_its_text_is(folder: Path) -> None:
    assert reload(folder, CITY, PORT, CARS, head=DATED).source.particulars == Particulars(
        dated=DAY, licence="CC BY"
    )


def test_a_new_day_is_told_and_updates_the_cards_in_anki(folder: Path) -> None:
    assert load_seeds(write(folder, CITY, PORT, CARS, head=DATED), now=LATER) == ("The north",)
    assert {entry.modified for entry in get_deck("north").items} == {LATER}


def test_what_is_known_of_a_source_here_stays(folder: Path) -> None:
    reload(folder, CITY, PORT, CARS, head=DATED)
    describe_source("north", Particulars(author="Ada"), now=LATER)
    assert reload(folder, CITY, PORT, head=DATED).source.particulars == Particulars(author="Ada")
