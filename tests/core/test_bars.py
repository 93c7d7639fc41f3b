"""What every text gives, whoever wrote it and whatever about; skipped where the texts are not at hand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from quizapp.core.items.evaluation import Evaluation, measure
from quizapp.core.items.figures import figures
from quizapp.core.items.generate import generate
from quizapp.core.items.metrics import Deck, Tally, key_position
from tests.core.corpus import CORPUS, REPORT, ROOT, corpus_at_hand, texts
from tests.core.reader import Read, read

pytestmark = corpus_at_hand

FEW_KINDS_AT_MOST = 15
"""How many long texts may give fewer than five kinds: the bar is none, and this number only ever falls."""

LONG = 500
SEEDS = range(6)
DIGEST = """
import hashlib, pathlib, sys
from quizapp.core.statements.parse import model_release
from quizapp.core.text.source import source_from_text
from quizapp.exchange.native import Document, write_document
from quizapp.services.generation import generate_from
for file in sys.argv[1:]:
    made = generate_from(source_from_text(pathlib.Path(file).read_text(encoding="utf-8")))
    told = write_document(Document(
        version="0", model=model_release(), seed=0, source=made.source, statements=made.extraction.statements,
        items=made.generation.items, rejections=made.generation.rejections, sentences=made.extraction.sentences))
    print(hashlib.sha256(told.encode()).hexdigest())
"""


@cache
def readings() -> dict[str, Read]:
    """Every text, read once."""
    return {name: read(text, title=name) for name, text in texts().items()}


@pytest.fixture(scope="session")
def measured() -> Evaluation:
    """The counts of all texts."""
    decks = {
        name: Deck(
            source=found.source,
            sentences=found.extraction.sentences,
            statements=found.statements,
            items=found.generation.items,
        )
        for name, found in readings().items()
    }
    return Evaluation(
        folder="", seed=0, texts=[measure(deck, name=name, genre="") for name, deck in decks.items()]
    )


@pytest.fixture(scope="session")
def whole(measured: Evaluation) -> Tally:
    """The counts of all texts together."""
    return measured.rows()["all"]["all"]


def test_every_quote_stands_at_its_place_and_every_key_is_proven(whole: Tally) -> None:
    assert whole.items
    assert whole.proven == whole.items


def test_no_item_has_a_fatal_flaw(whole: Tally) -> None:
    assert whole.fatal == 0


def test_no_text_asks_the_same_twice(whole: Tally) -> None:
    assert whole.duplicates == 0


@pytest.mark.parametrize("name", texts())
def test_every_item_can_be_shown_and_passes_the_audit(name: str) -> None:
    assert readings()[name].faults() == []


def test_the_key_is_seldom_the_longest_option(whole: Tally) -> None:
    longest = figures(whole)["key_longest_percent"]
    assert longest is not None
    assert longest <= 30


def test_keys_stand_at_any_place_whatever_the_seed() -> None:
    extraction = read(REPORT.read_text(encoding="utf-8")).extraction
    places = Counter(
        place
        for seed in SEEDS
        for item in generate(extraction.statements, seed=seed, curated=extraction.curated).items
        if (place := key_position(item))
    )
    chance = figures(Tally(positions=places))["key_position_p"]
    assert chance is not None
    assert chance >= 0.01


def long_texts() -> list[str]:
    """Names of the texts with more than 500 words."""
    return [name for name, text in texts().items() if len(text.split()) > LONG]


def test_most_long_texts_give_five_kinds_or_more(measured: Evaluation) -> None:
    kinds = {name: len(measured.rows()["texts"][name].kinds) for name in long_texts()}
    few = {name: count for name, count in kinds.items() if count < 5}
    assert len(few) <= FEW_KINDS_AT_MOST, few


@pytest.mark.parametrize("name", long_texts())
def test_true_or_false_is_a_fifth_of_a_long_text_at_most(name: str, measured: Evaluation) -> None:
    kinds = measured.rows()["texts"][name].kinds
    assert kinds["true_false"] <= 0.2 * kinds.total()


def digests(python: str, **environ: str) -> list[str]:
    """What a process of its own makes of the report and of a section of the textbook."""
    files = [str(REPORT), *map(str, sorted(CORPUS.glob("texts/*.txt"))[:1])]
    done = subprocess.run(
        [python, "-c", DIGEST, *files], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


@pytest.fixture(scope="session")
def here() -> list[str]:
    """The digests of this Python."""
    return digests(sys.executable, PYTHONHASHSEED="0")


@pytest.mark.slow
@pytest.mark.parametrize("hashes", ["1", "4242"])
def test_every_process_gives_the_same_bytes(hashes: str, here: list[str]) -> None:
    assert digests(sys.executable, PYTHONHASHSEED=hashes) == here


def other_python() -> str | None:
    """Another version of Python that has all that is needed, or None."""
    folders = [
        *map(Path, os.environ.get("PATH", "").split(os.pathsep)),
        *Path.home().glob(".pyenv/versions/*/bin"),
    ]
    candidates = [os.environ.get("QUIZAPP_OTHER_PYTHON", ""),
                  *(str(folder / f"python3.{minor}") for folder in folders for minor in (12, 13, 14))]  # fmt: skip
    ask = "import lemminflect, msgspec, pycountry, spacy, sys; print(sys.version_info[1])"
    for python in filter(Path.is_file, map(Path, filter(None, candidates))):
        told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        if told.returncode == 0 and int(told.stdout) != sys.version_info[1]:
            return str(python)
    return None


@pytest.mark.slow
def test_another_python_gives_the_same_bytes(here: list[str]) -> None:
    python = other_python()
    if python is None:
        pytest.skip("no other Python with the dependencies is at hand")
    assert digests(python, PYTHONHASHSEED="7") == here
