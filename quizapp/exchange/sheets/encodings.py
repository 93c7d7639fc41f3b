"""The encoding of a table that does not say it: what Excel and older programs write."""

from __future__ import annotations

import codecs
import re

from quizapp.errors import ImportRejected
from quizapp.phrases import phrase

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "gb18030": "GBK",
    "big5": "Big5",
    "shift_jis": "Shift JIS",
    "euc_kr": "EUC-KR",
}
"""What can be said, by its name in Python, with what it is called elsewhere."""
UNFIT = phrase("This file cannot be read as %(encoding)s. Choose another encoding.")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_COMMON_SHARE = 0.8
_SAMPLE = 4096
_ZEROS = 0.3


def decoded(raw: bytes, encoding: str = "") -> tuple[str, str, bool]:
    """The text, the encoding that gave it, and whether that is a guess. Raises `ImportRejected` for one that was said
    and does not fit."""
    if encoding:
        return _said(raw, encoding), encoding, False
    if is_wide(raw):
        return _said(raw, "utf-16"), "utf-16", False
    try:
        return raw.decode("utf-8-sig"), "utf-8-sig", False
    except UnicodeDecodeError:
        name = "gb18030" if _is_chinese(raw) else "cp1252"
        return raw.decode(name, errors="replace"), name, True


def is_wide(raw: bytes) -> bool:
    """Whether this is UTF-16: by its mark, or by every second byte being zero as in English."""
    start = raw[:_SAMPLE]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return len(start) > 1 and max(_zeros(start, 0), _zeros(start, 1)) > _ZEROS > min(
        _zeros(start, 0), _zeros(start, 1)
    )


def _zeros(raw: bytes, at: int) -> float:
    """The share of zeros among every second byte."""
    half = raw[at::2]
    return half.count(0) / max(1, len(half))


def _said(raw: bytes, encoding: str) -> str:
    if encoding not in ENCODINGS:
        raise ImportRejected(phrase("There is no such encoding."))
    name = encoding
    if encoding == "utf-16" and not raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16-be" if _zeros(raw[:_SAMPLE], 0) > _zeros(raw[:_SAMPLE], 1) else "utf-16-le"
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        raise ImportRejected(UNFIT % {"encoding": ENCODINGS[encoding]}) from error


def _is_chinese(raw: bytes) -> bool:
    """Whether it is GBK whose pairs are common signs: in a Western text the second byte is an ASCII letter."""
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    pairs = _PAIR.findall(raw)
    common = sum(pair[1] >= 0xA1 for pair in pairs)
    return bool(pairs) and common >= _COMMON_SHARE * len(pairs)
