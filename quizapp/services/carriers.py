"""What each format carries of an item, and how it is written and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from quizapp import __version__
from quizapp.core.items.item import Item
from quizapp.core.text.source import Source
from quizapp.errors import ExportUnsupported
from quizapp.exchange.gift import Reading, Written, read_gift, write_gift
from quizapp.exchange.native import Document, read_document, write_document
from quizapp.exchange.sheets import read_sheet, write_sheet

_PROOF = ("statement", "evidence", "derivation", "pattern", "flaws", "confidence", "written", "media")


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """A format both ways. ``read`` gives by the item's id what came back of it, as ``carried`` gives what should.

    ``lost`` names the fields of an item that it leaves out by design; ``write`` raises `ExportUnsupported`.
    """

    extension: str
    media_type: str
    lost: tuple[str, ...]
    write: Callable[[Source, Sequence[Item], Mapping[str, bytes]], bytes]
    read: Callable[[bytes], Mapping[str, object]]
    carried: Callable[[Item], object]

    def refuses(self, item: Item) -> bool:
        """Whether it cannot carry an item at all."""
        try:
            self.write(_BLANK, [item], {})
        except ExportUnsupported:
            return True
        return False

    def bares(self, item: Item) -> bool:
        """Whether it carries an item without its images and sounds."""
        return bool(item.media) and "media" in self.lost and not self.refuses(item)


_BLANK = Source(title="", text="")


def _document(source: Source, items: Sequence[Item], media: Mapping[str, bytes]) -> bytes:
    document = Document(
        version=__version__, model="", seed=0, source=source, statements=(), items=items, rejections=(), sentences=(),
        media=media,
    )  # fmt: skip
    return write_document(document).encode()


def _whole(item: Item) -> list[object]:
    """With the names of its media, which are digests of their content."""
    return [item.kind, msgspec.to_builtins(item), [each.name for each in item.media]]


def _read_document(raw: bytes) -> dict[str, object]:
    """The content of its media came back where it has the name that it should have."""
    found = read_document(raw)
    return {
        item.id: [*_whole(item)[:2], [each.name for each in item.media if each.name in found.media]]
        for item in found.items
    }


def _row(item: Item | Written) -> object:
    tags, body = list(item.tags), msgspec.to_builtins(item.body)
    return [item.id, item.stem, item.body.kind, body, item.category, item.rationale, tags]


def _block(item: Item | Written) -> object:
    """A card's rationale gives way to its answer; the rest is the interaction, which is all that GIFT knows."""
    rationale = "" if item.body.self_graded else item.rationale
    how = msgspec.to_builtins(item.body.interaction(item.stem))
    return [item.id, item.body.kind, how, item.category, rationale]


def _read_back(reading: Reading, form: Callable[[Written], object]) -> dict[str, object]:
    return {one.id: form(one) for one in reading.items}


FORMATS: dict[str, Carrier] = {
    "json": Carrier(
        extension="json",
        media_type="application/json",
        lost=(),
        write=_document,
        read=_read_document,
        carried=_whole,
    ),
    "csv": Carrier(
        extension="csv",
        media_type="text/csv",
        lost=_PROOF,
        write=lambda _source, items, _media: write_sheet(items),
        read=lambda raw: _read_back(read_sheet(raw).reading, _row),
        carried=_row,
    ),
    "gift": Carrier(
        extension="gift",
        media_type="text/plain",
        lost=("tags", *_PROOF),
        write=lambda _source, items, _media: write_gift(items).encode(),
        read=lambda raw: _read_back(read_gift(raw.decode()), _block),
        carried=_block,
    ),
}
