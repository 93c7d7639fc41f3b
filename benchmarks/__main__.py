"""`make bench`: answering, reading and writing Anki packages and generating, each beside a baseline in the same run."""

from __future__ import annotations

from benchmarks import generation, importing, taking_in
from benchmarks.answering.__main__ import run

if __name__ == "__main__":
    kept = taking_in.main(kept=importing.main(kept=run()))
    generation.main(kept=kept)
