"""Files of Anki's, made by Anki itself, become decks, again, and go back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.kinds.faces import Faces
from quizapp.core.study.learner import Learner as Known
from quizapp.errors import NotFound
from quizapp.exchange.apkg.reading import open_package
from quizapp.services import decks, drafts, exports, offers, packages, parity, study
from quizapp.services.access import Actor
from quizapp.services.anki_media import PackageMedia
from quizapp.services.learners import new_learner
from quizapp.services.packages import Choice, Import
from quizapp.services.texts import run_next_job
from quizapp.store import decks as store_decks
from quizapp.store import items as store_items
from quizapp.store import jobs
from quizapp.store import notes as stored_notes
from quizapp.store.database import reading, transaction
from tests.exchange.apkg.learner import Learner
from tests.services.anki_decks import Home, atlas, picture

NOW = datetime.now(UTC).replace(microsecond=0)
SOON = NOW + timedelta(hours=1)
on_sqlite = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
"""Of what no statement of a database's own takes part in."""
VERSION = (
    "version", "source_id", "quote", "stem", "body", "category", "rationale", "statement", "derivation", "pattern",
    "flaws", "confidence", "written", "tags", "media",
)  # fmt: skip
TABLES = ("deck", "item", "item_version", "note", "note_type", "card", "review", "media", "deck_media")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Ada's collection, with a deck that holds something of everything."""
    made = Home(tmp_path_factory.mktemp("ada"))
    atlas(made)
    yield made
    made.collection.close()


@pytest.fixture(scope="module")
def package(home: Home) -> bytes:
    """Her deck as Anki exports it."""
    return home.leaves("Atlas").read_bytes()


@pytest.fixture
def ada(app: Flask) -> Known:
    """Who imports it."""
    return new_learner(now=NOW)


def sent(content: bytes, who: Known) -> str:
    return packages.submit("Atlas.apkg", [content[:1000], content[1000:]], owner=who.id, now=NOW)


def looked(content: bytes, who: Known) -> Import:
    id = sent(content, who)
    assert run_next_job(now=NOW)
    return packages.get_import(id)


def brought(content: bytes, who: Known, choice: Choice | None = None, *, now: datetime = NOW) -> Import:
    id = looked(content, who).id
    packages.confirm(id, choice or Choice(title="Atlas"), actor=Actor(learner=who.id), now=now)
    assert run_next_job(now=now)
    found = packages.get_import(id)
    assert found.error == ""
    return found


def counted() -> dict[str, int]:
    with reading() as connection:
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608 - our own
            for name in TABLES
        }


def test_a_file_is_looked_through_before_anything_is_stored(package: bytes, ada: Known) -> None:
    before = counted()
    found = looked(package, ada)
    preview = found.preview
    assert preview is not None
    assert (found.state, preview.title, preview.notes, preview.cards) == ("done", "Atlas", 8, 11)
    assert dict(preview.kinds) == {"basic": 1, "cloze": 1, "short_answer": 1, "faces": 5}
    assert dict(preview.paths) == {"Atlas": 5, "Atlas::Rivers": 2, "Atlas::Rivers::North": 1}
    assert (preview.media, preview.known, counted()) == (1, {}, before)


def test_a_preview_shows_how_notes_were_read_and_what_is_not_there(ada: Known) -> None:
    preview = looked(b'Capital?\t<b>Harbin</b>\nMap\t<img src="gone.png">[sound:b.mp3]\n', ada).preview
    assert preview is not None
    assert (preview.title, preview.samples) == ("Atlas", [("Capital?", "Harbin"), ("Map", "b.mp3")])
    assert (preview.missing, preview.missed) == (2, ["b.mp3", "gone.png"])


def test_notes_become_items_of_the_kinds_that_lose_nothing(package: bytes, ada: Known) -> None:
    found = brought(package, ada)
    deck = decks.get_deck(found.deck or "")
    assert (deck.visibility, deck.published, {entry.status for entry in deck.items}) == (
        "own",
        True,
        {"accepted"},
    )
    by_stem = {entry.item.stem: entry.item for entry in deck.items}
    assert by_stem["Capital of Heilongjiang?"].tags == ("easy", "geo::cn")
    assert by_stem["{{1}} lies on the {{2}}."].category == "Rivers / North"
    assert by_stem["Which city has an ice festival?"].kind == "short_answer"
    nested, both = by_stem["[...] freezes."].body, by_stem["松花江"].body
    assert isinstance(nested, Faces)
    assert isinstance(both, Faces)
    assert (len(nested.sides), [side.prompt for side in both.sides]) == (
        2,
        ["松花江", "Songhua <b>river</b>"],
    )


@on_sqlite
def test_what_strangers_wrote_into_a_card_is_stored_clean(package: bytes, ada: Known) -> None:
    deck = decks.get_deck(brought(package, ada).deck or "")
    (arabic,) = (entry.item.body for entry in deck.items if entry.item.stem.startswith("مرحبا"))
    assert isinstance(arabic, Faces)
    assert "script" not in arabic.sides[0].answer
    assert "alert" not in arabic.sides[0].answer
    assert counted()["media"] == 1


def test_the_same_file_again_changes_nothing(package: bytes, ada: Known) -> None:
    first = brought(package, ada)
    before, deck = counted(), decks.get_deck(first.deck or "")
    assert looked(package, ada).preview.known == {first.deck: 8}  # type: ignore[union-attr]
    again = brought(package, ada, Choice(into=first.deck or ""), now=SOON)
    assert again.outcome == packages.Outcome(new=0, changed=0, known=8, conflicts=0, left_out=0)
    assert (counted(), decks.get_deck(first.deck or "")) == (before, deck)


def test_a_text_of_the_same_notes_takes_nothing_away(home: Home, package: bytes, ada: Known) -> None:
    deck = brought(package, ada).deck or ""
    before = decks.get_deck(deck)
    text = home.writes("Atlas").read_bytes()
    assert dict(looked(text, ada).preview.kinds) == {  # type: ignore[union-attr]
        "basic": 1, "cloze": 1, "short_answer": 1, "faces": 5
    }  # fmt: skip
    again = brought(text.replace(b"ice festival", b"snow festival"), ada, Choice(into=deck), now=SOON)
    assert again.outcome == packages.Outcome(new=0, changed=1, known=7, conflicts=0, left_out=0)
    now = {entry.item.id: entry.item for entry in decks.get_deck(deck).items}
    assert [entry.item.stem for entry in before.items if now[entry.item.id] != entry.item] == [
        "Which city has an ice festival?"
    ]
    assert {item.kind for item in now.values() if "snow" in item.stem} == {"short_answer"}


@on_sqlite
def test_a_note_of_a_text_keeps_its_own_picture_where_another_has_one_of_that_name(
    tmp_path: Path, ada: Known
) -> None:
    deck, written = "", ""
    for front in ("cat", "dog"):
        house = Home(tmp_path / front)
        house.brings("it.png", picture(len(written)))
        guid = house.add("Pets", "Basic", front, '<img src="it.png">').guid
        choice = Choice(into=deck) if deck else None
        deck = brought(house.leaves("Pets").read_bytes(), ada, choice).deck or ""
        written += f"{guid}\t{front}s\t<img src=it.png>\n"
        house.collection.close()
    before = _media(deck)
    assert len(set(before.values())) == 2
    text = f"#separator:tab\n#html:true\n#guid column:1\n#notetype:Basic\n{written}".encode()
    assert brought(text, ada, Choice(into=deck), now=SOON).outcome.changed == 2  # type: ignore[union-attr]
    assert _media(deck) == before


def _media(deck: str) -> dict[str, str]:
    with reading() as connection:
        found = stored_notes.of_deck(connection, store_decks.find(connection, deck).id)
    return {note.guid: note.media["it.png"] for note in found.values()}


def test_the_deck_that_knows_a_text_without_guids_is_found(ada: Known) -> None:
    top = b"#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n"
    brought(top + b"a\tBasic\tbat\tb\nb\tWords\tcat\tb\nc\tWords\tdog\td\n", ada, Choice(title="Others"))
    deck = brought(top + b"g\tBasic\tcat\tKatze\nh\tBasic\tdog\tHund\n", ada).deck
    preview = looked(
        b"#separator:tab\n#html:true\n#notetype:Basic\ncat\tKater\ndog\tHund\nbat\tx\n", ada
    ).preview
    assert preview is not None
    assert preview.known == {deck: 2}


@on_sqlite
def test_notes_of_anki_survive_the_way_back_whole(package: bytes, ada: Known) -> None:
    deck = brought(package, ada).deck or ""
    gap = next(entry for entry in decks.get_deck(deck).items if entry.item.kind == "cloze")
    fields = {"stem": ["[Harbin] lies on the [Amur]."], "tags": ["new"]}
    drafts.edit_item(deck, gap.item.id, fields, version=gap.version, now=SOON)
    found = parity.verify_deck(deck)
    assert [one for one in found if not one.holds] == []
    assert [one for one in found if one.format == "anki" and one.lost] == []
    told = {each.format.name: {loss.name for loss, _ in each.lost} for each in offers.offers_in(deck)}
    assert (told["anki"], told["jsonl"]) == (set(), {"origin"})


@on_sqlite
def test_a_picture_that_only_a_template_shows_survives_the_way_back(
    tmp_path: Path, ada: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = Home(tmp_path / "house")
    house.brings("_logo.png", picture())
    model = house.collection.models.by_name("Basic")
    assert model is not None
    model["tmpls"][0]["qfmt"] = '<img src="_logo.png">{{Front}}'
    house.collection.models.update_dict(model)
    house.add("Pets", "Basic", "cat", "Katze")
    house.add("Pets", "Basic", "dog", "Hund")
    deck = brought(house.leaves("Pets").read_bytes(), ada).deck or ""
    house.collection.close()
    assert [one for one in parity.verify_deck(deck) if one.format == "anki" and not one.holds] == []
    monkeypatch.setattr(parity, "contents_named", lambda *_: {})
    assert [one.holds for one in parity.verify_deck(deck) if one.format == "anki"] == [False, False]


def _grown(models: Any, model: Any) -> None:
    models.add_field(model, models.new_field("Sound"))


def _shrunk(models: Any, model: Any) -> None:
    models.remove_field(model, model["flds"][2])


def _turned(models: Any, model: Any) -> None:
    models.reposition_field(model, model["flds"][1], 0)


def _renamed(models: Any, model: Any) -> None:
    models.rename_field(model, model["flds"][1], "German")


@on_sqlite
@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        (_grown, {"Front": "cat", "Back": "Katze", "Hint": "pet", "Sound": ""}),
        (_shrunk, {"Front": "cat", "Back": "Katze"}),
        (_turned, {"Back": "Katze", "Front": "cat", "Hint": "pet"}),
        (_renamed, {"Front": "cat", "German": "Katze", "Hint": "pet"}),
    ],
)
def test_notes_that_a_newer_file_lacks_keep_their_fields_where_the_note_type_changes(
    changed: Callable[[Any, Any], None], fields: dict[str, str], tmp_path: Path, ada: Known
) -> None:
    house = Home(tmp_path / "house")
    models = house.collection.models
    model = models.by_name("Basic")
    assert model is not None
    models.add_field(model, models.new_field("Hint"))
    models.update_dict(model)
    gone = house.add("Pets", "Basic", "cat", "Katze", "pet")
    house.add("Pets", "Basic", "dog", "Hund", "pet")
    deck = brought(house.leaves("Pets").read_bytes(), ada).deck or ""
    house.collection.remove_notes([gone.id])
    model = models.by_name("Basic")
    changed(models, model)
    models.update_dict(model)  # type: ignore[arg-type]
    brought(house.leaves("Pets").read_bytes(), ada, Choice(into=deck), now=SOON)
    house.collection.close()
    assert all(one.holds for one in parity.verify_deck(deck) if one.format == "anki")
    path = tmp_path / "back.apkg"
    path.write_bytes(exports.export_apkg(deck).content)
    with open_package(path) as file:
        found = {
            note.guid: dict(zip(note.note_type.fields, note.fields, strict=True)) for note in file.notes()
        }
    assert list(found[gone.guid].items()) == list(fields.items())


@on_sqlite
def test_items_are_not_compared_with_each_other_to_see_which_were_notes(
    ada: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = brought(b"cat\tKatze\ndog\tHund\n", ada).deck or ""

    def slow(*_: object) -> bool:
        raise AssertionError

    monkeypatch.setattr(DeckItem, "__eq__", slow)
    assert all(one.holds for one in parity.verify_deck(deck))


def test_a_newer_note_is_updated_and_an_edit_made_here_waits_for_a_decision(
    tmp_path: Path, ada: Known
) -> None:
    with_two = Home(tmp_path / "home")
    plain, edited, turned = (with_two.add("D", "Basic", f"Q{n}?", f"a{n}") for n in range(3))
    gone = with_two.add("D", "Basic", "Q9?", "a9")
    deck = brought(with_two.leaves("D").read_bytes(), ada, Choice(title="D")).deck or ""
    mine = next(entry for entry in decks.get_deck(deck).items if entry.item.stem == "Q1?")
    drafts.edit_item(deck, mine.item.id, {"answers": ["my own"]}, version=mine.version, now=NOW)
    for note, field in ((plain, "new"), (edited, "theirs"), (turned, "<b>bold</b>")):
        note["Back"] = field
        with_two.collection.update_note(note)
        with_two.dates(note, int(SOON.timestamp()))
    with_two.collection.remove_notes([gone.id])
    again = brought(with_two.leaves("D").read_bytes(), ada, Choice(into=deck), now=SOON)
    with_two.collection.close()
    assert again.outcome == packages.Outcome(new=0, changed=2, known=0, conflicts=1, left_out=0, gone=1)
    said = {entry.item.stem: (entry.item.kind, entry.item.body.keys(), entry.is_disputed)
            for entry in decks.get_deck(deck).items}  # fmt: skip
    assert said == {
        "Q0?": ("basic", ("new",), False),
        "Q1?": ("basic", ("my own",), True),
        "Q2?": ("faces", ("bold",), False),
        "Q9?": ("basic", ("a9",), False),
    }


def test_an_import_that_fails_on_its_way_leaves_nothing(
    package: bytes, ada: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = looked(package, ada).id
    packages.confirm(id, Choice(title="Atlas"), actor=Actor(learner=ada.id), now=NOW)
    before = counted()

    def broken(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(PackageMedia, "store", broken)
    assert run_next_job(now=NOW)
    assert (packages.get_import(id).state, counted()) == ("failed", before)
    monkeypatch.undo()
    packages.confirm(id, Choice(title="Atlas"), actor=Actor(learner=ada.id), now=NOW)
    assert run_next_job(now=NOW)
    assert packages.get_import(id).outcome.new == 8  # type: ignore[union-attr]


@on_sqlite
def test_an_import_whose_worker_was_killed_is_done_by_the_next(package: bytes, ada: Known) -> None:
    id = looked(package, ada).id
    packages.confirm(id, Choice(title="Atlas"), actor=Actor(learner=ada.id), now=NOW)
    with transaction() as connection:
        assert jobs.claim(connection, now=NOW) is not None
    assert not run_next_job(now=NOW)
    assert run_next_job(now=NOW + timedelta(minutes=2))
    assert (packages.get_import(id).outcome.new, counted()["deck"]) == (8, 1)  # type: ignore[union-attr]


@on_sqlite
def test_a_stopped_import_is_forgotten_with_its_file_and_its_source(package: bytes, ada: Known) -> None:
    id = looked(package, ada).id
    packages.confirm(id, Choice(title="Atlas"), actor=Actor(learner=ada.id), now=NOW)
    packages.cancel(id)
    assert not run_next_job(now=NOW)
    with pytest.raises(NotFound):
        packages.get_import(id)
    with reading() as connection:
        for table in ("upload", "upload_part", "job", "source"):
            assert not connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608


@on_sqlite
def test_a_file_that_is_none_of_ankis_says_what_to_do(ada: Known) -> None:
    found = looked(b"PK\x03\x04 not an archive", ada)
    assert (found.state, found.preview) == ("failed", None)
    assert "In Anki, choose File, Export" in found.error


@on_sqlite
def test_a_deck_of_somebody_else_takes_nothing(package: bytes, ada: Known) -> None:
    theirs = brought(package, new_learner(now=NOW)).deck or ""
    mine = looked(package, ada)
    assert mine.preview is not None
    assert mine.preview.known == {}
    with pytest.raises(NotFound):
        packages.confirm(mine.id, Choice(into=theirs), actor=Actor(learner=ada.id), now=NOW)


def test_what_was_learned_in_anki_goes_on_here_for_who_asks(tmp_path: Path, ada: Known) -> None:
    home = Home(tmp_path / "home")
    home.add("D", "Basic", "Q?", "a")
    home.add("D", "Basic", "Q2?", "a2")
    home.opens("D")
    for _ in range(2):
        card = home.collection.sched.getCard()
        assert card is not None
        home.collection.sched.answerCard(card, 4)
    numbers = home.collection.find_cards("deck:D")
    days = sorted(home.collection.get_card(number).ivl for number in numbers)
    content = home.leaves("D", scheduling=True).read_bytes()
    home.collection.close()
    without = brought(content, ada, Choice(title="Without"))
    assert (without.outcome.cards, counted()["card"]) == (0, 0)  # type: ignore[union-attr]
    later = NOW + timedelta(days=1)
    found = brought(content, ada, Choice(title="With", history=True), now=later)
    assert found.outcome.cards == 2  # type: ignore[union-attr]
    with reading() as connection:
        rows = connection.exec_driver_sql("SELECT stage, interval, reviews, entries FROM card").all()
        log = connection.exec_driver_sql("SELECT rating, stage FROM review").all()
    assert sorted(tuple(row) for row in rows) == [("review", each, 1, 1) for each in days]
    assert [tuple(row) for row in log] == [("easy", "new")] * 2
    waits = study.deal(ada, now=NOW + timedelta(days=60), deck=found.deck).waiting
    assert (waits.review, waits.new) == (2, 0)


@on_sqlite
def test_a_deck_from_anki_goes_back_note_by_note(package: bytes, ada: Known, ben: Learner) -> None:
    deck = brought(package, ada).deck or ""
    back = exports.export_apkg(deck).content
    assert ben.imports(package) == (8, 0, 0, 0)
    types = list(ben.collection.models.all_names_and_ids())
    shown = {note.guid: [card.question() + card.answer() for card in note.cards()] for note in ben.notes()}
    assert ben.imports(back)[0] == 0
    assert shown == {
        note.guid: [card.question() + card.answer() for card in note.cards()] for note in ben.notes()
    }
    assert list(ben.collection.models.all_names_and_ids()) == types  # no second “Basic+”, none of ours


@on_sqlite
def test_a_newcomer_gets_from_here_what_anki_gave(
    package: bytes, ada: Known, ben: Learner, home: Home
) -> None:
    deck = brought(package, ada).deck or ""
    assert ben.imports(exports.export_apkg(deck).content) == (8, 0, 0, 0)
    theirs = {note.guid: note for note in ben.notes()}
    for number in home.collection.find_notes("deck:Atlas"):
        note = home.collection.get_note(number)
        came = theirs[note.guid]
        assert (came.fields, sorted(came.tags), came.mid) == (note.fields, sorted(note.tags), note.mid)
        assert [card.question() for card in came.cards()] == [card.question() for card in note.cards()]
        assert [card.ord for card in came.cards()] == [card.ord for card in note.cards()]
    assert set(ben.deck_names()) == {"Atlas", "Atlas::Rivers", "Atlas::Rivers::North"}
    assert (Path(ben.collection.media.dir()) / "river.png").read_bytes()


@on_sqlite
def test_decks_that_came_from_one_lie_in_one_again(package: bytes, ada: Known, ben: Learner) -> None:
    text = brought(b"Where?\tHere\n", ada, Choice(title="Towns")).deck or ""
    both = [brought(package, ada, Choice(title=title)).deck or "" for title in ("Atlas", "Second")]
    assert ben.imports(exports.export_decks([*both, text]).content) == (9, 0, 0, 0)
    assert set(ben.deck_names()) == {"Atlas", "Atlas::Rivers", "Atlas::Rivers::North", "Towns"}


@on_sqlite
def test_an_edit_made_here_updates_the_note_in_anki(package: bytes, ada: Known, ben: Learner) -> None:
    deck = brought(package, ada).deck or ""
    ben.imports(package)
    gap = next(entry for entry in decks.get_deck(deck).items if entry.item.kind == "cloze")
    fields = {"stem": ["[Harbin] lies on the [Amur]."], "tags": ["rivers"]}
    drafts.edit_item(deck, gap.item.id, fields, version=gap.version, now=SOON)
    new, updated, _, _ = ben.imports(exports.export_apkg(deck).content)
    note = ben.note("tag:rivers")
    assert (new, updated, note["Text"]) == (0, 1, "{{c1::Harbin}} lies on the {{c2::Amur}}.")
    assert len(note.cards()) == 2


@on_sqlite
def test_every_look_up_of_notes_has_an_index(package: bytes, ada: Known) -> None:
    brought(package, ada)
    queries = (
        "SELECT 1 FROM note WHERE deck_id = 1 AND guid IN ('a', 'b')",
        "SELECT 1 FROM note JOIN deck ON deck.id = note.deck_id WHERE deck.owner_id = 1 AND note.guid IN ('a')",
        "SELECT 1 FROM upload_part WHERE upload_id = 1 AND number = 1",
        "SELECT 1 FROM upload JOIN job ON job.upload_id = upload.id WHERE upload.public_id = 'a'",
    )
    with reading() as connection:
        plans = [
            row[3] for query in queries for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")
        ]
    assert [plan for plan in plans if plan.startswith("SCAN")] == []


def test_an_item_of_a_note_is_stored_as_every_item_is(package: bytes, ada: Known) -> None:
    deck = decks.get_deck(brought(package, ada).deck or "")
    columns = ", ".join(f"item_version.{name}" for name in VERSION)
    with transaction() as connection:
        row = store_decks.find(connection, deck.id)
        again = [
            replace(entry.item, id=f"{entry.item.id}b") for entry in deck.items
        ]  # the same items, by the way that everything else takes
        store_items.add(connection, row.id, dict(enumerate(again, 100)), source_id=row.source_id, status="accepted",
                        now=NOW, released=True)  # fmt: skip
        rows = connection.exec_driver_sql(
            f"SELECT item.public_id, item.status, item.base, item.released, {columns} FROM item"  # noqa: S608 - our own
            " JOIN item_version ON item_version.item_id = item.id"
        ).all()
    found = {row[0]: row[1:] for row in rows}
    assert len(again) == 8
    assert all(found[item.id.removesuffix("b")] == found[item.id] for item in again)
