"""Word classes and base forms as the language model's own rules give them, each word in its role looked up once."""

from __future__ import annotations

import importlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_REPLACED = ("attribute_ruler", "lemmatizer")
_MOST_ANSWERS = 200_000


def remember_word_classes(nlp: Language) -> None:
    """Put `WordClasses` in the place of the model's attribute ruler and lemmatizer, which take a quarter of a parse.

    A model that is built in another way stays as it is.
    """
    names = nlp.pipe_names
    if not all(name in names for name in (*_REPLACED, "parser")) or "word_classes" in names:
        return
    ruler, lemmatizer = (nlp.get_pipe(name) for name in _REPLACED)
    at = names.index(_REPLACED[0])
    is_usual = names[at : at + 2] == list(_REPLACED) and names.index("parser") < at
    if is_usual and getattr(lemmatizer, "mode", "") == "rule":
        _register()
        nlp.add_pipe("word_classes", before=_REPLACED[0])
        nlp.get_pipe("word_classes").follow(ruler, lemmatizer)  # type: ignore[attr-defined]
        nlp.disable_pipes(*_REPLACED)


def _register() -> None:
    from spacy.language import Language

    if not Language.has_factory("word_classes"):
        Language.factory("word_classes", func=lambda nlp, name: WordClasses(nlp))


class WordClasses:
    """A pipe: part of speech, morphology and lemma of every token, as the two pipes it stands for would set them.

    Both of those are functions of a word, its tag and its dependency, but for a few rules that look at the word
    before; they are asked once for each such triple, and their answers are written to a document in one go.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def follow(self, ruler: Any, lemmatizer: Any) -> None:
        """Give the answers that these two pipes give."""
        from spacy.matcher import Matcher

        self._ruler, self._lemmatizer = ruler, lemmatizer
        attributes: Any = importlib.import_module("spacy.attrs")
        self._names = {id: name for name, id in attributes.IDS.items()}
        self._pairs = Matcher(self._nlp.vocab)
        for number, rule in enumerate(ruler.patterns):
            if longer := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._pairs.add(str(number), longer)
        self._answers: dict[tuple[int, ...], tuple[int, int, int, dict[str, int]]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of a parsed document."""
        import numpy as np

        if len(self._answers) > _MOST_ANSWERS:
            self._answers.clear()
        beside = self._beside(doc)
        rows, others = [], []
        for i, (orth, tag, dep) in enumerate(doc.to_array(["ORTH", "TAG", "DEP"]).tolist()):
            key = (orth, tag, dep, *beside.get(i, ()))
            answer = self._answers.get(key)
            if answer is None:
                answer = self._answers[key] = self._ask(doc[i], beside.get(i, ()))
            rows.append(answer[:3])
            if answer[3]:
                others.append((i, answer[3]))
        if rows:
            columns: Any = np.asarray(rows, dtype="uint64")
            doc.from_array(["POS", "MORPH", "LEMMA"], columns)
        for i, changed in others:
            if "TAG" in changed:
                doc[i].tag = changed["TAG"]
            if "DEP" in changed:
                doc[i].dep = changed["DEP"]
        return doc

    def _beside(self, doc: Doc) -> dict[int, tuple[int, ...]]:
        """For a token that a rule over several words is about, the numbers of such rules."""
        found: dict[int, set[int]] = defaultdict(set)
        for match, start, end in self._pairs(doc, allow_missing=True):
            number = int(self._nlp.vocab.strings[match])
            index = self._ruler.indices[number]
            found[start + index if index >= 0 else end + index].add(number)
        return {i: tuple(sorted(numbers)) for i, numbers in found.items()}

    def _ask(self, token: Any, beside: tuple[int, ...]) -> tuple[int, int, int, dict[str, int]]:
        """Part of speech, morphology, lemma and what else the rules change of this token."""
        alone = self._ruler.matcher(token.doc[token.i : token.i + 1], allow_missing=True)
        numbers = {int(self._nlp.vocab.strings[match]) for match, _, _ in alone}
        attrs: dict[str, int] = {}
        for number in sorted(numbers | set(beside)):
            attrs |= {self._names[id]: value for id, value in self._ruler.attrs[number].items()}
        token.pos = attrs.pop("POS", token.pos)
        if "MORPH" in attrs:
            token.set_morph(self._nlp.vocab.strings[attrs.pop("MORPH")])
        lemma = attrs.pop("LEMMA", 0) or self._nlp.vocab.strings.add(self._lemmatizer.lemmatize(token)[0])
        return token.pos, token.morph.key, lemma, attrs
