"""What can be wrong with the options of a choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from quizapp.core.items.flaws.marks import content, has_word, is_balanced, number
from quizapp.core.items.flaws.stem_checks import GAP
from quizapp.core.items.interaction import Choice
from quizapp.core.items.matching import normalize

_FEWEST = 3
_FAR = 100.0
_OLD = 150
_MOST_DIGITS = 9  # of what may be compared with a year
_YEAR = re.compile(r"\b1[0-9]\d\d\b|\b20\d\d\b")
_ABOVE = re.compile(r"\b(?:all|none|both|neither) of (?:the|these) (?:above|options)\b", re.IGNORECASE)
_LETTER = r"(?:[A-E]|[1-5]|i{1,3}|iv|v|I{1,3}|IV|V)"
_K_TYPE = re.compile(
    rf"^(?:both )?(?:options? )?{_LETTER}(?:,? (?:and|or|&) |, ?){_LETTER}(?:(?:,? and |, ?){_LETTER})*(?: only)?\.?$|"
    rf"\b(?:options?|answers?|statements?) {_LETTER}\b"
)
_JUDGING = re.compile(
    r"\b(?:(?:statements?|claims?|sentences?) (?:is|are)|which (?:of (?:these|the following) )?(?:is|are)) (?:not )?"
    r"(?:true|false|correct|incorrect|right|wrong)\?$",
    re.IGNORECASE,
)
_VERDICT = re.compile(r"^(?:yes|no|true|false)\b[,;:]?(?: |$)", re.IGNORECASE)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|everybody|everyone|nobody|none|only|entirely|completely|absolutely)\b|"
    r"^(?:all|every|no) ",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:often|usually|sometimes|generally|frequently|occasionally|rarely|seldom|mostly|typically|probably|perhaps|"
    r"somewhat)\b",
    re.IGNORECASE,
)
_BARE_VAGUE = re.compile(
    r"^(?:(?:a )?(?:few|lot|many|some|several|various|much|most|often|sometimes|usually)|some of them)$"
)
_NEGATED = re.compile(r"\b(?:not|except|least|never)\b|n[’']t\b")
_HEDGE = re.compile(
    r"^(?:about|around|nearly|almost|roughly|approximately|over|under|up to|more than|less than|at least)\b",
    re.I,
)
_TO_DO = re.compile(r"to [a-z]")
_DOING = re.compile(r"(?:by |for |of )?[a-z]{3,}ing\b")
_PHRASE = re.compile(r"(?:in|on|at|by|because|since|for|from|with) ")
_ARTICLE_END = re.compile(r"\b(an?)(?: ____)?[ .:?]*$", re.IGNORECASE)
_VOWEL_SOUND = re.compile(r"^(?:[aeio]|u(?!ni|se|su|tili|ran|kr|k\b|\.?s)|hour|honest|heir|honou?r)", re.I)
_ASKS_TIME = re.compile(
    r"\b(?:in|since|until|by) (?:which|what) year\b|^(?:which|what) year\b", re.IGNORECASE
)
_ASKS_NUMBER = re.compile(r"^how (?:many|much|old|long|far|tall|deep)\b|\bwhat (?:share|percentage)\b", re.I)
_ASKS_SINGLE = re.compile(r"^which of (?:these|the following) (?:are|were|have|do)\b", re.IGNORECASE)
_ASKS_SEVERAL = re.compile(r"^which of (?:these|the following) (?:is|was|has|does)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|which|why|how|name|choose|select|match|give)\b", re.I
)


def keys_of(choice: Choice) -> list[str]:
    """The right options."""
    return [option.text for option in choice.options if option.correct]


def wrong_of(choice: Choice) -> list[str]:
    """The distractors."""
    return [option.text for option in choice.options if not option.correct]


def is_verdict(choice: Choice) -> bool:
    """Whether one only says “True” or “False”."""
    return [option.text for option in choice.options] == ["True", "False"]


def _texts(choice: Choice) -> list[str]:
    return [option.text for option in choice.options]


def _one_key(choice: Choice) -> tuple[str, list[str]] | None:
    keys, wrong = keys_of(choice), wrong_of(choice)
    return (keys[0], wrong) if len(keys) == 1 and len(wrong) > 1 else None


def _is_far_longer(choice: Choice) -> bool:
    keys = keys_of(choice)
    longest = max((len(text) for text in wrong_of(choice)), default=0)
    return len(keys) == 1 and len(keys[0]) > 1.4 * longest and len(keys[0]) - longest > 12


def _overlap(choice: Choice) -> bool:
    texts = [normalize(text) for text in _texts(choice)]
    return any(a != b and f" {a} " in f" {b} " for a in texts for b in texts)


def _only_key(choice: Choice, marks: Callable[[str], bool]) -> bool:
    """Whether the key alone, or every distractor and not the key, is of some form."""
    found = _one_key(choice)
    if found is None:
        return False
    key, wrong = found
    marked = [marks(text) for text in wrong]
    return (marks(key) and not any(marked)) or (not marks(key) and all(marked))


def _repeats(choice: Choice) -> bool:
    """Whether the key takes up a word of the stem that no distractor takes up."""
    found = _one_key(choice)
    if found is None:
        return False
    asked = content(choice.prompt)
    taken = [[word for word in content(text) if has_word(word, asked)] for text in (found[0], *found[1])]
    return bool(taken[0]) and not any(taken[1:])


def _converges(choice: Choice) -> bool:
    """Whether every word of the key stands in another option too, and of no distractor that many do."""
    found = _one_key(choice)
    if found is None:
        return False
    told = [set(content(text)) for text in (found[0], *found[1])]
    shared = [
        sum(any(word in other for other in told if other is not one) for word in one) / len(one) if one else 0
        for one in told
    ]
    return len(told[0]) > 1 and shared[0] == 1 and max(shared[1:]) < 1


def _is_far_off(choice: Choice) -> bool:
    """Whether a number is a hundred times the key or less than its hundredth, or a year centuries away."""
    found = _one_key(choice)
    if found is None:
        return False
    key, wrong = found
    if _YEAR.fullmatch(key):
        years = [int(text) for text in wrong if text.isdecimal() and len(text) <= _MOST_DIGITS]
        return any(abs(year - int(key)) > _OLD for year in years)
    size = number(key)
    sizes = [other for text in wrong if (other := number(text)) is not None]
    return bool(size) and size is not None and any(not size / _FAR < other < size * _FAR for other in sizes)


def _misfits(choice: Choice) -> bool:
    """Whether only the key can answer “which year” or “how many”."""
    for asks in (_ASKS_TIME, _ASKS_NUMBER):
        if asks.search(choice.prompt):
            return _only_key(choice, lambda text: bool(re.search(r"\d", text)))
    return False


def _mixes(choice: Choice) -> bool:
    """Whether some options are numbers and others words, or the key alone is built otherwise."""
    texts = _texts(choice)
    figures = sum(number(text) is not None for text in texts)
    if 0 < figures < len(texts) or len({bool(_TO_DO.match(text)) for text in texts}) > 1:
        return True
    return _only_key(choice, lambda text: bool(_PHRASE.match(text))) or _mixes_gerunds(choice)


def _mixes_gerunds(choice: Choice) -> bool:
    """Whether the key alone is no “doing”, or alone one of three words or more: “rising sea” may be a thing."""
    found = _one_key(choice)
    if found is None:
        return False
    key, wrong = found
    doing = [bool(_DOING.match(text)) for text in wrong]
    return all(doing) if not _DOING.match(key) else not any(doing) and len(key.split()) > 2


def _is_out_of_order(choice: Choice) -> bool:
    sizes = [number(text) for text in _texts(choice)]
    known = [size for size in sizes if size is not None]
    return len(known) == len(sizes) > 2 and known not in (sorted(known), sorted(known, reverse=True))


def _article_tells(choice: Choice) -> bool:
    """Whether the stem's last article fits some options alone."""
    found = _ARTICLE_END.search(choice.prompt)
    return found is not None and len({bool(_VOWEL_SOUND.match(text)) for text in _texts(choice)}) > 1


def _number_clashes(choice: Choice) -> bool:
    clash = _ASKS_SEVERAL if choice.multiple else _ASKS_SINGLE
    return bool(clash.search(choice.prompt))


def _is_unfocused(choice: Choice) -> bool:
    stem = choice.prompt
    return not (_ASKS.search(stem) or GAP in stem) or len(content(stem)) < 1


def _some(choice: Choice, pattern: re.Pattern[str]) -> bool:
    marked = [bool(pattern.search(text)) for text in _texts(choice)]
    return any(marked) and not all(marked)


def _is_miscounted(choice: Choice) -> bool:
    keys = len(keys_of(choice))
    return keys < 2 if choice.multiple else keys != 1


def _is_unmarked_negative(stem: str) -> bool:
    return bool(_NEGATED.search(stem)) and bool(
        re.match(r"which of (?:these|the following)|all of", stem, re.I)
    )


OPTION_CHECKS: Mapping[str, Callable[[Choice], bool]] = {
    "key-count": _is_miscounted,
    "empty-key": lambda choice: not all(map(normalize, _texts(choice))),
    "too-few-options": lambda choice: len(choice.options) < _FEWEST,
    "duplicate-options": lambda choice: len(set(map(normalize, _texts(choice)))) < len(choice.options),
    "no-distractor": lambda choice: not wrong_of(choice),
    "none-or-all-of-the-above": lambda choice: any(map(_ABOVE.search, _texts(choice))),
    "k-type": lambda choice: any(map(_K_TYPE.search, _texts(choice))),
    "overlapping-options": _overlap,
    "unbalanced-marks": lambda choice: not all(map(is_balanced, _texts(choice))),
    "longest-key": _is_far_longer,
    "implausible-distractor": _is_far_off,
    "true-false-options": lambda choice: (
        bool(_JUDGING.search(choice.prompt)) or any(map(_VERDICT.match, _texts(choice)))
    ),
    "convergence": _converges,
    "logical-cue": _misfits,
    "word-repeat": _repeats,
    "grammatical-cue": _article_tells,
    "agreement": _number_clashes,
    "blank-in-choice": lambda choice: GAP in choice.prompt or choice.prompt.rstrip().endswith((":", "…")),
    "unfocused-stem": _is_unfocused,
    "absolute-terms": lambda choice: _some(choice, _ABSOLUTE),
    "vague-terms": lambda choice: (
        _some(choice, _VAGUE) or any(_BARE_VAGUE.match(normalize(text)) for text in _texts(choice))
    ),
    "lost-order": _is_out_of_order,
    "unmarked-negative": lambda choice: _is_unmarked_negative(choice.prompt),
    "mixed-options": _mixes,
    "hedged-number": lambda choice: _only_key(choice, lambda text: bool(_HEDGE.match(text))),
}
"""Checks of a choice from more than “True” and “False”."""
