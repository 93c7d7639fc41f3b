"""Whether words can stand alone: no pronoun without a name, no “the city” that only the sentences before make known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

_POINTING = frozenset(
    "this these those such another other others same former latter here we us our you your i my following above "
    "following aforementioned respectively else".split()
)
_PRONOUNS = frozenset(
    "he she him it they them itself themselves himself herself one ones some many both all".split()
)
_DEICTIC = frozenset(
    "same new other original previous latter former present current following next entire whole above earlier later "
    "final second first third remaining respective resulting two three four own last only overall initial "
    "local existing total subsequent".split()
)
_AFTER_OTHERS = frozenset("final first second third last next previous former latter".split())
_KNOWN = frozenset(
    "world earth sun moon sky sea ocean internet press public poor rich environment universe north south east west "
    "body brain heart blood skin liver stomach lung eye ear middle past future century sexes bible equator "
    "atmosphere weather climate plague military police media church crown throne".split()
)


def points_elsewhere(reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether any of these tokens needs the sentences before to be understood."""
    names = reading.names_in(tokens)
    inside = {token.i for token in tokens}
    return any(_points(reading, token, names, inside) for token in tokens)


def _points(reading: Reading, token: Token, names: dict[int, str], inside: set[int]) -> bool:
    word = token.lower_
    if token.i in names or (token.text.isupper() and token.tag_ != "PRP"):
        return False  # “US” is no “us”, “World War I” no “I”
    if word in _POINTING:
        return not (word == "such" and token.i + 1 in inside and token.nbor(1).lower_ == "as")
    if word in _PRONOUNS and token.pos_ == "PRON":
        return not any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children)
    if word == "that" and token.dep_ in {"det", "nsubj", "dobj", "pobj"} and token.tag_ != "WDT":
        return True
    if word != "the" or token.dep_ != "det" or token.head.lemma_.lower() in reading.known:
        return False
    return _is_bare(token, inside) or (
        token.head.pos_ == "NOUN"
        and reading.mentions.is_second(reading.sentence, token.head)
        and not any(
            child.i in inside and child.i > token.head.i and _tells(child) for child in token.head.children
        )
    )


def _is_bare(article: Token, inside: set[int]) -> bool:
    """“the city”, “the new law”: a noun that nothing in the sentence makes known."""
    noun = article.head
    if noun.pos_ != "NOUN" or noun.ent_type_ in {"DATE", "EVENT", "NORP", "PERCENT", "QUANTITY"}:
        return False
    if noun.lower_ == "total" and article.i > 1 and article.nbor(-2).ent_type_ == "PERCENT":
        return False  # “9 percent of the total”
    if any(child.i in inside and child.i > noun.i and _tells(child) for child in noun.children):
        words = {child.lower_ for child in noun.lefts}
        beside = all(
            child.dep_ == "appos" for child in noun.children if child.i in inside and child.i > noun.i
        )
        return bool(words & {"same", "other"}) or (beside and bool(words & _AFTER_OTHERS))
    if _is_placed(noun, inside):
        return False
    before = [child for child in noun.lefts if child.i > article.i]
    if any(child.pos_ == "PROPN" or child.ent_type_ for child in before):
        return False
    if before:
        return any(child.lower_ in _DEICTIC or child.tag_ in {"JJS", "RBS", "JJR"} for child in before)
    return noun.lemma_.lower() not in _KNOWN


def _is_placed(noun: Token, inside: set[int]) -> bool:
    """“the observatory in Porto”: a name or noun right behind, whatever the parser ties it to; a year tells nothing."""
    if noun.i + 2 not in inside or noun.nbor(1).lower_ not in {"of", "in", "at", "for", "on", "between"}:
        return False
    return noun.nbor(2).tag_ != "CD"


def _tells(child: Token) -> bool:
    """“of Spain”, “built by monks”, “that came later”: what makes a noun known."""
    return child.dep_ in {"prep", "relcl", "acl", "appos", "nummod", "prt"}
