"""`make bench`: what generation costs beside the bare parse, and how the cost grows with the text."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from quizapp.config import resource as folder
from quizapp.core.statements.parse import load_model
from quizapp.core.statements.written import read_written
from quizapp.core.text.passage import passages
from quizapp.core.text.source import Source
from quizapp.services.generation import generate_from

ROUNDS = 3
WORDS = 20_000
GROWTH = (1_000, 5_000, 20_000, 50_000, 100_000)


def main() -> None:
    """Print both tables. A file's name as an argument is used instead of the starting deck's text."""
    text = _text(sys.argv[1] if len(sys.argv) > 1 else None)
    load_model()
    _warm(text)
    _beside_parse(_of_words(text, WORDS))
    _growth(text)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory {peak:,.0f} MB")


def _text(file: str | None) -> str:
    if file is not None:
        return Path(file).read_text(encoding="utf-8")
    seed = next(iter(sorted(folder("seeds").glob("*.toml"))))
    written = read_written(seed.read_bytes(), name=seed.name)
    return "\n\n".join(statement.text for statement in written.statements)


def _of_words(text: str, words: int) -> Source:
    """The text again and again until it has this many words."""
    paragraphs = [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]
    taken, count, i = [], 0, 0
    while count < words:
        taken.append(paragraphs[i % len(paragraphs)])
        count += len(taken[-1].split())
        i += 1
    return Source(title="Benchmark", text="\n\n".join(taken))


def _warm(text: str) -> None:
    generate_from(_of_words(text, 500))


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _beside_parse(source: Source) -> None:
    """Interleaved rounds, medians of CPU seconds."""
    bodies = [passage.text for passage in passages(source) if passage.role == "body"]
    parse, whole = [], []
    for _ in range(ROUNDS):
        parse.append(_seconds(lambda: list(load_model().pipe(bodies, batch_size=32))))
        whole.append(_seconds(lambda: generate_from(source)))
    bare, full = statistics.median(parse), statistics.median(whole)
    print(f"{source.words:,} words, medians of {ROUNDS} interleaved rounds, CPU seconds")
    print(f"  bare parse  {bare:6.2f} s  {source.words / bare:7,.0f} words/s  1.00")
    print(f"  generation  {full:6.2f} s  {source.words / full:7,.0f} words/s  {full / bare:.2f}")


def _growth(text: str) -> None:
    print("\n  words     seconds   µs/word   × the smallest")
    first = 0.0
    for words in GROWTH:
        source = _of_words(text, words)
        each = _seconds(lambda source=source: generate_from(source)) / source.words * 1e6  # type: ignore[misc]
        first = first or each
        print(f"  {source.words:>7,}  {each * source.words / 1e6:8.2f}  {each:8.0f}  {each / first:8.2f}")


if __name__ == "__main__":
    main()
