"""The body of an item from each interaction of QTI that has a kind here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.errors import InputError
from quizapp.exchange.gaps import MOST_GAPS, TOO_MANY
from quizapp.exchange.qti import faults
from quizapp.exchange.qti.content import ENTRY, local, text_of, text_with_gaps
from quizapp.exchange.qti.document import Document
from quizapp.exchange.qti.keys import declared
from quizapp.exchange.qti.words import ANSWER

if TYPE_CHECKING:
    from lxml.etree import _Element

_IN_TEXT = frozenset({"inlineChoiceInteraction", "gapMatchInteraction"})
_TWO = len(("first", "second"))
_CLAIM = ["True", "False"]


def asked(item: Document, body: _Element) -> tuple[str, ItemBody]:
    """Stem and body of an item. Raises `InputError` with a sentence for who wrote it."""
    places = [one for one in body.iter() if local(one).endswith("Interaction")]
    if not places:
        raise InputError(faults.NO_INTERACTION)
    names = {local(one) for one in places}
    if names & _IN_TEXT:
        raise InputError(faults.GAP_OF_CHOICE)
    if len(places) > MOST_GAPS:
        raise InputError(TOO_MANY, most=MOST_GAPS)
    if names == {ENTRY}:
        return _entries(item, body, places)
    if len(places) > 1:
        raise InputError(faults.SEVERAL)
    (name,) = names
    if name not in _BODIES:
        raise InputError(faults.UNKNOWN_INTERACTION, name=name[:60])
    stem = "\n".join(text for text in (text_of(body), text_of(places[0].find("{*}prompt"))) if text)
    return stem, _BODIES[name](item, places[0])


def _entries(item: Document, body: _Element, places: list[_Element]) -> tuple[str, ItemBody]:
    """A text to write below what is asked, or gaps in a text."""
    if len(places) == 1 and _stands_alone(places[0]):
        stem = text_of(body)
        return stem, ShortAnswer(answers=_full(item, places[0].get("responseIdentifier") or ""))
    stem, names = text_with_gaps(body)
    keys = [_full(item, name) for name in names]
    return stem, Cloze(gaps=tuple(GapKey(key=first, accept=tuple(others)) for first, *others in keys))


def _stands_alone(place: _Element) -> bool:
    """Whether nothing else is in its paragraph."""
    parent = place.getparent()
    return parent is not None and local(parent) != "itemBody" and not text_of(parent)


def _full(item: Document, identifier: str) -> tuple[str, ...]:
    found = declared(item, identifier).full
    if not found:
        raise InputError(faults.NO_KEY)
    return found


def _choice(item: Document, place: _Element) -> ItemBody:
    key = declared(item, place.get("responseIdentifier") or "")
    right = set(key.gaining)
    options = tuple(_option(item, one, right) for one in place.iterfind("{*}simpleChoice"))
    keys = sum(option.correct for option in options)
    if len(options) < _TWO:
        raise InputError(faults.ONE_OPTION)
    if not keys:
        raise InputError(faults.NO_KEY)
    if key.cardinality == "multiple":
        return MultipleResponse(options=options)
    if keys > 1:
        raise InputError(faults.MANY_KEYS)
    return TrueFalse(options=options) if [one.text for one in options] == _CLAIM else Mcq(options=options)


def _option(item: Document, element: _Element, right: set[str]) -> Option:
    name = element.get("identifier") or ""
    beside = "\n".join(text for one in element.iter("{*}feedbackInline") if (text := text_of(one)))
    return Option(text=text_of(element), correct=name in right, feedback=item.told(name) or beside)


def _match(item: Document, place: _Element) -> ItemBody:
    """Each left with its one right, in the order of the lefts."""
    sets = place.findall("{*}simpleMatchSet")
    if len(sets) != _TWO:
        raise InputError(faults.NO_KEY)
    lefts, rights = map(_named, sets)
    tied: dict[str, list[str]] = {}
    for pair in declared(item, place.get("responseIdentifier") or "").gaining:
        left, _, right = pair.partition(" ")
        tied.setdefault(left, []).append(right.strip())
    for name, text in lefts.items():
        if len(tied.get(name, ())) != 1:
            raise InputError(faults.UNTIED, answer=text[:40])
    used = {right for found in tied.values() for right in found}
    lone = next((text for name, text in rights.items() if name not in used), "")
    if lone or len(lefts) < _TWO or not used <= set(rights):
        raise InputError(faults.UNTIED, answer=lone[:40])
    return Matching(pairs=tuple(Pair(left=text, right=rights[tied[name][0]]) for name, text in lefts.items()))


def _named(group: _Element) -> dict[str, str]:
    return {one.get("identifier") or "": text_of(one) for one in group.iterfind("{*}simpleAssociableChoice")}


def _order(item: Document, place: _Element) -> ItemBody:
    texts = {one.get("identifier") or "": text_of(one) for one in place.iterfind("{*}simpleChoice")}
    order = declared(item, place.get("responseIdentifier") or "").correct
    if len(texts) < _TWO:
        raise InputError(faults.FEW_PARTS)
    if sorted(order) != sorted(texts):
        raise InputError(faults.PARTLY if order else faults.NO_KEY)
    if len(set(texts.values())) < len(texts):
        raise InputError(faults.SAME_PARTS)
    return Ordering(sequence=tuple(texts[name] for name in order))


def _free(item: Document, place: _Element) -> ItemBody:
    """The answer that is shown, part by part where it is ours, else the correct response."""
    shown = item.feedback.get(ANSWER, ())
    members = tuple(text for one in shown for row in one.iter("{*}li") if (text := text_of(row)))
    found = members or declared(item, place.get("responseIdentifier") or "").correct
    if not found:
        raise InputError(faults.NO_MODEL)
    return Basic(answers=found)


_BODIES: Mapping[str, Callable[[Document, _Element], ItemBody]] = {
    "choiceInteraction": _choice,
    "matchInteraction": _match,
    "orderInteraction": _order,
    "extendedTextInteraction": _free,
}
