"""Two versions of an item compared word by word, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from quizapp.core.items.item import Item
from quizapp.core.items.parts import parts_of
from quizapp.web.marks import words_of

PARTS: dict[str, LazyString] = {
    "stem": _l("Stem"),
    "answers": _l("Answers"),
    "rationale": _l("Rationale"),
    "media": _l("Images and sounds"),
    "category": _l("Category"),
    "tags": _l("Tags"),
    "quote": _l("Evidence"),
}
_SIGNS = {"delete": "del", "insert": "ins", "equal": ""}


@dataclass(frozen=True, kw_only=True)
class Change:
    """A run of words: ``sign`` is ins, del, or empty where nothing changed."""

    text: str
    sign: str = ""


@dataclass(frozen=True, kw_only=True)
class PartChanges:
    """What changed in a part of an item; ``label`` is what the form calls it."""

    label: LazyString
    changes: tuple[Change, ...]


def changes_between(before: Item | None, after: Item) -> tuple[PartChanges, ...]:
    """The parts that differ, with what was deleted and inserted; of a first version all that it says, as it is."""
    old, new = {} if before is None else _parts(before), _parts(after)
    return tuple(
        PartChanges(
            label=PARTS[name], changes=compared(old.get(name, text) if before is None else old[name], text)
        )
        for name, text in new.items()
        if (old[name] != text if before is not None else text)
    )


def compared(before: str, after: str) -> tuple[Change, ...]:
    """One text made of two: what was left out, what came in, and what stayed, in runs of words."""
    old, new = words_of(before), words_of(after)
    changes: list[Change] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces = (
            [("delete", old[a:b]), ("insert", new[c:d])]
            if how == "replace"
            else [(how, old[a:b] or new[c:d])]
        )
        changes += [Change(text="".join(words), sign=_SIGNS[sign]) for sign, words in pieces]
    return tuple(changes)


def _parts(item: Item) -> dict[str, str]:
    shown = "\n".join(f"{PARTS[each.place]}: {each.alt} ({each.name[:8]})" for each in item.media)
    return parts_of(item) | {"media": shown}
