"""`make bench`: answers, pages, Anki packages and generation, each beside a baseline in the same run."""

from __future__ import annotations

from benchmarks import generation, importing, load, pages, taking_in
from benchmarks.answering.__main__ import run

if __name__ == "__main__":
    kept = [run(), pages.run(), load.run(load.SECONDS)]
    generation.main(kept=taking_in.main(kept=importing.main(kept=all(kept))))
