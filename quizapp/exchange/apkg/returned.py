"""What of an item a package of ours carries, and what is read of it again: to prove that nothing is lost in between."""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.interaction import Choice, Gap, Match, Order, Sides, TextEntry
from quizapp.core.items.item import Item
from quizapp.errors import ImportRejected
from quizapp.exchange.apkg import reading
from quizapp.exchange.apkg.attachments import media_in
from quizapp.exchange.apkg.evidence import WRITTEN
from quizapp.exchange.apkg.fields import also_right
from quizapp.exchange.apkg.kept import Kept, deck_row, note_row
from quizapp.exchange.apkg.markup import clean
from quizapp.exchange.apkg.names import tags
from quizapp.exchange.apkg.note_types import CHOICE, CLOZE
from quizapp.exchange.apkg.reading import Note
from quizapp.exchange.apkg.taking import take, type_of

_PLACE = re.compile(r"\{\{(\d+)\}\}")
_GAP = re.compile(r"\{\{c(\d+)::(.*?)\}\}", re.DOTALL)
_OPTION = re.compile(
    r'<li( class="key")?><span class="text">(.*?)</span>.*?(?:<small class="feedback">(.*?)</small>)?</li>',
    re.DOTALL,
)
_PAIR = re.compile(r"<tr><th>(.*?)</th><td>(.*?)</td></tr>", re.DOTALL)
_MEMBER = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_MEDIA = re.compile(r"<div>(?:<img [^>]*>|\[sound:[^\]]*\] <small>.*?</small>)</div>", re.DOTALL)
_NAME = re.compile(r'src="([^"]+)"|\[sound:([^\]]+)\]')
_WRITER = re.compile(rf"(?:<br>)?<small>{WRITTEN}</small>")


def carried(item: Item) -> object:
    """What a note says of it."""
    how = item.body.interaction(item.stem)
    quote = " ".join(clean(item.quote).split())
    sides = how.sides if isinstance(how, Sides) else ()
    shown = {name for side in sides for name in _names(side.prompt + side.answer)}
    return [
        clean(item.id), _asked(how), clean(item.rationale), quote, tags(item, retired=False),
        sorted(shown | {each.name for each in item.media}),
    ]  # fmt: skip


def returned(raw: bytes) -> dict[str, object]:
    """What the notes of a package say, by the ids of their items. Raises `ImportRejected`."""
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / "deck.apkg"
        path.write_bytes(raw)
        with reading.open_package(path) as package:
            found = [_said(note) for note in package.notes()]
    return {str(one[0]): one for one in found}


def carried_back(deck: Deck, kept: Kept, entry: DeckItem) -> object:
    """What the note of an item says that came from Anki and goes back there as it came, or as it was changed here."""
    note = kept.notes[entry.item.id]
    row, path = note_row(entry, kept, place=0, into=0, modified=0), deck_row(deck, note).name.split("::")
    note_type, fields = type_of(kept.types[note.type]), tuple(row.fields.values())
    shown = _shown(Note(row.guid, note_type, fields, row.tags, note.path, note.modified), note.media)
    return [row.guid, note_type.name, list(fields), list(row.tags), path, shown]


def returned_back(raw: bytes, kept: Kept) -> dict[str, object]:
    """What the notes of a package say, by their guids; of media what notes that are ``kept`` here show. Raises
    `ImportRejected`."""
    media = {note.guid: note.media for note in kept.notes.values()}
    with tempfile.TemporaryDirectory(prefix="quizapp-") as folder:
        path = Path(folder) / "deck.apkg"
        path.write_bytes(raw)
        with reading.open_package(path) as package:
            return {
                note.guid: _as_it_is(note, package.media.keys() & media.get(note.guid, {}).keys())
                for note in package.notes()
            }


def _as_it_is(note: Note, media: Collection[str]) -> object:
    return [
        note.guid,
        note.note_type.name,
        list(note.fields),
        list(note.tags),
        list(note.deck),
        _shown(note, media),
    ]


def _shown(note: Note, media: Collection[str]) -> list[str]:
    """Which of these media a note names in its fields, or its templates show on its cards."""
    found = {name for name in media_in(note.fields) if name in media}

    def resolved(name: str) -> str | None:
        if name not in media:
            return None
        found.add(name)
        return name

    with suppress(ImportRejected):
        take(note, resolved)
    return sorted(found)


def _names(markup: str) -> set[str]:
    return {found[1] or found[2] for found in _NAME.finditer(markup)}


def _asked(how: object) -> object:
    match how:
        case Choice(prompt=prompt, options=options):
            told = [[o.correct, clean(o.text), clean(o.feedback)] for o in options]
            return ["choice", clean(prompt), told]
        case Gap() as gap:
            return ["gap", _gapped(gap), clean(also_right(gap.gaps))]
        case Sides(sides=sides):
            others = "".join(f"<hr>{side.prompt}<br>{side.answer}" for side in sides[1:])
            return ["basic", _plain(sides[0].prompt), _plain(sides[0].answer + others), ""]
        case TextEntry(prompt=prompt, answers=answers):
            return ["basic", clean(prompt), clean("".join(answers[:1])), clean("; ".join(answers[1:]))]
        case Match(prompt=prompt, pairs=pairs):
            return ["match", clean(prompt), [[clean(left), clean(right)] for left, right in pairs]]
        case Order(prompt=prompt, sequence=sequence):
            return ["order", clean(prompt), [clean(part) for part in sequence]]
    return None


def _gapped(gap: Gap) -> list[object]:
    """Text and gaps in the order in which they stand, those without a place at the end."""
    parts: list[object] = []
    for n, part in enumerate(_PLACE.split(gap.text)):
        is_gap = n % 2 == 1 and 0 < int(part) <= len(gap.gaps)
        parts.append([int(part), clean(gap.gaps[int(part) - 1].key)] if is_gap else _literal(part, n))
    placed = {int(number) for number in _PLACE.findall(gap.text)}
    for n, one in enumerate(gap.gaps, 1):
        if n not in placed:
            parts += [" ", [n, clean(one.key)]]
    return _joined(parts)


def _literal(part: str, n: int) -> str:
    return f"{{{{{part}}}}}" if n % 2 else clean(part)


def _joined(parts: list[object]) -> list[object]:
    """Neighbouring texts as one, none empty."""
    found: list[object] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return found


def _said(note: Note) -> list[object]:
    fields = dict(zip(note.note_type.fields, note.fields, strict=True))
    media = sorted({name for text in note.fields for name in _names(text)})
    rationale = _plain(_WRITER.sub("", _MEDIA.sub("", fields["Rationale"])))
    asked = _READERS.get(note.note_type.name, _basic)(fields)
    item = note.guid.split(":", 2)[-1]
    return [item, asked, rationale, _plain(fields["Evidence"]), list(note.tags), media]


def _choice(fields: dict[str, str]) -> object:
    options = [[bool(key), _plain(text), _plain(told)] for key, text, told in _OPTION.findall(fields["Key"])]
    return ["choice", _stem(fields["Stem"]), options]


def _cloze(fields: dict[str, str]) -> object:
    text, parts, at = _MEDIA.sub("", fields["Text"]), list[object](), 0
    for found in _GAP.finditer(text):
        parts += [_plain(text[at : found.start()]), [int(found[1]), _plain(found[2])]]
        at = found.end()
    return ["gap", _joined([*parts, _plain(text[at:])]), _plain(fields["Accepted"])]


def _basic(fields: dict[str, str]) -> object:
    stem, answer = _stem(fields["Stem"]), fields["Answer"]
    if answer.startswith('<table class="pairs">'):
        return ["match", stem, [[_plain(left), _plain(right)] for left, right in _PAIR.findall(answer)]]
    if answer.startswith('<ol class="sequence">'):
        return ["order", stem, [_plain(part) for part in _MEMBER.findall(answer)]]
    return ["basic", stem, _plain(answer), _plain(fields["Accepted"])]


def _stem(markup: str) -> str:
    return _plain(_MEDIA.sub("", markup))


def _plain(markup: str) -> str:
    """The text that markup shows, with its line ends."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", markup)))


_READERS: dict[str, Callable[[dict[str, str]], object]] = {CHOICE.name: _choice, CLOZE.name: _cloze}
