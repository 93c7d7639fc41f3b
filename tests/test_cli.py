"""The shell's way in: every command explains itself, every error is one line, every promise can be audited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from quizapp import __version__
from quizapp.cli import main

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "🌉 Bridges\n\n"
    "Ada Lovelace opened the bridge in Porto in 1998. The mayor said that the town needs three things: boats, "
    "trains and buses.\n\n"
    "Ben Franklin visited Lisbon in 2003. A price floor is the lowest price that can be charged for a good. The towns "
    "of Porto, Lisbon and Faro are linked by rail.\n"
)
KEYS = ["format", "generator", "source", "statements", "items", "rejections", "coverage"]


def commands(command: click.Command = main, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, under its full name."""
    if isinstance(command, click.Group):
        for word, below in command.commands.items():
            yield from commands(below, f"{name} {word}".strip())
    else:
        yield name, command


def run(*args: str, sent: str | bytes | None = None) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, list(args), input=sent)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Ada's text."""
    path = tmp_path / "bridges.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def generated() -> dict[str, Any]:
    """Ada's text as a document."""
    found: dict[str, Any] = json.loads(run("generate", "-", "--format", "json", sent=TEXT).stdout)
    return found


def test_there_are_the_commands_that_were_promised() -> None:
    assert {"generate", "serve", "seed", "decks", "export", "audit"} <= {name for name, _ in commands()}


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = run(*name.split(), "--help")
    assert (result.exit_code, f"Example: quizapp {name}" in result.stdout) == (0, True)


@pytest.mark.parametrize(("name", "command"), [*commands()])
def test_every_option_is_explained(name: str, command: click.Command) -> None:
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [
        option.name for option in options if not (option.help or isinstance(option.type, click.Choice))
    ] == []


def test_the_version_is_told() -> None:
    assert __version__ in run("--version").stdout


@pytest.mark.parametrize(
    "args",
    [
        ["generate"], ["generate", "a", "b"], ["generate", "-", "--limit", "0"], ["generate", "-", "--seed", "x"],
        ["generate", "-", "--format", "xml"], ["generate", "no-such-file.txt"], ["generate", "."], ["nonsense"],
        ["--nonsense"], ["export", "deck"], ["serve", "--port", "0"], ["seed", "no-such-folder"],
        ["audit", "no-such-file.json"], ["audit", "pyproject.toml"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_mistake_is_told_in_one_line(args: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run(*args, sent=TEXT)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert result.stderr.startswith("quizapp: ")


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG picture"),
        (b"the " * 300_000, "1 MB"),
        (b"Le fleuve prend sa source dans les collines et coule vers la mer. " * 9, "English"),
        ("这条河发源于山丘".encode(), "English"),
        (b"Hello there. Well, well. Oh dear!", "No key statements found, because"),
        (b"Only a heading", "No key statements found, because"),
    ],
)
def test_a_text_that_cannot_be_used_is_told_in_one_line(sent: bytes, reason: str) -> None:
    result = run("generate", "-", sent=sent)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert reason in result.stderr


def test_items_are_written_to_standard_output(text: Path) -> None:
    result = run("generate", str(text))
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "🌉 Bridges")


def test_json_keys_stand_in_their_order(generated: dict[str, Any]) -> None:
    assert list(generated) == KEYS


def test_quotes_stand_at_their_code_points_after_an_emoji(generated: dict[str, Any]) -> None:
    source = generated["source"]["text"]
    places = [item["evidence"] for item in generated["items"]]
    assert places
    assert all(source[place["start"] : place["end"]] == place["quote"] for place in places)


def test_statements_stand_at_their_code_points(generated: dict[str, Any]) -> None:
    source = generated["source"]["text"]
    assert all(source[one["start"] : one["end"]] == one["quote"] for one in generated["statements"])


def test_the_title_can_be_given(text: Path) -> None:
    assert run("generate", str(text), "--title", "My  bridges").stdout.splitlines()[0] == "My bridges"


def test_a_limit_keeps_so_many_items(text: Path) -> None:
    found = json.loads(run("generate", str(text), "--limit", "2", "--format", "json").stdout)
    assert len(found["items"]) == 2


def test_the_seed_is_recorded(text: Path) -> None:
    assert (
        json.loads(run("generate", str(text), "--seed", "7", "--format", "json").stdout)["generator"]["seed"]
        == 7
    )


def test_a_file_and_standard_input_give_the_same(text: Path) -> None:
    assert run("generate", str(text)).stdout == run("generate", "-", sent=TEXT).stdout


def test_a_web_page_gives_what_its_text_gives(text: Path, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    file = tmp_path / "text.html"
    file.write_text(f"<html><meta charset=utf-8>{paragraphs}", encoding="utf-8")
    assert run("generate", str(file)).stdout == run("generate", str(text)).stdout


def test_output_goes_to_a_file_instead(text: Path, tmp_path: Path) -> None:
    result = run("generate", str(text), "-o", str(tmp_path / "out.txt"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == run("generate", str(text)).stdout


def test_an_anki_deck_is_written_beside_the_items(text: Path, tmp_path: Path) -> None:
    result = run("generate", str(text), "--apkg", str(tmp_path / "deck.apkg"))
    assert (result.exit_code, bool(result.stdout)) == (0, True)
    assert (tmp_path / "deck.apkg").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("option", ["-o", "--apkg"])
def test_a_place_that_cannot_be_written_is_told(option: str, text: Path, tmp_path: Path) -> None:
    result = run("generate", str(text), option, str(tmp_path / "missing" / "out"))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "cannot be written" in result.stderr


def written(path: Path, document: dict[str, Any]) -> str:
    """The document in a file."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def test_sound_items_pass_the_audit(generated: dict[str, Any], tmp_path: Path) -> None:
    result = run("audit", written(tmp_path / "report.json", generated))
    assert (result.exit_code, result.stdout) == (0, "")


def tampered(document: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The document with a quote, a stem and a key that somebody changed, and the ids of those items."""
    changed: dict[str, Any] = json.loads(json.dumps(document))
    first, second, third = changed["items"][:3]
    first["evidence"]["quote"] = first["evidence"]["quote"].upper() + "\n!"
    second["stem"] = "Where did he open it (?"
    for field in ("options", "gaps", "answers"):
        third[field] = [{**one, **{k: "Atlantis\nand Mu" for k in ("text", "key") if k in one}} if isinstance(one, dict)
                        else "Atlantis" for one in third[field]]  # fmt: skip
    return changed, [first["id"], second["id"], third["id"]]


def test_the_audit_tells_each_item_that_fails_in_one_line(generated: dict[str, Any], tmp_path: Path) -> None:
    changed, ids = tampered(generated)
    result = run("audit", written(tmp_path / "report.json", changed))
    told = [line.split()[1].rstrip(":") for line in result.stdout.splitlines()]
    assert (result.exit_code, sorted(told)) == (1, sorted(ids))


@pytest.mark.parametrize("content", ["", "{}", "[]", "not json", '{"format": "quizapp/9"}', "[" * 100_000])
def test_a_file_that_is_no_document_is_bad_input(content: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")
    result = run("audit", str(path))
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


def test_every_sentence_is_explained(text: Path) -> None:
    result = run("generate", str(text), "--explain")
    told = json.loads(run("generate", str(text), "--explain", "--format", "json").stdout)
    assert result.exit_code == 0
    assert "because" in result.stdout
    assert any(one["items"] for sentence in told["sentences"] for one in sentence["statements"])


def test_a_text_without_items_is_explained_all_the_same() -> None:
    sent = "He opened it in Porto in 1998. They said that it was the oldest of them."
    assert run("generate", "-", sent=sent).exit_code == 2
    result = run("generate", "-", "--explain", sent=sent)
    told = [
        line
        for line in result.stdout.splitlines()
        if "No pattern found" in line or "No item, because" in line
    ]
    assert (result.exit_code, bool(told)) == (0, True)


def test_a_folder_is_measured_without_a_database(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path / "own"))
    first, again = (run("evaluate", str(text.parent)) for _ in range(2))
    assert (first.exit_code, "evidence %" in first.stdout, "the run before" in first.stdout) == (
        0,
        True,
        False,
    )
    assert "the run before" in again.stdout
    assert [file.name for file in (tmp_path / "own").iterdir()] == ["evaluation.json"]


def test_a_run_can_be_compared_with_another(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path / "own"))
    kept = tmp_path / "then.json"
    run("evaluate", str(text.parent), "--format", "json", "-o", str(kept))
    assert "the run before" in run("evaluate", str(text.parent), "--before", str(kept)).stdout
    wrong = run("evaluate", str(text.parent), "--before", str(text))
    assert (wrong.exit_code, len(wrong.stderr.splitlines())) == (2, 1)
