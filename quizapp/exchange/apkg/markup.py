"""Plain text as Anki's field markup: fields are HTML, and every text of ours is plain."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# \x1f parts the fields of a note, so one of them inside a text makes Anki refuse the whole package;
# a lone surrogate has no UTF-8.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
# Braces make templates and gaps, brackets sounds and LaTeX: as character references they are only signs.
_ACTIVE = str.maketrans({"{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;"})
# all that `clean` and `escape` change; most texts hold none of it, and one look tells
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_SPECIAL = re.compile("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ud800-\udfff&<>{}\\[\\]]")


def clean(text: str) -> str:
    """The text with one kind of line end and nothing that a package cannot hold."""
    if not _UNCLEAN.search(text):
        return text
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", text))


def escape(text: str) -> str:
    """Markup that shows exactly this text. Quotation marks stay, so that searching in Anki finds them."""
    if not _SPECIAL.search(text):
        return text
    return html.escape(clean(text), quote=False).translate(_ACTIVE).replace("\n", "<br>")


def escape_key(text: str) -> str:
    """`escape` for the inside of a gap, where a double colon would begin a hint."""
    return escape(text).replace(":", "&#58;")


def listed(texts: Iterable[str], *, tag: str, name: str) -> str:
    """A list of plain texts, ``tag`` being ul or ol and ``name`` its class."""
    rows = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f'<{tag} class="{name}">{rows}</{tag}>'


def linked(reference: str) -> str:
    """A reference as a link where it is a web address, as text where it is not."""
    text = clean(reference).strip()
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        return escape(text)
    return f'<a href="{html.escape(text)}">{escape(text)}</a>'
