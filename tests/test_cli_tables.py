"""Items leave and come in through the shell, and nothing is lost in between that was promised."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizapp.cli.decks import NAMES
from tests.test_cli import run

DECK = "northeast-2023"


@pytest.fixture(scope="module", autouse=True)
def instance(tmp_path_factory: pytest.TempPathFactory) -> object:
    """A place of its own with the starting decks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZAPP_INSTANCE", str(tmp_path_factory.mktemp("instance")))
        assert run("seed").exit_code == 0
        yield


def test_the_starting_deck_survives_every_format() -> None:
    result = run("verify-parity", DECK)
    lines = result.stdout.splitlines()
    assert (result.exit_code, "DIFFERS" in result.stdout) == (0, False)
    assert {line.split()[1] for line in lines if " equal" in line} == set(NAMES) - {"anki"}


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
