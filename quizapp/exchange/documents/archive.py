"""What a compressed file would unpack to, looked at before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from quizapp.errors import SourceUnreadable
from quizapp.phrases import phrase

MAX_MEMBERS = 5_000
MAX_UNPACKED = 200_000_000
MAX_XML = 25_000_000  # of one member that is parsed as a tree, some ten times as large in memory
MAX_RATIO = 200
_SMALL = 1_000_000  # below this a high ratio does no harm
_MAIN_PART = "word/document.xml"
_DECLARATION_BYTES = 2048
_OTHERS = (
    ("xl/workbook.xml", phrase("an Excel workbook")),
    ("ppt/presentation.xml", phrase("a PowerPoint presentation")),
    ("content.xml", phrase("an OpenDocument file")),
    ("META-INF/container.xml", phrase("an e-book")),
    ("Index/Document.iwa", phrase("a Pages document")),
)


def require_word(content: bytes) -> None:
    """Raise `SourceUnreadable` where this is no Word document or unpacks to more than a document does.

    Also raises what zipfile raises on a broken archive.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        _require_parts(members)
        _require_size(members)
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                _require_plain_xml(archive, member)


def _require_parts(members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename for member in members}
    for name, what in _OTHERS:
        if name in names and _MAIN_PART not in names:
            raise SourceUnreadable(
                "This file is %(what)s, not a Word document. Save its text as .docx, .pdf or .txt first.",
                what=what,
            )
    if not any(name.startswith("word/") and name.endswith(".xml") for name in names):
        raise SourceUnreadable(
            "This file is a zip archive, not a Word document. Unpack it and choose one of the files inside."
        )
    if any(member.flag_bits & 1 for member in members):
        raise SourceUnreadable("This file is locked with a password. Save it without one and try again.")


def _require_size(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    largest = max((member.file_size for member in members if member.filename.endswith(".xml")), default=0)
    is_dense = unpacked > _SMALL and unpacked > MAX_RATIO * packed
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or largest > MAX_XML or is_dense:
        raise SourceUnreadable(
            "This Word document would unpack to far more than a text holds, so it was not opened. "
            "Copy its text into a new document and choose that one."
        )


def _require_plain_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Word never declares a document type; whoever does wants entities expanded."""
    with archive.open(member) as stream:
        start = stream.read(_DECLARATION_BYTES).replace(b"\x00", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise SourceUnreadable(
            "This Word document holds declarations that Word does not write, so it was not opened. "
            "Copy its text into a new document and choose that one."
        )
