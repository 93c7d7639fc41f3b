"""Teachers' files (text, Markdown, web pages, PDF, Word) as plain text."""

from quizapp.exchange.documents.apart import read_document_apart
from quizapp.exchange.documents.document import MAX_FILE_BYTES, Document
from quizapp.exchange.documents.reading import read_document

__all__ = ["MAX_FILE_BYTES", "Document", "read_document", "read_document_apart"]
