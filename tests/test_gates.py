"""The quality gates as tests, so that one command proves them all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
GATES: dict[str, list[str | Path]] = {
    "format": [BIN / "ruff", "format", "--quiet", "--diff", "."],
    "lint": [BIN / "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "types": [BIN / "mypy", "--no-error-summary"],
    "imports": [BIN / "lint-imports", "--no-logo", "--no-cache"],
}
FORBIDDEN_IN_CORE = ["flask", "jinja2", "sqlalchemy", "flask_sqlalchemy", "genanki"]
LOAD_ALL_OF_CORE = """
import importlib, pkgutil, sys
import quizapp.core
for module in pkgutil.walk_packages(quizapp.core.__path__, "quizapp.core."):
    importlib.import_module(module.name)
print(*sys.modules)
"""


@pytest.mark.gate
@pytest.mark.slow
@pytest.mark.parametrize("gate", GATES)
def test_the_gate_is_open(gate: str) -> None:
    done = subprocess.run(GATES[gate], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{gate}\n{done.stdout}{done.stderr}"


@pytest.fixture(scope="module")
def loaded_with_core() -> set[str]:
    """The modules that a fresh interpreter holds after it imported every module of core."""
    program = [sys.executable, "-c", LOAD_ALL_OF_CORE]
    return set(subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("module", FORBIDDEN_IN_CORE)
def test_importing_core_never_loads(module: str, loaded_with_core: set[str]) -> None:
    assert module not in loaded_with_core


def test_importing_core_leaves_spacy_for_later(loaded_with_core: set[str]) -> None:
    assert "spacy" not in loaded_with_core
