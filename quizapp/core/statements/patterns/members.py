"""Members of a list read by surface: commas part them, the last “and” joins the last, an inner “and” stays inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART", "SYM"})
_MOST_TOKENS = 10
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven"}


def count_of(members: Sequence[object]) -> str:
    """How many there are, as a text would write it: “three”, “12”."""
    return _NUMBERS.get(len(members), str(len(members)))


def read_members(tokens: Sequence[Token], start: int, *, adjectives: bool = False) -> list[tuple[Token, ...]]:
    """The members of the list that begins at ``start``; empty where no list is clearly cut.

    With ``adjectives`` members are single adjectives or participles, and the list ends where its noun begins.
    """
    end = _end_of_adjectives(tokens, start) if adjectives else _end_of_nouns(tokens, start)
    parts = _split_commas(tokens[start:end])
    if len(parts) < 2 or (len(parts) < 4 and _is_tangled(parts[-1])):
        return []
    members = [*parts[:-1], *_split_last(parts[-1])]
    cleaned = [_clean(member) for member in members]
    if not all(cleaned) or any(len(member) > _MOST_TOKENS for member in cleaned):
        return []
    if adjectives and any(len(member) != 1 for member in cleaned):
        return []
    if not adjectives and any(
        member[-1].pos_ not in {"NOUN", "PROPN", "NUM"} and member[-1].tag_ != "VBG" for member in cleaned
    ):
        return []
    return [tuple(member) for member in cleaned]


def _end_of_nouns(tokens: Sequence[Token], start: int) -> int:
    """Where nouns, adjectives, commas and conjunctions stop; a verb after “and” begins something else."""
    i = start
    while i < len(tokens):
        token = tokens[i]
        joins = (
            token.text in {",", "-", "/", "&"} or token.lower_ in {"and", "or"} or _is_as_well_as(tokens, i)
        )
        belongs = token.pos_ in _INSIDE or token.tag_ in {"DT", "VBN", "VBG", "HYPH", "POS"}
        if not (joins or belongs or (token.lower_ == "of" and i > start)):
            break
        if token.lower_ in {"and", "or", ","} and _opens_act(tokens, i + 1):
            break
        i += 1
    if i < len(tokens) and tokens[i].tag_ in {"VBZ", "VBP", "VBD", "MD"}:
        return _back_to_comma(tokens, start, i)
    return i


def _back_to_comma(tokens: Sequence[Token], start: int, end: int) -> int:
    """A finite verb follows: the last part is the subject of another clause, not a member."""
    for i in range(end - 1, start, -1):
        if tokens[i].text == ",":
            closes = any(
                token.lower_ in {"and", "or"} for token in tokens[i:end]
            )  # “such as A, B and C are needed”
            return end if closes else i
    return start


def _opens_act(tokens: Sequence[Token], i: int) -> bool:
    """“and accelerating the development …”: a gerund with an object of its own."""
    if i < len(tokens) and tokens[i].lower_ in {"and", "or"}:
        i += 1
    if i + 1 >= len(tokens) or tokens[i].tag_ not in {"VBG", "VB"}:
        return False
    return tokens[i + 1].tag_ in {"DT", "PRP$", "PRP"} or tokens[i + 1].dep_ == "dobj"


def _is_as_well_as(tokens: Sequence[Token], i: int) -> bool:
    words = [token.lower_ for token in tokens[max(0, i - 2) : i + 3]]
    return tokens[i].lower_ in {"as", "well"} and " ".join(words).find("as well as") >= 0


def _end_of_adjectives(tokens: Sequence[Token], start: int) -> int:
    i = start
    last = start
    while i < len(tokens):
        token = tokens[i]
        if token.text == "," or token.lower_ == "and":
            i += 1
            continue
        if not (token.pos_ == "ADJ" or token.tag_ in {"VBN", "JJ", "VBG"}):
            break
        previous = tokens[i - 1]
        if i > start and previous.text != "," and previous.lower_ != "and":
            break
        i += 1
        last = i
    return last


def _split_commas(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.text == ",":
            parts.append([])
        elif token.lower_ == "as" and i + 2 < len(tokens) and tokens[i + 1].lower_ == "well":
            if parts[-1]:
                parts.append([])
            i += 2
        else:
            parts[-1].append(token)
        i += 1
    return [part for part in parts if part]


def _split_last(part: list[Token]) -> list[list[Token]]:
    """“and C” → C; “B and C” → B, C; “as well as C and D” (after its own comma) stays one."""
    if part[0].lower_ in {"and", "or"}:
        return [part[1:]]
    at = [i for i, token in enumerate(part) if token.lower_ in {"and", "or"}]
    after_as = part[0].i >= 1 and part[0].nbor(-1).lower_ == "as"
    if len(at) != 1 or after_as:
        return [part] if not at or after_as else [part[: at[-1]], part[at[-1] + 1 :]]
    return [part[: at[0]], part[at[0] + 1 :]]


def _is_tangled(part: Sequence[Token]) -> bool:
    """“costs and road and building work”: nobody can tell where one member ends."""
    inner = [token for token in part[1:] if token.lower_ in {"and", "or"}]
    return len(inner) > 1 and part[0].lower_ not in {"and", "or"} and part[0].nbor(-1).lower_ != "as"


def _clean(member: list[Token]) -> list[Token]:
    while member and (member[0].lower_ in {"and", "or", "both", "also"} or member[0].tag_ == "DT"):
        member = member[1:]
    while member and (member[-1].is_punct or member[-1].lower_ in {"and", "or", "as", "well", "of"}):
        member = member[:-1]
    return member
