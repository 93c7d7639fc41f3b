"""What the package refuses, and what it keeps out."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from quizapp.core.items.interaction import Interaction
from quizapp.errors import ExportUnsupported
from quizapp.exchange.apkg import write_apkg
from tests.exchange.apkg.cast import carrying, deck, entry

ROOT = Path(__file__).resolve().parents[3]
MODULES = sorted((ROOT / "quizapp").rglob("*.py"))


@dataclass(frozen=True)
class Drawing:
    """An interaction of the future."""

    prompt: str = "Draw the river."


DRAWN = carrying(cast(Interaction, Drawing()))


def test_an_interaction_without_a_form_in_anki_is_refused_by_name() -> None:
    with pytest.raises(ExportUnsupported, match=r"^Anki cannot carry items of the kind “basic”\.$"):
        write_apkg(deck(DRAWN))


def test_a_refusal_names_the_format() -> None:
    with pytest.raises(ExportUnsupported) as refused:
        write_apkg(deck(DRAWN))
    assert (refused.value.kind, refused.value.format) == ("basic", "Anki")


def test_a_draft_without_a_form_in_anki_is_in_nobodys_way() -> None:
    assert write_apkg(deck(entry(DRAWN, status="draft")))


def _imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_imports_anki_which_is_only_a_tool_of_the_tests(path: Path) -> None:
    assert not {name for name in _imported(path) if name.split(".")[0] in {"anki", "aqt"}}


def test_writing_a_package_loads_neither_anki_nor_a_database_of_ours() -> None:
    program = "import sys, quizapp.exchange.apkg; print(*{'anki', 'sqlalchemy', 'flask'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
