"""Whether a claim restates a quote: the same words in the same order, mentions named, nothing added, nothing denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from quizapp.core.items.matching import normalize
from quizapp.core.items.wordforms import bases, is_same_word

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W_]+")
_STOP = frozenset(
    "the a an of and or to in on at by for with from as is are was were be been being it its that this these those s "
    "which who whom whose there has have had do does did will would can should must".split()
)
_FRAME = frozenset({"term", "include"})
_LIMITS = frozenset(
    "not no never nor neither none nothing without except only hardly barely almost nearly sometimes often "
    "seldom rarely may might could cannot t than".split()
)
_CONDITIONS = frozenset({"if", "unless"})
_MARK = re.compile(r"[,;:()—–]")
_JOINTS = frozenset({"and", "or", "as"})
_LEADS = frozenset({"to", "for", "of", "into", "by", "should", "must"})
_MERE = frozenset(
    "both also then thus therefore however moreover further now the a an called known named".split()
)
_PRONOUNS = frozenset("he she him his her it its they them their".split())
_MENTIONED = frozenset(
    "region area country nation province city state town president premier minister chancellor secretary "
    "chairman chairwoman chair governor mayor king queen emperor pope director spokesperson spokesman "
    "spokeswoman general river lake sea island mountain volcano valley park forest company institute university "
    "college school museum church cathedral castle palace bridge tower airport station organization agency club team "
    "band film novel ship aircraft species bird animal plant tree disease language religion empire kingdom dynasty war "
    "treaty festival district village county republic colony".split()
)
_SAID = frozenset(
    "said say says noted stressed added told urged called underlined emphasized pointed according".split()
)


@dataclass(frozen=True, kw_only=True)
class _Word:
    """A word as it stands and folded, and what stands before it; ``same`` is the quote's form of it, if it has one."""

    raw: str
    fold: str
    gap: str = ""
    same: str = ""

    @property
    def is_content(self) -> bool:
        return self.fold not in _STOP

    @property
    def is_name(self) -> bool:
        return self.raw[:1].isupper()


@lru_cache(maxsize=1024)
def restates(claim: str, quote: str) -> bool:
    """Whether ``claim`` says nothing but what ``quote`` says."""
    had = _words(quote)
    given = _known(_words(claim), quote)
    if not any(word.is_content for word in given):
        return False
    first = [word.fold for word in had]
    second = [word.same or word.fold for word in given]
    steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    matched = {at for tag, i, j, _, _ in steps if tag == "equal" for at in range(i, j)}
    if not matched or _drops_limit(first, matched):
        return False
    inner = [
        (i, j) for tag, i, j, _, _ in steps if tag == "delete" and min(matched) < i and j <= max(matched)
    ]
    return all(_may_leave_out(had, i, j) for i, j in inner) and all(
        _may_say(given, start, end, had[i:j], had)
        for tag, i, j, start, end in steps
        if tag in {"replace", "insert"}
    )


def drops_limit(source: str, kept: str) -> bool:
    """Whether a “not”, “only”, “if” of ``source`` is missing in ``kept``."""
    left = [word.fold for word in _words(kept)]
    return any(word.fold in _LIMITS | _CONDITIONS and word.fold not in left for word in _words(source))


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[_Word, ...]:
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    found = list(_TOKEN.finditer(text))
    ends = [0, *(one.end() for one in found)]
    return tuple(
        _Word(raw=one.group(), fold=_fold(one.group()), gap=text[end : one.start()])
        for one, end in zip(found, ends, strict=False)
    )


@lru_cache(maxsize=1024)
def _fold(word: str) -> str:
    return normalize(word)


@lru_cache(maxsize=1024)
def _forms(text: str) -> tuple[frozenset[str], dict[str, tuple[int, str]]]:
    """A text's words, and for everything that they may be forms of the first such word with its place."""
    words = dict.fromkeys(word.fold for word in _words(text))
    first: dict[str, tuple[int, str]] = {}
    for at, fold in enumerate(words):
        for base in bases(fold):
            first.setdefault(base, (at, fold))
    return frozenset(words), first


def _known(words: Sequence[_Word], quote: str) -> list[_Word]:
    """The words with the quote's forms of them."""
    return [_Word(raw=word.raw, fold=word.fold, gap=word.gap, same=_same(word.fold, quote)) for word in words]


def _same(fold: str, quote: str) -> str:
    """The word itself where the quote has it, else the quote's first form of it; figures have no forms."""
    words, first = _forms(quote)
    if fold in words:
        return fold
    if fold[:1].isdigit():
        return ""
    return min((first[base] for base in bases(fold) if base in first), default=(0, ""))[1]


def _drops_limit(quote: Sequence[str], matched: set[int]) -> bool:
    """Whether a limit right before or inside of what the claim takes, or a condition anywhere, is left out."""
    inside = range(max(0, min(matched) - 1), max(matched) + 1)
    return any(
        i not in matched and (word in _CONDITIONS or (word in _LIMITS and i in inside))
        for i, word in enumerate(quote)
    )


def _may_leave_out(had: Sequence[_Word], i: int, j: int) -> bool:
    """Whether the words ``had[i:j]`` can go: set between commas, an act or member before the next, a mere adverb."""
    closed = bool(_MARK.search(had[j].gap))
    if had[j - 1].fold in _JOINTS or (closed and _MARK.search(had[i].gap)):
        return True
    if closed and had[i - 1].fold in _LEADS:
        return True
    return all(word.fold in _MERE or word.fold.endswith("ly") for word in had[i:j])


def _may_say(
    given: Sequence[_Word], start: int, end: int, instead_of: Sequence[_Word], had: Sequence[_Word]
) -> bool:
    """Whether words of a claim that are not in the quote at their place add nothing to it."""
    run = [
        word
        for word in given[start:end]
        if word.is_content and not any(is_same_word(word.fold, f) for f in _FRAME)
    ]
    if not run or _is_mention([word.fold for word in instead_of]) or _spells_out(run, instead_of):
        return not any(word.fold in _LIMITS for word in run)
    if any(word.fold in _LIMITS or word.fold[:1].isdigit() for word in run):
        return False
    if (start == 0 or end == len(given)) and any(word.fold in _SAID for word in run):
        return _names_speaker(run, had)
    return all(not word.same and word.is_name for word in run) and _completes_name(given, start, end)


def _spells_out(run: Sequence[_Word], instead_of: Sequence[_Word]) -> bool:
    """“Toxic Exposures Fund” for “TEF”."""
    initials = "".join(word.raw[:1] for word in run)
    return len(instead_of) == 1 and len(initials) > 1 and instead_of[0].raw == initials and initials.isupper()


def _is_mention(folds: Sequence[str]) -> bool:
    """Whether the words end in “he”, “the region”, “the northeastern region”: what stands for a name."""
    if folds and folds[-1] in _MENTIONED:
        return "the" in folds[-3:]
    return len(folds) <= 4 and any(fold in _PRONOUNS for fold in folds)


def _names_speaker(run: Sequence[_Word], had: Sequence[_Word]) -> bool:
    """Whether the quote has this speaker, by name or as “he”."""
    is_named = any(word.is_name and word.same and word.fold not in _SAID for word in run)
    return is_named or any(word.fold in {"he", "she"} for word in had)


def _completes_name(given: Sequence[_Word], start: int, end: int) -> bool:
    """“Xi” → “Xi Jinping”: whether a name that the quote has stands right beside."""
    beside = [given[i] for i in (start - 1, end) if 0 <= i < len(given)]
    return any(word.is_name and word.is_content and word.same for word in beside)
