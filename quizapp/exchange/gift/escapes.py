"""GIFT's backslash escapes: signs that structure a block, and the same signs as mere text.

While a text is read, each escaped sign stands as one control character and a pad, so that places stay what they are and
every unescaped sign left is structure. No control character of the text itself gets in: they are dropped before.
"""

from __future__ import annotations

import re

BACKSLASH = "\\"
_SIGNS = "\\n~=#{}:"
_PAD = "\x0e"
_SHIELDS = {sign: chr(number) for number, sign in enumerate(_SIGNS, 1)}
_SHOWN = {ord(shield): "\n" if sign == "n" else sign for sign, shield in _SHIELDS.items()} | {ord(_PAD): None}
_ESCAPES = str.maketrans({sign: "\\" + sign for sign in _SIGNS if sign != "n"} | {"\n": "\\n"})
_ESCAPED = re.compile(r"\\([\\n~=#{}:])")
_LINE_END = re.compile(r"\r\n?")
# Signs without a picture that break databases, XML or the shields; a byte order mark is no text anywhere.
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_SPACES = str.maketrans({"\x0b": " ", "\x0c": " "})

# Marks that turn the direction of writing, and joiners: a line of them looks empty, a line behind them begins there.
_INVISIBLE = (
    "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
)

GAP = "\x0f"
"""Stands for the braces inside a text; never part of what was written."""


def readable(text: str) -> str:
    """The text with line feeds as its only line ends and without control characters."""
    return _UNREADABLE.sub("", _LINE_END.sub("\n", text)).translate(_SPACES)


def bare(line: str) -> str:
    """A line without the spaces and the invisible marks around it."""
    return line.strip().strip(_INVISIBLE).strip()


def shielded(text: str) -> str:
    """A readable text in which escaped signs are no longer those signs; as long as before."""
    return _ESCAPED.sub(lambda found: _SHIELDS[found[1]] + _PAD, text)


def unshielded(text: str) -> str:
    """Escaped signs as the text they stand for."""
    return text.translate(_SHOWN)


def escaped(text: str) -> str:
    """A text as GIFT: read again it is the same but for control characters and outer spaces."""
    return readable(text).strip().translate(_ESCAPES)
