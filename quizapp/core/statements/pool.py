"""Typed values from which distractors come, each with the place where it does belong."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.statements.figures import FIGURES, is_beyond, is_comparable, is_near, read_figure
from quizapp.core.statements.statement import WRITTEN, Focus, Statement
from quizapp.phrases import phrase

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "the a an of and or to in on at by for with from as is are was were be been its their according which what who "
    "these this that should do does did named example examples part answer text something else another".split()
)
_FREE = frozenset(
    {"result", "means", "attribute", "need-subject"}
)  # what follows from one thing may follow from another, too
_TERMS = frozenset({"term", "terms", "name"})
_ATTRIBUTION = re.compile(r",? according to [^,?]+", re.IGNORECASE)
CALLED_FOR = "called for, but not in this connection"
_COVERED = 0.6
_OF_ONE_SENTENCE = frozenset(
    "year date decade century period quantity least most target person organization place country region city area "
    "department ministry agent act-object deed-VB deed-VBG".split()
)
_NEAR_YEARS = 15
_BODIES = frozenset({"organization", "department", "ministry"})
_OF_ONE_FORM = _BODIES | {"person", "date"}
_YEAR = re.compile(r"(?:1\d{3}|20\d\d)")
_DATE_WORD = re.compile(
    r"\d+|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_ALIASES = {
    "britain": "united kingdom", "great britain": "united kingdom", "uk": "united kingdom", "england": "united kingdom",
    "america": "united states", "us": "united states", "usa": "united states", "ussr": "soviet union",
    "russia": "soviet union", "holland": "netherlands", "burma": "myanmar", "mainland": "china",
}  # fmt: skip
"""Other names of a country, or names of one that may be meant by it, folded."""
_SAMPLE = 160
_NEAR_ENOUGH = 3
_ORDERED = frozenset({"year", "target"}) | FIGURES


@dataclass(frozen=True, kw_only=True)
class Distractor:
    """A wrong answer: ``feedback`` says why it is wrong here, and where it belongs if it is in the text."""

    text: str
    feedback: str


@dataclass(frozen=True, kw_only=True)
class PoolEntry:
    """A value of a type. ``home`` is the statement and ``slot`` the focus it comes from; empty for a curated value.

    ``near`` holds the words, folded, of the subject matter that a curated value belongs to.
    """

    text: str
    type: str
    belongs: str = ""
    home: str = ""
    slot: str = ""
    near: frozenset[str] = frozenset()


class DistractorPool:
    """All values of a document (and of curated lists) by type.

    A value is offered for a focus only where the statements prove it false for it: it is an answer of the same type
    to another focus, no answer to this one or to another with the same question, of no kind that this one's key is
    of, and it stands in no other sentence that speaks of the same.
    """

    def __init__(self, statements: Iterable[Statement], *, curated: Iterable[PoolEntry] = ()) -> None:
        self.statements = tuple(statements)
        self._entries: dict[str, dict[tuple[str, str, str], PoolEntry]] = defaultdict(dict)
        self._by_text: dict[tuple[str, str], list[PoolEntry]] = defaultdict(list)
        self._answers: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for statement in self.statements:
            for word in (
                set(_content(statement.quote)) if statement.focuses else ()
            ):  # not the stretch of a matching
                self._by_word[word].add(statement.quote)
            for focus in statement.focuses:
                self._add_focus(statement, focus)
        for entry in curated:
            self._add(entry)
        self._words = frozenset(self._by_word)

    def _add_focus(self, statement: Statement, focus: Focus) -> None:
        values = focus_values(focus)
        for text in values:
            home, slot = statement.id, focus.name
            self._add(PoolEntry(text=text, type=focus.type, belongs=focus.belongs, home=home, slot=slot))
        for name in _names(focus):
            self._answers[name].update(fold(text) for text in values)

    def _add(self, entry: PoolEntry) -> None:
        """Of the same value said to belong to the same, the first."""
        name = (fold(entry.text), entry.belongs, entry.slot)
        if name not in self._entries[entry.type]:
            self._entries[entry.type][name] = entry
            self._by_text[entry.type, name[0]].append(entry)

    def distractors(
        self, focus: Focus, *, statement: Statement, stem: str, count: int, rng: random.Random
    ) -> tuple[Distractor, ...]:
        """Up to ``count`` proven distractors: siblings of a parallel statement, then the document's, then curated."""
        if focus.contraries or focus.type in _FREE:
            return tuple(_denied(focus, text) for text in focus.contraries[:count])
        keys = focus_values(focus)
        entries = list(self._entries[focus.type].values())
        sample = rng.sample(entries, min(_SAMPLE, len(entries)))
        sample += [entry for entry in entries if entry.home == statement.id and entry not in sample]
        fitting = self._fitting(sample, focus, statement=statement, stem=stem)
        length = sum(map(len, keys)) / max(1, len(keys))
        about = {word for text in (statement.quote, stem) for word in _content(text)}
        fitting.sort(
            key=lambda e: (
                *_distance(e, statement),
                -min(_NEAR_ENOUGH, len(e.near & about)),
                -min(_NEAR_ENOUGH, len(e.near & self._words)),
                _unlikeness(e.text, length),
            )
        )
        if focus.type in _ORDERED:
            fitting = _around(fitting, keys[0], below=rng.randrange(count + 1), count=count)
        return _distinct(_with_longer(fitting, statement, count=count, length=length), count=count)

    def count(self, type: str) -> int:
        """How many different values of a type there are."""
        return len(self._entries[type])

    def says(self, text: str) -> bool:
        """Whether some statement's sentence has these words, written so."""
        return any(text in statement.quote for statement in self.statements)

    def allows(self, given: Iterable[Distractor], focus: Focus, *, statement: Statement, stem: str) -> bool:
        """Whether each of these may stand beside the key, with the very feedback it has."""
        return all(self._allows(each, focus, statement=statement, stem=stem) for each in given)

    def is_wrong(self, text: str, focus: Focus, *, statement: Statement, stem: str) -> bool:
        """Whether this value is proven false for a focus."""
        if focus.contraries:
            return text in focus.contraries
        return any(entry.text == text for entry in self._offered(text, focus, statement, stem))

    def _allows(self, given: Distractor, focus: Focus, *, statement: Statement, stem: str) -> bool:
        if focus.contraries:
            return given in [_denied(focus, text) for text in focus.contraries]
        offered = self._offered(given.text, focus, statement, stem)
        return given in [Distractor(text=entry.text, feedback=_feedback(entry)) for entry in offered]

    def _offered(self, text: str, focus: Focus, statement: Statement, stem: str) -> list[PoolEntry]:
        entries = self._by_text.get((focus.type, fold(text)), ())
        return self._fitting(entries, focus, statement=statement, stem=stem)

    def _fitting(
        self, entries: Iterable[PoolEntry], focus: Focus, *, statement: Statement, stem: str
    ) -> list[PoolEntry]:
        """The entries that the statements prove false for this focus."""
        keys = focus_values(focus)
        known = self._known(focus, statement)
        rivals = self._sentences_on(stem, statement, keys)
        about = {word for text in (statement.quote, stem) for word in _content(text)}
        if focus.type in _TERMS or focus.type.startswith(
            "defined"
        ):  # what the key's own sentence names may be right, too
            rivals.append(f" {fold(statement.quote)} ")
        return [
            entry
            for entry in entries
            if (entry.home != statement.id or (statement.kind == "parallel" and entry.slot != focus.name))
            and self._is_false(entry, focus, keys=keys, stem=stem, known=known)
            and not any(f" {fold(entry.text)} " in rival for rival in rivals)
            and not _stands_beside(entry, focus, statement)
            and (not entry.near or entry.near & about)  # an aim of another matter gives the key away
        ]

    def _known(self, focus: Focus, statement: Statement) -> set[str]:
        """Every value that some statement gives for the very question or the same membership."""
        same: set[str] = set()
        for name in _names(focus):
            if name[0] == "?" or asks_membership(focus):
                same |= self._answers[name]
        own = [focus] if statement.kind == "parallel" else statement.focuses
        same.update(fold(text) for each in own for text in focus_values(each))
        return same

    def _sentences_on(self, stem: str, statement: Statement, keys: Sequence[str]) -> list[str]:
        """Other sentences that hold most of the stem's content: what stands there may be right, too."""
        words = set(_content(_ATTRIBUTION.sub("", stem)))
        if not words:
            return []
        hits: dict[str, int] = defaultdict(int)
        for word in words:
            for quote in self._by_word[word]:
                hits[quote] += 1
        found = [q for q, n in hits.items() if n >= _COVERED * len(words) and q != statement.quote]
        if statement.pattern == WRITTEN:  # a person's summary names the key beside what belongs elsewhere
            found = [q for q in found if not all(f" {fold(key)} " in f" {fold(q)} " for key in keys)]
        return [f" {fold(quote)} " for quote in found]

    def _is_false(
        self, entry: PoolEntry, focus: Focus, *, keys: Sequence[str], stem: str, known: set[str]
    ) -> bool:
        folded = fold(entry.text)
        if not folded or folded in known or f" {folded} " in f" {fold(stem)} ":
            return False
        if focus.type in FIGURES:
            near = bool(entry.home) or is_near(entry.text, keys[0])
            return (
                near
                and is_comparable(entry.text, keys[0])
                and is_beyond(entry.text, keys[0], type=focus.type)
            )
        if focus.type.startswith("deed-") and any(
            set(_content(entry.text)) & set(_content(key)) for key in keys
        ):
            return False  # “facilitate new business forms” beside “innovate business models”
        told = set(_content(entry.text)) & set(_content(stem))
        if " " in folded and told - {word for key in keys for word in _content(key)}:
            return False
        if focus.type in {"year", "target"} and not _is_near(entry.text, keys[0]):
            return False
        if focus.type in _OF_ONE_FORM and not _is_of_form(entry.text, keys[0], type=focus.type):
            return False
        return not any(_alike(entry.text, key) for key in keys) and not _related(entry, focus, keys)


def _stands_beside(entry: PoolEntry, focus: Focus, statement: Statement) -> bool:
    """Whether a name or figure stands in the key's own sentence, where it could be right, too."""
    if statement.kind == "parallel" or focus.type not in _OF_ONE_SENTENCE:
        return False
    return f" {fold(entry.text)} " in f" {fold(statement.quote)} "


def _around(fitting: list[PoolEntry], key: str, *, below: int, count: int) -> list[PoolEntry]:
    """So many smaller ones first and then larger ones: options in order of size do not tell the key by its place."""
    own = read_figure(key)
    sizes = {entry.text: figure.value for entry in fitting if (figure := read_figure(entry.text)) is not None}
    if own is None or len(sizes) < len({entry.text for entry in fitting}):
        return fitting
    smaller = [entry for entry in fitting if sizes[entry.text] < own.value]
    larger = [entry for entry in fitting if sizes[entry.text] > own.value]
    first = [*smaller[:below], *larger[: count - below]]
    return [*first, *(entry for entry in fitting if entry not in first)]


def _with_longer(
    fitting: list[PoolEntry], statement: Statement, *, count: int, length: float
) -> list[PoolEntry]:
    """The last that will be taken at least as long as the key, where one is as near: length then tells nothing."""
    first = fitting[:count]
    if len(first) < count or any(len(entry.text) >= length for entry in first):
        return fitting
    near = _distance(first[-1], statement)
    longer = next((e for e in fitting if len(e.text) >= length and _distance(e, statement) == near), None)
    return fitting if longer is None else [*first[:-1], longer, *(e for e in fitting if e is not longer)]


def _distance(entry: PoolEntry, statement: Statement) -> tuple[bool, bool, bool]:
    """Siblings in a parallel statement stand nearest, then what other statements name, the document, curated values."""
    return entry.home != statement.id, not entry.home, entry.home == "document"


def _is_of_form(text: str, key: str, *, type: str) -> bool:
    """Whether a name or date is written as the key is: last names beside last names, months beside months."""
    if type in _BODIES:
        return text.isupper() == key.isupper()
    if type == "person":
        return (" " in text) == (" " in key) and not _is_variant(text, key)
    years = [found.group() for part in (text, key) if (found := _YEAR.search(part))]
    near = len(years) == 2 and _is_near(*years)
    return near and _DATE_WORD.sub("x", text) == _DATE_WORD.sub("x", key)


def _is_variant(name: str, other: str) -> bool:
    """“Verrazanno” beside “Verrazzano”: one name in two spellings, as its letters show."""
    last, own = name.split()[-1].casefold(), other.split()[-1].casefold()
    return last == own or (last[:3] == own[:3] and len(set(last) ^ set(own)) < 2)


def _is_near(year: str, key: str) -> bool:
    """Whether two years are close enough to be mistaken for one another; what is no plain year is near to none."""
    plain = year.isdecimal() and key.isdecimal()
    return plain and abs(int(year) - int(key)) <= _NEAR_YEARS


def focus_values(focus: Focus) -> tuple[str, ...]:
    """The answers of a focus, one by one."""
    if focus.key is not None:
        return (focus.key,)
    return tuple(span.text for span in focus.spans)


def asks_membership(focus: Focus) -> bool:
    """Whether everything that belongs to the same is a right answer, too.

    What is to be done for one purpose is not what is to be done for another, though both are called for.
    """
    return focus.is_list or bool(focus.choose_one) or focus.belongs != CALLED_FOR


def _names(focus: Focus) -> list[str]:
    """What two focuses that ask for the same have in common: a question, or what their answers belong to."""
    return [f"?{focus.question}"] * (focus.question is not None) + [f"={focus.belongs}"] * bool(focus.belongs)


def _related(entry: PoolEntry, focus: Focus, keys: Sequence[str]) -> bool:
    """Whether one list may contain the other: “new energy” beside “examples of clean energy”."""
    if not (focus.is_list and entry.belongs):
        return False
    home, own = set(_content(entry.belongs)), set(_content(focus.belongs))
    return any(home & set(_content(key)) for key in keys) or bool(own & set(_content(entry.text)))


def _distinct(entries: Sequence[PoolEntry], *, count: int) -> tuple[Distractor, ...]:
    chosen: list[Distractor] = []
    for entry in entries:
        if len(chosen) == count:
            break
        if any(_alike(entry.text, other.text) for other in chosen):
            continue
        chosen.append(Distractor(text=entry.text, feedback=_feedback(entry)))
    return tuple(chosen)


def _denied(focus: Focus, text: str) -> Distractor:
    """A value that contradicts the quote."""
    return Distractor(
        text=text, feedback=phrase("The text says the contrary: %(key)s.") % {"key": focus.answer.lower()}
    )


def _feedback(entry: PoolEntry) -> str:
    if entry.home and entry.belongs:
        return phrase("The text names this as %(belongs)s.") % {"belongs": entry.belongs}
    return (
        phrase("The text does not name this.")
        if not entry.home
        else phrase("The text says this of something else.")
    )


def _alike(a: str, b: str) -> bool:
    """Whether two values may mean the same: one holds the other, or they share two thirds of their words."""
    if is_comparable(a, b):
        return False
    if _ALIASES.get(fold(a), fold(a)) == _ALIASES.get(fold(b), fold(b)):
        return True
    first, second = set(_content(a)), set(_content(b))
    if not first or not second:
        return fold(a) == fold(b)
    shared = len(first & second)
    return first <= second or second <= first or shared >= 0.67 * min(len(first), len(second))


def _unlikeness(text: str, length: float) -> int:
    """How far this text's length is from the key's, in steps of a half."""
    longer, shorter = max(len(text), length, 1), max(1.0, min(len(text), length))
    return int((longer / shorter - 1) * 2)


@lru_cache(maxsize=1 << 16)
def _content(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(text.casefold()) if word not in _STOP)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Words alone, in small letters: how values are compared with texts."""
    return " ".join(_WORD.findall(text.casefold()))
