"""Learning from rated items in the shell, and how choosy a deck is asked to be."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.core.decks.deck import ItemStatus
from quizapp.services.decks import get_deck
from quizapp.services.drafts import review_item
from tests.conftest import application_in, closed
from tests.web.cast import NAMES, NOW, build

TEXT = (
    "Mayor Ada Berg called for building 12 bridges and widening the coastal road. Higher wages increase the supply "
    "of labor. A price floor is the lowest price that can be charged for a good."
)
ROWS = [
    {"kind": "basic", "stem": "What did they do?" if n % 2 else f"Why did the mayor of Porto open bridge {n}?",
     "key": "trade", "verdict": "c" if n % 2 else "A"}
    for n in range(20)
]  # fmt: skip


def run(*args: str, sent: str = "") -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, list(args), input=sent)


def lines(folder: Path, *rows: object) -> str:
    """A file with a row on each line."""
    file = folder / "rated.jsonl"
    file.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8"
    )
    return str(file)


def test_weights_are_learned_and_written(tmp_path: Path) -> None:
    out = tmp_path / "ranking.json"
    told = run("train", lines(tmp_path, *ROWS), "-o", str(out))
    assert told.exit_code == 0
    assert "20 rated items, 10 accepted" in told.stdout
    assert "accuracy 1.000, AUC 1.000 on unseen documents" in told.stdout
    assert "chance from" in told.stdout
    assert json.loads(out.read_text(encoding="utf-8"))["weights"]["points"] < 0


@pytest.mark.parametrize(
    ("row", "problem"),
    [("{", "line 21: this is not JSON"), ({"kind": "mcq"}, "line 21: a rated item needs")],
)
def test_a_broken_line_is_named(tmp_path: Path, row: object, problem: str) -> None:
    told = run("train", lines(tmp_path, *ROWS, row))
    assert told.exit_code == 2
    assert problem in told.stderr


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    told = run("train", str(tmp_path / "none.jsonl"))
    assert told.exit_code == 2
    assert "cannot be read" in told.stderr


def test_all_sound_items_are_more_than_a_deck_takes() -> None:
    counts = {
        mode: len(
            json.loads(run("generate", "-", "--mode", mode, "--format", "json", sent=TEXT).stdout)["items"]
        )
        for mode in ("normal", "all")
    }
    assert counts["normal"] < counts["all"]


def test_what_was_decided_in_review_is_learned_from(
    tmp_path: Path, blank_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(blank_database, tmp_path / "quizapp.db")
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path))
    monkeypatch.delenv("QUIZAPP_DATABASE_URL", raising=False)
    app = application_in(tmp_path)
    deck = build(app, published=False)
    with app.app_context():
        for n, entry in enumerate(get_deck(deck).items):
            status: ItemStatus = "rejected" if n % 2 else "accepted"
            review_item(deck, entry.item.id, status=status, now=NOW, why="wording" if n % 2 else "")
    closed(app)
    out = tmp_path / "ratings.jsonl"
    told = run("train", "--from-decks", lines(tmp_path, *ROWS), "--ratings", str(out))
    assert told.exit_code == 0, told.stderr
    assert f"{20 + len(NAMES)} rated items" in told.stdout
    verdicts = [json.loads(line)["verdict"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert (len(verdicts), set(verdicts)) == (len(NAMES), {"A", "wording"})


def test_without_anything_to_learn_from_that_is_said() -> None:
    told = run("train")
    assert (told.exit_code, "--from-decks" in told.stderr) == (2, True)
