"""Files of Anki's as notes, cards and reviews; every such file is taken for hostile until it is parsed."""

from quizapp.exchange.apkg.reading.anki_file import AnkiFile
from quizapp.exchange.apkg.reading.faces import Faces, Occlusion, Shape
from quizapp.exchange.apkg.reading.learning import LearnedCard, LoggedReview
from quizapp.exchange.apkg.reading.note import AnkiDeck, Counts, Note, NoteType, Template
from quizapp.exchange.apkg.reading.package import Package, open_package
from quizapp.exchange.apkg.reading.rendering import card_ordinals, render
from quizapp.exchange.apkg.reading.sanitising import Resolver, plain, sanitised
from quizapp.exchange.apkg.reading.styles import scoped
from quizapp.exchange.apkg.reading.text import Known, TextExport, read_text

__all__ = [
    "AnkiDeck",
    "AnkiFile",
    "Counts",
    "Faces",
    "Known",
    "LearnedCard",
    "LoggedReview",
    "Note",
    "NoteType",
    "Occlusion",
    "Package",
    "Resolver",
    "Shape",
    "Template",
    "TextExport",
    "card_ordinals",
    "open_package",
    "plain",
    "read_text",
    "render",
    "sanitised",
    "scoped",
]
