"""GIFT as it is written here is GIFT to gift-pegjs, a parser of others, where node and it are installed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quizapp.core.items.item import Item
from quizapp.exchange.formats import FORMATS
from quizapp.exchange.gift import write_gift
from tests.core.items.cast import EXEMPLARS
from tests.exchange.awkward import items, own

ROOT = Path(__file__).parents[3]
FOLDERS = (Path(sys.prefix) / "node_modules", ROOT / ".venv" / "node_modules")
FOLDER = next((folder for folder in FOLDERS if (folder / "gift-pegjs").is_dir()), None)
NODE = shutil.which("node")
PARSE = """
const {parse} = require(process.argv[1]);
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const one = text => { try { return parse(text); } catch (error) { return String(error.message); } };
console.log(JSON.stringify(texts.map(one)));
"""
TYPES = {
    "mcq": "MC", "multiple_response": "MC", "true_false": "TF", "short_answer": "Short", "cloze": "Short",
    "matching": "Matching", "basic": "Essay",
}  # fmt: skip

pytestmark = pytest.mark.skipif(
    NODE is None or FOLDER is None, reason="node or gift-pegjs is missing; `make pegjs` installs the parser"
)


def parsed(texts: list[str]) -> list[Any]:
    """What gift-pegjs makes of each text: its questions, or the message of its error."""
    assert NODE is not None
    assert FOLDER is not None
    done = subprocess.run(
        [NODE, "-e", PARSE, str(FOLDER / "gift-pegjs")], input=json.dumps(texts), capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    found: list[Any] = json.loads(done.stdout)
    return found


def test_every_kind_is_of_the_type_that_it_has_in_gift() -> None:
    written = [own(name, one.stem, one.body, tags=("a b", "c")) for name, one in EXEMPLARS.items()]
    kept = [item for item in written if FORMATS["gift"].refusal(item) is None]
    (found,) = parsed([write_gift(kept)])
    assert [(one["type"], one["id"], one["tags"]) for one in found if one["type"] != "Category"] == [
        (TYPES[item.kind], item.id, ["a b", "c"]) for item in kept
    ]


@settings(
    max_examples=1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    database=None,
)
@given(found=st.lists(items(), min_size=60, max_size=60))
def test_any_texts_are_gift(found: list[Item]) -> None:
    kept = [item for item in found if FORMATS["gift"].refusal(item) is None]
    for item, questions in zip(kept, parsed([write_gift([item]) for item in kept]), strict=True):
        assert isinstance(questions, list), (questions, write_gift([item]))
        assert [one["type"] for one in questions if one["type"] != "Category"] == [TYPES[item.kind]]
