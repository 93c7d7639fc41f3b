"""An item as the fields of its edit form; the names are those that `services.drafts.edit_item` reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.core.items.brackets import write_gaps
from quizapp.core.items.interaction import Choice, Gap, Interaction, Match, Order, TextEntry
from quizapp.core.items.item import Item
from quizapp.services.evidence import place_name

Fields = Mapping[str, Sequence[str]]


def fields_of(item: Item) -> Fields:
    """Field name → values, as a browser would send them unchanged."""
    shared: dict[str, list[str]] = {
        "stem": [item.stem],
        "rationale": [item.rationale],
        "category": [item.category],
        "tags": [", ".join(item.tags)],
        "has_media": ["1"],
        "media_name": [each.name for each in item.media],
        "media_alt": [each.alt for each in item.media],
        "media_place": [each.place for each in item.media],
    }
    if item.written:
        shared["evidence"] = [place_name(item.evidence) if item.evidence else ""]
    return shared | _body_fields(item.body.interaction(item.stem), item)


def _body_fields(interaction: Interaction, item: Item) -> dict[str, list[str]]:
    match interaction:
        case Choice(options=options):
            return {
                "option_text": [option.text for option in options],
                "option_correct": [str(index) for index, option in enumerate(options) if option.correct],
                "option_feedback": [option.feedback for option in options],
            }
        case TextEntry(answers=answers, open=is_open):
            return {"answers": ["\n".join(item.body.keys() if is_open else answers)]}
        case Gap(text=text, gaps=gaps):
            return {"stem": [write_gaps(text, gaps)]}
        case Match(pairs=pairs):
            return {"left": [left for left, _ in pairs], "right": [right for _, right in pairs]}
        case Order(sequence=sequence):
            return {"sequence": list(sequence)}
