"""From a source to items in one step: what the shell prints and what a job stores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.core.items.generate import Generation, generate
from quizapp.core.items.modes import DEFAULT, Mode
from quizapp.core.text.source import Source
from quizapp.errors import NothingToAsk
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from quizapp.core.statements.extract import Extraction

_SHARE_OF_READING = 0.95
_MOST_REASONS = 3
_NO_STATEMENT = phrase(
    "none of its %(sentences)s sentences states a goal, list, definition, cause, place, date or figure that can be "
    "asked about. Texts that explain or report work best"
)


@dataclass(frozen=True, kw_only=True)
class Generated:
    """What a source gave: its statements and the items made of them."""

    source: Source
    seed: int
    extraction: Extraction
    generation: Generation


def generate_from(
    source: Source,
    *,
    seed: int = 0,
    limit: int | None = None,
    mode: Mode = DEFAULT,
    progress: Callable[[float, str], None] | None = None,
) -> Generated:
    """Statements and items of a source; ``progress`` gets the share done (0–1) and a phrase.

    Raises `NothingToAsk`, with the most frequent reasons, where no item comes out.
    """
    generated = explain_from(source, seed=seed, limit=limit, mode=mode, progress=progress)
    require_items(generated.extraction, generated.generation)
    return generated


def explain_from(
    source: Source,
    *,
    seed: int = 0,
    limit: int | None = None,
    mode: Mode = DEFAULT,
    progress: Callable[[float, str], None] | None = None,
) -> Generated:
    """What `generate_from` gives, also where no item comes out; only a text without a sentence raises."""
    from quizapp.core.statements.extract import extract  # loads the language model: never in a web process

    tell = progress or (lambda share, stage: None)
    extraction = extract(source, progress=lambda share, stage: tell(_SHARE_OF_READING * share, stage))
    tell(_SHARE_OF_READING, phrase("Writing items"))
    generation = generate(
        extraction.statements, seed=seed, limit=limit, curated=extraction.curated, mode=mode
    )
    return Generated(source=source, seed=seed, extraction=extraction, generation=generation)


def require_items(extraction: Extraction, generation: Generation) -> None:
    """Raises `NothingToAsk`, with the most frequent reasons, where no item came out."""
    if not generation.items:
        raise NothingToAsk(
            "No key statements found, because %(why)s.", why=_why_nothing(extraction, generation)
        )


def _why_nothing(extraction: Extraction, generation: Generation) -> str:
    if not extraction.statements:
        return _NO_STATEMENT % {"sentences": len(extraction.sentences)}
    reasons = Counter(rejection.reason for rejection in generation.rejections)
    told = [
        phrase("%(reason)s (%(number)s times)") % {"reason": reason, "number": number}
        for reason, number in reasons.most_common(_MOST_REASONS)
    ]
    return "; ".join(told)
