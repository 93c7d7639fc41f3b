"""What only the whole text shows: which terms it makes its own, and several meanings that can be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from quizapp.core.statements import statement as model
from quizapp.core.statements.pool import PoolEntry, fold
from quizapp.core.statements.statement import Focus, Pairing, Span, Statement
from quizapp.core.statements.terms import Terms
from quizapp.core.statements.wording import inflect, singular
from quizapp.core.text.passage import passages
from quizapp.core.text.source import Source

_FEWEST, _MOST, _ENOUGH = 3, 4, 5
_LONGEST_MEANING, _LONGEST_QUOTE = 14, 1600
_ALIKE = 0.5
_OFTEN = 3
_TERMED = frozenset({"term", "subject"})
_LEAST_KIN, _LONGEST_MEMBER = 2, 3
_DEFINING = frozenset({"definition", "explained", "apposed", "named", "called-subject"})
_TELLING_SORTS = frozenset({"field"})
_STOP = frozenset("a an the of in to that which and or for by with is are as on who".split())


def without_loose_facts(statements: Sequence[Statement], source: Source) -> Iterator[Statement]:
    """Plain facts only about terms that the text defines, introduces, makes a heading or keeps speaking of."""
    text = f" {fold(source.text)}"
    own = {_singular(one.topic) for one in statements if one.kind == "definition" and one.topic}
    own |= {word for part in passages(source) if part.role == "heading" for word in _in_heading(part.text)}
    for one in statements:
        is_fact = one.pattern == "fact"
        loose = is_fact or any(focus.type == "told" for focus in one.focuses)
        asked = [_singular(focus.answer) for focus in one.focuses] if loose else []
        often = is_fact and any(text.count(f" {term}") >= _OFTEN for term in asked)
        if not loose or often or not own.isdisjoint(asked):
            yield one


def own_terms(statements: Iterable[Statement], terms: Terms) -> frozenset[str]:
    """Folded: what the text defines, names, tells plain facts of, or keeps speaking of."""
    told = {
        fold(focus.answer)
        for one in statements
        for focus in one.focuses
        if focus.name == "term" or focus.type == "fact-term"
    }
    return frozenset(told | {fold(text) for text, _ in terms.offered()})


def _in_heading(text: str) -> Iterator[str]:
    """A heading and, where it joins two terms, each of them."""
    yield _singular(text)
    for part in text.replace(":", " and ").split(" and "):
        yield _singular(part)


def _singular(text: str) -> str:
    words = fold(text).removeprefix("the ").removeprefix("a ").removeprefix("an ")
    before, _, last = words.rpartition(" ")
    return f"{before} {singular(last)}".strip()


def matched_meanings(statements: Sequence[Statement], source: Source) -> Iterator[Statement]:
    """One statement that ties several terms of a text to their meanings, where enough of them stand near together."""
    ties = [tie for one in statements if (tie := _tie(one)) is not None]
    if len(ties) < _ENOUGH:
        return
    for size in (_MOST, _FEWEST):
        groups = (ties[n : n + size + 1] for n in range(len(ties) - size + 1))
        fitting = [found for group in groups for found in combinations(group, size) if _is_apart(found)]
        if fitting:
            yield _paired(min(fitting, key=_extent), source)
            return


def with_kin(
    statements: Sequence[Statement], terms: Terms, *, beside: Sequence[Statement] = ()
) -> tuple[list[Statement], list[PoolEntry]]:
    """Defined terms that are one of a list, or share their noun with others, each with those as its only pool.

    The lists are those of the statements and of what stands ``beside`` them.
    """
    lists = [
        (one, focus) for one in (*beside, *statements) if one.pattern == "colon-list" for focus in one.focuses
    ]
    entries: list[PoolEntry] = []
    kept: list[Statement] = []
    for one in statements:
        focus = next((f for f in one.focuses if f.name in _TERMED and f.type.startswith("defined")), None)
        pool, others = _kin(focus, lists, terms) if focus is not None else ("", ())
        if focus is not None and pool:
            entries += [PoolEntry(text=text, type=pool, home="document") for text in others]
            focuses = tuple(replace(f, type=pool) if f is focus else f for f in one.focuses)
            kept.append(replace(one, focuses=focuses))
        else:
            kept.append(one)
    return _with_others(kept), entries


def _with_others(statements: Sequence[Statement]) -> list[Statement]:
    """Defined terms without kin beside the other defined terms of the text, and meanings beside other meanings.

    What is a field of study shows in the meaning, so that only others of its sort stand beside it.
    """
    kept: list[Statement] = []
    for one in statements:
        focuses = tuple(
            replace(focus, type=pool) if (pool := _wide_pool(focus)) else focus for focus in one.focuses
        )
        kept.append(replace(one, focuses=focuses) if focuses != one.focuses else one)
    return kept


def _wide_pool(focus: Focus) -> str:
    """The pool of all defined terms, or meanings, of one number; nothing for those that have one of their own."""
    if focus.type == "fact-term":
        if not focus.answer[1:].islower() or (" " not in focus.answer and focus.answer[:1].isupper()):
            return ""  # a name, which only others of its sort stand beside
        last = fold(focus.answer).split()[-1:]
        return "defined-many" if last and singular(last[0]) != last[0] else "defined"
    first, _, sort = focus.type.partition(" ")
    if focus.name not in {"term", "meaning"} or sort in _TELLING_SORTS or sort.startswith("of "):
        return ""
    return first if first in {"defined", "defined-many", "meaning", "meanings"} else ""


def _kin(focus: Focus, lists: Sequence[tuple[Statement, Focus]], terms: Terms) -> tuple[str, tuple[str, ...]]:
    """(pool, its values): the other members of the list that the term is in, else terms that end in the same noun."""
    own = _singular(focus.answer)
    many = focus.type.startswith("defined-many")
    for one, listed in lists:
        members = [span.text for span in listed.spans]
        if own in map(_singular, members) and len(members) > _LEAST_KIN and _are_short(members):
            others = tuple(_in_number(text, many=many) for text in members if _singular(text) != own)
            return f"one of {one.id}", others
    words = fold(focus.answer).split()
    kin = terms.siblings(_singular(words[-1]), many=many) if len(words) > 1 else ()
    others = tuple(text for text in kin if _singular(text) != own)
    return (f"sort of {words[-1]}", others) if len(others) >= _LEAST_KIN else ("", ())


def _are_short(members: Sequence[str]) -> bool:
    return all(len(text.split()) <= _LONGEST_MEMBER for text in members)


def _in_number(text: str, *, many: bool) -> str:
    """A noun phrase in the number that the key has, so that number tells nothing."""
    before, space, last = text.rpartition(" ")
    plural = singular(last.lower()) != last.lower()
    if many == plural:
        return text
    return f"{before}{space}{inflect(last, 'NNS') if many else singular(last)}"


_Tie = tuple[Statement, Span, Span]


def _tie(one: Statement) -> _Tie | None:
    """(statement, term, meaning), both short."""
    by_name = {focus.name: focus for focus in one.focuses}
    if one.context or one.pattern not in _DEFINING or not {"term", "meaning"} <= set(by_name):
        return None
    meaning = by_name["meaning"]
    if len(meaning.answer.split()) > _LONGEST_MEANING or not meaning.type.startswith("meaning"):
        return None
    term = by_name["term"]
    return (one, replace(term.spans[0], text=term.answer), meaning.spans[0])


def _is_apart(ties: Sequence[_Tie]) -> bool:
    """Whether no meaning names a term, no two are alike, and all stand in a stretch that can be read at once."""
    if _extent(ties) > _LONGEST_QUOTE or len({_singular(term.text) for _, term, _ in ties}) < len(ties):
        return False
    sorts = {_meaning_of(one).startswith("meaning of") for one, *_ in ties}
    words = [_content(meaning.text) for _, _, meaning in ties]
    named = any(_content(term.text) & meaning for _, term, _ in ties for meaning in words)
    alike = any(len(a & b) > _ALIKE * min(len(a), len(b)) for a, b in combinations(words, 2))
    plural = {_meaning_of(one).startswith("meanings") for one, *_ in ties}
    terms = [_content(term.text) for _, term, _ in ties]
    named = named or any(a <= b or b <= a for a, b in combinations(terms, 2))
    return not named and not alike and len(sorts) == 1 and len(plural) == 1


def _meaning_of(one: Statement) -> str:
    """The pool of what the statement says that its term means."""
    return next(focus.type for focus in one.focuses if focus.name == "meaning")


def _content(text: str) -> set[str]:
    return {_singular(word) for word in fold(text).split()} - _STOP


def _extent(ties: Iterable[_Tie]) -> int:
    ends = [(one.start, one.end) for one, *_ in ties]
    return max(end for _, end in ends) - min(start for start, _ in ends)


def _paired(ties: Sequence[_Tie], source: Source) -> Statement:
    start, end = min(one.start for one, *_ in ties), max(one.end for one, *_ in ties)
    quote = source.text[start:end]
    pairs = tuple((term, meaning) for _, term, meaning in ties)
    return Statement(
        id=model.statement_id("definition", "meanings", " ".join(one.text for one, *_ in ties), focuses=()),
        kind="definition",
        pattern="meanings",
        category="definition",
        start=start,
        end=end,
        quote=quote,
        text=" ".join(one.text for one, *_ in ties),
        pairing=Pairing(prompt="Match each term with its meaning.", pairs=pairs),
        confidence=0.85,
        salience=0.85,
    )
