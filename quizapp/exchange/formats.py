"""Every format of a deck's items: what it is for, what it leaves out, and how it is written and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from quizapp import __version__
from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported, ImportRejected
from quizapp.exchange import losses
from quizapp.exchange.apkg import returned, write_apkg
from quizapp.exchange.apkg.fields import fill
from quizapp.exchange.carried import block, folded_question, question, row, whole
from quizapp.exchange.gift import LineError, Reading, Written, read_gift, write_gift
from quizapp.exchange.lines import read_lines, write_lines
from quizapp.exchange.losses import Loss
from quizapp.exchange.moodle import read_moodle, write_moodle, write_question
from quizapp.exchange.native import Document, read_document, write_document
from quizapp.exchange.qti import is_package, item_xml, read_qti, write_qti
from quizapp.exchange.sheets import WORKBOOK, is_workbook, read_sheet, write_sheet, write_sheet_as_workbook
from quizapp.phrases import phrase

_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of what is of no deck."""


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format, by the ``name`` that addresses and the command line use; ``label`` and ``purpose`` are for people.

    ``check`` and ``write`` raise `ExportUnsupported` for an item that it cannot carry; the same items give the same
    bytes; ``write`` takes the content of their media by name, too. ``read`` gives items as they are written, with an
    error for each that cannot be taken, and raises `ImportRejected`; without it a file comes in another way or not at
    all. ``carried`` is what of an item should come back, ``returned`` what did, by its id. ``knows`` tells cheaply
    whether a file looks like this format.
    """

    name: str
    label: str
    purpose: str
    extension: str
    media_type: str
    write: Callable[[Deck, Sequence[Item], Mapping[str, bytes]], bytes]
    check: Callable[[Item], object] = lambda item: None
    lost: tuple[Loss, ...] = ()
    read: Callable[[bytes], Reading] | None = None
    carried: Callable[[Item], object] | None = None
    returned: Callable[[bytes], Mapping[str, object]] | None = None
    knows: Callable[[bytes], bool] = lambda raw: False

    def losses(self, item: Item) -> tuple[Loss, ...]:
        """What it leaves out of this very item."""
        return tuple(loss for loss in self.lost if loss.concerns(item))

    def refusal(self, item: Item) -> ExportUnsupported | None:
        """Why it cannot carry an item at all; None where it can."""
        try:
            self.check(item)
        except ExportUnsupported as error:
            return error
        return None


def recognised(raw: bytes) -> Format | None:
    """The format that this content itself says it is of; None for what is none that is read here, and for tables as
    text and GIFT: nearly any text looks like one of them, so whoever asks has to look what it holds."""
    return next((one for one in FORMATS.values() if one.read is not None and one.knows(raw)), None)


def _write_anki(deck: Deck, items: Sequence[Item], media: Mapping[str, bytes]) -> bytes:
    """These items and no tombstones, each as it stands, whatever waits for a decision."""
    known = {each.item.id: each.modified for each in deck.items}
    entries = tuple(DeckItem(item=one, version=1, modified=known.get(one.id, _EARLIEST)) for one in items)
    return write_apkg(replace(deck, items=entries), media=media)


def _document(deck: Deck, items: Sequence[Item], media: Mapping[str, bytes]) -> bytes:
    document = Document(
        version=__version__, model="", seed=0, source=deck.source, statements=(), items=items, rejections=(),
        sentences=(), media=media,
    )  # fmt: skip
    return write_document(document).encode()


def _read_document(raw: bytes) -> Reading:
    found = read_document(raw)
    items = tuple(written_of(item, line=at) for at, item in enumerate(found.items, 1))
    errors = tuple(LineError(line=at, template=told) for at, (_, told) in enumerate(found.broken, 1))
    return Reading(items=items, errors=errors)


def _read_lines(raw: bytes) -> Reading:
    found = read_lines(raw)
    return Reading(
        items=tuple(written_of(item, line=line) for line, item in found.items), errors=found.errors
    )


def _returned_document(raw: bytes) -> dict[str, object]:
    found = read_document(raw)
    return {item.id: whole(item, found.media) for item in found.items}


def _returned_lines(raw: bytes) -> dict[str, object]:
    found = read_lines(raw)
    return {item.id: whole(item, found.media) for _, item in found.items}


def written_of(item: Item, *, line: int) -> Written:
    """An item as somebody would have written it: what stays of one whose proof is left behind."""
    return Written(
        line=line, stem=item.stem, body=item.body, category=item.category, rationale=item.rationale, id=item.id,
        tags=item.tags,
    )  # fmt: skip


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRejected(
            phrase("This is not a text in UTF-8. Save it as UTF-8 and try again.")
        ) from error


def _by_id(reading: Reading, form: Callable[[Written], object]) -> dict[str, object]:
    return {one.id: form(one) for one in reading.items}


_CSV = Format(
    name="csv",
    label=phrase("Table (CSV)"),
    purpose=phrase("To read, sort and change in a spreadsheet, one row for each item."),
    extension="csv",
    media_type="text/csv",
    lost=(losses.PLACE, losses.RECORD, losses.MEDIA, losses.ORIGIN),
    write=lambda deck, items, media: write_sheet(items),
    check=lambda item: write_sheet([item]),
    read=lambda raw: read_sheet(raw).reading,
    carried=row,
    returned=lambda raw: _by_id(read_sheet(raw).reading, row),
)
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format(
            name="anki",
            label=phrase("Anki"),
            purpose=phrase("To study with Anki: cards with their proof on the back."),
            extension="apkg",
            media_type="application/apkg",
            lost=(
                losses.PLACE, losses.RECORD, losses.JUDGING, losses.MEMBERS, losses.LABELS, losses.MASKS, losses.SIGNS,
            ),
            write=_write_anki,
            check=fill,
            carried=returned.carried,
            returned=returned.returned,
        ),
        Format(
            name="moodle",
            label=phrase("Moodle XML"),
            purpose=phrase("For the question bank of Moodle: every kind with feedback, tags and categories."),
            extension="xml",
            media_type="application/xml",
            lost=(losses.PLACE, losses.RECORD, losses.MEDIA, losses.FORGIVENESS, losses.OTHER_SHARES, losses.SIGNS),
            write=lambda deck, items, media: write_moodle(deck, items),
            check=write_question,
            read=read_moodle,
            carried=question,
            returned=lambda raw: _by_id(read_moodle(raw), question),
            knows=lambda raw: b"<quiz" in raw[:4096] or "<quiz".encode("utf-16-le") in raw[:8192],
        ),
        Format(
            name="qti",
            label=phrase("QTI 2.1"),
            purpose=phrase("A package for TAO, OpenOlat and other systems of tests."),
            extension="zip",
            media_type="application/zip",
            lost=(
                losses.PLACE, losses.RECORD, losses.MEDIA, losses.FORGIVENESS, losses.SHARES, losses.SPACES,
                losses.SIGNS,
            ),
            write=lambda deck, items, media: write_qti(deck, items),
            check=item_xml,
            read=read_qti,
            carried=folded_question,
            returned=lambda raw: _by_id(read_qti(raw), folded_question),
            knows=is_package,
        ),
        _CSV,
        replace(
            _CSV,
            name="xlsx",
            label=phrase("Table (XLSX)"),
            purpose=phrase("The same table for Excel: every cell is a text, so that nothing is computed."),
            extension="xlsx",
            media_type=WORKBOOK,
            write=lambda deck, items, media: write_sheet_as_workbook(items),
            knows=is_workbook,
        ),
        Format(
            name="gift",
            label=phrase("GIFT"),
            purpose=phrase("Plain text for the question bank of Moodle and others."),
            extension="gift",
            media_type="text/plain",
            lost=(
                losses.QUOTE, losses.RECORD, losses.MEDIA, losses.CARD_RATIONALE, losses.MEMBERS, losses.FORGIVENESS,
                losses.SIGNS,
            ),
            write=lambda deck, items, media: write_gift(items).encode(),
            check=lambda item: write_gift([item]),
            read=lambda raw: read_gift(_text(raw)),
            carried=block,
            returned=lambda raw: _by_id(read_gift(raw.decode()), block),
        ),
        Format(
            name="jsonl",
            label=phrase("JSON lines"),
            purpose=phrase("For programs: one item a line with its proof and its source."),
            extension="jsonl",
            media_type="application/jsonl",
            lost=(losses.ORIGIN,),
            write=write_lines,
            read=_read_lines,
            carried=whole,
            returned=_returned_lines,
            knows=lambda raw: b'"quizapp-lines/' in raw[:200],
        ),
        Format(
            name="json",
            label=phrase("JSON"),
            purpose=phrase("For programs: the text and every item with its proof."),
            extension="json",
            media_type="application/json",
            lost=(losses.ORIGIN,),
            write=_document,
            read=_read_document,
            carried=whole,
            returned=_returned_document,
            knows=lambda raw: raw.lstrip()[:1] == b"{" and b'"quizapp/1"' in raw[:4096],
        ),
    )
}  # fmt: skip
"""In the order of the page on which they are offered."""
