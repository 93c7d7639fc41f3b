"""Items as a text in GIFT that Moodle imports and `read_gift` reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizapp.core.items.interaction import Choice, Gap, Match, Sides, TextEntry
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.gaps import in_order
from quizapp.exchange.gift.escapes import BACKSLASH, bare, escaped, readable
from quizapp.exchange.gift.formats import PREFIXES
from quizapp.exchange.gift.marking import (
    ARROW,
    marked_choice,
    marked_claim,
    marked_pairs,
    marked_texts,
    text_of_answer,
)
from quizapp.phrases import phrase

FORMAT = "GIFT"
_GAP = "{{1}}"
_LINE_FEED = BACKSLASH + "n"
_GENERAL = "####"
_CLAIM = ("True", "False")
_ARROW_WRITTEN = phrase("%(format)s would take an answer with an arrow for a pair.")
_ONE_GAP = phrase("%(format)s has room for one gap in a text.")


def write_gift(items: Sequence[Item]) -> str:
    """The items in their order, each with its id, tags and rationale; a category stands where it changes.

    Raises `ExportUnsupported` for what the format cannot carry: an order, a cloze with several gaps, and a written
    answer that holds an arrow, which would be a pair. Left out are the evidence, and the rationale of a card that
    learners judge themselves: its answer takes that place.
    """
    return "\n\n".join(_blocks(items)) + "\n" if items else ""


def _blocks(items: Sequence[Item]) -> Iterator[str]:
    category = ""
    for item in items:
        if item.category != category:
            category = item.category
            yield f"$CATEGORY: {_path(category)}"
        yield _block(item)


def _path(category: str) -> str:
    """A category as a path of one part; what looks like one of Moodle's own names stands below its root."""
    name = _one_line(category).replace("/", "//")
    if not name:
        return "top"
    return f"top/{name}" if name == "top" or name.startswith("$") else name


def _one_line(name: str) -> str:
    return " ".join(readable(name).split()).replace(BACKSLASH, BACKSLASH * 2)


def _block(item: Item) -> str:
    before, answers, after = _parts(item)
    comment = _comment(item)
    has_general = item.rationale.strip() and not answers.startswith(_GENERAL)
    general = f"{_GENERAL}{text_of_answer(item.rationale)}" if has_general else ""
    end = "\n" if general and answers.startswith("\n") else ""
    block = f"{before}{{{answers}{general}{end}}}{after}"
    return f"{comment}[plain]{block}" if _is_plain(block) else f"{comment}{block}"


def _comment(item: Item) -> str:
    """The line above a block from which Moodle takes an id and tags."""
    names = [("id", item.id), *(("tag", tag) for tag in item.tags)]
    told = [f"[{name}:{_one_line(text).replace(']', BACKSLASH + ']')}]" for name, text in names if text]
    return f"// {' '.join(told)}\n" if told else ""


def _is_plain(block: str) -> bool:
    """Whether Moodle would take some of it as markup, a format or a comment unless told that it is plain."""
    return "<" in block or "&" in block or block.startswith((*PREFIXES, "//"))


def _parts(item: Item) -> tuple[str, str, str]:
    """Escaped: what stands before the braces, in them but for the rationale, and behind them."""
    how = item.body.interaction(item.stem)
    match how:
        case Choice(options=options, multiple=multiple):
            is_claim = not multiple and tuple(option.text for option in options) == _CLAIM
            answers = marked_claim(options) if is_claim else marked_choice(options, multiple=multiple)
            return f"{escaped(how.prompt)} ", answers, ""
        case Match(pairs=pairs):
            return f"{escaped(how.prompt)} ", marked_pairs(pairs), ""
        case Sides():  # words alone would lose what the card shows
            raise ExportUnsupported(item.kind, FORMAT)
        case TextEntry(open=True):
            return f"{escaped(how.prompt)} ", f"{_GENERAL}{text_of_answer(how.answers[0])}", ""
        case TextEntry(answers=texts):
            return f"{escaped(how.prompt)} ", _written(item, texts), ""
        case Gap(gaps=(gap,)):
            text = in_order(how, kind=item.kind, format=FORMAT).text
            before, _, after = escaped(text).partition(escaped(_GAP))
            return before, _written(item, (gap.key, *gap.accept)), after if bare(after) else _LINE_FEED
        case Gap():
            raise ExportUnsupported(item.kind, FORMAT, _ONE_GAP)
    raise ExportUnsupported(item.kind, FORMAT)


def _written(item: Item, texts: Sequence[str]) -> str:
    """Answers to write. Raises `ExportUnsupported` for one with an arrow."""
    if any(ARROW in text for text in texts):
        raise ExportUnsupported(item.kind, FORMAT, _ARROW_WRITTEN)
    return marked_texts(texts)
