"""From an item to the fields of a note: each interaction has its note type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.items.interaction import Choice, Gap, GapKey, Match, Option, Order, Side, Sides, TextEntry
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.apkg.markup import escape, escape_key, listed
from quizapp.exchange.apkg.note_types import BASIC, CHOICE, CLOZE, NoteType

FORMAT = "Anki"

_GAP = re.compile(r"\{\{(\d+)\}\}")
_NUMBER = re.compile(r"[\d.,\s]*\d[\d.,\s]*%?")
_SCALES = ({"true", "false"}, {"yes", "no"})


@dataclass(frozen=True, kw_only=True)
class Filled:
    """The fields that an interaction fills. ``ordinals`` number the note's cards from 0."""

    note_type: NoteType
    fields: dict[str, str]
    ordinals: tuple[int, ...] = (0,)


def fill(item: Item) -> Filled:
    """The note type and fields of an item. Raises `ExportUnsupported` for an interaction unknown here."""
    match item.body.interaction(item.stem):
        case Choice() as choice:
            return _choice(choice)
        case Gap() as gap:
            return _cloze(gap)
        case Sides(sides=sides):
            return _sides(sides)
        case TextEntry(prompt=prompt, answers=answers):
            return _basic(prompt, answer=escape("".join(answers[:1])), accepted=answers[1:])
        case Match(prompt=prompt, pairs=pairs):
            return _basic(prompt, given=_columns(pairs), answer=_pairs(pairs))
        case Order(prompt=prompt, sequence=sequence):
            return _basic(prompt, given=_pieces(sequence), answer=listed(sequence, tag="ol", name="sequence"))
        case _:
            raise ExportUnsupported(item.kind, FORMAT)


def _basic(prompt: str, *, answer: str, given: str = "", accepted: Sequence[str] = ()) -> Filled:
    fields = {
        "Stem": escape(prompt),
        "Given": given,
        "Answer": answer,
        "Accepted": escape("; ".join(accepted)),
    }
    return Filled(note_type=BASIC, fields=fields)


def _sides(sides: Sequence[Side]) -> Filled:
    """A card that came as markup and whose note is gone: its first side is asked, the others stand below the answer."""
    others = "".join(f"<hr>{side.prompt}<br>{side.answer}" for side in sides[1:])
    fields = {"Stem": sides[0].prompt, "Given": "", "Answer": sides[0].answer + others, "Accepted": ""}
    return Filled(note_type=BASIC, fields=fields)


def _columns(pairs: Sequence[tuple[str, str]]) -> str:
    """Lefts as they are, every right once and in alphabetical order, which tells nothing."""
    lefts = listed((left for left, _ in pairs), tag="ul", name="pieces")
    rights = listed(_alphabetical(right for _, right in pairs), tag="ul", name="pieces")
    return f'<div class="columns">{lefts}{rights}</div>'


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"<tr><th>{escape(left)}</th><td>{escape(right)}</td></tr>" for left, right in pairs)
    return f'<table class="pairs">{rows}</table>'


def _pieces(sequence: Sequence[str]) -> str:
    """The members in alphabetical order, backwards where that is the very order asked for."""
    mixed = _alphabetical(sequence)
    return listed(mixed[::-1] if mixed == list(sequence) else mixed, tag="ul", name="pieces")


def _alphabetical(texts: Iterable[str]) -> list[str]:
    return sorted(set(texts), key=lambda text: (text.casefold(), text))


def cloze_text(gap: Gap, numbers: Sequence[int] = ()) -> str:
    """Gaps in Anki's notation, counted from 1 or with these numbers. A gap without a place in the text gets one at its
    end: each has a card."""
    numbers = numbers or range(1, len(gap.gaps) + 1)
    parts = [
        _gap_or_text(part, gap.gaps, numbers) if n % 2 else escape(part)
        for n, part in enumerate(_GAP.split(gap.text))
    ]
    placed = {int(number) for number in _GAP.findall(gap.text)}
    pairs = zip(numbers, gap.gaps, strict=True)
    parts += [f" {_cloze_gap(number, key)}" for n, (number, key) in enumerate(pairs, 1) if n not in placed]
    return "".join(parts)


def _cloze(gap: Gap) -> Filled:
    fields = {"Text": cloze_text(gap), "Accepted": escape(also_right(gap.gaps))}
    return Filled(note_type=CLOZE, fields=fields, ordinals=tuple(range(len(gap.gaps))))


def also_right(gaps: Sequence[GapKey]) -> str:
    """Other wordings; where there are several gaps, each with the key that it stands for."""
    told = [(gap.key, ", ".join(gap.accept)) for gap in gaps if gap.accept]
    return "; ".join(words if len(gaps) == 1 else f"{key}: {words}" for key, words in told)


def _gap_or_text(number: str, gaps: Sequence[GapKey], numbers: Sequence[int]) -> str:
    n = int(number)
    return _cloze_gap(numbers[n - 1], gaps[n - 1]) if 0 < n <= len(gaps) else escape(f"{{{{{number}}}}}")


def _cloze_gap(n: int, gap: GapKey) -> str:
    return f"{{{{c{n}::{escape_key(gap.key)}}}}}"


def _choice(choice: Choice) -> Filled:
    """Options twice: without a trace of the key for the front, with key and feedback for the back."""
    name = " ".join(["options", *(["several"] if choice.multiple else []),
                     *(["ordered"] if _has_order(choice.options) else [])])  # fmt: skip
    offered = "".join(f"<li>{_text(option)}</li>" for option in choice.options)
    marked = "".join(_marked(option) for option in choice.options)
    fields = {
        "Stem": escape(choice.prompt),
        "Instruction": "Choose every right option." if choice.multiple else "",
        "Options": f'<ol class="{name}">{offered}</ol>',
        "Key": f'<ol class="{name}">{marked}</ol>',
    }
    return Filled(note_type=CHOICE, fields=fields)


def _text(option: Option) -> str:
    return f'<span class="text">{escape(option.text)}</span>'


def _marked(option: Option) -> str:
    """The tick is text, not style: it is read aloud, and stays where a program drops the style sheet."""
    name, tick = (' class="key"', ' <b class="tick">✓</b>') if option.correct else ("", "")
    told = f' <small class="feedback">{escape(option.feedback)}</small>' if option.feedback else ""
    return f"<li{name}>{_text(option)}{tick}{told}</li>"


def _has_order(options: Sequence[Option]) -> bool:
    """Whether shuffling would only confuse: numbers, true and false."""
    texts = [option.text for option in options]
    return {text.casefold() for text in texts} in _SCALES or all(_NUMBER.fullmatch(text) for text in texts)
