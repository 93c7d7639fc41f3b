"""Lines of pages joined to paragraphs, with the words that were broken at line ends made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from quizapp.exchange.documents.blocks import BULLET, Block
from quizapp.exchange.documents.pdf_lines import Line

_BULLETS = re.compile(r"[•●○◦▪■‣\u2043·*–-]\s+(?=\S)")
_CLEAR_BULLETS = "•●○◦▪■‣\u2043"
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_END = re.compile(r"""[.!?:;]["”’')\]]*(?:\[\d+\]|\d{1,2})?$""")
_BROKEN = re.compile(r"(?:^|[\s(“‘\"'—])(?:[^\W\d_]+-)?([^\W\d_]{2,})-$")  # not inside an address of the web
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WIDE_GAP = 1.25  # of the usual distance of lines
_FULL = 0.75  # of the usual length of lines
_STUB = 0.5
_INDENT = 0.8  # of the size of letters
_SIZES_DIFFER = 0.07

Page = Sequence[Line]


def paragraphs(pages: Sequence[Page]) -> Iterator[Block]:
    """The text of the pages, paragraph by paragraph, a list's entries one by one."""
    lines = [line for page in pages for line in page]
    words = Counter(_whole_words([line.text for line in lines]))
    for group in _groups(pages, _Usual(pages)):
        text = _joined([line.text for line in group], words)
        if marker := _BULLETS.match(text):
            yield Block(BULLET + text[marker.end() :], entry=True)
        else:
            yield Block(text, entry=_NUMBERED.match(text) is not None)


def _whole_words(lines: Sequence[str]) -> Iterator[str]:
    """The words of lines, but for those that a line's end may have broken."""
    for before, line in pairwise(["", *lines]):
        found = [word.lower() for word in _WORD.findall(line)]
        yield from found[before.endswith("-") : len(found) - line.endswith("-")]


class _Usual:
    """What is usual in this document: how far lines are apart, how long the full ones, how large letters."""

    def __init__(self, pages: Sequence[Page]) -> None:
        gaps = [
            (above.height - below.height) / above.size
            for page in pages
            for above, below in pairwise(page)
            if above.size and above.size == below.size and 0 < above.height - below.height < 3 * above.size
        ]
        lengths = sorted(len(line.text) for page in pages for line in page)
        self.gap = median(gaps) if gaps else 1.2
        sizes = Counter(line.size for page in pages for line in page)
        self.length = lengths[int(0.8 * len(lengths))] if lengths else 0
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0


def _groups(pages: Sequence[Page], usual: _Usual) -> Iterator[list[Line]]:
    """Lines that belong together, also from one page to the next."""
    group: list[Line] = []
    for page in pages:
        for position, line in enumerate(page):
            if group and _is_new(group, line, usual, is_page_start=not position):
                yield group
                group = []
            group.append(line)
    if group:
        yield group


def _is_new(group: list[Line], line: Line, usual: _Usual, *, is_page_start: bool) -> bool:
    """Whether this line begins a paragraph and does not go on with the one before."""
    before = group[-1]
    if abs(before.size - line.size) > _SIZES_DIFFER * max(before.size, line.size):
        return True
    ended = _END.search(before.text) is not None
    is_short = len(before.text) < _FULL * usual.length
    if _is_marked(line.text):
        is_clear = line.text[0] in _CLEAR_BULLETS or _is_marked(group[0].text)
        return is_clear or ended or is_short
    fall = before.height - line.height
    if is_page_start or fall < -before.size:  # the next page, or the next column
        return ended or (is_short and not line.text[:1].islower())
    if fall > _WIDE_GAP * usual.gap * before.size > 0:
        return True
    return (ended and (is_short or _is_indented(group, line))) or _is_stub(before, line, usual)


def _is_stub(before: Line, line: Line, usual: _Usual) -> bool:
    """Whether a line ends so early that the next one does not go on with it, as it may in a large heading."""
    is_early = len(before.text) < _STUB * usual.length and before.size <= usual.size * (1 + _SIZES_DIFFER)
    return is_early and not line.text[:1].islower()


def _is_marked(text: str) -> bool:
    return bool(_BULLETS.match(text) or _NUMBERED.match(text))


def _is_indented(group: list[Line], line: Line) -> bool:
    """Whether the line begins further right than the one before, as first lines do and a list's later lines."""
    return line.left > group[-1].left + _INDENT * line.size and not _is_marked(group[0].text)


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        broken, first = _BROKEN.search(text), _FIRST_WORD.match(line)
        if text.endswith("-") and broken and first and first[0].islower():
            text = (text if _keeps_hyphen(broken[1], first[0], words) else text[:-1]) + line
        elif text.endswith(("-", "/")) and text[-2:-1].strip() and line[:1].isalnum():
            text += line
        else:
            text += " " + line
    return text


def _keeps_hyphen(start: str, end: str, words: Counter[str]) -> bool:
    """Whether the hyphen is the word's own: the document writes it so, or both halves stand alone elsewhere."""
    whole, compound = (start + end).lower(), f"{start}-{end}".lower()
    if words[whole] or words[compound]:
        return words[compound] > words[whole]
    return bool(words[start.lower()] and words[end.lower()])
