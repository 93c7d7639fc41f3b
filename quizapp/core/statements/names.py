"""Who and what a document names: full names for last names, one kind of entity per name, places with directions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import DIRECTIONS, is_country
from quizapp.core.statements.parse import Sentence, opens_sentence

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LEADING = frozenset({"PERSON", "GPE", "LOC", "ORG", "NORP", "FAC"})
_FEWEST_OF_LEADING = 5
_SHORT_WORD = 4
_ALSO_PEOPLE = frozenset({"Jordan", "Chad", "Georgia", "Israel", "Jersey"})
_MISTAKEN = frozenset({"PERSON", "ORG", "NORP"})
_PLACE_WORDS = re.compile(
    r"\b(?:River|Lake|Sea|Ocean|Mountains?|Mount|Valley|Bay|Gulf|Island|Islands|Province|Town|City|County|Region|"
    r"State|District|Peninsula|Desert|Street|Road|Square)\b"
)
_LAW_WORDS = re.compile(
    r"\b(?:Act|Treaty|Party|Committee|Commission|University|Company|Bank|Law|Agreement|War)\b"
)
_PARTICLE = re.compile(r"[A-Z][\w’'-]+ (?:de|van|von|da|di|bin|ibn)(?: la| der| den)? [A-Z][\w’'-]+")
_INSTITUTION = re.compile(
    r"(?:Ban[ck]|Bank|Cas[ae]|Cour|Com|Inst|Mus|Minist|Op[eé]ra|Soci|Teatr|Uni)", re.IGNORECASE
)
_GOING_ON = frozenset({"of", "on", "for"})
_RANK = re.compile(r"\b(vice|deputy|former|acting)[ -]+$", re.IGNORECASE)
OFFICES = re.compile(
    r"\b(president|premier|prime minister|chancellor|minister|secretary|chairman|chairwoman|chair|governor|mayor|king|"
    r"queen|emperor|pope|director|spokesperson|spokesman|spokeswoman|general)\b",
    re.IGNORECASE,
)


class Names:
    """All names of a document, looked up by any of their forms."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        labels: dict[str, Counter[str]] = defaultdict(Counter)
        offices: dict[str, set[str]] = defaultdict(set)
        self._first: dict[str, int] = {}
        for sentence in sentences:
            for entity in sentence.entities:
                text = entity_text(entity)
                self._first.setdefault(text, sentence.index)
                labels[text][_label(text, entity.label_)] += 1
                if entity.label_ == "PERSON":
                    offices[text] |= _offices_before(entity)
        self._titles = _titles(sentences)
        self._loose_offices = _loose_offices(sentences)
        self._common = Counter(
            token.text for sentence in sentences for token in sentence.tokens if token.text.islower()
        )
        self._capital = Counter(
            token.text for sentence in sentences for token in sentence.tokens[1:] if token.text[:1].isupper()
        )
        self._full, self._shared = _full_names(labels, sentences)
        self._labels = {text: found.most_common(1)[0][0] for text, found in labels.items()}
        self.mentions: Counter[str] = Counter()
        self._offices: dict[str, set[str]] = defaultdict(set)
        for text, found in labels.items():
            self.mentions[self.full(text)] += sum(found.values())
            self._offices[self.full(text)] |= offices[text]

    def full(self, text: str) -> str:
        """The fullest form of a name: “Xi” → “Xi Jinping”."""
        return self._full.get(text, text)

    def is_shared(self, word: str) -> bool:
        """Whether several people of the text bear this name."""
        return word in self._shared

    def label(self, text: str) -> str:
        """The entity label that most mentions of this name have, or an empty string."""
        return self._labels.get(self.full(text), self._labels.get(text, ""))

    def is_person(self, text: str) -> bool:
        """Whether this is a person's name."""
        return self.label(text) == "PERSON"

    def is_place(self, text: str) -> bool:
        """Whether this is a place's name."""
        return self.label(text) in _PLACES

    @cached_property
    def people(self) -> list[str]:
        """Full names of all people, most mentioned first."""
        found = {self.full(text) for text, label in self._labels.items() if label == "PERSON"}
        return sorted(found, key=lambda name: (-self.mentions[name], name))

    def holder(self, office: str) -> str | None:
        """The one person who bears this office in the text: “the president” → “Xi Jinping”."""
        return None if office.casefold() in self._loose_offices else self._holders.get(office.casefold())

    @cached_property
    def _holders(self) -> dict[str, str]:
        bearers: dict[str, list[str]] = defaultdict(list)
        for name in self.people:
            for office in self._offices[name]:
                bearers[office].append(name)
        return {office: names[0] for office, names in bearers.items() if len(names) == 1}

    def seen_before(self, name: str, index: int) -> bool:
        """Whether an earlier sentence than this one names it."""
        return self._first.get(name, self._first.get(name.split()[-1], index)) < index

    @cached_property
    def leading(self) -> str:
        """The name that the text is full of: used five times, and twice as often as any other; else empty."""
        found = [(n, name) for name, n in self.mentions.items() if self.label(name) in _LEADING]
        top = sorted(found, key=lambda one: (-one[0], one[1]))[:2]
        if not top or top[0][0] < _FEWEST_OF_LEADING or (len(top) > 1 and top[0][0] < 2 * top[1][0]):
            return ""
        return top[0][1]

    def ending_in(self, word: str) -> set[str]:
        """Names whose last word is this one, capitalized."""
        return {name for name in self._labels if name.split()[-1:] == [word.capitalize()]}

    def longer(self, words: str) -> list[str]:
        """Names of things and places that end with these words, or go on after them with “of”, “on” or “for”."""
        return self._longer.get(words.casefold(), [])

    @cached_property
    def _longer(self) -> dict[str, list[str]]:
        """Once for the document: a text has as many mentions as names, and each would look through all names."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(name for name in self._labels if not self.is_person(name)):
            words = name.casefold().split()
            ends = [n for n in range(1, len(words) - 1) if words[n] in _GOING_ON]
            short = {" ".join(words[n:]) for n in range(1, len(words))}
            for end in ends:
                short |= {" ".join(words[n:end]) for n in range(end)}
            for part in short:
                found[part].append(name)
        return dict(found)

    def is_common(self, word: str) -> bool:
        """Whether the text also writes this word with a small letter, so that a capital only begins a sentence."""
        return word.lower() in self._common

    def is_capital(self, word: str) -> bool:
        """Whether the text writes this word with a capital inside of a sentence, too."""
        return word in self._capital

    def says(self, word: str) -> bool:
        """Whether the text uses a word of more than four letters, in small ones or with a capital."""
        return len(word) > _SHORT_WORD and bool(self._common[word] or self._capital[word.capitalize()])

    def prefers_capital(self, word: str) -> bool:
        """Whether the text, inside of sentences, writes this word with a capital more often than without."""
        return self._capital[word] > self._common[word.lower()]

    def title(self, name: str) -> str:
        """What the text calls this person before the name: “Chinese President”; empty where it never does."""
        return self._titles.get(name, "")

    def dominant(self) -> str | None:
        """The person the text is about, where one is named at least twice as often as any other."""
        people = self.people
        if not people or (len(people) > 1 and self.mentions[people[0]] < 2 * self.mentions[people[1]]):
            return None
        return people[0] if self.mentions[people[0]] > 1 else None


def entity_text(entity: Span) -> str:
    """An entity's name without article or possessive, with a direction that stands before it."""
    tokens = [token for token in entity if not token.is_space]
    while tokens and tokens[0].tag_ in {"DT", "PRP$"}:
        tokens = tokens[1:]
    while tokens and tokens[-1].tag_ in {"POS", ",", "."} and tokens[-1].text in {"'s", "’s", "'", ","}:
        tokens = tokens[:-1]
    if not tokens:
        return str(entity.text)
    first: Token = tokens[0]
    if entity.label_ in _PLACES and not opens_sentence(first) and first.nbor(-1).lower_ in DIRECTIONS:
        first = first.nbor(-1)
    return " ".join(entity.doc[first.i : tokens[-1].i + 1].text.split())


def _label(text: str, label: str) -> str:
    """Mend the labels a small model gets wrong most often."""
    if label == "CARDINAL" and re.fullmatch(r"1\d{3}|20[0-4]\d", text):
        return "DATE"
    if label in _MISTAKEN and (is_country(text) or _ends_in_country(text)):
        return "GPE"
    if label == "ORG" and _PARTICLE.fullmatch(text) and not _INSTITUTION.match(text):
        return "PERSON"
    if label == "PERSON" and _PLACE_WORDS.search(text):
        return "LOC"
    if label in {"PERSON", "GPE"} and _LAW_WORDS.search(text):
        return "ORG"
    return label


def _ends_in_country(text: str) -> bool:
    """“Norman Italy”, but no “Michael Jordan”."""
    first, _, last = text.rpartition(" ")
    return bool(first) and last not in _ALSO_PEOPLE and is_country(last)


def _full_names(
    labels: dict[str, Counter[str]], sentences: Sequence[Sentence]
) -> tuple[dict[str, str], frozenset[str]]:
    """One-word names that are part of exactly one longer person's name, and those that several people share."""
    people = [
        text
        for text, found in labels.items()
        if found.most_common(1)[0][0] == "PERSON" and " " in text and not any(char.isdigit() for char in text)
    ]
    parts: dict[str, set[str]] = defaultdict(set)
    for name in people:
        words = [word for word in name.split() if word[:1].isupper()]
        for word in {words[0], words[-1]} if words else set():
            parts[word].add(name)
    full = {word: min(names) for word, names in parts.items() if len(names) == 1 and word in labels}
    return full, frozenset(word for word, names in parts.items() if len(names) > 1)


def _titles(sentences: Sequence[Sentence]) -> dict[str, str]:
    """Capitalized words with an office right before a person's full name."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for entity in sentence.entities:
            start = entity.start
            while not opens_sentence(entity.doc[start]) and entity.doc[start - 1].text[:1].isupper():
                start -= 1
            words = entity.doc[start : entity.start].text
            if entity.label_ == "PERSON" and OFFICES.search(words) and len(words.split()) <= 4:
                found.setdefault(entity_text(entity), words)
    return found


def _offices_before(entity: Span) -> set[str]:
    """Offices named right before a person: “Chinese President Xi Jinping”."""
    start = entity.start
    while start > entity.start - 4 and not opens_sentence(entity.doc[start]):
        start -= 1
    before = entity.doc[start : entity.start].text
    return {
        _with_rank(before[: match.start()], match.group(1)).casefold() for match in OFFICES.finditer(before)
    }


def _with_rank(before: str, office: str) -> str:
    """“Vice Premier” is another office than “Premier”."""
    rank = _RANK.search(before)
    return f"{rank.group(1)} {office}" if rank else office


def _is_office_of_another(token: Token) -> bool:
    """“Minister” of “the Minister of State”; “the Premier urged …” is said of whom the text calls the premier."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    borne = after.pos_ == "PROPN" or (
        token.i and token.nbor(-1).lower_ == "the" and after.lower_ not in {"of", "for"}
    )
    return not borne and OFFICES.fullmatch(token.text) is not None


def _loose_offices(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Offices that the text also gives in capitals with no name behind: “the Minister of State” may be another one."""
    found: set[str] = set()
    for sentence in sentences:
        borne = {at for entity in sentence.span.ents if entity.label_ == "PERSON"
                 for at in range(entity.start - 4, entity.end)}  # fmt: skip
        for token in sentence.tokens:
            if token.text[:1].isupper() and token.i not in borne and _is_office_of_another(token):
                found.add(token.lower_)
    return frozenset(found)
