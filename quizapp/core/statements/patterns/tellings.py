"""What somebody or something does to what: “S V O” with an object long enough to be worth asking for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.amounts import YEAR
from quizapp.core.statements.patterns.anchors import is_adrift
from quizapp.core.statements.patterns.clauses import kept_tokens
from quizapp.core.statements.patterns.frames import told_verbs
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.standing import points_elsewhere
from quizapp.core.statements.statement import Focus, Statement
from quizapp.core.statements.wording import invert, own_clause, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_THINGS = frozenset(
    "reflect indicate represent cause model address "
    "assert assume underline highlight outline summarize recognize acknowledge demonstrate symbolize strengthen offer "
    "promote discourage encourage threaten disrupt combine connect affect show reveal explain expand "
    "accelerate".split()
)
_BY_NAMES = frozenset(
    "announce propose release publish launch underscore underline fear establish unveil adopt approve "
    "issue sign introduce ban organize designate identify demand criticize oppose defend reject design invent "
    "discover found formulate pioneer recommend reaffirm discuss endorse host chair abolish authorize "
    "instruct require guarantee prohibit".split()
)
_VAGUE = frozenset(
    "way thing part kind sort type lot number case point example source illustration attempt step fact idea reason "
    "set series range variety majority importance".split()
)
_SPOKEN = re.compile(r"\b(?:you|your|we|our|us|I|my|this|these|those|that one|it|here|such)\b", re.I)
_ASKING = frozenset("require ask demand order urge suggest recommend propose".split())
_MEETINGS = frozenset(
    "readout roundtable summit meeting conference talks dialogue forum symposium session".split()
)
_LOOSE = frozenset("also too then even may might can could would should must shall".split())
_MEASURED = frozenset("over more about nearly almost roughly around approximately less fewer up".split())
_FEWEST, _LONGEST = 3, 24
_LONGEST_SUBJECT, _LONGEST_QUESTION, _FEWEST_ASKED = 14, 24, 5
_LONG, _LONGEST_TAIL, _NEAR = 8, 9, 3
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "dative", "oprd"})
_PARTING = frozenset({",", ";", "—", "–", ":"})
_MARKS = frozenset({"—", "–", ";", ":", "(", "”", '"'})
_POINTING = frozenset(
    "every all this that these those such another other each both same some many most few one".split()
)
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})


def find_tellings(reading: Reading) -> Iterator[Statement]:
    """One statement of every main clause of this form."""
    for verb, subject, by, speaker in told_verbs(reading):
        if not _tells(reading, verb, subject):
            continue
        key = _object(verb)
        focus = _focus(reading, verb, subject, key, by) if key else None
        if focus is not None:
            yield reading.statement(
                kind="fact",
                pattern="telling",
                category="fact",
                text=_claim(reading, verb, key) + by,
                focuses=[focus],
                attribution=speaker,
                confidence=0.6,
                salience=0.55,
            )


def _tells(reading: Reading, verb: Token, subject: Token) -> bool:
    """A verb of these, not denied, not only possible, not misread and not what somebody asks for."""
    if verb.pos_ != "VERB" or verb.lemma_ not in _OF_THINGS | _BY_NAMES:
        return False
    single = subject.tag_ in {"NN", "NNP", "PRP"} and subject.lower_ != "they"
    single = single and not any(child.dep_ == "conj" for child in subject.children)
    bare = verb.tag_ in {"VBP", "VB"} and not any(child.dep_ == "aux" for child in verb.children)
    if single and bare:
        return False  # misread, or “requires that it submit …”
    asked = verb.dep_ == "ccomp" and verb.head.lemma_ in _ASKING and verb != reading.sentence.span.root
    return not asked and not any(c.dep_ in {"neg", "auxpass"} or c.lower_ in _LOOSE for c in verb.children)


def _object(verb: Token) -> list[Token]:
    """What is asked for: the object or “that …”, up to a mark that begins something else."""
    targets = [child for child in verb.children if child.dep_ in _OBJECTS and child.i > verb.i]
    if len(targets) != 1 or targets[0].dep_ not in {"dobj", "ccomp", "xcomp"}:
        return []
    target = targets[0]
    phrase = trimmed(subtree(target))
    if target.dep_ != "dobj" and phrase[:1] and phrase[0].lower_ not in {"that", "how", "whether"}:
        return []
    end = next((n for n, _ in enumerate(phrase) if n and _ends(phrase, n)), len(phrase))
    kept = trimmed(phrase[:end])
    if any(t.tag_ == "TO" and t.i > target.i and t.head.tag_ == "VB" for t in verb.subtree if t not in kept):
        return []  # “will encourage banks, especially new ones, to lend”: to do what
    if 2 < len(kept) <= _LONG and kept[0].tag_ == "DT":
        kept = kept[1:]
    return kept if kept and _says_much(target, kept) and kept[0].i - verb.i <= _NEAR else []


def _ends(phrase: Sequence[Token], n: int) -> bool:
    """Whether something else begins here: behind a gap, a mark or “, while”."""
    token = phrase[n]
    turned = token.text == "," and n + 1 < len(phrase) and phrase[n + 1].lower_ in {"while", "whereas"}
    return turned or token.text in _MARKS or token.i != phrase[n - 1].i + 1


def _says_much(target: Token, key: Sequence[Token]) -> bool:
    """Neither a figure nor “a number of …”, and nothing that the sentences before made known."""
    figure = key[0].lower_ in _MEASURED or any(token.tag_ in {"CD", "$"} for token in key[:3])
    back = any(token.lower_ in {"that", "same"} and token.tag_ in {"DT", "JJ"} for token in key)
    telling = [token for token in key if token.pos_ in _CONTENT]
    vague = target.lemma_.lower() in _VAGUE
    return _FEWEST < len(key) <= _LONGEST and len(telling) >= _FEWEST and not (figure or back or vague)


def _clause(reading: Reading, verb: Token, key: Sequence[Token]) -> list[Token]:
    """The verb's own clause without what hangs on it, and without “today”."""
    names = reading.names_in(reading.tokens)
    kept = kept_tokens(verb) | {token.i for token in key}
    own = [t for t in own_clause(verb) if t.i in kept and (names.get(t.i) != "" or t.dep_ in {"det", "poss"})]
    return trimmed(without_links(own))


def _claim(reading: Reading, verb: Token, key: Sequence[Token]) -> str:
    clause = _clause(reading, verb, key)
    after = _tail(verb, [token for token in clause if token.i > key[-1].i]) or []
    return reading.say([token for token in clause if token.i <= key[-1].i or token in after])


def _focus(reading: Reading, verb: Token, subject: Token, key: Sequence[Token], by: str) -> Focus | None:
    """The object with its question, where subject and question can be understood alone."""
    clause = _clause(reading, verb, key)
    inside = {token.i for token in clause}
    phrase = trimmed([token for token in subtree(subject) if token.i in inside])
    if not phrase or not _is_known(reading, subject, phrase) or _SPOKEN.search(reading.say(key)):
        return None
    before = [token for token in clause if token.i < phrase[0].i]
    after = _tail(verb, [token for token in clause if token.i > key[-1].i])
    if after is None or points_elsewhere(reading, [*before, *after]):
        return None
    clause = [token for token in clause if token.i <= key[-1].i or token in after]
    rest = [token for token in clause if token not in key]
    met = reading.known & _MEETINGS and subject.tag_ == "NNS" and len(phrase) > 1
    dated = any(YEAR.fullmatch(token.text) for token in rest)
    if not (met or dated) and is_adrift(reading, verb, rest):
        return None
    article = [token for token in clause if token.i == key[0].i - 1 and token.tag_ == "DT"]
    asked = invert(reading.sentence, verb, clause, without=[*article, *key], names=reading.names_in(clause))
    fewest = _FEWEST_ASKED - (len(key) >= _LONG)
    if asked is None or not fewest <= len(asked.split()) <= _LONGEST_QUESTION:
        return None
    return Focus(
        name="object",
        spans=(reading.span(key),),
        type=f"told-of-{verb.lemma_}",
        question=f"What {asked}{by}?",
        gap=False,
    )


def _tail(verb: Token, after: Sequence[Token]) -> list[Token] | None:
    """What follows the object and stays in the question: a short phrase; None where more would be lost."""
    if not after:
        return []
    if {token.lower_ for token in after} & {"if", "unless", "but", "except", "not", "only"}:
        return None
    first = after[1] if after[0].text == "," and len(after) > 1 else after[0]
    joined = first.tag_ == "CC" and first.head == verb
    if joined or (after[0].text in _PARTING and first.tag_ != "CC"):
        return []
    cut = next(
        (n for n, t in enumerate(after) if t.text in _PARTING or (t.tag_ == "CC" and t.head == verb)),
        len(after),
    )
    kept = list(after[:cut])
    own = first.head == verb and first.dep_ == "prep" and all(token in kept for token in first.subtree)
    return kept if own and len(kept) <= _LONGEST_TAIL else None


def _is_known(reading: Reading, subject: Token, phrase: Sequence[Token]) -> bool:
    """Whether the subject says what it is, and is no group of anybody; one without a name tells what things do."""
    names = reading.names_in(phrase)
    if subject.pos_ == "PRON":
        return bool(names.get(subject.i))
    named = any(token.pos_ == "PROPN" for token in phrase) or any(names.values())
    if subject.pos_ not in {"NOUN", "PROPN"} or not (
        named or subject.head.lemma_ in _OF_THINGS or reading.known & _MEETINGS
    ):
        return False
    if len(phrase) > _LONGEST_SUBJECT or phrase[0].tag_ == "CD" or points_elsewhere(reading, phrase):
        return False
    if any(token.lower_ in _POINTING and token.head == subject and token.i not in names for token in phrase):
        return False
    telling = [token for token in phrase if token.pos_ in _CONTENT]
    return len(telling) > 1 or named or bool(reading.terms.weight([subject]))
