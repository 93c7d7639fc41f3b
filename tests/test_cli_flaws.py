"""The catalogue of flaws in the shell, and audits that advise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main
from quizapp.core.items.flaws import CATALOGUE

FLOOD = (
    "Ada Lovelace opened the bridge in Porto in 1998. The mayor said that the town needs three things: boats, "
    "trains and buses.\n\nBen Franklin visited Lisbon in 2003. A price floor is the lowest price that can be charged."
)


def run(*args: str, sent: str = "") -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, list(args), input=sent)


def test_the_whole_catalogue_is_listed() -> None:
    lines = run("flaws").stdout.splitlines()
    assert {line.removesuffix(" (of a deck)") for line in lines} >= set(CATALOGUE)


def test_fatal_flaws_come_before_advice() -> None:
    told = run("flaws").stdout
    assert told.index("\nanaphor\n") < told.index("\nAdvisory.\n") < told.index("\nlongest-key\n")


def test_one_flaw_is_told_with_rule_reason_source_and_examples() -> None:
    told = run("flaws", "too-few-options").stdout
    flaw = CATALOGUE["too-few-options"]
    assert all(
        part in told
        for part in (flaw.rule, flaw.why, "Rodriguez 2005", "[x] the Douro", "Broken:", "Mended:")
    )
    assert "longest-key" not in told


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_flaw_can_be_looked_up(name: str) -> None:
    assert CATALOGUE[name].rule in run("flaws", name).stdout


def test_the_catalogue_can_be_read_by_a_program() -> None:
    found: list[dict[str, Any]] = json.loads(run("flaws", "--format", "json").stdout)
    assert [flaw["name"] for flaw in found] == list(CATALOGUE)
    assert all(flaw["broken"] and flaw["mended"] and flaw["sources"] for flaw in found)


@pytest.mark.parametrize(
    ("name", "near"),
    [("longest", "longest-key"), ("k-typ", "k-type"), ("anaphora", "anaphor"), ("zzzz", "quizapp flaws")],
)  # fmt: skip
def test_an_unknown_flaw_is_told_with_near_names(name: str, near: str) -> None:
    result = run("flaws", name)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
    assert near in result.stderr


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """Items of a text."""
    found: dict[str, Any] = json.loads(run("generate", "-", "--format", "json", sent=FLOOD).stdout)
    return found


def audited(document: dict[str, Any], folder: Path, *args: str) -> Result:
    """The audit of a document."""
    path = folder / "report.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return run("audit", str(path), *args)


def wordy(document: dict[str, Any]) -> dict[str, Any]:
    """The document with one stem that is sound but far too long."""
    changed: dict[str, Any] = json.loads(json.dumps(document))
    changed["items"][0]["stem"] = "In the far, far" + " far" * 70 + " past, " + changed["items"][0]["stem"]
    return changed


def test_advice_is_told_only_on_request_and_fails_nothing(document: dict[str, Any], tmp_path: Path) -> None:
    quiet, told = audited(wordy(document), tmp_path), audited(wordy(document), tmp_path, "--advice")
    assert (quiet.exit_code, told.exit_code) == (0, 0)
    assert ("too-long-stem" in quiet.stdout, "too-long-stem" in told.stdout) == (False, True)


def test_what_a_deck_lacks_is_told_in_one_line_a_rule(document: dict[str, Any], tmp_path: Path) -> None:
    crowded: dict[str, Any] = json.loads(json.dumps(document))
    first = crowded["items"][0]
    crowded["items"] += [{**first, "id": f"more{n}", "stem": f"{first['stem'][:-1]} {n}?"} for n in range(4)]
    result = audited(crowded, tmp_path)
    lines = [line for line in result.stdout.splitlines() if " deck: Advice (" in line]
    rules = [line.split("(")[1].split(")")[0] for line in lines]
    assert "crowded-sentence" in rules
    assert len(rules) == len(set(rules))
    assert result.exit_code == 0


def test_on_request_every_case_is_told(document: dict[str, Any], tmp_path: Path) -> None:
    twice: dict[str, Any] = json.loads(json.dumps(document))
    first = twice["items"][0]
    twice["items"] += [{**first, "id": f"more{n}", "stem": f"{first['stem'][:-1]} {n}?"} for n in range(4)]
    brief, full = audited(twice, tmp_path), audited(twice, tmp_path, "--advice")
    told = [result.stdout.count("Advice (similar-stems)") for result in (brief, full)]
    assert told[0] == 1 < told[1]
