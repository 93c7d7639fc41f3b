"""Lists: “H, including A, B and C”, “S have A, B and C”, “a stable, open and fair N”, names in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapp.core.statements.gazetteer import pool_of_place, sort_of_place
from quizapp.core.statements.names import entity_text
from quizapp.core.statements.patterns.members import count_of, read_members
from quizapp.core.statements.patterns.reading import Reading
from quizapp.core.statements.patterns.speech import speech_of
from quizapp.core.statements.statement import Focus, Statement, join_words
from quizapp.core.statements.wording import invert, subject_of, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

_EMPTY = frozenset({"have", "do", "make", "take", "get", "see", "use", "want", "say", "mean"})
_CHOOSABLE = frozenset({"region", "country", "city", "person", "sector", "energy", "quality"})
_QUANTIFIERS = frozenset(
    {"many", "several", "various", "other", "some", "certain", "such", "different", "numerous"}
)
_VAGUE = frozenset(
    {
        "reason",
        "way",
        "thing",
        "factor",
        "example",
        "case",
        "kind",
        "sort",
        "type",
        "other",
        "area",
        "field",
        "aspect",
        "item",
        "element",
        "feature",
        "issue",
        "step",
        "group",
        "place",
        "matter",
    }
)
_ENTITY_NOUN = {
    "GPE": "places",
    "LOC": "places",
    "PERSON": "people",
    "ORG": "organizations",
    "NORP": "groups",
}


_TELLING = 2
_MORE = frozenset({"other", "others", "more", "etc", "etc."})


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Members of a list and the three ways to ask for them; ``belongs`` ends “the text names this as …”."""

    members: tuple[tuple[Token, ...], ...]
    claim: str
    type: str
    recall: str | None
    choose_one: str | None
    choose_all: str | None
    belongs: str


def find_lists(reading: Reading) -> Iterator[Statement]:
    """Every list of the sentence, each with its members as one focus."""
    found = [*_examples(reading), *_object_lists(reading), *_qualities(reading), *_named_subjects(reading)]
    speech = speech_of(reading)
    for found_listing, pattern, category in found:
        listing = found_listing if found_listing.type in _CHOOSABLE else _recalled(found_listing)
        if not 3 <= len(listing.members) <= 8:
            continue
        spans = tuple(reading.span(member) for member in listing.members)
        focus = Focus(
            name="members",
            spans=spans,
            type=listing.type,
            question=listing.recall,
            choose_one=listing.choose_one,
            choose_all=listing.choose_all,
            belongs=listing.belongs,
            gap=False,
        )
        yield reading.statement(
            kind="enumeration",
            pattern=pattern,
            category=category,
            focuses=[focus],
            text=listing.claim,
            attribution=speech.speaker,
            confidence=0.85,
            salience=0.85,
            topic=listing.belongs,
        )


def _recalled(listing: Listing) -> Listing:
    """Members of no typed pool are only recalled: things of other lists would be no plausible answers."""
    return replace(listing, choose_one=None, choose_all=None)


def _joined(reading: Reading, members: Sequence[Sequence[Token]]) -> str:
    return join_words(reading.say(member) for member in members)


def _with_head(run: Sequence[Sequence[Token]]) -> list[Token]:
    """Names in a row with all that stands between, and the noun they are names of (“the provinces of A, B and C”)."""
    doc, first = run[0][0].doc, run[0][0].i
    if first > 2 and doc[first - 1].lower_ == "of" and doc[first - 2].pos_ == "NOUN":
        first -= 3 if doc[first - 3].tag_ == "DT" else 2
    return list(doc[first : run[-1][-1].i + 1])


def _examples(reading: Reading) -> Iterator[tuple[Listing, str, str]]:
    """Hypernym, then “including”, “such as”, “namely”, then the members."""
    tokens = reading.tokens
    for i, token in enumerate(tokens):
        if token.lower_ in {"including", "namely"}:
            start = i + 1
        elif token.lower_ == "as" and i and tokens[i - 1].lower_ == "such":
            start = i + 1
            i -= 1
        else:
            continue
        hypernym = _hypernym(reading, i)
        members = read_members(tokens, start)
        members = [one for one in members if not any(token.lower_ in _MORE for token in one)]
        if len(hypernym) < _TELLING or len(members) < 3 or _is_inner(reading, hypernym):
            continue
        name = reading.inside(hypernym)
        include = "include" if hypernym[-1].tag_ in {"NNS", "NNPS"} else "includes"
        if not speech_of(reading).speaker and reading.sentence.span.root.tag_ not in {"VBZ", "VBP"}:
            continue  # “which examples of goods are named?” asks about a tale, not about goods
        listing = Listing(
            members=tuple(members),
            type=_type_of_list(reading, hypernym, members),
            claim=f"{name} {include} {_joined(reading, members)}",
            recall=None,
            choose_one=f"Which of these is named as an example of {name}?",
            choose_all=f"Which of these are named as examples of {name}?",
            belongs=f"an example of {name}",
        )
        yield listing, "examples", "sector" if _is_sector(hypernym) else "list"


def _is_inner(reading: Reading, hypernym: Sequence[Token]) -> bool:
    """“women of color, including …”: members are women, not colors."""
    at = reading.tokens.index(hypernym[0])
    while at and reading.tokens[at - 1].tag_ in {"DT", "PDT"}:
        at -= 1
    return at > 1 and reading.tokens[at - 1].lower_ == "of" and reading.tokens[at - 2].tag_ in {"NNS", "NNPS"}


def _hypernym(reading: Reading, at: int) -> list[Token]:
    """The noun phrase that ends right before ``tokens[at]``, commas skipped, determiners left out."""
    tokens = reading.tokens
    end = at
    while end > 0 and tokens[end - 1].text == ",":
        end -= 1
    start = end
    while start > 0 and (
        tokens[start - 1].pos_ in {"NOUN", "PROPN", "ADJ"}
        or tokens[start - 1].text == "-"
        or tokens[start - 1].dep_ == "amod"
    ):
        start -= 1
    phrase = list(tokens[start:end])
    if not phrase or phrase[-1].pos_ not in {"NOUN", "PROPN"}:
        return []
    while len(phrase) > 1 and phrase[0].lower_ in _QUANTIFIERS:
        phrase = phrase[1:]
    if phrase[-1].lemma_ in _VAGUE:
        return []
    before = tokens[start - 1] if start else None
    return [] if before is not None and before.tag_ == "PRP$" else phrase


def _type_of_list(reading: Reading, hypernym: Sequence[Token], members: Sequence[Sequence[Token]]) -> str:
    """The pool of a list: energy sources and sectors have curated ones, names have their own, the rest share one."""
    head = hypernym[-1].lemma_.lower()
    if head in {"energy", "power", "fuel"}:
        return "energy"
    return "sector" if head in {"industry", "sector"} else _member_type(reading, members)


def _is_sector(hypernym: Sequence[Token]) -> bool:
    return any(
        token.lemma_.lower() in {"industry", "sector", "energy", "business", "trade", "service"}
        for token in hypernym
    )


def _member_type(reading: Reading, members: Sequence[Sequence[Token]]) -> str:
    """``place``, ``person`` … where all members are names of one sort, else ``member``."""
    labels = {reading.names.label(reading.sentence.words(_bare(member))) for member in members}
    if labels and labels <= {"GPE", "LOC"}:
        return pool_of_place(sort_of_place(reading.sentence.words(_bare(members[0]))))
    if len(labels) == 1:
        return {"PERSON": "person", "ORG": "organization"}.get(labels.pop(), "member")
    return "member"


def _bare(member: Sequence[Token]) -> Sequence[Token]:
    return member[1:] if len(member) > 1 and member[0].tag_ == "DT" else member


def _object_lists(reading: Reading) -> Iterator[tuple[Listing, str, str]]:
    """“S VERB A, B and C”: three or more objects at the end of a finite clause."""
    for verb in reading.tokens:
        if verb.tag_ not in {"VBZ", "VBD", "VBP"} or verb.pos_ != "VERB" or subject_of(verb) is None:
            continue
        if verb.lemma_ in _EMPTY:
            continue
        target = next((child for child in verb.children if child.dep_ == "dobj"), None)
        if target is None or not any(child.dep_ == "conj" for child in target.children):
            continue
        start = reading.tokens.index(min(subtree(target), key=lambda token: token.i))
        members = read_members(reading.tokens, start)
        if len(members) < 3:
            continue
        inside = [token for member in members for token in member]
        clause = [token for token in _clause(verb) if token not in _other_clauses(verb)]
        dropped = [token for token in clause if inside[0].i <= token.i <= inside[-1].i]
        asked = invert(reading.sentence, verb, clause, without=dropped, names=reading.names_in(clause))
        if asked is None:
            continue
        listing = Listing(
            members=tuple(members),
            type=_member_type(reading, members),
            claim=reading.say(clause),
            recall=f"What {asked}?",
            choose_one=f"Which of these {asked}?",
            choose_all=f"Which of these {asked}?",
            belongs=f"part of the answer to “What {asked}?”",
        )
        yield listing, "objects", "list"


def _clause(verb: Token) -> list[Token]:
    return [token for token in subtree(verb) if token.tag_ not in {".", "``", "''"}]


def _other_clauses(verb: Token) -> set[Token]:
    """Tokens of clauses that hang on the verb but are not its object: “, Xi said”, “while …”."""
    others = {"advcl", "ccomp", "parataxis", "conj", "mark", "cc"}
    return {token for child in verb.children if child.dep_ in others for token in child.subtree}


def _qualities(reading: Reading) -> Iterator[tuple[Listing, str, str]]:
    """“a stable, transparent, regulated and predictable legal environment”: what the noun should be."""
    tokens = reading.tokens
    speech = speech_of(reading)
    for i, token in enumerate(tokens):
        if token.lower_ not in {"a", "an"} or not speech.speaker:
            continue
        members = read_members(tokens, i + 1, adjectives=True)
        if len(members) < 3:
            continue
        last = members[-1][-1]
        noun = _noun_after(tokens, tokens.index(last) + 1)
        if not noun or noun[-1].head.lemma_ in {"have", "be", "enjoy", "remain"}:
            continue  # “we have a long, strong and abiding relationship”: it is so, nobody says it should be
        thing = reading.say(noun)
        listing = Listing(
            members=tuple(members),
            type="quality",
            claim=f"The {thing} should be {_joined(reading, members)}",
            recall=f"Which {count_of(members)} qualities should the {thing} have, "
            f"according to {speech.speaker}?",
            choose_one=f"According to {speech.speaker}, which of these should the {thing} be?",
            choose_all=f"According to {speech.speaker}, which of these should the {thing} be?",
            belongs=f"a quality of the {thing}",
        )
        yield listing, "qualities", "list"


def _noun_after(tokens: Sequence[Token], start: int) -> list[Token]:
    """“legal environment for all business entities”: nouns and one prepositional phrase."""
    end = start
    while end < len(tokens) and (tokens[end].pos_ in {"NOUN", "PROPN", "ADJ"} or tokens[end].text == "-"):
        end += 1
    if end == start or tokens[end - 1].pos_ not in {"NOUN", "PROPN"}:
        return []
    if end < len(tokens) and tokens[end].lower_ in {"for", "of", "in"}:
        phrase = [token for token in subtree(tokens[end]) if token.i >= tokens[end].i]
        if len(phrase) <= 6:
            return [*tokens[start:end], *phrase]
    return list(tokens[start:end])


def _named_subjects(reading: Reading) -> Iterator[tuple[Listing, str, str]]:
    """Three or more names in a row that are the subject of what follows."""
    for run in _entity_runs(reading):
        last = run[-1][-1]
        tokens = reading.tokens
        after = tokens.index(last) + 1
        first = run[0][-1]
        if first.dep_ == "pobj" and first.head.head.pos_ in {"VERB", "AUX"}:
            continue  # “Between A and B, the C flows”: a place where, not what is spoken of
        if first.dep_ == "pobj" and first.head.head.dep_ not in {"nsubj", "nsubjpass"}:
            continue  # “waste from countries such as A and B will be stored”: it is the waste
        if (
            after >= len(tokens)
            or tokens[after].pos_ not in {"AUX", "VERB"}
            or tokens[after].tag_ in {"VBN", "VBG"}
        ):
            continue
        if any(token.text in {",", ";"} for one in run for token in one):
            continue  # two names taken for one
        predicate = tokens[after:]
        while predicate and predicate[-1].is_punct:
            predicate = predicate[:-1]
        said = reading.say(_without_sequel(predicate))
        label = reading.names.label(entity_text(last.doc[run[0][0].i : run[0][-1].i + 1]))
        noun = _ENTITY_NOUN.get(label, "names")
        listing = Listing(
            members=run,
            type=_member_type(reading, run),
            claim=f"{reading.say(_with_head(run))} {said}",
            recall=f"Which {count_of(run)} {noun} {said}?",
            choose_one=f"Which of these {noun} {_singular(said)}?",
            choose_all=f"Which of these {noun} {said}?",
            belongs=f"one of the {noun} that {said}",
        )
        yield listing, "names", "region" if noun == "places" else "list"


def _without_sequel(predicate: Sequence[Token]) -> Sequence[Token]:
    """Without “… following an earlier meeting”: what came before is not what the names have in common."""
    sequels = {"following", "after", "since"}
    at = next((i for i, token in enumerate(predicate) if i > 3 and token.lower_ in sequels), None)
    return predicate if at is None else predicate[:at]


def _singular(said: str) -> str:
    head, _, rest = said.partition(" ")
    return f"{ {'have': 'has', 'are': 'is', 'were': 'was', 'do': 'does'}.get(head, head) } {rest}".replace(
        "  ", " "
    ).strip()


def _entity_runs(reading: Reading) -> Iterator[tuple[tuple[Token, ...], ...]]:
    """Names with nothing but commas, articles and “and” between them, all of one label group."""
    run: list[tuple[Token, ...]] = []
    end = -1
    for entity in reading.sentence.entities:
        tokens = tuple(token for token in entity if token.tag_ not in {"DT", "POS"} and not token.is_space)
        if not tokens:
            continue
        between = [token.lower_ for token in entity.doc[end : tokens[0].i]] if run else []
        joined = bool(run) and all(word in {",", "and", "the", "or"} for word in between)
        same = bool(run) and _group(entity.label_) == _group(run[-1][0].ent_type_)
        if not (joined and same):
            if len(run) >= 3:
                yield tuple(run)
            run = []
        run.append(tokens)
        end = tokens[-1].i + 1
    if len(run) >= 3:
        yield tuple(run)


def _group(label: str) -> str:
    return "place" if label in {"GPE", "LOC", "FAC"} else label
