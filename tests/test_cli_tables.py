"""Items leave and come in through the shell, and nothing is lost in between that was promised."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.cli.instance import instance as opened
from quizapp.services.media import add_files
from quizapp.services.writing import add_item
from tests.exchange.media.samples import png
from tests.test_cli import run

DECK = "northeast-2023"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def instance(tmp_path_factory: pytest.TempPathFactory) -> object:
    """A place of its own with the starting decks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZAPP_INSTANCE", str(tmp_path_factory.mktemp("instance")))
        assert run("seed").exit_code == 0
        yield


def illustrated() -> str:
    """An item with an image; its name."""
    with opened():
        (added,) = add_files(DECK, [("map.png", png())], now=NOW).media
        shown = {
            "media_name": [added.name],
            "media_alt": ["A map"],
            "media_place": ["stem"],
            "has_media": ["1"],
        }
        fields = {"stem": ["Which river is drawn?"], "answers": ["Songhua"]} | shown
        return add_item(DECK, "short_answer", fields, now=NOW).item.id


def test_the_starting_deck_survives_every_format_and_losses_are_counted() -> None:
    item = illustrated()
    result = run("verify-parity", DECK)
    lines = result.stdout.splitlines()
    assert (result.exit_code, "DIFFERS" in result.stdout) == (0, False)
    assert {line.split()[1] for line in lines if line.endswith(" equal")} == {"csv", "gift", "json"}
    bare = [line.split()[:2] for line in lines if line.endswith(" equal without its images and sounds")]
    assert bare == [[item, "csv"], [item, "gift"]]
    assert "csv: 1 items go without their images and sounds" in result.stderr
    assert "json: 1" not in result.stderr


@pytest.mark.parametrize("form", ["csv", "gift"])
def test_a_deck_that_comes_in_again_doubles_nothing(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"deck.{form}"
    assert run("export", DECK, "--format", form, "-o", str(file)).exit_code == 0
    assert run("import", str(file), "--into", DECK, "--preview").stdout.startswith("0 items can be added")


def test_a_preview_stores_nothing(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("stem,key\nWhich river flows through Harbin?,Songhua\n,x\n")
    told = run("import", str(file), "--into", DECK, "--preview")
    assert (told.stdout, told.stderr) == (
        "1 items can be added, 1 refused.\n",
        "line 3: The row has no stem.\n",
    )
    assert run("import", str(file), "--into", DECK).stdout == "1 items added, 1 refused.\n"
    assert run("import", str(file), "--into", DECK).stdout == "0 items added, 2 refused.\n"
