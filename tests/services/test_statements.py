"""ada sees what each statement gave, writes statements of her own, and adds what is missing."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.core.decks.coverage import coverage_of
from quizapp.core.decks.deck import DeckItem
from quizapp.core.statements.own import Wish
from quizapp.errors import InputError, NotFound
from quizapp.services.changes import list_changes
from quizapp.services.decks import get_deck
from quizapp.services.drafts import review_item
from quizapp.services.seeding import load_seed
from quizapp.services.statements import (
    accept_best,
    get_statement,
    list_asked,
    nearest_sentence,
    write_statement,
)
from tests.services.atlas import ATLAS, CAPITAL, CARS, LINES, PORT, about, update
from tests.store.northern import CARS as CARS_WRITTEN
from tests.store.northern import CITY, HEAD, LATER, NOW
from tests.store.northern import PORT as PORT_WRITTEN

PROVINCE = Wish(
    sentence=CAPITAL,
    answers=("Heilongjiang",),
    type="region",
    category="provinces",
    stem="Of which province is Harbin the old capital?",
)


def drafts_of(statement: str) -> list[DeckItem]:
    return [entry for entry in get_deck(ATLAS).items if entry.item.statement == statement]


def written(wish: Wish = PROVINCE, replaces: str | None = None) -> str:
    id, _ = write_statement(ATLAS, wish, now=NOW, replaces=replaces)
    return id


def emptied() -> str:
    """ada turns down all that can be asked of the first line; its statement."""
    found: DeckItem | None = about("Harbin")
    while found is not None:
        statement = found.item.statement
        review_item(ATLAS, found.item.id, status="rejected", now=NOW)
        found = accept_best(ATLAS, statement, now=NOW, alone=True)
    return statement


def covered() -> tuple[int, int]:
    found = list_asked(ATLAS)
    coverage = coverage_of(found.deck, found.asked)
    return coverage.tested, len(coverage.sentences)


def test_every_statement_has_its_items(atlas: str) -> None:
    found = list_asked(atlas)
    assert [one.statement.quote for one in found.asked] == list(LINES)
    assert all(one.accepted == 1 and not one.reason for one in found.asked)


def test_items_arrive_as_drafts_beside_their_evidence(atlas: str) -> None:
    id = written()
    arrived = drafts_of(id)
    assert {entry.status for entry in arrived} == {"draft"}
    assert {entry.item.pattern for entry in arrived} == {"written"}
    assert {entry.item.quote for entry in arrived} == {CAPITAL}
    assert {entry.item.kind for entry in arrived} & {"short_answer", "cloze"}
    assert get_statement(atlas, id).text == CAPITAL


def test_new_items_stand_behind_those_of_the_same_place(atlas: str) -> None:
    id = written()
    order = [entry.item for entry in get_deck(atlas).items]
    assert [item.statement == id for item in order[: 1 + len(drafts_of(id))]] == [False] + [True] * len(
        drafts_of(id)
    )


def test_learners_get_nothing_that_nobody_accepted(atlas: str) -> None:
    before = [entry.item.id for entry in get_deck(atlas).asked]
    written()
    assert [entry.item.id for entry in get_deck(atlas).asked] == before


def test_the_closest_sentence_is_offered_for_words_that_the_text_does_not_hold(atlas: str) -> None:
    deck = get_deck(atlas)
    assert nearest_sentence(deck, "Harbin was once the capital of Heilongjiang") == CAPITAL
    assert nearest_sentence(deck, CAPITAL) == ""
    assert nearest_sentence(deck, "Quantum entanglement") == ""


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sentence": "Harbin was the capital."}, "does not stand in the text"),
        ({"answers": ("Jilin",)}, "does not stand in the sentence"),
        ({"stem": "", "words": "It was there."}, "No item comes of this statement"),
    ],
)
def test_a_statement_that_nothing_comes_of_is_not_stored(
    changes: dict[str, object], problem: str, atlas: str
) -> None:
    before = get_deck(atlas)
    with pytest.raises(InputError, match=problem):
        written(replace(PROVINCE, **changes))  # type: ignore[arg-type]
    assert (get_deck(atlas), len(list_asked(atlas).asked)) == (before, len(LINES))


def test_the_same_statement_is_not_stored_twice(atlas: str) -> None:
    written()
    with pytest.raises(InputError, match="here already"):
        written()


def test_one_that_was_found_in_the_text_stays_beside_what_is_written(atlas: str) -> None:
    found = list_asked(atlas).asked[0].statement
    id = written(replaces=found.id)
    assert id != found.id
    assert get_statement(atlas, found.id) == found


def test_her_own_is_written_otherwise_and_keeps_its_name(atlas: str) -> None:
    id = written()
    before = {entry.item.id for entry in drafts_of(id)}
    otherwise = replace(PROVINCE, stem="Which province had Harbin for its capital?")
    assert written(otherwise, replaces=id) == id
    after = drafts_of(id)
    assert {entry.item.id for entry in after} == before
    assert any(entry.item.stem == otherwise.stem for entry in after)
    assert {change.entry.item.statement for change in list_changes(atlas).changed} == {id}


def test_what_her_own_does_not_give_any_more_is_retired(atlas: str) -> None:
    id = written()
    first = drafts_of(id)[0]
    review_item(atlas, first.item.id, status="accepted", now=NOW)
    otherwise = replace(PROVINCE, answers=("Harbin",), stem="Which city was the capital of Heilongjiang?")
    written(otherwise, replaces=id)
    assert next(entry for entry in drafts_of(id) if entry.item.id == first.item.id).status == "retired"


def test_an_updated_text_leaves_her_own_alone_while_it_proves_it(atlas: str) -> None:
    id = written()
    before = {(entry.item.id, entry.status) for entry in drafts_of(id)}
    update(CARS, CAPITAL, PORT)
    assert {(entry.item.id, entry.status) for entry in drafts_of(id)} == before
    assert get_statement(atlas, id).start == len(CARS) + 1


def test_an_updated_text_without_its_sentence_ends_her_own(atlas: str) -> None:
    id = written()
    update(CARS, PORT)
    assert {entry.status for entry in drafts_of(id)} == {"rejected"}
    with pytest.raises(NotFound):
        get_statement(atlas, id)
    update(*LINES)
    assert {entry.status for entry in drafts_of(id)} == {"draft"}


@pytest.mark.usefixtures("app")
def test_a_file_that_is_loaded_again_leaves_her_own_alone() -> None:
    load_seed((HEAD + CITY).encode(), name="north.toml", now=NOW)
    sentence = "The meeting took place in Harbin, the capital of Heilongjiang."
    wish = Wish(
        sentence=sentence, answers=("Heilongjiang",), type="region", stem="Of what is it the capital?"
    )
    id, count = write_statement("north", wish, now=NOW)
    load_seed((HEAD + CARS_WRITTEN + CITY + PORT_WRITTEN).encode(), name="north.toml", now=LATER)
    left = [entry.status for entry in get_deck("north").items if entry.item.statement == id]
    assert left == ["draft"] * count


def test_what_is_missing_is_added_with_one_press(atlas: str) -> None:
    entry = about("Harbin")
    review_item(atlas, entry.item.id, status="draft", now=NOW)
    assert covered() == (3, 4)
    added = accept_best(atlas, entry.item.statement, now=NOW)
    assert added is not None
    assert (added.item.id, added.status) == (entry.item.id, "accepted")
    assert covered() == (4, 4)


def test_where_nothing_is_left_nothing_is_added(atlas: str) -> None:
    statement = emptied()
    assert accept_best(atlas, statement, now=NOW) is None
    with pytest.raises(NotFound):
        accept_best(atlas, "s0", now=NOW)


def test_another_statement_of_the_sentence_fills_in_unless_it_is_to_be_this_one(atlas: str) -> None:
    statement = emptied()
    id = written()
    assert accept_best(atlas, statement, now=NOW, alone=True) is None
    added = accept_best(atlas, statement, now=NOW)
    assert added is not None
    assert added.item.statement == id


def test_writing_a_statement_loads_no_language_model(tmp_path: Path) -> None:
    """In a fresh process, as the web has it."""
    program = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from quizapp.core.statements.own import Wish
from quizapp.services import seeding, statements
from quizapp.store.migrate import upgrade
from tests.conftest import application_in
now = datetime.now(UTC)
app = application_in(Path({str(tmp_path)!r}))
with app.app_context():
    upgrade(app)
    seeding.load_seed({(HEAD + CITY + PORT_WRITTEN)!r}.encode(), name="north.toml", now=now)
    sentence = "The port of Liaoning is Dalian."
    wish = Wish(sentence=sentence, answers=("Liaoning",), type="region", stem="Of what is Dalian the port?")
    id, count = statements.write_statement("north", wish, now=now)
    statements.accept_best("north", id, now=now)
print(count > 0, "spacy" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
