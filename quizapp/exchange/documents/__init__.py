"""Teachers' files (text, Markdown, web pages, PDF, Word) as plain text."""

from quizapp.exchange.documents.document import Document
from quizapp.exchange.documents.reading import read_document

__all__ = ["Document", "read_document"]
