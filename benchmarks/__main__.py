"""`make bench`: what an answered item and what generation cost, each beside a baseline in the same run."""

from __future__ import annotations

from benchmarks import generation
from benchmarks.answering.__main__ import run

if __name__ == "__main__":
    kept = run()
    generation.main(kept=kept)
