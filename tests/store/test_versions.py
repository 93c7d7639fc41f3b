"""What an item said is kept as it was, and parsed once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, table

from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation, ItemBody
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from quizapp.services.bin import KEPT, sweep
from quizapp.services.decks import delete_deck, get_deck
from quizapp.services.seeding import load_seeds
from quizapp.store import decks, items, sources, versions
from quizapp.store.database import db, reading, transaction
from tests.store.databases import copy_of, opened
from tests.store.northern import CITY, NOW, PORT, write


def exemplar(kind: type[ItemBody]) -> Item:
    """The kind's own example, proven by a quote made of its keys."""
    example = kind.exemplars()[0]
    claim = example.stem if kind.kind == "true_false" else "; ".join(example.body.keys())
    return Item(
        id=f"i-{kind.kind}",
        stem=example.stem,
        body=example.body,
        category="region",
        rationale="Because “it” says so — <b>really</b>.",
        statement="s1",
        evidence=Evidence(start=3, end=3 + len(claim), quote=claim),
        derivation=Derivation(rule="stated", source=claim) if kind.kind == "true_false" else None,
        pattern="written",
        flaws=("longest-key",),
        confidence=0.625,
    )


def stored(*kept: Item) -> int:
    """The row of a new deck with these items."""
    with transaction() as connection:
        source = sources.add(connection, Source(title="A text", text="A text."))
        deck = decks.add(connection, public_id="d", title="A deck", source_id=source, published=True, now=NOW)
        items.add(connection, deck, dict(enumerate(kept)), source_id=source, status="draft", now=NOW)
    return deck


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_an_item_comes_back_as_it_was_stored(kind: type[ItemBody], app: Flask) -> None:
    item = exemplar(kind)
    stored(item)
    assert [entry.item for entry in get_deck("d").items] == [item]


def test_an_item_comes_back_when_its_proof_would_fail_today(app: Flask) -> None:
    item = exemplar(KINDS["mcq"])
    deck = stored(item)
    with transaction() as connection:
        connection.exec_driver_sql("UPDATE item_version SET quote = 'a rule got stricter'")
    assert [entry.item.quote for entry in get_deck("d").items] == ["a rule got stricter"]
    assert deck


def test_a_version_is_parsed_once(app: Flask) -> None:
    stored(exemplar(KINDS["cloze"]))
    first, second = (get_deck("d").items[0].item for _ in range(2))
    assert first.body is second.body


def test_two_databases_share_no_version(blank_database: Path, tmp_path: Path) -> None:
    with opened(copy_of(blank_database, tmp_path)):
        stored(exemplar(KINDS["mcq"]))
        get_deck("d")
    with opened(copy_of(blank_database, tmp_path)):
        stored(exemplar(KINDS["cloze"]))
        assert [entry.item.kind for entry in get_deck("d").items] == ["cloze"]


def test_the_number_of_a_deleted_version_is_not_given_again(app: Flask, tmp_path: Path) -> None:
    load_seeds(write(tmp_path / "one", CITY, PORT), now=NOW)
    before = {entry.item for entry in get_deck("north").items}
    delete_deck("north", now=NOW)
    sweep(now=NOW + KEPT + timedelta(seconds=1))
    load_seeds(write(tmp_path / "two", CITY, PORT, head=HEAD_OF_ANOTHER), now=NOW)
    assert before.isdisjoint(entry.item for entry in get_deck("another").items)


HEAD_OF_ANOTHER = 'format = "quizapp-statements/1"\nid = "another"\ntitle = "Another"\n'


def test_no_more_versions_are_kept_than_the_limit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST_KEPT", 3)
    stored(*(exemplar(kind) for kind in KINDS.values()))
    get_deck("d")
    assert len(versions._kept[db.engine].versions) == 3
    assert len(get_deck("d").items) == len(KINDS)


CHANGES = [
    ({"stem": "Another stem?"}, False),
    ({"rationale": "Another reason."}, False),
    ({"category": "another"}, False),
    ({"confidence": 0.1}, True),
    ({"pattern": "another"}, True),
    ({"flaws": ()}, True),
    ({"evidence": Evidence(start=90, end=93, quote="Heilongjiang")}, True),
]


@pytest.mark.parametrize(("change", "same"), CHANGES)
def test_contents_are_the_same_when_nobody_would_notice(change: dict[str, object], same: bool) -> None:
    item = exemplar(KINDS["mcq"])
    assert (versions.digest(replace(item, **change)) == versions.digest(item)) is same  # type: ignore[arg-type]


def test_a_moved_item_points_to_its_new_place() -> None:
    item = exemplar(KINDS["mcq"])
    moved = versions.at(item, start=50, end=50 + len(item.quote))
    assert (moved.span[0], moved.quote) == (50, item.quote)


def test_deleting_a_deck_leaves_no_row_but_its_tombstone(app: Flask, tmp_path: Path) -> None:
    load_seeds(write(tmp_path / "seeds"), now=NOW)
    delete_deck("north", now=NOW)
    sweep(now=NOW + KEPT + timedelta(seconds=1))
    with reading() as connection:
        tables = ["source", "statement", "deck", "item", "item_version", "attempt", "tombstone"]
        counted = {name: select(func.count()).select_from(table(name)) for name in tables}
        left = {name: connection.execute(query).scalar_one() for name, query in counted.items()}
    assert left == dict.fromkeys(tables, 0) | {"tombstone": 1}


def test_what_a_person_wrote_comes_back_without_evidence(app: Flask) -> None:
    written = replace(
        exemplar(KINDS["mcq"]), evidence=None, derivation=None, written=True, tags=("week 3", "港")
    )
    stored(written)
    assert [entry.item for entry in get_deck("d").items] == [written]


def test_other_tags_are_another_content() -> None:
    item = exemplar(KINDS["mcq"])
    assert versions.digest(item) != versions.digest(replace(item, tags=("exam",)))
