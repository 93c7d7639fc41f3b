"""An item as texts by part, so that two versions of it can be compared."""

from __future__ import annotations

from quizapp.core.items.brackets import write_gaps
from quizapp.core.items.interaction import Choice, Gap, Match, Order, TextEntry
from quizapp.core.items.item import Item


def parts_of(item: Item) -> dict[str, str]:
    """What a learner or a teacher would notice, by the name of the part."""
    how = item.body.interaction(item.stem)
    stem = write_gaps(how.text, how.gaps) if isinstance(how, Gap) else item.stem
    return {
        "stem": stem,
        "answers": "\n".join(_answers(item)),
        "rationale": item.rationale,
        "media": "\n".join(f"{each.place}: {each.alt} ({each.name[:8]})" for each in item.media),
        "category": item.category,
        "tags": ", ".join(item.tags),
        "quote": " ".join(item.quote.split()),
    }


def changed_parts(before: Item, after: Item) -> tuple[str, ...]:
    """The names of the parts that differ."""
    old, new = parts_of(before), parts_of(after)
    return tuple(name for name, text in new.items() if old[name] != text)


def _answers(item: Item) -> list[str]:
    match item.body.interaction(item.stem):
        case Choice(options=options):
            return [
                f"{'✓' if option.correct else '·'} {option.text}{f' ({option.feedback})' if option.feedback else ''}"
                for option in options
            ]
        case TextEntry(answers=answers, open=is_open):
            return list(item.body.keys() if is_open else answers)
        case Match(pairs=pairs):
            return [f"{left} – {right}" for left, right in pairs]
        case Order(sequence=sequence):
            return [f"{n}. {part}" for n, part in enumerate(sequence, 1)]
        case _:
            return []
