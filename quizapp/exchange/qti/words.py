"""Names of QTI 2.1 that writing and reading share, and texts as its markup."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from quizapp.exchange.markup import folded

FORMAT = "QTI"
QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
QTI_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
PACKAGE_SCHEMA = "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"
METADATA_SCHEMA = "http://www.imsglobal.org/xsd/imsmd_v1p2p4.xsd"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
MANIFEST = "imsmanifest.xml"
RESPONSE, FEEDBACK = "RESPONSE", "FEEDBACK"
ANSWER, RATIONALE = "ANSWER", "RATIONALE"
"""Names of feedback that all learners get: the answer of a recall item, and why the key is right."""
QUOTE_CLASS = "quizapp-quote"

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,127}")


def attribute(text: str) -> str:
    """A text as a quoted value: line feeds and tabs are spelled, which XML would make spaces."""
    return quoteattr(text, {"\n": "&#10;", "\t": "&#9;"})


def inline(text: str) -> str:
    """A text as markup inside a line, with breaks where it has lines."""
    return "<br/>".join(escape(line) for line in folded(text).split("\n"))


def paragraph(text: str) -> str:
    """A text as a paragraph."""
    return f"<p>{inline(text)}</p>"


def listed(texts: Iterable[str]) -> str:
    """Texts as a list."""
    return f"<ul>{''.join(f'<li>{inline(text)}</li>' for text in texts)}</ul>"


def identifier(id: str) -> str:
    """An id as QTI takes them: the same where it is one, else one that is always made of it."""
    if _IDENTIFIER.fullmatch(id):
        return id
    return "q" + hashlib.blake2b(id.encode("utf-8", "replace"), digest_size=8).hexdigest()
