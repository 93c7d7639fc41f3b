"""Closed lists after a colon or in brackets: “There are three types of X: A, B and C”, “Three factors V Y: A …”."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapp.core.statements.patterns.members import count_of
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.statement import Focus, Statement, join_words
from quizapp.core.statements.terms import pool_of_term
from quizapp.core.statements.wording import invert, subject_of, subtree, trimmed, without_links

if TYPE_CHECKING:
    from spacy.tokens import Token

_NUMBERS = frozenset("two three four five six seven eight several many various different numerous".split())
_LOOSE = frozenset("several many various different numerous following".split())
_CLASSES = frozenset(
    "type kind form category way stage part phase class component branch level element step".split()
)
_WHICH = "Which of these are "
_LONGEST_LEAD = 22
_FEWEST, _MOST = 3, 8
_LONGEST_MEMBER = 12


def find_enumerations(reading: Reading) -> Iterator[Statement]:
    """At most one statement of a sentence, whose first colon or bracket opens the list."""
    tokens = reading.tokens
    at = next((i for i, token in enumerate(tokens) if token.text in {":", "("}), 0)
    if not at:
        yield from _named_by_are(reading)
    if not 3 <= at <= _LONGEST_LEAD:
        return
    end = (
        next((i for i, token in enumerate(tokens) if token.text == ")"), 0)
        if tokens[at].text == "("
        else None
    )
    members = _members(trimmed(tokens[at + 1 : end]))
    if not _FEWEST <= len(members) <= _MOST:
        return
    lead = trimmed(without_links(tokens[:at]))
    asked = _asked(reading, lead, members)
    if asked is None:
        return
    question, choose, noun = asked
    focus = Focus(
        name="members",
        spans=tuple(reading.span(member) for member in members),
        type="listed",  # nothing but the members of another list can be told from them
        question=question,
        choose_all=choose if _are_terms(members) and noun.lemma_.lower() in _CLASSES else None,
        belongs=f"one of the {choose[len(_WHICH) : -1] if choose else reading.say([noun])}",
        gap=False,
    )
    yield reading.statement(
        kind="enumeration",
        pattern="colon-list",
        category="list",
        text=f"{reading.say(lead)}: {join_words(reading.say(member) for member in members)}",
        focuses=[focus],
        confidence=0.85,
        salience=0.85,
    )


def _named_by_are(reading: Reading) -> Iterator[Statement]:
    """“The three kinds of X are A, B and C”: they are all, since they are counted."""
    root = reading.sentence.span.root
    subject = subject_of(root)
    if (
        root.lower_ not in {"are", "were"}
        or subject is None
        or subject.tag_ != "NNS"
        or not _is_counted(subject)
    ):
        return
    phrase = trimmed(subtree(subject))
    members = _members(trimmed([token for token in reading.tokens if token.i > root.i]))
    count = count_of(members)
    told = any(child.dep_ in {"prep", "relcl", "acl"} and child.i > subject.i for child in subject.children)
    counted = next((token.lower_ for token in phrase if token.lower_ in _NUMBERS), "")
    if phrase[0].lower_ != "the" or not told or counted != count or phrase[-1].i != root.i - 1:
        return
    said = reading.say(_uncounted(phrase))
    yield reading.statement(
        kind="enumeration",
        pattern="colon-list",
        category="list",
        text=f"{reading.say(phrase)} {root.text} {join_words(reading.say(member) for member in members)}",
        focuses=[
            Focus(
                name="members",
                spans=tuple(reading.span(member) for member in members),
                type="listed",
                question=f"What {root.text} the {count} {said}?",
                choose_all=f"Which of these {root.text} {said}?" if _are_terms(members) else None,
                belongs=f"one of the {said}",
                gap=False,
            )
        ],
        confidence=0.85,
        salience=0.85,
    )


def _members(tokens: Sequence[Token]) -> list[list[Token]]:
    """What commas or semicolons part to the sentence's end; empty where a part is no phrase."""
    mark = ";" if any(token.text == ";" for token in tokens) else ","
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    last = parts[-1]
    joined = next((i for i, token in enumerate(last) if token.lower_ in {"and", "or"}), None)
    if joined is None or (joined and mark == ";"):
        return []
    parts = [*parts[:-1], *([last[:joined]] if joined else []), last[joined + 1 :]]
    cleaned = [
        trimmed(part[1:] if len(part) < 4 and part[:1] and part[0].tag_ == "DT" else part) for part in parts
    ]
    sound = all(1 <= len(part) <= _LONGEST_MEMBER and not _has_clause(part) for part in cleaned)
    return cleaned if sound else []


def _has_clause(part: Sequence[Token]) -> bool:
    """Whether a part holds a verb of its own, or ends where no phrase ends."""
    finite = any(token.tag_ in {"VBZ", "VBP", "VBD", "MD", "EX", "PRP"} for token in part)
    return (
        finite or part[-1].tag_ in {"IN", "DT", "TO", "CC"} or any(token.text in {"—", ":"} for token in part)
    )


def _asked(
    reading: Reading, lead: Sequence[Token], members: Sequence[Sequence[Token]]
) -> tuple[str, str | None, Token] | None:
    """(the question for all members, the question for choosing them or None, the noun that they are)."""
    if len(lead) < 3:
        return None
    expletive = next((token for token in lead if token.tag_ == "EX"), None)
    root = next((token for token in lead if token.dep_ == "ROOT"), None)
    verb = expletive.head if expletive is not None else root
    subject = subject_of(verb) if verb is not None else None
    count = count_of(members)
    if expletive is not None and verb is not None:
        noun = next((child for child in verb.children if child.dep_ == "attr"), None)
        if noun is None or noun.tag_ != "NNS":
            return None
        phrase = _uncounted([token for token in lead if token.i >= subtree(noun)[0].i])
        said = reading.say(phrase)
        return f"What are the {count} {said}?", f"{_WHICH}{said}?", noun
    if verb is None or subject is None or subject.tag_ != "NNS" or not _is_counted(subject):
        return _counted_object(reading, lead, verb, count)
    predicate = [token for token in lead if token.i > subject.i]
    if predicate[-1].lower_ in {"here", "are", "follow"} or len(predicate) < 2:
        return None
    phrase = _uncounted([token for token in lead if token.i <= subject.i])
    return f"Which {count} {reading.say(phrase)} {reading.say(predicate)}?", None, subject


def _counted_object(
    reading: Reading, lead: Sequence[Token], verb: Token | None, count: str
) -> tuple[str, str | None, Token] | None:
    """“X has three parts: …”: which three parts X has."""
    target = None if verb is None else next((c for c in verb.children if c.dep_ == "dobj"), None)
    if (
        verb is None
        or target is None
        or target.tag_ != "NNS"
        or not _is_counted(target)
        or target not in lead
    ):
        return None
    phrase = [token for token in lead if token.i >= subtree(target)[0].i]
    asked = invert(reading.sentence, verb, lead, without=phrase, names=reading.names_in(lead))
    named = reading.say(_uncounted(phrase))
    return None if asked is None else (f"Which {count} {named} {asked}?", None, target)


def _is_counted(noun: Token) -> bool:
    return any(child.lower_ in _NUMBERS or child.tag_ == "CD" for child in noun.lefts)


def _uncounted(phrase: Sequence[Token]) -> list[Token]:
    """The phrase without the words that count it."""
    kept = list(phrase)
    while kept and (kept[0].tag_ in {"CD", "DT"} or kept[0].lower_ in _LOOSE):
        kept = kept[1:]
    return kept


def _are_terms(members: Sequence[Sequence[Token]]) -> bool:
    """Whether all members are short and of one number, so that terms of the text may stand beside them."""
    return len({pool_of_term(member) for member in members}) == 1 and all(
        len(member) <= 4 for member in members
    )
