"""What generation costs beside the bare parse, how the cost grows with the text, and the memory."""

from __future__ import annotations

import importlib
import os
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from quizapp.config import resource as folder
from quizapp.core.statements.parse import load_model, model_name
from quizapp.core.statements.written import read_written
from quizapp.core.text.passage import passages
from quizapp.core.text.source import Source
from quizapp.services.generation import explain_from

CORPUS = Path(os.environ.get("QUIZAPP_CORPUS") or Path(__file__).resolve().parents[2] / "shared" / "corpus")
ROUNDS = 3
WORDS = 20_000
CHUNK = 2_000
GROWTH = (1_000, 5_000, 20_000, 50_000, 100_000)
MOST_BESIDE_PARSE = 1.3
MOST_GROWTH = 1.5
MOST_MEGABYTES = 600


def main(*, kept: bool = True) -> None:
    """Print all tables; a file's name as an argument is used instead of the texts at hand. Exit 1 on a missed goal."""
    paragraphs = list(_paragraphs(sys.argv[1] if len(sys.argv) > 1 else None))
    held = sum(len(paragraph.split()) for paragraph in paragraphs)
    print(f"{held:,} words of different texts; longer ones begin again\n")
    load_model()
    explain_from(_of_words(paragraphs, 500))
    all_kept = [_growth(paragraphs), _memory(), _beside_parse(paragraphs)]
    raise SystemExit(0 if kept and all(all_kept) else 1)


def _paragraphs(file: str | None) -> Iterator[str]:
    """Of a file, else of the texts beside the project, else of the starting deck."""
    files = [Path(file)] if file else [*sorted(CORPUS.glob("*.txt")), *sorted(CORPUS.glob("*/*.txt"))]
    if not files:
        seed = min(folder("seeds").glob("*.toml"))
        yield from (one.text for one in read_written(seed.read_bytes(), name=seed.name).statements)
    for each in files:
        yield from (one for one in each.read_text(encoding="utf-8").split("\n\n") if one.strip())


def _of_words(paragraphs: list[str], words: int, *, first: int = 0) -> Source:
    """Paragraphs from a place on, until there are so many words."""
    taken: list[str] = []
    count = 0
    while count < words:
        taken.append(paragraphs[(first + len(taken)) % len(paragraphs)])
        count += len(taken[-1].split())
    return Source(title="Benchmark", text="\n\n".join(taken))


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _verdict(kept: bool, goal: str) -> str:
    return f"goal {goal}: {'kept' if kept else 'MISSED'}"


def _growth(paragraphs: list[str]) -> bool:
    print("  words     seconds   µs/word")
    costs = []
    for words in GROWTH:
        source = _of_words(paragraphs, words)
        seconds = _seconds(lambda source=source: explain_from(source))  # type: ignore[misc]
        costs.append(seconds / source.words * 1e6)
        print(f"  {source.words:>7,}  {seconds:8.2f}  {costs[-1]:8.0f}")
    kept = costs[-1] <= MOST_GROWTH * min(costs)
    print(f"  {_verdict(kept, f'the longest at most {MOST_GROWTH} × the cheapest')}\n")
    return kept


def _memory() -> bool:
    """Before the model is loaded a second time."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = peak < MOST_MEGABYTES
    print(f"peak memory {peak:,.0f} MB, {_verdict(kept, f'under {MOST_MEGABYTES} MB')}\n")
    return kept


def _stock() -> Any:
    """The language model as it comes, nothing replaced in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module: Any = importlib.import_module(model_name())
        return module.load()


def _beside_parse(paragraphs: list[str]) -> bool:
    """Of every chunk the fastest of a few interleaved rounds, so that a busy machine disturbs both alike."""
    stock = _stock()
    chunks = list(_chunks(paragraphs))
    bare = full = 0.0
    for source in chunks:
        bodies = [passage.text for passage in passages(source) if passage.role == "body"]
        parse, whole = [], []
        for _ in range(ROUNDS):
            parse.append(_seconds(lambda b=bodies: list(stock.pipe(b, batch_size=32))))  # type: ignore[misc]
            whole.append(_seconds(lambda s=source: explain_from(s)))  # type: ignore[misc]
        bare += min(parse)
        full += min(whole)
    words = sum(source.words for source in chunks)
    kept = full <= MOST_BESIDE_PARSE * bare
    print(
        f"{words:,} words in {len(chunks)} chunks, the fastest of {ROUNDS} interleaved rounds each, CPU seconds"
    )
    print(f"  bare parse  {bare:6.2f} s  {words / bare:7,.0f} words/s  1.00")
    print(f"  generation  {full:6.2f} s  {words / full:7,.0f} words/s  {full / bare:.2f}")
    print(f"  {_verdict(kept, f'at most {MOST_BESIDE_PARSE}')}")
    return kept


def _chunks(paragraphs: list[str]) -> Iterator[Source]:
    """Different texts, one after another."""
    first = words = 0
    while words < WORDS:
        source = _of_words(paragraphs, CHUNK, first=first)
        first += len(source.text.split("\n\n"))
        words += source.words
        yield source


if __name__ == "__main__":
    main()
