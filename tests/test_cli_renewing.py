"""`quizapp regenerate`: a look first, then the deed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.cli.instance import instance
from quizapp.core.text.source import source_from_text
from quizapp.services.decks import get_deck, publish_deck
from quizapp.services.drafts import accept_all, edit_item
from quizapp.services.seeding import load_seeds
from quizapp.services.texts import run_next_job, submit_text
from tests.services.generator import about_each_line, fake_generator
from tests.store.northern import CARS, CITY, PORT, write
from tests.test_cli import run

NOW = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
LINES = (
    "Harbin is the old capital of the province in the far north.",
    "Dalian is the largest port of the province on the coast.",
    "Daqing is the town of the oil wells that lie in the plain.",
)
CHANGED = """Harbin is the present capital of the province in the far north.
Dalian is the only port of the province on the coast.
Fushun is the place where the people of the north dig coal.
"""


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a deck made from the lines, one of its items edited."""
    fake_generator(monkeypatch, about_each_line)
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    with instance():
        submit_text(source_from_text("\n".join(LINES), title="Atlas"), now=NOW)
        run_next_job(now=NOW)
        accept_all("atlas", now=NOW)
        publish_deck("atlas")
        port = next(entry for entry in get_deck("atlas").items if "Dalian" in entry.item.quote)
        edit_item("atlas", port.item.id, {"rationale": ["As ada says."]}, version=1, now=NOW)
    return "atlas"


def quotes(deck: str) -> set[tuple[str, str]]:
    """What the items of a deck quote first of all, with their statuses."""
    with instance():
        return {(entry.item.quote[:14], entry.status) for entry in get_deck(deck).items}


def test_the_first_look_stores_nothing(deck: str) -> None:
    before = quotes(deck)
    result = run("regenerate", deck, "-", sent=CHANGED)
    assert (result.exit_code, quotes(deck)) == (0, before)
    assert result.stdout.splitlines()[0] == "1 conflict, 1 changed, 1 retired, 1 new, 0 unchanged"
    assert "--apply" in result.stderr


def test_every_item_that_is_not_left_as_it_is_is_named(deck: str) -> None:
    told = run("regenerate", deck, "-", sent=CHANGED).stdout
    for line in (
        "  - [cloze] [1] is the old capital of the province in the far north. → Harbin",
        "  + [cloze] [1] is the present capital of the province in the far north. → Harbin",
        "    yours: [cloze] [1] is the largest port of the province on the coast. → Dalian",
        "      new: [cloze] [1] is the only port of the province on the coast. → Dalian",
        "  - [cloze] [1] is the town of the oil wells that lie in the plain. → Daqing",
        "  + [cloze] [1] is the place where the people of the north dig coal. → Fushun",
    ):
        assert line in told.splitlines()


def test_applied_it_is_done(deck: str) -> None:
    run("regenerate", deck, "-", "--apply", sent=CHANGED)
    assert quotes(deck) == {
        ("Harbin is the ", "accepted"),
        ("Dalian is the ", "accepted"),
        ("Daqing is the ", "retired"),
        ("Fushun is the ", "draft"),
    }


def test_where_nothing_changes_nothing_is_asked_for(deck: str) -> None:
    result = run("regenerate", deck, "-", sent="\n".join(LINES))
    assert (result.stdout, result.stderr) == ("3 unchanged\n", "")


@pytest.mark.parametrize("apply", [True, False])
def test_a_file_of_statements_is_followed_in_the_same_way(apply: bool, tmp_path: Path, deck: str) -> None:
    folder = write(tmp_path / "seeds", CITY, PORT, CARS)
    with instance():
        load_seeds(folder, now=NOW)
    file = write(folder, CITY, PORT.replace("The port", "The harbour")) / "north.toml"
    result = run("regenerate", "north", str(file), "--apply" if apply else "--dry-run")
    counts = result.stdout.splitlines()[0]
    assert (result.exit_code, "changed" in counts, "retired" in counts) == (0, True, True)
    with instance():
        told = [entry.item.quote for entry in get_deck("north").accepted]
    assert any(quote.startswith("The harbour") for quote in told) is apply


@pytest.mark.parametrize(
    ("name", "file", "reason"),
    [
        ("nothing", "text.txt", "There is no deck"),
        ("north", "text.txt", "follows its file of statements"),
        ("atlas", "north.toml", "is of the deck “north”"),
        ("atlas", "missing.txt", "cannot be read"),
        ("atlas", "empty.txt", "file is empty"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    name: str, file: str, reason: str, tmp_path: Path, deck: str
) -> None:
    folder = write(tmp_path / "seeds")
    with instance():
        load_seeds(folder, now=NOW)
    (folder / "text.txt").write_text(CHANGED, encoding="utf-8")
    (folder / "empty.txt").touch()
    result = run("regenerate", name, str(folder / file))
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert reason in result.stderr
