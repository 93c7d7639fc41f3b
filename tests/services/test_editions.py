"""What leaves for Anki is remembered, and what an import will do is told before and is what Anki does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.core.items.kinds.basic import Basic
from quizapp.errors import InputError, NotFound
from quizapp.services import exports
from quizapp.services.decks import get_deck, rename_deck
from quizapp.services.drafts import edit_item, review_item
from quizapp.services.editions import forecast, list_editions
from quizapp.services.portions import outline
from quizapp.services.selection import Selection
from quizapp.services.writing import add_items, plain_item
from quizapp.store import editions as stored
from tests.exchange.apkg.learner import Learner
from tests.services.cast import DECK
from tests.store.northern import LATER

DAY = timedelta(days=1)
REGION = Selection(categories=frozenset({"region"}))


def leaves(at: int = 0, *, selection: Selection | None = None, name: str = "") -> bytes:
    """The deck leaves so many days later."""
    part = {} if selection is None else {"selection": selection}
    return exports.export_apkg(DECK, now=LATER + at * DAY, name=name, **part).content


def ids(kind: str = "") -> list[str]:
    return [entry.item.id for entry in get_deck(DECK).asked if kind in {"", entry.item.kind}]


def change_deck(at: int = 1) -> tuple[str, str]:
    """ada rewords an item, retires one and adds one; the ids of the first two."""
    first, second, *_ = get_deck(DECK).asked
    edit_item(
        DECK, first.item.id, {"rationale": ["The report says so, twice."]}, version=first.version, now=LATER + at * DAY
    )  # fmt: skip
    review_item(DECK, second.item.id, status="retired", now=LATER + at * DAY)
    made = plain_item(
        "wnew", "Which river?", Basic(answers=("Songhua",)), category="region", rationale="", tags=()
    )
    add_items(DECK, [made], now=LATER + at * DAY)
    review_item(DECK, "wnew", status="accepted", now=LATER + at * DAY)
    return first.item.id, second.item.id


def counts(since: int | None = None, selection: Selection | None = None) -> tuple[int, int, int, int]:
    told = forecast(outline(DECK), since=since, selection=selection).changes
    return len(told.new), len(told.changed), len(told.retired), len(told.same)


def test_before_the_first_edition_all_is_new(north: str) -> None:
    assert counts() == (len(ids()), 0, 0, 0)
    assert list_editions(north) == []


def test_a_deck_that_leaves_unchanged_is_one_edition(north: str) -> None:
    leaves(0)
    leaves(1)
    exports.export_items(north, "anki", now=LATER + 2 * DAY)
    assert [(one.number, one.at, one.title) for one in list_editions(north)] == [(1, LATER, "The north")]
    assert counts() == (0, 0, 0, len(ids()))


def test_what_is_only_looked_at_or_a_part_is_no_edition(north: str) -> None:
    exports.export_apkg(north)
    leaves(selection=REGION)
    assert list_editions(north) == []


def test_anki_does_what_was_told(north: str, ben: Learner) -> None:
    size = len(ids())
    assert ben.imports(leaves()) == (counts(0)[0], 0, 0, 0)
    changed, retired = change_deck()
    told = forecast(outline(north))
    assert counts() == (1, 1, 1, size - 2)
    assert [item.id for item in told.retired] == [retired]
    assert [(one.item.id, one.parts, one.is_back) for one in told.changed] == [
        (changed, ("rationale",), False)
    ]
    assert ben.imports(leaves(2)) == (1, 2, size - 2, 0)
    assert counts() == (0, 0, 0, size)


def test_an_earlier_edition_can_be_compared_with(north: str) -> None:
    leaves()
    change_deck()
    leaves(2)
    review_item(north, "wnew", status="retired", now=LATER + 3 * DAY)
    leaves(4)
    assert [one.number for one in list_editions(north)] == [3, 2, 1]
    assert (counts(1)[:3], counts(2)[:3], counts(3)[:3]) == ((0, 1, 1), (0, 0, 1), (0, 0, 0))
    with pytest.raises(NotFound):
        counts(4)


def test_what_comes_back_is_told_as_changed(north: str) -> None:
    gone = ids()[0]
    review_item(north, gone, status="retired", now=LATER)
    leaves(1)
    review_item(north, gone, status="accepted", now=LATER + 2 * DAY)
    (back,) = forecast(outline(north)).changed
    assert (back.item.id, back.is_back, back.parts) == (gone, True, ())


def test_a_deck_that_was_renamed_says_what_it_was(north: str) -> None:
    leaves()
    rename_deck(north, title="The far north", about="")
    assert forecast(outline(north)).was == "The north"
    leaves(1)
    assert [one.title for one in list_editions(north)] == ["The far north", "The north"]


def test_only_the_newest_editions_are_kept(north: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MOST", 2)
    for at in range(4):
        rename_deck(north, title=f"The north {at}", about="")
        leaves(at)
    assert [one.number for one in list_editions(north)] == [4, 3]


def test_a_part_says_nothing_of_what_it_leaves_out(north: str, ben: Learner) -> None:
    """Neither the forecast nor the package: what is retired elsewhere and what is not chosen stay as they are."""
    ben.imports(leaves())
    before = {note.guid: note.fields for note in ben.notes()}
    change_deck()
    asked = {entry.item.id: entry.item for entry in get_deck(north).asked}
    for part in (
        REGION, Selection(kinds=frozenset({asked["wnew"].kind}), categories=frozenset({"region"})),
        Selection(items=frozenset({"wnew"})),
    ):  # fmt: skip
        assert counts(selection=part)[2] == 0
        ben.imports(leaves(3, selection=part))
    assert ben.notes("tag:quizapp::retired") == []
    left_out = {guid for guid in before if asked.get(guid.rpartition(":")[2]) is None
                or asked[guid.rpartition(":")[2]].category != "region"}  # fmt: skip
    assert left_out
    after = {note.guid: note.fields for note in ben.notes()}
    assert {guid: after[guid] for guid in left_out} == {guid: before[guid] for guid in left_out}


def test_a_part_by_tag_has_only_what_has_it(north: str, ben: Learner) -> None:
    add_items(north, [plain_item("wtag", "Which sea?", Basic(answers=("Bohai",)), category="", rationale="",
                                 tags=("exam",))], now=LATER)  # fmt: skip
    review_item(north, "wtag", status="accepted", now=LATER)
    assert ben.imports(leaves(selection=Selection(tags=frozenset({"exam"})))) == (1, 0, 0, 0)


def test_a_choice_that_nothing_fits_is_told(north: str) -> None:
    with pytest.raises(InputError, match="fits this choice"):
        leaves(selection=Selection(tags=frozenset({"nowhere"})))
    with pytest.raises(InputError, match="at most"):
        leaves(name="x" * 10_000)


def decks_of(ben: Learner) -> set[str]:
    return {ben.collection.decks.name(card.did) for card in ben.cards()}


@pytest.mark.parametrize("mine", ["My north", "School::My north"])
def test_a_deck_that_ben_renamed_is_updated_and_gets_its_new_cards_there(
    north: str, ben: Learner, mine: str
) -> None:
    ben.imports(leaves())
    root = ben.collection.decks.id_for_name("The north")
    assert root is not None
    ben.collection.decks.rename(root, mine)
    before, count = decks_of(ben), len(ben.cards())
    assert all(name.startswith(mine) for name in before)
    change_deck()
    new, updated, _, conflicts = ben.imports(leaves(2, name=mine))
    assert (new, updated, conflicts, len(ben.cards())) == (1, 2, 0, count + 1)
    assert decks_of(ben) <= before | {f"{mine}::Region"}
    assert [name for name in ben.deck_names() if name.startswith("The north")] == []
    assert "twice" in ben.note("Rationale:*twice*")["Rationale"]


def test_without_the_name_new_cards_would_land_elsewhere(north: str, ben: Learner) -> None:
    ben.imports(leaves())
    root = ben.collection.decks.id_for_name("The north")
    assert root is not None
    ben.collection.decks.rename(root, "My north")
    change_deck()
    ben.imports(leaves(2))
    assert {name.partition("::")[0] for name in decks_of(ben)} == {"My north", "The north"}


def test_several_decks_come_in_one_file_each_under_its_own_name(
    north: str, workshop: str, ben: Learner
) -> None:
    made = plain_item("wone", "Which port?", Basic(answers=("Dalian",)), category="", rationale="", tags=())
    add_items(workshop, [made], now=LATER)
    review_item(workshop, "wone", status="accepted", now=LATER)
    both = exports.export_decks([north, workshop, north], now=LATER)
    total = len(get_deck(north).asked) + len(get_deck(workshop).asked)
    assert (both.filename, ben.imports(both.content)) == ("decks.apkg", (total, 0, 0, 0))
    roots = {name.partition("::")[0] for name in decks_of(ben)}
    assert roots == {get_deck(north).title, get_deck(workshop).title}
    assert ben.imports(leaves(1))[0] == 0
    assert (len(list_editions(north)), len(list_editions(workshop))) == (1, 1)
    with pytest.raises(InputError, match="at least one deck"):
        exports.export_decks([])
