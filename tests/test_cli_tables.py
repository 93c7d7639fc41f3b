"""Items leave and come in through the shell, and nothing is lost in between that was promised."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.cli.exporting import NAMES
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
    assert {line.split()[1] for line in lines if " equal" in line} == set(NAMES)
    assert "qti: 231 equal, 0 not carried, 0 different" in result.stderr.splitlines()
    assert "gift: 228 equal, 3 not carried, 0 different" in result.stderr.splitlines()
    bare = {line.split()[1] for line in lines if line.split()[0] == item and "media" in line}
    assert bare == {"csv", "gift", "moodle", "qti", "xlsx"}


@pytest.mark.parametrize("form", ["csv", "gift", "moodle"])
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


def test_columns_of_a_foreign_table_are_said_by_letter_or_heading(tmp_path: Path) -> None:
    file = tmp_path / "foreign.csv"
    file.write_bytes(
        "Frage;Antwort;Falsch 1;Falsch 2\nWelche Stadt ist es?;Zürich;Bern;Genf\n".encode("cp1252")
    )
    by_letter = run("import", str(file), "--into", DECK, "--preview", "--columns", "stem=A,key=B,wrong=C+D")
    assert by_letter.stdout == "1 items can be added, 0 refused.\n"
    said = ("--columns", "stem=Frage,key=antwort,wrong=Falsch 1+Falsch 2")
    assert run("import", str(file), "--into", DECK, *said).stdout == "1 items added, 0 refused.\n"
    wrong = run("import", str(file), "--into", DECK, "--columns", "stem=A,key=Z")
    assert (wrong.exit_code, "has no column “Z”" in wrong.stderr) == (2, True)


def test_an_export_changes_its_items_by_their_ids(tmp_path: Path) -> None:
    file = tmp_path / "deck.xlsx"
    assert run("export", DECK, "--format", "xlsx", "-o", str(file)).exit_code == 0
    same = run("import", str(file), "--into", DECK).stdout
    assert same.startswith("0 items added, 0 changed, ")
    assert same.endswith(" as they are, 0 refused.\n")


def test_an_export_tells_what_it_leaves_out(tmp_path: Path) -> None:
    told = run("export", DECK, "--format", "gift", "-o", str(tmp_path / "deck.gift")).stderr.splitlines()
    assert sum(line.endswith("GIFT has room for one gap in a text.") for line in told) == 2
    assert any(line.startswith("The quote that proves the key is left out. (227 of 228") for line in told)


def test_an_export_for_anki_tells_what_an_import_will_do(tmp_path: Path) -> None:
    file = str(tmp_path / "deck.apkg")
    first, again = (run("export", DECK, "-o", file).stderr.splitlines() for _ in range(2))
    size = int(first[-1].partition(": ")[2].removeprefix("for who has nothing of it: ").partition(" new")[0])
    assert (
        f"{DECK}: since edition 1 ({datetime.now(UTC):%Y-%m-%d}): 0 new, 0 changed, 0 retired, {size} as they are"
        in (again)
    )
    part = run("export", DECK, "--kind", "mcq", "--since", "0", "--name", "Mine", "-o", file)
    assert 0 < int(part.stderr.rpartition("it: ")[2].partition(" new")[0]) < size
    for wrong in (
        ["--format", "csv", "--name", "x"],
        [DECK, "--kind", "mcq"],
        ["--since", "99"],
        ["--tag", "none"],
    ):
        result = run("export", DECK, *wrong, "-o", str(tmp_path / "no.apkg"))
        assert (result.exit_code, result.stdout, (tmp_path / "no.apkg").exists()) == (2, "", False)
