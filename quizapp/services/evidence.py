"""Sentences of a deck's source that may prove what a person writes, offered and chosen."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.core.items.item import Item
from quizapp.core.items.proof import Evidence, holds
from quizapp.core.text.sentences import sentence_spans
from quizapp.core.text.source import Source
from quizapp.errors import InputError
from quizapp.phrases import phrase
from quizapp.services.edits import Fields, single

MOST_OFFERED = 5
_LONGEST_NAME = 40
UNKNOWN = phrase("Choose one of the sentences.")


def offered(source: Source, keys: Sequence[str]) -> tuple[Evidence, ...]:
    """Up to five sentences that hold keys: first those that hold most of them, then in the order of the text."""
    wanted = [key for key in dict.fromkeys(keys) if key.strip()]
    found = []
    for start, end in sentence_spans(source):
        quote = source.quote(start, end)
        hits = sum(holds(quote, key) for key in wanted)
        if hits:
            found.append((-hits, start, Evidence(start=start, end=end, quote=quote)))
    return tuple(evidence for _, _, evidence in sorted(found, key=lambda each: each[:2])[:MOST_OFFERED])


def chosen(fields: Fields, source: Source, before: Item | None = None) -> Evidence | None:
    """The sentence that a form names in ``evidence`` by its place, “12-40”; None where it names none, or says
    ``unproven``, or where what stands there already was generated.

    The sentence that an item has may be of an earlier text. Raises `InputError` where there is none such.
    """
    name = single(fields, "evidence", "")
    if (before is not None and not before.written) or not name or fields.get("unproven"):
        return None
    if before is not None and before.evidence is not None and name == place_name(before.evidence):
        return before.evidence
    start, _, end = name.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(name) <= _LONGEST_NAME):
        raise InputError(UNKNOWN)
    quote = source.quote(int(start), int(end))
    if not quote.strip():
        raise InputError(UNKNOWN)
    return Evidence(start=int(start), end=int(end), quote=quote)


def place_name(evidence: Evidence) -> str:
    """A sentence as a form names it."""
    return f"{evidence.start}-{evidence.end}"
