"""From a note to an item: a kind of ours where that loses nothing, else the cards as Anki shows them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.decks.kept import KeptType
from quizapp.core.items.interaction import GapKey, Mask, Side
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.faces import WORDLESS, Faces
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.markup import words_of
from quizapp.errors import ImportRejected
from quizapp.exchange.apkg import reading
from quizapp.exchange.apkg.reading import Note, NoteType, Template
from quizapp.phrases import phrase

NO_CARD = phrase("Its templates give no card.")
Resolver = Callable[[str], str | None]
"""The name of a medium in the file → the name by which it is kept, None where it is not."""

_MOST_TYPED, _MOST_WORDS = 200, 8

_FIELD = r"\{\{\s*([^{}#^/:]+?)\s*\}\}"
_ONE = re.compile(rf"\s*{_FIELD}\s*")
_TYPED = re.compile(rf"\s*{_FIELD}\s*\{{\{{\s*type:([^{{}}:]+?)\s*\}}\}}\s*")
_RULE = r"\s*<hr(?:\s+id=[\"']?answer[\"']?)?\s*/?>\s*"
_BACK = re.compile(
    rf"\s*{_FIELD}{_RULE}(?:\{{\{{#[^{{}}]+\}}\}}<div>)?{_FIELD}(?:</div>\{{\{{/[^{{}}]+\}}\}})?\s*"
)
_TYPED_BACK = re.compile(rf"\s*{_FIELD}{_RULE}\{{\{{\s*type:([^{{}}:]+?)\s*\}}\}}\s*")
_CLOZE = re.compile(r"\s*\{\{\s*cloze:([^{}:]+?)\s*\}\}\s*")
_CLOZE_BACK = re.compile(rf"\s*\{{\{{\s*cloze:([^{{}}:]+?)\s*\}}\}}\s*(?:<br\s*/?>\s*{_FIELD}\s*)?")
_GAP = re.compile(r"\{\{c([1-9]\d{0,2})::((?:(?!\{\{|\}\}|::).)+)\}\}", re.DOTALL)
_ACTIVE = re.compile(r"<|\[sound:|\[latex\]|\[\$|\\\(|\\\[")
_ANY_ACTIVE = re.compile(r"[<&\[\\]")  # one of these signs is in all that is active or is resolved
_WRAPS = re.compile(r"^(?:\s|<br\s*/?>|<(?:div|p)>)+|(?:\s|<br\s*/?>|</(?:div|p)>)+$", re.IGNORECASE)
_NOTHING = re.compile(r"<div(?: hidden)?>\s*</div>\s*")
_ANSWER = re.compile(_RULE, re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What an item gets of a note. ``ordinals`` number the note's cards, from 0, in the order of the item's faces."""

    stem: str
    body: ItemBody
    rationale: str = ""
    ordinals: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class _Plan:
    """Where the fields stand that a kind of ours is made of: what is asked, what is told, and what is told besides."""

    kind: str
    asked: int
    told: int = -1
    beside: int = -1


def take(note: Note, resolve: Resolver) -> Taken:
    """The item of a note. Raises `ImportRejected` where it has no card, or its templates cannot be read."""
    plan = _plan(note.note_type)
    found = None if plan is None else _plainly(plan, note.fields)
    return _shown(note, resolve) if found is None else found


def type_of(kept: KeptType) -> NoteType:
    """A note type that was kept, as files have it."""
    templates = tuple(Template(*each) for each in kept.templates)
    return NoteType(kept.id, kept.name, kept.is_cloze, kept.fields, templates, kept.css)


def placed_fields(kept: KeptType) -> tuple[str, ...]:
    """The names of the fields that an item of ours is made of: asked, told, told besides; empty where there is none."""
    plan = _plan(type_of(kept))
    places = (-1, -1, -1) if plan is None else (plan.asked, plan.told, plan.beside)
    return tuple(kept.fields[n] if n >= 0 else "" for n in places)


@lru_cache(maxsize=256)
def _plan(note_type: NoteType) -> _Plan | None:
    if len(note_type.templates) != 1:
        return None
    front, back = note_type.templates[0].question, note_type.templates[0].answer
    names = {name: n for n, name in enumerate(note_type.fields)}
    return _cloze_plan(front, back, names) if note_type.is_cloze else _entry_plan(front, back, names)


def _entry_plan(front: str, back: str, names: dict[str, int]) -> _Plan | None:
    asked, typed = _ONE.fullmatch(front), _TYPED.fullmatch(front)
    if asked and (told := _BACK.fullmatch(back)) and told[1] in {"FrontSide", asked[1]} and told[2] in names:
        return _Plan("basic", names[asked[1]], names[told[2]]) if asked[1] in names else None
    if not typed or typed[1] not in names or typed[2] not in names:
        return None
    told = _TYPED_BACK.fullmatch(back) or _BACK.fullmatch(back)
    fits = told and told[1] in {"FrontSide", typed[1]} and told[2] == typed[2]
    return _Plan("short_answer", names[typed[1]], names[typed[2]]) if fits else None


def _cloze_plan(front: str, back: str, names: dict[str, int]) -> _Plan | None:
    asked, told = _CLOZE.fullmatch(front), _CLOZE_BACK.fullmatch(back)
    if not asked or not told or asked[1] != told[1] or asked[1] not in names:
        return None
    return _Plan("cloze", names[asked[1]], beside=names.get(told[2] or "", -1))


def _plainly(plan: _Plan, fields: tuple[str, ...]) -> Taken | None:
    """The item of a kind of ours, None where it would lose something or ask too much.

    Whether its wording keeps our rules is not asked: it is told where somebody edits it.
    """
    asked = _plain(fields[plan.asked])
    if not asked:
        return None
    if plan.kind == "cloze":
        beside = _plain(fields[plan.beside]) if plan.beside >= 0 else ""
        return None if beside is None else _cloze(asked, beside)
    told = _plain(fields[plan.told])
    if not told or "{{" in asked:
        return None
    if plan.kind == "basic":
        return Taken(stem=asked, body=Basic(answers=(told,)))
    return Taken(stem=asked, body=ShortAnswer(answers=(told,))) if _can_be_typed(told) else None


def _cloze(text: str, beside: str) -> Taken | None:
    """None where a gap has a hint, stands inside another or in two places, or is asked together with another."""
    gaps = {int(found[1]): " ".join(found[2].split()) for found in _GAP.finditer(text)}
    numbers = sorted(gaps)
    if not gaps or len(_GAP.findall(text)) != len(gaps) or not all(gaps.values()):
        return None
    places = {number: n for n, number in enumerate(numbers, 1)}
    stem = _GAP.sub(lambda found: f"\x00{places[int(found[1])]}\x00", text)
    if "{{" in stem or "}}" in stem:
        return None
    stem = re.sub("\x00(\\d+)\x00", r"{{\1}}", stem)
    if not all(map(_can_be_typed, gaps.values())):
        return None
    body = Cloze(gaps=tuple(GapKey(key=gaps[number]) for number in numbers))
    return Taken(stem=stem, body=body, rationale=beside, ordinals=tuple(number - 1 for number in numbers))


def _can_be_typed(key: str) -> bool:
    """Whether a learner can be asked to write it letter by letter; what is longer is better judged by oneself."""
    return len(key) <= _MOST_TYPED and len(key.split()) <= _MOST_WORDS


def _plain(field: str) -> str | None:
    """The words of a field on one line, None where they are not all that it shows."""
    if not _ANY_ACTIVE.search(field):
        return " ".join(field.split())
    inner = field.strip()
    if inner.startswith("<") or inner.endswith(">"):  # the pattern looks at every place of a long text
        inner = _WRAPS.sub("", inner)
    if _ACTIVE.search(inner):
        return None
    return " ".join(html.unescape(inner).split())


def _shown(note: Note, resolve: Resolver) -> Taken:
    ordinals = reading.card_ordinals(note)
    if not ordinals:
        raise ImportRejected(NO_CARD)
    cleaned = _Cleaned(resolve)
    sides = tuple(_side(note, ordinal, cleaned) for ordinal in ordinals)
    # the prompt of another side is what the first one asks for
    return Taken(stem=words_of(sides[0].prompt) or WORDLESS, body=Faces(sides=sides), ordinals=ordinals)


class _Cleaned(dict[str, str]):
    """Markup → what a page may hold of it, each once: what a card asks the reversed one tells."""

    def __init__(self, resolve: Resolver) -> None:
        super().__init__()
        self.resolve = resolve

    def __missing__(self, markup: str) -> str:
        self[markup] = made = reading.sanitised(markup, self.resolve)
        return made


def _side(note: Note, ordinal: int, cleaned: _Cleaned) -> Side:
    faces, resolve = reading.render(note, ordinal), cleaned.resolve
    prompt = cleaned[faces.question_html]
    answer = cleaned[_alone(faces.answer_html, faces.question_html)]
    if faces.occlusion is None or (picture := resolve(faces.occlusion.image)) is None:
        return Side(prompt=prompt, answer=answer)
    alone = re.compile(rf'<img[^>]* src="{re.escape(picture)}"[^>]*>')
    return Side(
        prompt=_without(alone, prompt),
        answer=_without(alone, answer),
        picture=picture,
        masks=_masks(faces.occlusion),
    )


def _without(alone: re.Pattern[str], markup: str) -> str:
    """Markup without the picture, which is shown with its masks below, and without what is empty then."""
    return _NOTHING.sub("", alone.sub("", markup)).strip()


def _alone(answer: str, question: str) -> str:
    """The answer without the prompt before it, which stays on the screen."""
    asked, told = question.strip(), answer.lstrip()
    rule = _ANSWER.match(told, len(asked)) if told.startswith(asked) else None
    return told[rule.end() :] if rule else answer


def _masks(occlusion: reading.Occlusion) -> tuple[Mask, ...]:
    def whole(share: float) -> int:
        return round(1000 * share)

    return tuple(
        Mask(
            shape=shape.kind, left=whole(shape.left), top=whole(shape.top), width=whole(shape.width),
            height=whole(shape.height), asked=shape.is_asked, text=shape.text,
            points=tuple((whole(x), whole(y)) for x, y in shape.points),
        )
        for shape in occlusion.shapes
        if shape.is_asked or shape.is_kept or shape.kind == "text"
    )  # fmt: skip
