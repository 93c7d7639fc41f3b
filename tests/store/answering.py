"""A learner in a process of its own: answers attempt after attempt, and says on its standard output what is stored.

Run as ``python -m tests.store.answering URL``; the test kills it without warning.
"""

from __future__ import annotations

import sys

from quizapp.services.quizzes import answer, start_quiz
from tests.store.databases import opened
from tests.store.northern import NOW, right


def main(url: str) -> None:
    """Answer until killed."""
    with opened(url):
        seed = 0
        while True:
            seed += 1
            attempt = start_quiz("north", now=NOW, seed=seed)
            for place in attempt.items:
                answer(attempt.id, place.position, right(place), now=NOW)
                sys.stdout.write(f"{attempt.id} {place.position}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
