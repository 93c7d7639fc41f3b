"""Lists of acts (“advancing A and improving B, C and D”) cut by surface, since parsers join them wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from quizapp.core.statements.patterns.members import read_members
from quizapp.core.statements.wording import is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

Form = Literal["VB", "VBG"]

_PARTICLES = frozenset({"up", "out", "in", "off", "down", "on", "over", "forward", "forth", "away", "back"})
_ANAPHORS = frozenset({"them", "their", "they", "it", "its", "these", "those"})
_LIGHT = frozenset(
    "development modernization modernisation importance protection study construction building quality role order "
    "improvement transformation promotion expansion production supply use number level rate growth establishment "
    "implementation integration reform upgrading part process idea risk risks share path sense "
    "spirit".split()
)
_JOINTS = frozenset({"and", "or", "both", "to"})
_RELATIVES = frozenset({"where", "which", "who", "whose", "because", "as"})
_BARE = frozenset("regions areas sectors fields places provinces cities industries countries".split())
_OTHERS = frozenset({"others", "things", "areas"})
_MEANS = frozenset({"via", "through", "with", "by"})
_SPEECH = frozenset(
    "say add note tell accord call urge stress underline underscore emphasize emphasise point ask pledge vow "
    "propose highlight order require announce explain warn".split()
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: its tokens from the verb (with adverbs before it) to its end, the verb and the verb's form.

    ``core`` leaves out examples and acts that point back to this one (“and help them …”).
    """

    tokens: tuple[Token, ...]
    core: tuple[Token, ...]
    verb: Token
    form: Form


def range_end(tokens: Sequence[Token], start: int) -> int:
    """Where a list of acts that begins at ``start`` ends: before “, said X”, “, X said”, “, saying that”, “;”, “.”."""
    for i in range(start, len(tokens)):
        token = tokens[i]
        if (token.text in {".", ";", "?", "!"} and i >= len(tokens) - 2) or token.text == ";":
            return i
        if token.text == "," and _is_speech(tokens, i + 1):
            return i
        if token.text in {'"', "”"} and i + 1 < len(tokens) and _is_speech(tokens, i + 1):
            return i - 1 if tokens[i - 1].text == "," else i
        if token.text == "," and _opens_clause(tokens, i + 1):
            return i
        if token.lower_ == "and" and i + 1 < len(tokens) and tokens[i + 1].tag_ in {"VBD", "VBZ"}:
            return i
    return len(tokens)


def _is_speech(tokens: Sequence[Token], i: int) -> bool:
    near = tokens[i : i + 4]
    if not near:
        return False
    if len(near) > 1 and near[0].tag_ == "VBG" and near[1].lower_ == "that":
        return True
    named = near[0].pos_ in {"PROPN", "PRON", "DET"} and any(
        token.lemma_ in _SPEECH and token.tag_ in {"VBD", "VBZ"} for token in near[1:]
    )
    return (near[0].lemma_ in _SPEECH and near[0].tag_ in {"VBD", "VBZ", "VBG"}) or named


def _opens_clause(tokens: Sequence[Token], i: int) -> bool:
    """“, while efforts are needed …”, “, and the forum will be held”: another clause with a subject of its own."""
    at = i + (i < len(tokens) and tokens[i].lower_ in {"and", "but", "while", "whereas"})
    if at == i:
        return False
    for token in tokens[at : at + 12]:
        if token.tag_ in {"MD", "VBD", "VBZ", "VBP"}:
            return any(
                near.dep_ in {"nsubj", "nsubjpass"} for near in tokens[at : at + 12] if near.i < token.i
            )
        if token.text == "," or token.tag_ in {"VB", "VBG"}:
            return False
    return False


def split_acts(tokens: Sequence[Token], form: Form) -> list[Act]:
    """The acts in a range of tokens that begins with the first act."""
    starts = [0] + [i for i in range(1, len(tokens)) if _begins_act(tokens, i, form)]
    ends = [*starts[1:], len(tokens)]
    pieces = [_trim(tokens[a:b], is_last=b == len(tokens)) for a, b in zip(starts, ends, strict=True)]
    acts: list[Act] = []
    carried: list[Token] = []
    for piece in pieces:
        if not piece:
            continue
        whole = [*carried, *_between(tokens, carried, piece), *piece] if carried else piece
        if (_lacks_object(piece) or _ends_in_verb(piece)) and piece is not pieces[-1]:
            carried = whole
            continue
        carried = []
        verb = next((token for token in whole if _is_form(token, form)), whole[0])
        if acts and any(_points_back(token) for token in piece):
            joined = [*acts[-1].tokens, *_between(tokens, acts[-1].tokens, whole), *whole]
            acts[-1] = replace(acts[-1], tokens=tuple(joined))
        else:
            acts.append(Act(tokens=tuple(whole), core=tuple(_without_examples(whole)), verb=verb, form=form))
    return acts


def _points_back(token: Token) -> bool:
    as_ = token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "as"
    return token.lower_ in _ANAPHORS or (token.lower_ == "such" and not as_)


def _without_examples(tokens: Sequence[Token]) -> Sequence[Token]:
    """Up to “, including …”, “such as …”, “, where …” or “, among others”."""
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1].lower_
        if i > 1 and token.text == "," and following == "among" and tokens[-1].lower_ in _OTHERS:
            return tokens[:i]
        if i > 1 and token.text == "," and following in _RELATIVES:
            return tokens[:i]
        if i > 1 and (token.lower_ == "including" or (token.lower_ == "such" and following == "as")):
            if tokens[i - 1].lower_ in _BARE and tokens[i - 2].tag_ == "IN":
                return (
                    tokens  # “in regions such as Chongqing”: the regions alone are no regions in particular
                )
            return tokens[: i - 1] if tokens[i - 1].text == "," else tokens[:i]
    return tokens


def _between(tokens: Sequence[Token], first: Sequence[Token], second: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if first[-1].i < token.i < second[0].i]


def _begins_act(tokens: Sequence[Token], i: int, form: Form) -> bool:
    """A verb of the form after a comma or conjunction, adverbs between allowed."""
    if not _is_form(tokens[i], form) or _is_inner(tokens, i) or _is_for_others(tokens, i):
        return False
    j = i - 1
    if form == "VB" and j > 0 and tokens[j].tag_ == "TO":
        j -= 1
        if tokens[j].text == "," and not _and_to_follows(tokens, i):
            return False  # “improve capacity, to support trade” tells a purpose
    while j > 0 and tokens[j].tag_ in {"RB", "RBR"} and tokens[j].text not in {"well"}:
        j -= 1
    if tokens[j].lower_ in {"and", "or"}:
        return True
    if tokens[j].lower_ == "as" and j >= 2 and tokens[j - 1].lower_ == "well":
        return True
    return tokens[j].text == "," and not (form == "VBG" and tokens[i].lower_ in {"including", "concerning"})


def _is_inner(tokens: Sequence[Token], i: int) -> bool:
    """“the capacity of farms in feeding and clothing towns”: a second gerund after the preposition of an inner one."""
    head = tokens[i].head
    return (
        tokens[i].dep_ == "conj"
        and head.tag_ == "VBG"
        and tokens[0].i < head.i < tokens[i].i
        and head.nbor(-1).tag_ == "IN"
        and head.nbor(-1).i > tokens[0].i
    )


def _is_for_others(tokens: Sequence[Token], i: int) -> bool:
    """“encourage students to work in towns and start businesses”: a second thing that the students are to do."""
    head = tokens[i].head
    first = next((token for token in tokens if token.tag_ == "VB"), tokens[0])
    while head.dep_ == "conj" and head.i > first.i and head.tag_ == "VB":
        head = head.head
    return (
        tokens[i].dep_ == "conj"
        and head.dep_ in {"xcomp", "ccomp"}
        and first.i < head.i < tokens[i].i
        and any(child.tag_ == "TO" for child in head.children)
    )


def _and_to_follows(tokens: Sequence[Token], i: int) -> bool:
    """“give buses priority, to simplify fares and to publish timetables”: the last act has its own “to”."""
    return any(tokens[k].lower_ == "and" and tokens[k + 1].tag_ == "TO" for k in range(i, len(tokens) - 1))


def _is_form(token: Token, form: Form) -> bool:
    if form == "VBG":
        return token.tag_ == "VBG" and token.lower_ not in {
            "including",
            "concerning",
            "regarding",
            "according",
        }
    if token.tag_ in {"VB", "VBP"}:
        return True
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else "."
    looks = token.tag_ in {"NN", "JJ"} and token.dep_ in {"compound", "amod", "nmod", "conj"}
    return (
        looks
        and following not in {"of", ",", ".", "and", "or", "in", "on"}
        and is_verb(token.lower_)
        and (token.nbor(-1).lower_ == "as")
    )


def _trim(piece: Sequence[Token], *, is_last: bool) -> list[Token]:
    """Without the comma and conjunction at its end (adverbs that open the next act go with it)."""
    kept = list(piece)
    if len(kept) > 1 and kept[0].lower_ == "also":
        kept = kept[1:]
    while kept and (kept[-1].text == "," or kept[-1].lower_ in _JOINTS or _is_as_well_as(kept)):
        kept.pop()
    while not is_last and kept and kept[-1].tag_ == "RB" and len(kept) > 1 and kept[-2].text in {",", "and"}:
        kept.pop()
        while kept and (kept[-1].text == "," or kept[-1].lower_ == "and"):
            kept.pop()
    return kept


def _is_as_well_as(kept: Sequence[Token]) -> bool:
    return kept[-1].lower_ == "as" or (
        kept[-1].lower_ == "well" and len(kept) > 1 and kept[-2].lower_ == "as"
    )


def _lacks_object(piece: Sequence[Token]) -> bool:
    """Only adverbs, the verb and particles: its object comes with the next verb (“lay out and develop a system”)."""
    return all(
        token.tag_ in {"RB", "VB", "VBP", "VBG", "RP"} or token.lower_ in _PARTICLES for token in piece
    )


def _ends_in_verb(piece: Sequence[Token]) -> bool:
    """“make the strategy better support” and then “and serve reform”: the verb's object comes with the next one."""
    last = piece[-1]
    told = last.tag_ in {"VB", "VBP"} or last.dep_ == "ccomp"
    return len(piece) > 2 and told and not any(child.dep_ == "dobj" for child in last.children)


def object_of(act: Act) -> tuple[Token, ...]:
    """The noun phrase worth asking for: what the act is about, standing at its end or before a preposition.

    Of “accelerating the modernization of agriculture and rural areas” it is the last noun phrase. Empty where the
    phrase is not clearly cut.
    """
    tokens = act.core
    at = next((i for i, token in enumerate(tokens) if token.i == act.verb.i), 0) + 1
    while at < len(tokens) and tokens[at].lower_ in _PARTICLES | {"closely", "more", "vigorously"}:
        at += 1
    if at < len(tokens) and tokens[at].tag_ == "IN":
        at += 1
    at = _skip_determiners(tokens, at)
    end = _phrase_end(tokens, at)
    head = tuple(tokens[at:end])
    if end < len(tokens) and tokens[end].lower_ == "of" and end > at and tokens[end - 1].lower_ in _LIGHT:
        inner_at = _skip_determiners(tokens, end + 1)
        inner_end = _phrase_end(tokens, inner_at)
        inner = tuple(tokens[inner_at:inner_end])
        if _is_clean(inner, tokens, inner_end) and is_telling(inner):
            return inner
    if head and head[-1].lower_ in _LIGHT and not (end < len(tokens) and tokens[end].lower_ == "of"):
        return ()
    return head if _is_clean(head, tokens, end) and is_telling(head) else ()


def means_of(act: Act) -> tuple[Token, ...]:
    """“… via B”, “… with high-quality development of C”: the noun phrase after the preposition that ends an act."""
    tokens = act.core
    at = next(
        (i for i in range(len(tokens) - 2, 2, -1) if tokens[i].lower_ in _MEANS and tokens[i].tag_ == "IN"),
        None,
    )
    if at is None or tokens[at - 1].pos_ not in {"NOUN", "PROPN"}:
        return ()
    phrase = tokens[_skip_determiners(tokens, at + 1) :]
    end = _phrase_end(phrase, 0)
    head = tuple(phrase[:end])
    return head if _is_clean(head, phrase, end) and is_telling(head) else ()


def is_telling(phrase: Sequence[Token]) -> bool:
    """Whether a phrase is worth asking for: a name, or two words that carry meaning."""
    content = [
        token for token in phrase if token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.tag_ in {"VBN", "VBG"}
    ]
    return len(content) >= 2 or any(token.pos_ == "PROPN" for token in phrase)


def is_content(token: Token) -> bool:
    """Whether a word carries meaning of its own."""
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}


def _skip_determiners(tokens: Sequence[Token], at: int) -> int:
    while at < len(tokens) and tokens[at].tag_ in {"DT", "PDT"}:
        at += 1
    return at


def _phrase_end(tokens: Sequence[Token], at: int) -> int:
    """The end of a run of adjectives, nouns, hyphens and conjunctions."""
    end = at
    while end < len(tokens) and (
        tokens[end].pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        or tokens[end].text in {"-", ",", "and"}
        or tokens[end].tag_ in {"VBN", "VBG", "HYPH", "JJ", "NN"}
        or tokens[end].text in {"opening", "up"}
    ):
        end += 1
    while end > at and tokens[end - 1].text in {",", "and", "-"}:
        end -= 1
    return end


def _is_clean(phrase: Sequence[Token], tokens: Sequence[Token], end: int) -> bool:
    if not phrase or phrase[-1].pos_ not in {"NOUN", "PROPN"} or len(phrase) > 8:
        return False
    if any(token.lower_ in _ANAPHORS or token.text == "," for token in phrase):
        return False
    inside = {token.i for token in phrase}
    if sum(token.head.i not in inside for token in phrase) > 1:
        return False  # “give buses priority”: two objects, no phrase
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.lower_ == "of" and any(token.lower_ == "and" for token in phrase):
        return False  # “transport and faster growth of incomes”: what belongs to incomes is only the last
    return after is None or after.tag_ in {"IN", "TO", "CC", "RB"} or after.text == ","


def members_of(act: Act) -> tuple[tuple[Token, ...], list[tuple[Token, ...]]]:
    """The words before a list of three or more things that ends an act, and its members; both empty where none does."""
    tokens = act.core
    for i in range(len(tokens) - 5, 0, -1):
        opens = tokens[i - 1].tag_ in {"VB", "VBP", "VBG", "RP", "IN"} and tokens[i - 1].dep_ != "amod"
        if not opens or tokens[i].tag_ in {"IN", "TO", "RP", "RB"}:
            continue
        members = read_members(tokens, i)
        ends = bool(members) and _ends_act(tokens, members[-1][-1])
        if ends and len(members) >= 3 and all(len(member) <= 10 for member in members):
            return tuple(tokens[:i]), members
    return (), []


def _ends_act(tokens: Sequence[Token], last: Token) -> bool:
    """Whether an act ends with this token: “put buses, trams and bicycles first” goes on after its list."""
    rest = [token for token in tokens if token.i > last.i]
    return not rest or rest[0].lower_ in {"while", ","}


def is_bounded(act: Act, phrase: Sequence[Token], *, fewest: int = 3) -> bool:
    """Whether the rest of the act says enough for only one thing to fill the gap: three words of meaning, or a name.

    “fostering ___” fits anything; “promote the digital and intelligent transformation of ___” does not.
    """
    gone = {token.i for token in phrase}
    rest = [token for token in act.core if token.i not in gone]
    telling = [token for token in rest if token.pos_ in {"NOUN", "PROPN", "ADJ", "ADV", "VERB", "NUM"}]
    return len(telling) >= fewest or any(token.pos_ == "PROPN" for token in (*rest, *phrase))


def is_whole(act: Act) -> bool:
    """Whether an act can stand as an option: cut cleanly, not too long, pointing at nothing outside itself."""
    words = [token.lower_ for token in act.core]
    points = any(word in _ANAPHORS or word in {"this", "that", "he", "his"} for word in words)
    return (
        2 <= len(words) <= 16 and not points and act.core[-1].pos_ in {"NOUN", "PROPN", "ADV", "ADJ", "NUM"}
    )


def purpose_start(tokens: Sequence[Token]) -> int | None:
    """Where “to VERB”, “in order to VERB” or “so as to VERB” after a noun begins, when it tells what for."""
    for i in range(2, len(tokens) - 2):
        if tokens[i].tag_ != "TO" or tokens[i + 1].tag_ != "VB":
            continue
        if tokens[i - 1].lower_ == "order" and tokens[i - 2].lower_ == "in":
            return i - 2
        after_noun = tokens[i - 1].pos_ in {"NOUN", "PROPN"}
        if after_noun and tokens[i + 1].dep_ in {"advcl", "relcl"} and tokens[i + 1].head.i < i:
            return i
    return None
