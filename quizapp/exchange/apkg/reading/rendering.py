"""Cards from notes: templates filled with fields, as Anki shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.markup import escape
from quizapp.exchange.apkg.reading import filters, gaps, limits, templates
from quizapp.exchange.apkg.reading.faces import Faces
from quizapp.exchange.apkg.reading.note import Note, NoteType, Template
from quizapp.exchange.apkg.reading.occlusion import occlusion_of
from quizapp.exchange.apkg.reading.sanitising import stripped
from quizapp.exchange.apkg.reading.templates import BROKEN, Condition, Part, Place
from quizapp.phrases import phrase

NO_SUCH_CARD = phrase("the note type has no template for this card")
NO_SUCH_GAP = phrase("the note has no gap for this card")

_FRONT = "FrontSide"
_SPECIAL = frozenset({_FRONT, "Tags", "Deck", "Subdeck", "Type", "Card", "CardFlag", "CardID"})
_NUMBERED = re.compile(r"c([0-9]{1,3})")  # a condition on the gap that is asked
_MAX_FILTERS = 10
_BLANK = re.compile(r"(?:\s|</?(?:br|div)[ ]?/?>)*+", re.IGNORECASE)


def card_ordinals(note: Note) -> tuple[int, ...]:
    """The cards that a note gives, from 0: one for each template whose front shows a field, or for each gap.

    Raises `ImportRejected` where a template is broken.
    """
    note_type, values = note.note_type, _values(note)
    if note_type.is_cloze:
        return tuple(number - 1 for number in sorted(_numbers(note_type, values)))
    with_front = (
        (ordinal, templates.parsed(template.question)) for ordinal, template in enumerate(note_type.templates)
    )
    return tuple(ordinal for ordinal, parts in with_front if _shows_field(parts, values))


def render(note: Note, ordinal: int) -> Faces:
    """Both sides of a card. Raises `ImportRejected`, the note type being the place, where it cannot be shown."""
    try:
        return _render(note, ordinal)
    except ImportRejected as error:
        raise ImportRejected(error.reason, place=note.note_type.name) from error


def _render(note: Note, ordinal: int) -> Faces:
    note_type, values = note.note_type, _values(note)
    template = _template(note_type, ordinal)
    if note_type.is_cloze and ordinal + 1 not in _numbers(note_type, values):
        raise ImportRejected(NO_SUCH_GAP)
    side = _Side(note, template, ordinal, is_question=True, values=values | {_FRONT: ""})
    question = side.filled(templates.parsed(template.question))
    back = _Side(note, template, ordinal, is_question=False, values=values | {_FRONT: question})
    answer = back.filled(templates.parsed(template.answer))
    if not note_type.is_cloze:
        return Faces(question, answer, typed=side.typed)
    covered = [values.get(name, "") for name in _cloze_fields(note_type)]
    return Faces(
        question, answer, typed=side.typed, occlusion=occlusion_of(covered, note.fields, ordinal + 1)
    )


def _template(note_type: NoteType, ordinal: int) -> Template:
    place = 0 if note_type.is_cloze else ordinal
    if not 0 <= place < len(note_type.templates) or ordinal < 0:
        raise ImportRejected(NO_SUCH_CARD)
    return note_type.templates[place]


@dataclass
class _Side:
    """One side of a card while it is filled; ``values`` are those of fields and of the front."""

    note: Note
    template: Template
    ordinal: int
    is_question: bool
    values: dict[str, str]
    typed: str = ""
    length: int = 0

    def filled(self, parts: tuple[Part, ...]) -> str:
        """The side's markup."""
        pieces: list[str] = []
        self._fill(parts, pieces)
        return "".join(pieces)

    def _fill(self, parts: tuple[Part, ...], pieces: list[str]) -> None:
        for part in parts:
            if isinstance(part, Condition):
                if self._holds(part):
                    self._fill(part.parts, pieces)
                continue
            piece = self._of_place(part) if isinstance(part, Place) else part
            self.length += len(piece)
            if self.length > limits.MAX_FACE:
                raise ImportRejected(limits.CARD_TOO_LONG)
            pieces.append(piece)

    def _holds(self, condition: Condition) -> bool:
        value = self._value(condition.field)
        if value is not None:
            return _is_filled(value) is not condition.is_negated
        if self.note.note_type.is_cloze and (numbered := _NUMBERED.fullmatch(condition.field)):
            return (int(numbered[1]) == self.ordinal + 1) is not condition.is_negated
        raise ImportRejected(BROKEN)

    def _value(self, name: str) -> str | None:
        """Of a field, or where none is called so of what every note has; few templates ask for that."""
        value = self.values.get(name)
        if value is None and name in _SPECIAL:
            return _specials(self.note, self.template)[name]
        return value

    def _of_place(self, place: Place) -> str:
        value = self._value(place.field)
        if value is None or len(place.filters) > _MAX_FILTERS:
            raise ImportRejected(BROKEN)
        if len(value) > limits.MAX_FACE:
            raise ImportRejected(limits.CARD_TOO_LONG)
        if "type" in place.filters:
            return self._asked_to_type(value, place)
        for name in place.filters:
            value = self._filtered(name, value, place.field)
        return value

    def _filtered(self, name: str, value: str, of: str) -> str:
        if name == "cloze":
            return gaps.shown(value, self.ordinal + 1, is_asked=self.is_question)
        if name == "cloze-only":
            return gaps.held(value, self.ordinal + 1, is_asked=self.is_question)
        if name == "hint":
            return filters.hint(value, of)
        if name.split(" ")[0] in ("tts", "tts-voices"):
            return ""  # it is spoken, not shown
        plainly = _FILTERS.get(name)
        return plainly(value) if plainly else value

    def _asked_to_type(self, value: str, place: Place) -> str:
        """Nothing on the question's side, where the page has its own field; what was to be typed on the other."""
        if "cloze" in place.filters:
            value = gaps.held(value, self.ordinal + 1, is_asked=False)
        self.typed = stripped(value).strip()
        return (
            "" if self.is_question or not self.typed else f'<span class="typed">{escape(self.typed)}</span>'
        )


_FILTERS = {
    "text": stripped,
    "furigana": filters.furigana,
    "kana": filters.kana,
    "kanji": filters.kanji,
}


def _values(note: Note) -> dict[str, str]:
    return dict(zip(note.note_type.fields, note.fields, strict=False))


def _specials(note: Note, template: Template) -> dict[str, str]:
    return {
        "Tags": escape(" ".join(note.tags)),
        "Deck": escape("::".join(note.deck)),
        "Subdeck": escape(note.deck[-1] if note.deck else ""),
        "Type": escape(note.note_type.name),
        "Card": escape(template.name),
        "CardFlag": "",
        "CardID": "",
        _FRONT: "",
    }


def _cloze_fields(note_type: NoteType) -> list[str]:
    """Fields that the question shows through the filter of gaps, each once."""
    front = templates.parsed(note_type.templates[0].question) if note_type.templates else ()
    return list(dict.fromkeys(place.field for place in templates.places(front) if _is_cloze(place)))


def _numbers(note_type: NoteType, values: Mapping[str, str]) -> set[int]:
    return {number for name in _cloze_fields(note_type) for number in gaps.numbers(values.get(name, ""))}


def _is_cloze(place: Place) -> bool:
    return "cloze" in place.filters or "cloze-only" in place.filters


def _shows_field(parts: tuple[Part, ...], values: Mapping[str, str]) -> bool:
    """Whether any filled field of the note is shown; text alone, or tags, make no card."""
    for part in parts:
        if isinstance(part, Place):
            if part.field not in _SPECIAL and _is_filled(values.get(part.field, "")):
                return True
        elif isinstance(part, Condition):
            is_filled = _is_filled(values.get(part.field, ""))
            if is_filled is not part.is_negated and _shows_field(part.parts, values):
                return True
    return False


def _is_filled(value: str) -> bool:
    first = value[:1]
    return first.isalnum() or not _BLANK.fullmatch(value)
