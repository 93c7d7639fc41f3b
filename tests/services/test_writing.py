"""ada writes items beside those that were generated: a new text leaves them alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from quizapp.errors import InputError, ItemInvalid, NotFound
from quizapp.services.accounts import sign_up
from quizapp.services.audits import audit_deck
from quizapp.services.copies import duplicate_item
from quizapp.services.decks import get_deck
from quizapp.services.drafts import edit_item, review_item
from quizapp.services.evidence import offered
from quizapp.services.exports import export_apkg
from quizapp.services.history import list_history, restore
from quizapp.services.learners import new_learner
from quizapp.services.writing import add_item, check
from tests.services.atlas import ATLAS, CAPITAL, CARS, HARBOUR, LINES, OIL, PORT, atlas, update
from tests.store.northern import LATER, NOW

__all__ = ["atlas"]

FIELDS = {"stem": ["Which town is the largest port?"], "answers": ["Dalian"], "category": ["ports"]}


def add(*, evidence: str = "", **fields: list[str]) -> DeckItem:
    """A short answer of ada's."""
    return add_item(ATLAS, "short_answer", FIELDS | {"evidence": [evidence]} | fields, now=NOW)


def proven() -> DeckItem:
    """One that the line about the port proves."""
    start = get_deck(ATLAS).source.text.index(PORT)
    return add(evidence=f"{start}-{start + len(PORT)}")


def now_of(entry: DeckItem) -> DeckItem:
    """The same item as it is now."""
    return next(other for other in get_deck(ATLAS).items if other.item.id == entry.item.id)


def test_what_was_written_stands_behind_what_was_generated(atlas: str) -> None:
    entry = add()
    assert get_deck(atlas).items[-1] == entry
    assert (entry.status, entry.version, entry.item.written) == ("accepted", 1, True)


@pytest.mark.parametrize(
    "lines", [(HARBOUR, *LINES), (CARS,), tuple(reversed(LINES))], ids=["more", "less", "turned"]
)
def test_a_new_text_leaves_written_items_alone(lines: tuple[str, ...], atlas: str) -> None:
    before = add()
    regeneration = update(*lines)
    assert now_of(before) == before
    assert before.item.id not in {step.id for step in regeneration.steps if step.is_told}


def test_a_quote_moves_with_its_sentence(atlas: str) -> None:
    entry = proven()
    update(HARBOUR, *reversed(LINES))
    assert get_deck(atlas).quotes(now_of(entry))
    assert audit_deck(atlas) == ()


def test_a_quote_that_got_lost_is_of_an_earlier_text_until_it_is_back(atlas: str) -> None:
    entry = proven()
    update(CAPITAL, CARS, OIL)
    deck = get_deck(atlas)
    assert (deck.quotes_earlier(now_of(entry)), now_of(entry).status, now_of(entry).news) == (
        True,
        "accepted",
        None,
    )
    assert now_of(entry) in deck.asked
    update(*LINES)
    assert get_deck(atlas).quotes(now_of(entry))


def test_a_written_item_is_edited_after_its_quote_got_lost(atlas: str) -> None:
    entry = proven()
    update(CAPITAL, CARS, OIL)
    start, end = now_of(entry).item.span
    fields = FIELDS | {"rationale": ["As I say."], "evidence": [f"{start}-{end}"]}
    edited = edit_item(ATLAS, entry.item.id, fields, version=1, now=LATER)
    assert (edited.item.quote, edited.item.rationale) == (PORT, "As I say.")


@pytest.mark.parametrize(
    ("fields", "flaw"),
    [
        ({"answers": [""]}, "key-count"),
        ({"answers": ["and the port"]}, "key-shape"),
        ({"stem": [""]}, "empty-stem"),
    ],
)
def test_what_a_rule_forbids_is_not_stored(fields: dict[str, list[str]], flaw: str, atlas: str) -> None:
    with pytest.raises(ItemInvalid) as caught:
        add_item(atlas, "short_answer", FIELDS | fields, now=NOW)
    assert flaw in caught.value.flaws
    assert not any(entry.item.written for entry in get_deck(atlas).items)


def test_a_sentence_without_the_key_proves_nothing(atlas: str) -> None:
    with pytest.raises(ItemInvalid) as caught:
        add(evidence=f"0-{len(CAPITAL)}")
    assert "unproven-key" in caught.value.flaws


@pytest.mark.parametrize("kind", ["essay", ""])
def test_a_kind_that_is_none_is_refused(kind: str, atlas: str) -> None:
    with pytest.raises(InputError):
        add_item(atlas, kind, FIELDS, now=NOW)


def test_nothing_is_written_into_a_deck_that_is_not_there(atlas: str) -> None:
    with pytest.raises(NotFound):
        add_item("nowhere", "short_answer", FIELDS, now=NOW)


def test_an_edit_cannot_take_the_evidence_from_what_was_generated(atlas: str) -> None:
    entry = get_deck(atlas).items[0]
    edited = edit_item(
        atlas,
        entry.item.id,
        {"evidence": [""], "unproven": ["1"], "rationale": ["Mine."]},
        version=1,
        now=NOW,
    )
    assert edited.item.evidence == entry.item.evidence


def test_sentences_are_offered_by_how_many_keys_they_hold() -> None:
    source = Source(
        title="T", text="Ships call at Dalian. Dalian and Harbin are cities.\n\nHarbin is cold. Mukden."
    )
    quotes = [evidence.quote for evidence in offered(source, ["Harbin", "Dalian"])]
    assert quotes == ["Dalian and Harbin are cities.", "Ships call at Dalian.", "Harbin is cold."]


def test_at_most_five_sentences_are_offered_each_at_its_place() -> None:
    source = Source(title="T", text="Harbin is here. " * 9)
    found = offered(source, ["Harbin", " "])
    assert len(found) == 5
    assert all(source.quote(each.start, each.end) == each.quote for each in found)


def test_no_sentence_is_offered_for_no_key() -> None:
    assert offered(Source(title="T", text="Harbin is here."), ["", " "]) == ()


def test_a_check_says_all_that_is_wrong_at_once(atlas: str) -> None:
    fields = {"stem": [""], "answers": [""], "tags": ["x" * 50]}
    found = check("short_answer", fields, source=get_deck(atlas).source)
    assert set(found.problems) == {"tags", "answers"}
    assert "empty-stem" in {flaw.name for flaw in found.flaws_of("stem")}


def test_a_deck_with_written_items_goes_to_anki(atlas: str) -> None:
    add(tags=["exam"])
    assert export_apkg(atlas).content


def test_a_copy_of_what_was_generated_may_lose_its_proof(atlas: str) -> None:
    copy = duplicate_item(atlas, get_deck(atlas).items[0].item.id, now=NOW)
    assert (copy.item.written, copy.item.evidence is not None) == (True, True)
    edited = edit_item(atlas, copy.item.id, {"evidence": [""]}, version=1, now=NOW)
    assert edited.item.evidence is None


def authors() -> Iterator[tuple[str | None, str | None, bool]]:
    """Who worded each version of the first item."""
    for revision in list_history(ATLAS, get_deck(ATLAS).items[0].item.id).revisions:
        yield revision.author, revision.name, revision.is_generated


def test_a_version_knows_who_worded_it(atlas: str) -> None:
    account = sign_up(
        role="teacher", name="ada", email="ada@example.org", password="a long password", now=NOW
    )
    item = get_deck(atlas).items[0].item
    edit_item(atlas, item.id, {"rationale": ["Mine."]}, version=1, now=NOW, by=account.learner)
    edit_item(atlas, item.id, {"rationale": ["Ours."]}, version=2, now=NOW, by=new_learner(now=NOW).id)
    assert [(name, generated) for _, name, generated in authors()] == [
        (None, False),
        ("ada", False),
        (None, True),
    ]


def test_an_earlier_version_comes_back_with_the_place_of_its_quote_today(atlas: str) -> None:
    item = get_deck(atlas).items[0].item
    edit_item(atlas, item.id, {"rationale": ["Mine."]}, version=1, now=NOW)
    update(HARBOUR, *LINES)
    restore(atlas, item.id, 1, now=LATER)
    entry = next(each for each in get_deck(atlas).items if each.item.id == item.id)
    assert (entry.item.rationale, get_deck(atlas).quotes(entry)) == (item.rationale, True)


def test_what_the_item_says_already_is_not_restored(atlas: str) -> None:
    with pytest.raises(InputError):
        restore(atlas, get_deck(atlas).items[0].item.id, 1, now=NOW)


def test_a_deleted_item_stays_for_its_answers(atlas: str) -> None:
    entry = add()
    assert review_item(atlas, entry.item.id, status="rejected", now=NOW).status == "retired"
    assert now_of(entry).item == entry.item


def test_evidence_is_what_stands_at_its_place(atlas: str) -> None:
    entry = proven()
    text = get_deck(atlas).source.text
    assert entry.item.evidence == Evidence(
        start=text.index(PORT), end=text.index(PORT) + len(PORT), quote=PORT
    )
