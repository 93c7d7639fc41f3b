"""ada reviews and edits items."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from quizapp.core.decks.deck import WHY_NOT, DeckItem, ItemStatus
from quizapp.core.items.ranking import acceptance
from quizapp.core.items.training import rated_from_plain
from quizapp.errors import InputError, ItemInvalid, ItemVersionStale, NotFound
from quizapp.services.decks import get_deck, publish_deck
from quizapp.services.drafts import accept_all, accept_rated, edit_item, list_statements, restore, review_item
from quizapp.services.ratings import rated_lines
from tests.services.workshop import BODIES, WORKSHOP
from tests.store.northern import LATER, NOW

Fields = dict[str, list[str]]


def item(id: str = "mcq") -> DeckItem:
    return next(entry for entry in get_deck(WORKSHOP).items if entry.item.id == id)


def review(status: ItemStatus, id: str = "mcq") -> DeckItem:
    return review_item(WORKSHOP, id, status=status, now=LATER)


@pytest.mark.parametrize("status", ["accepted", "rejected", "draft"])
def test_an_item_gets_the_status_that_was_chosen(status: ItemStatus, workshop: str) -> None:
    assert review(status) == item()
    assert item().status == status


def test_reviewing_does_not_modify_what_an_item_says(workshop: str) -> None:
    assert (review("accepted").modified, item().version) == (NOW, 1)


def test_an_unknown_status_is_refused(workshop: str) -> None:
    with pytest.raises(InputError):
        review("perhaps")  # type: ignore[arg-type]


@pytest.mark.parametrize("id", ["nothing", "", "\x00"])
def test_an_item_that_does_not_exist_is_not_found(id: str, workshop: str) -> None:
    with pytest.raises(NotFound):
        review("accepted", id)


def test_an_item_of_an_unknown_deck_is_not_found(workshop: str) -> None:
    with pytest.raises(NotFound):
        review_item("nowhere", "mcq", status="accepted", now=NOW)


def test_accepting_all_leaves_what_was_rejected(workshop: str) -> None:
    review("rejected")
    assert accept_all(workshop, now=NOW) == len(BODIES) - 1
    assert item().status == "rejected"


def test_what_learners_may_have_is_retired_instead_of_rejected(workshop: str) -> None:
    review("accepted")
    publish_deck(workshop)
    assert review("rejected").status == "retired"


def test_what_learners_never_had_is_rejected_in_a_published_deck_too(published: str) -> None:
    assert review("rejected").status == "rejected"


def test_going_back_to_draft_does_not_hide_that_learners_may_have_it(published: str) -> None:
    review("accepted")
    assert review("draft").status == "draft"
    assert review("rejected").status == "retired"


def test_accepting_all_in_a_published_deck_gives_them_to_learners(published: str) -> None:
    accept_all(published, now=NOW)
    assert review("rejected").status == "retired"


@pytest.mark.parametrize("steps", [["rejected"], ["rejected", "accepted"]])
def test_retiring_and_bringing_back_count_as_modifications(steps: list[ItemStatus], published: str) -> None:
    review_item(published, "mcq", status="accepted", now=NOW)
    for status in steps:
        review(status)
    assert (item().modified, item().version) == (LATER, 1)


MCQ: Fields = {
    "stem": ["Which of these cities is the capital of Jilin province?"],
    "rationale": ["Changchun is."],
    "category": ["cities"],
    "option_text": ["Changchun", "Mudanjiang", "Daqing", ""],
    "option_correct": ["0"],
    "option_feedback": ["", "In Heilongjiang.", "", ""],
}


def test_an_edit_makes_a_new_accepted_version(workshop: str) -> None:
    edited = edit_item(workshop, "mcq", MCQ, version=1, now=LATER)
    assert edited == item()
    assert (edited.version, edited.status, edited.modified) == (2, "accepted", LATER)
    assert (edited.item.stem, edited.item.category) == (MCQ["stem"][0], "cities")


def test_an_edit_keeps_the_evidence(workshop: str) -> None:
    before = item().item.evidence
    assert edit_item(workshop, "mcq", MCQ, version=1, now=LATER).item.evidence == before


def test_an_edit_that_changes_nothing_makes_no_version(workshop: str) -> None:
    edited = edit_item(workshop, "mcq", {"stem": [item().item.stem]}, version=1, now=LATER)
    assert (edited.version, edited.modified, edited.status) == (1, NOW, "accepted")


EDITS: list[tuple[str, Fields, Callable[[DeckItem], object], object]] = [
    ("mcq", MCQ, lambda e: [o.text for o in e.item.body.options], ["Changchun", "Mudanjiang", "Daqing"]),  # type: ignore[attr-defined]
    ("mcq", MCQ, lambda e: e.item.body.options[1].feedback, "In Heilongjiang."),  # type: ignore[attr-defined]
    ("multiple_response",
     {"option_text": ["Harbin", "Changchun", "Daqing", "Qiqihar"], "option_correct": ["0", "1"]},
     lambda e: e.item.body.keys(), ("Harbin", "Changchun")),
    ("cloze", {"stem": ["{{1}} is the capital of Heilongjiang."], "gap_key": ["Harbin"],
               "gap_accept": ["Ha’erbin | Kharbin"]},
     lambda e: e.item.body.gaps[0].accept, ("Ha’erbin", "Kharbin")),  # type: ignore[attr-defined]
    ("short_answer", {"answers": ["Shenyang\r\n\r\n Mukden \r\nFengtian"]},
     lambda e: e.item.body.answers, ("Shenyang", "Mukden", "Fengtian")),  # type: ignore[attr-defined]
    ("basic", {"answers": ["Harbin\nShenyang"]}, lambda e: e.item.body.keys(), ("Harbin", "Shenyang")),
    ("matching", {"left": ["Harbin", "Changchun", ""], "right": ["Heilongjiang", "Jilin", ""]},
     lambda e: e.item.body.keys(), ("Harbin", "Heilongjiang", "Changchun", "Jilin")),
    ("ordering", {"sequence": ["Harbin", "", "Shenyang", "Liaoning", "Changchun"]},
     lambda e: e.item.body.keys(), ("Harbin", "Shenyang", "Liaoning", "Changchun")),
    ("true_false", {"stem": ["Harbin is the capital."]},
     lambda e: e.item.body.keys(), ("True",)),
    ("basic", {"rationale": ["Read\x00 it\nagain."]}, lambda e: e.item.rationale, "Read it again."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "read", "wanted"), EDITS)
def test_every_kind_is_edited_by_its_own_fields(
    kind: str, fields: Fields, read: Callable[[DeckItem], object], wanted: object, workshop: str
) -> None:
    edit_item(workshop, kind, fields, version=1, now=LATER)
    assert read(item(kind)) == wanted


INVALID: list[tuple[str, Fields, str]] = [
    ("mcq", MCQ | {"option_correct": ["1"]}, "unproven-key"),
    ("mcq", MCQ | {"option_correct": []}, "key-count"),
    ("mcq", MCQ | {"option_text": ["Changchun", "Daqing"]}, "too-few-options"),
    ("mcq", MCQ | {"option_text": ["Changchun", "Daqing", "Daqing"]}, "duplicate-options"),
    ("mcq", MCQ | {"stem": [""]}, "empty-stem"),
    ("mcq", MCQ | {"stem": ["Is Changchun the capital of Jilin?"]}, "key-in-stem"),
    ("cloze", {"stem": ["No gap at all."]}, "gap-count"),
    ("cloze", {"stem": ["{{1}} and {{2}}."], "gap_key": ["Harbin", ""]}, "unproven-key"),
    ("short_answer", {"answers": [" \n"]}, "key-count"),
    ("matching", {"left": ["Harbin"], "right": ["Heilongjiang"]}, "unparallel-pairs"),
    ("matching", {"left": ["Harbin", "Dalian"], "right": ["Heilongjiang", "Liaoning"]}, "unproven-key"),
    ("ordering", {"sequence": ["Shenyang", "Changchun", "Harbin"]}, "unproven-order"),
    ("ordering", {"sequence": ["Harbin", "Changchun"]}, "short-order"),
    ("true_false", {"option_text": ["True", "False"], "option_correct": ["1"]}, "unproven-key"),
    ("true_false", {"stem": ["Bicycles are popular among students of marine biology."]}, "unproven-key"),
    ("basic", {"answers": ["Harbin\nVladivostok"]}, "unproven-key"),
]


@pytest.mark.parametrize(("kind", "fields", "flaw"), INVALID)
def test_an_edit_that_breaks_the_item_names_the_flaw(
    kind: str, fields: Fields, flaw: str, workshop: str
) -> None:
    with pytest.raises(ItemInvalid) as caught:
        edit_item(workshop, kind, fields, version=1, now=LATER)
    assert flaw in caught.value.flaws
    assert str(caught.value)
    assert (item(kind).version, item(kind).status) == (1, "draft")


UNREADABLE: list[tuple[str, Fields]] = [
    ("matching", {"left": ["Harbin", "Shenyang"], "right": ["Heilongjiang"]}),
    ("mcq", {"stem": ["x" * 2001]}),
    ("mcq", {"option_text": ["a"] * 51}),
]


@pytest.mark.parametrize(("kind", "fields"), UNREADABLE)
def test_a_form_that_is_none_is_refused(kind: str, fields: Fields, workshop: str) -> None:
    with pytest.raises(InputError):
        edit_item(workshop, kind, fields, version=1, now=LATER)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_an_edit_of_another_version_is_stale(version: int, workshop: str) -> None:
    edit_item(workshop, "mcq", MCQ, version=1, now=NOW)
    with pytest.raises(ItemVersionStale):
        edit_item(workshop, "mcq", {"rationale": ["Mine."]}, version=version, now=LATER)
    assert item().item.rationale == "Changchun is."


def test_of_edits_sent_at_the_same_moment_one_wins_and_the_others_are_stale(
    app: Flask, workshop: str
) -> None:
    together, outcomes = threading.Barrier(8), []

    def send(number: int) -> None:
        with app.app_context():
            together.wait()
            try:
                edit_item(workshop, "mcq", {"rationale": [f"Reason {number}."]}, version=1, now=LATER)
                outcomes.append("stored")
            except ItemVersionStale:
                outcomes.append("stale")

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sorted(outcomes), item().version) == (["stale"] * 7 + ["stored"], 2)


def test_a_deck_without_statements_has_none(workshop: str) -> None:
    assert list_statements(workshop) == ((), ())


@pytest.mark.parametrize("why", WHY_NOT)
def test_why_an_item_is_rejected_stays_with_it(why: str, workshop: str) -> None:
    entry = review_item(WORKSHOP, "mcq", status="rejected", now=LATER, why=why)
    assert (entry.status, entry.judged) == ("rejected", why)


def test_a_judgement_is_of_the_item_as_it_was_looked_at(workshop: str) -> None:
    assert review("accepted").judged == "accepted"
    assert review("rejected").judged == "rejected"
    assert review("draft").judged is None
    accept_all(workshop, now=NOW)
    assert item().judged is None


def test_what_is_edited_was_not_good_as_it_was(workshop: str) -> None:
    review("accepted")
    assert edit_item(WORKSHOP, "mcq", {"stem": ["Which of these?"]}, version=1, now=NOW).judged is None


def test_a_reason_that_nobody_knows_is_refused(workshop: str) -> None:
    with pytest.raises(InputError):
        review_item(WORKSHOP, "mcq", status="rejected", now=LATER, why="ugly")


def test_drafts_are_accepted_by_their_rating(workshop: str) -> None:
    rated = {entry.item.id: acceptance(entry.item) for entry in get_deck(workshop).items}
    least = sorted(rated.values())[len(rated) // 2]
    review("rejected", "cloze")
    accepted = accept_rated(workshop, least=least, now=NOW)
    assert set(accepted) == {id for id, share in rated.items() if share >= least} - {"cloze"}
    statuses = {entry.item.id: entry.status for entry in get_deck(workshop).items}
    assert {id for id, status in statuses.items() if status == "accepted"} == set(accepted)


def test_a_published_deck_gives_learners_what_was_accepted_by_rating(published: str) -> None:
    accept_rated(published, least=0.0, now=NOW)
    assert review("rejected").status == "retired"


def test_many_decisions_are_taken_back_at_once(workshop: str) -> None:
    accept_rated(workshop, least=0.0, now=NOW)
    restore(workshop, dict.fromkeys(BODIES, "draft"), now=NOW)
    assert {entry.status for entry in get_deck(workshop).items} == {"draft"}
    with pytest.raises(NotFound):
        restore(workshop, {"nothing": "draft"}, now=NOW)


def test_ratings_tell_what_was_said_of_each_item(workshop: str) -> None:
    review("accepted")
    review_item(WORKSHOP, "cloze", status="rejected", now=LATER, why="trivial")
    review("rejected", "basic")
    accept_all(workshop, now=NOW)
    lines = {line["kind"]: line for line in rated_lines()}
    assert {kind: line["verdict"] for kind, line in lines.items()} == {
        "mcq": "A",
        "cloze": "trivial",
        "basic": "rejected",
    }
    assert (lines["mcq"]["document"], lines["mcq"]["options"]) == (
        WORKSHOP,
        ["Harbin", "Changchun", "Dalian"],
    )
    assert all(rated_from_plain(line).weight > 1 for line in lines.values())
