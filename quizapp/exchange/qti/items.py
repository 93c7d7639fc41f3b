"""One item as an assessmentItem of QTI 2.1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from quizapp.core.items.interaction import Choice, Gap, Match, Option, Order, TextEntry
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.gaps import in_order, pieces_of
from quizapp.exchange.markup import folded, require_words
from quizapp.exchange.qti.scoring import Key, processing
from quizapp.exchange.qti.words import (
    ANSWER,
    FEEDBACK,
    FORMAT,
    INSTANCE,
    QTI,
    QTI_SCHEMA,
    QUOTE_CLASS,
    RATIONALE,
    RESPONSE,
    attribute,
    identifier,
    inline,
    listed,
    paragraph,
)
from quizapp.exchange.titles import title_of
from quizapp.phrases import phrase

_NO_TEXT = phrase("%(format)s cannot carry an empty answer.")


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """The keys of an item, what stands in its body, and the feedback of its options by their identifiers."""

    keys: tuple[Key, ...]
    body: str
    feedback: tuple[tuple[str, str], ...] = ()


def item_xml(item: Item) -> str:
    """The document. Raises `ExportUnsupported` for what would read back as something else."""
    require_words(item, "QTI 2.1")
    asked = _asked(item)
    general = list(_general(item))
    rules = processing(asked.keys, told=[name for name, _ in general], by_choice=bool(asked.feedback))
    feedback = [*asked.feedback, *general]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            f'<assessmentItem xmlns="{QTI}" xmlns:xsi="{INSTANCE}" xsi:schemaLocation="{QTI} {QTI_SCHEMA}"'
            f' identifier="{identifier(item.id)}" title={attribute(title_of(item.stem))}'
            f' label={attribute(item.id)} adaptive="false" timeDependent="false">'
        ),
        *(f"  {key.declaration()}" for key in asked.keys),
        (
            '  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">'
            "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>"
        ),
    ]
    if feedback:
        lines.append(
            f'  <outcomeDeclaration identifier="{FEEDBACK}" cardinality="multiple" baseType="identifier"/>'
        )
    lines += [f"  <itemBody>{asked.body}</itemBody>", *([f"  {rules}"] if rules else [])]
    lines += [f"  {_modal(name, markup)}" for name, markup in feedback]
    return "\n".join([*lines, "</assessmentItem>", ""])


def _general(item: Item) -> Iterator[tuple[str, str]]:
    """What everybody is told who has answered."""
    if item.body.self_graded:
        yield ANSWER, listed(item.body.keys())
    proof = folded(item.quote) if item.quote and item.quote not in item.rationale else ""
    quote = f'<blockquote class="{QUOTE_CLASS}">{paragraph(proof)}</blockquote>' if proof else ""
    rationale = paragraph(item.rationale) if folded(item.rationale) else ""
    if rationale or quote:
        yield RATIONALE, f"{rationale}{quote}"


def _modal(name: str, markup: str) -> str:
    return f'<modalFeedback outcomeIdentifier="{FEEDBACK}" identifier="{name}" showHide="show">{markup}</modalFeedback>'


def _asked(item: Item) -> _Asked:
    how = item.body.interaction(item.stem)
    match how:
        case Choice(options=options):
            _require(item, [option.text for option in options])
            return _choice(how)
        case TextEntry(open=True):
            answers = item.body.keys()
            _require(item, answers)
            text = "; ".join(folded(answer) for answer in answers)
            key = Key(base="string", correct=(text,), is_graded=False)
            return _Asked(keys=(key,), body=_interaction("extendedText", "", _prompt(how.prompt)))
        case TextEntry(answers=answers):
            _require(item, answers)
            return _Asked(
                keys=(_written(RESPONSE, answers),), body=f"{paragraph(how.prompt)}<p>{_entry(RESPONSE)}</p>"
            )
        case Match(pairs=pairs):
            _require(item, [text for pair in pairs for text in pair])
            return _match(how)
        case Order(sequence=sequence):
            _require(item, sequence)
            return _order(how)
        case Gap():
            return _gaps(item, in_order(how, kind=item.kind, format=FORMAT))
    raise ExportUnsupported(item.kind, FORMAT)


def _require(item: Item, texts: Sequence[str]) -> None:
    if not all(folded(text) for text in texts):
        raise ExportUnsupported(item.kind, FORMAT, _NO_TEXT)


def _interaction(name: str, shown: str, content: str) -> str:
    return f'<{name}Interaction responseIdentifier="{RESPONSE}"{shown}>{content}</{name}Interaction>'


def _prompt(text: str) -> str:
    return f"<prompt>{inline(text)}</prompt>"


def _written(name: str, answers: Sequence[str]) -> Key:
    texts = tuple(dict.fromkeys(folded(answer) for answer in answers))
    return Key(identifier=name, base="string", correct=texts[:1], worth=[(text, 1.0) for text in texts])


def _entry(name: str) -> str:
    return f'<textEntryInteraction responseIdentifier="{name}" expectedLength="24"/>'


def _choice(how: Choice) -> _Asked:
    """Of several keys each earns an equal share, and a wrong option costs as much."""
    named = [(f"C{n}", option) for n, option in enumerate(how.options, 1)]
    right = [name for name, option in named if option.correct]
    share = 1 / max(len(right), 1)
    key = Key(
        cardinality="multiple" if how.multiple else "single",
        correct=right,
        worth=[(name, share if option.correct else -share) for name, option in named] if how.multiple else (),
    )
    offered = "".join(
        f'<simpleChoice identifier="{name}">{inline(option.text)}</simpleChoice>' for name, option in named
    )
    shown = f' shuffle="{_shuffled(how)}" maxChoices="{0 if how.multiple else 1}"'
    body = _interaction("choice", shown, f"{_prompt(how.prompt)}{offered}")
    return _Asked(keys=(key,), body=body, feedback=tuple(_told(named)))


def _shuffled(how: Choice) -> str:
    """True comes before false for everybody."""
    return "false" if [option.text for option in how.options] == ["True", "False"] else "true"


def _told(named: Sequence[tuple[str, Option]]) -> Iterator[tuple[str, str]]:
    for name, option in named:
        if folded(option.feedback):
            yield name, paragraph(option.feedback)


def _match(how: Match) -> _Asked:
    """Rights in alphabetical order, which tells nothing, each as often as it is needed."""
    rights = sorted({folded(right) for _, right in how.pairs}, key=lambda text: (text.casefold(), text))
    names = {text: f"R{n}" for n, text in enumerate(rights, 1)}
    tied = [f"L{n} {names[folded(right)]}" for n, (_, right) in enumerate(how.pairs, 1)]
    key = Key(
        cardinality="multiple",
        base="directedPair",
        correct=tied,
        worth=[(pair, 1 / len(tied)) for pair in tied],
    )
    lefts = "".join(
        f'<simpleAssociableChoice identifier="L{n}" matchMax="1">{inline(left)}</simpleAssociableChoice>'
        for n, (left, _) in enumerate(how.pairs, 1)
    )
    offered = "".join(
        f'<simpleAssociableChoice identifier="{names[text]}" matchMax="0">{inline(text)}</simpleAssociableChoice>'
        for text in rights
    )
    sets = f"<simpleMatchSet>{lefts}</simpleMatchSet><simpleMatchSet>{offered}</simpleMatchSet>"
    shown = f' shuffle="true" maxAssociations="{len(tied)}"'
    return _Asked(keys=(key,), body=_interaction("match", shown, f"{_prompt(how.prompt)}{sets}"))


def _order(how: Order) -> _Asked:
    """Parts in alphabetical order, from which they are shuffled."""
    placed = sorted(map(folded, how.sequence), key=lambda text: (text.casefold(), text))
    names = [(f"P{n}", text) for n, text in enumerate(placed, 1)]
    left = list(names)
    correct = []
    for part in map(folded, how.sequence):
        found = next(one for one in left if one[1] == part)
        left.remove(found)
        correct.append(found[0])
    offered = "".join(
        f'<simpleChoice identifier="{name}">{inline(text)}</simpleChoice>' for name, text in names
    )
    body = _interaction("order", ' shuffle="true"', f"{_prompt(how.prompt)}{offered}")
    return _Asked(keys=(Key(cardinality="ordered", correct=correct),), body=body)


def _gaps(item: Item, how: Gap) -> _Asked:
    """A text entry in place of each gap; all together earn the mean."""
    for gap in how.gaps:
        _require(item, (gap.key, *gap.accept))
    names = [RESPONSE] if len(how.gaps) == 1 else [f"{RESPONSE}{n}" for n in range(1, len(how.gaps) + 1)]
    pieces = [text for text, number in pieces_of(folded(how.text)) if not number]
    first, *others = ("<br/>".join(map(escape, piece.split("\n"))) for piece in pieces)
    body = first + "".join(f"{_entry(name)}{text}" for name, text in zip(names, others, strict=True))
    keys = tuple(_written(name, (gap.key, *gap.accept)) for name, gap in zip(names, how.gaps, strict=True))
    return _Asked(keys=keys, body=f"<p>{body}</p>")
