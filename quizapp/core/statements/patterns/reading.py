"""A sentence under study: what a pattern needs to turn tokens into a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from quizapp.core.statements import statement as model
from quizapp.core.statements.asking import asks_badly, is_asked_already
from quizapp.core.statements.context import is_quoted, is_torn, lacks_context
from quizapp.core.statements.mentions import Mentions
from quizapp.core.statements.names import Names
from quizapp.core.statements.parse import Sentence
from quizapp.core.statements.statement import Focus, Pairing, Statement, StatementKind
from quizapp.core.statements.terms import Terms
from quizapp.core.statements.times import citations, is_loose_also, relative_times
from quizapp.core.statements.wording import capitalize, lower_first, render, tidy
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMED = frozenset({"NORP", "GPE", "LOC", "PERSON", "EVENT", "FAC"})
_GENERALLY = re.compile(
    r"(?<= help|helps|allow|llows|nable|ables)(?: us| you)\b| (?:he or she|his or her|him or her)\b"
)


_LINK = re.compile(
    r"^(?:(?:however|thus|yet|therefore|instead|rather|similarly|likewise|conversely|nevertheless|nonetheless|hence|"
    r"meanwhile|on the other hand),|(?:in addition|moreover|furthermore|for example|for instance|in fact),?) "
    r"(?!to\b)",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"^(?:For example|For instance|As an example)\b")
_OF_EVENTS = frozenset(
    "when year place aim complement agent who by-whom object quantity year-at-end figure figure-gap year-gap name-gap "
    "gap".split()
)
_PRONOUNS = frozenset({"he", "she", "him", "his", "her", "it", "its"})


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """A sentence with its document's names and mentions."""

    sentence: Sentence
    names: Names
    mentions: Mentions
    terms: Terms
    known: frozenset[str] = frozenset()
    """Nouns of the text's title, in the singular: “the plan” is the one it names."""

    @property
    def is_untitled(self) -> bool:
        """Whether the title names nothing that the text speaks of: “Chapter 3”."""
        return not any(self.names.says(word) for word in self.known)

    @property
    def tokens(self) -> list[Token]:
        """The sentence's tokens, spaces left out."""
        return self.sentence.tokens

    def span(self, tokens: Sequence[Token]) -> model.Span:
        """Tokens as a span of the source."""
        start, end = self.sentence.place(tokens)
        return model.Span(text=self.sentence.words(tokens), start=start, end=end)

    def say(self, tokens: Sequence[Token]) -> str:
        """Tokens as text, mentions resolved."""
        return render(self.sentence, tokens, self.names_in(tokens))

    def inside(self, tokens: Sequence[Token]) -> str:
        """Tokens as they stand inside a sentence: a capital that only begins this one made small."""
        names = self.names_in(tokens)
        text = render(self.sentence, tokens, names)
        first = tokens[0]
        if any(name and text.startswith(name) for name in names.values()):
            return text  # a name in a mention's place, written as it stands inside a sentence
        if self.names.prefers_capital(first.text):
            return text
        opens = first.i == self.sentence.span.start and (
            (self.names.is_common(first.text) and not self._is_name(first)) or self._only_opens(tokens)
        )
        return text[:1].lower() + text[1:] if opens else lower_first(text, first)

    def _is_name(self, token: Token) -> bool:
        """“Tk”, though a command is written “tk”: a name that stands in capitals inside of sentences, too."""
        return token.pos_ == "PROPN" and self.names.is_capital(token.text)

    def _only_opens(self, tokens: Sequence[Token]) -> bool:
        """“Mnemonic devices”: a capital that stands nowhere else, before a small noun, or of a gerund."""
        first, second = tokens[0], tokens[1] if len(tokens) > 1 else tokens[0]
        before_noun = second.text.islower() and second.pos_ == "NOUN"
        before_noun = before_noun or (len(tokens) == 1 and first.text.endswith("ing"))
        named = first.ent_type_ if first.tag_ in {"NNP", "NNPS"} else first.ent_type_ in _NAMED
        return before_noun and not named and not self.names.is_capital(first.text)

    def names_in(self, tokens: Sequence[Token]) -> dict[int, str]:
        """What to write instead of which token: nothing for “also”, citations and times like “today”."""
        names = self.mentions.resolve(self.sentence, tokens).names
        if tokens and self._opens_small(tokens[0]):
            names = {tokens[0].i: tokens[0].lower_, **names}
        return (
            {**names, **self._this, **dict.fromkeys(self._times, "")} if self._times or self._this else names
        )

    def _opens_small(self, token: Token) -> bool:
        """“Chunking is useful when …”: a capital that only begins the sentence, though it was taken for a name."""
        first = token.i == self.sentence.span.start and token.pos_ == "PROPN" and token.text[1:].islower()
        return first and self.names.is_common(token.text) and not self.names.is_capital(token.text)

    @cached_property
    def _this(self) -> dict[int, str]:
        """“This strategy” → “the strategy”, where the title names it."""
        return {
            token.i: "The" if token.text[:1].isupper() else "the"
            for token in self.tokens
            if token.lower_ == "this" and token.dep_ == "det" and token.head.lemma_.lower() in self.known
        }

    def _is_shortened(self, focus: Focus) -> bool:
        """Whether the answer is a short name that the claim gives in full: “League” of “the Hanseatic League”."""
        return len(focus.spans) == 1 and any(said.endswith(f" {focus.spans[0].text}") for said in self._short)

    @cached_property
    def _mentioned(self) -> tuple[tuple[str, str], ...]:
        """(mention, name) of all mentions of the sentence that can be resolved."""
        return self.mentions.resolve(self.sentence, self.tokens).pairs

    @cached_property
    def _short(self) -> tuple[str, ...]:
        pairs = self._mentioned
        return tuple(said for said, name in pairs if said.startswith("the ") and name.startswith("the "))

    @cached_property
    def _times(self) -> frozenset[int]:
        also = {token.i for token in self.tokens if is_loose_also(token)}
        return relative_times(self.tokens) | also | citations(self.tokens)

    def statement(
        self,
        *,
        kind: StatementKind,
        pattern: str,
        category: str,
        text: str,
        focuses: Sequence[Focus],
        pairing: Pairing | None = None,
        attribution: str = "",
        topic: str = "",
        confidence: float = 0.7,
        salience: float = 0.5,
        check: str = "",
        reason: str = "",
    ) -> Statement:
        """The statement with this sentence as its evidence; ``check`` adds wording to what the gate reads.

        ``reason`` says why it cannot be asked about where the wording alone does not show it.
        """
        sentence = self.sentence
        focuses = [focus for focus in focuses if not self._is_shortened(focus)]
        claim = model.as_sentence(capitalize(_LINK.sub("", tidy(text))))
        plain = _anybody(claim) if kind == "definition" else claim
        reason = (
            reason
            or self._only_illustrates(pattern)
            or is_torn(sentence.text)
            or is_asked_already(sentence.text)
            or ("" if attribution else is_quoted(sentence.text))
            or lacks_context(plain, known=self.known)
            or self._names_two(claim)
            or self._says_twice(claim)
            or next(
                filter(None, (self._unasked(one, of_anybody=kind == "definition") for one in focuses)), ""
            )
        )
        return Statement(
            id=model.statement_id(kind, pattern, sentence.text, focuses=focuses),
            kind=kind,
            pattern=pattern,
            category=category,
            start=sentence.start,
            end=sentence.end,
            quote=sentence.text,
            text=claim,
            focuses=tuple(focuses),
            pairing=pairing,
            attribution=attribution,
            topic=topic,
            context=reason or (lacks_context(check, known=self.known) if check else ""),
            confidence=confidence,
            salience=salience,
        )

    def _only_illustrates(self, pattern: str) -> str:
        """Whether a sentence gives an example, whose own time and place are beside the point; empty where not."""
        example = pattern in _OF_EVENTS and _EXAMPLE.match(self.sentence.text)
        return phrase("it is only an example") if example else ""

    def _says_twice(self, claim: str) -> str:
        """Whether a name in a pronoun's place makes a claim name the same one twice; empty where it does not."""
        for said, name in self._mentioned:
            bare = name.removesuffix("’s")
            if said.lower() in _PRONOUNS and claim.count(bare) > 1:
                return phrase("it names %(name)s twice") % {"name": bare}
        return ""

    def _names_two(self, claim: str) -> str:
        """Whether a claim names a person by a name that two of the text bear; empty where it does not."""
        for token in self.tokens:
            if token.pos_ == "PROPN" and self.names.is_shared(token.text):
                found = re.search(rf"(?<!\w){re.escape(token.text)}(?![\w-]| [A-Z])", claim)
                before = claim[: found.start()].split()[-1:] if found else []
                if found and not any(word[:1].isupper() for word in before):
                    return phrase("two of the text bear the name “%(name)s”") % {"name": token.text}
        return ""

    def _unasked(self, focus: Focus, *, of_anybody: bool) -> str:
        """Why the words that ask for a focus cannot be used; empty where they can."""
        asked = _anybody(focus.question) if of_anybody and focus.question else focus.question
        return (lacks_context(asked, known=self.known) or asks_badly(asked, focus.answer)) if asked else ""


def _anybody(text: str) -> str:
    """A definition that speaks of people in general: “aids that help us remember”."""
    return _GENERALLY.sub(" people", text)
