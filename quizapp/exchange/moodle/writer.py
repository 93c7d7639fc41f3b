"""Items as Moodle XML that Moodle imports and `read_moodle` reads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from quizapp.core.decks.deck import Deck
from quizapp.core.items.interaction import Choice, Gap, Match, Option, Order, TextEntry
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.gaps import in_order, pieces_of
from quizapp.exchange.markup import markup_of, require_words
from quizapp.exchange.moodle.embedded import MARK, can_be_spelled, gap_of, starred
from quizapp.exchange.moodle.texts import cdata, model_answer, paragraph, piece, plain, quoted
from quizapp.exchange.titles import title_of
from quizapp.phrases import phrase

FORMAT = "Moodle XML"
OURS = "quizapp-deck-"
"""Begins the id of a category that is the deck itself: its items have no category of their own."""
_CLAIM = ("True", "False")
# shares that Moodle takes: others refuse the whole file
_SHARES = {
    1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111",
    10: "10", 20: "5",
}  # fmt: skip
_NO_SHARE = phrase("%(format)s has no equal share for so many right answers.")
_BACKSLASH = phrase("%(format)s would take a backslash out of an answer.")


def write_moodle(deck: Deck, items: Sequence[Item]) -> bytes:
    """The items in their order, in categories below one with the deck's title.

    Raises `ExportUnsupported` for an item that Moodle would read as another one.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    category: str | None = None
    for item in items:
        if item.category != category:
            category = item.category
            lines.append(_category(deck, category))
        lines.append(write_question(item))
    return "\n".join([*lines, "</quiz>", ""]).encode()


def _category(deck: Deck, category: str) -> str:
    own, path = _part(category), f"$course$/top/{_part(deck.title) or 'quizapp'}"
    idnumber = "" if own else f"{OURS}{deck.id}"
    return "\n".join(
        [
            '  <question type="category">',
            f"    <category><text>{cdata(f'{path}/{own}' if own else path)}</text></category>",
            '    <info format="html"><text></text></info>',
            f"    <idnumber>{escape(idnumber)}</idnumber>",
            "  </question>",
        ]
    )


def _part(name: str) -> str:
    """A part of a path, in which a slash is written twice; spaces keep it off the slashes that part the path."""
    part = " ".join(plain(name).split()).replace("/", "//")
    return f"{' ' if part.startswith('/') else ''}{part}{' ' if part.endswith('/') else ''}"


def write_question(item: Item) -> str:
    """One item. Raises `ExportUnsupported`."""
    require_words(item, "Moodle XML")
    type, stem, rest = _parts(item)
    lines = [
        f'  <question type="{type}">',
        f"    <name><text>{cdata(title_of(item.stem))}</text></name>",
        _text("questiontext", stem),
        _text("generalfeedback", _feedback(item)),
        "    <defaultgrade>1</defaultgrade>",
        f"    <penalty>{'1' if type == 'truefalse' else '0' if type == 'essay' else '0.3333333'}</penalty>",
        "    <hidden>0</hidden>",
        f"    <idnumber>{escape(plain(item.id), quote=False)}</idnumber>",
        *rest,
        *_tags(item),
        "  </question>",
    ]
    return "\n".join(lines)


def _feedback(item: Item) -> str:
    """What learners see when they have answered: the answer of a card, the rationale, and a quote that says more."""
    answer = model_answer(item.body.keys()) if item.body.self_graded else ""
    proof = quoted(item.quote) if item.quote and item.quote not in item.rationale else ""
    return f"{answer}{paragraph(item.rationale)}{proof}"


def _tags(item: Item) -> Iterator[str]:
    if item.tags:
        tags = "".join(f"<tag><text>{cdata(plain(tag))}</text></tag>" for tag in item.tags)
        yield f"    <tags>{tags}</tags>"


def _text(name: str, markup: str) -> str:
    return f'    <{name} format="html"><text>{cdata(markup)}</text></{name}>'


def _parts(item: Item) -> tuple[str, str, list[str]]:
    """Moodle's type, the markup of the stem, and the lines of the answers."""
    how = item.body.interaction(item.stem)
    match how:
        case Choice(options=options, multiple=multiple):
            if not multiple and tuple(option.text for option in options) == _CLAIM:
                return "truefalse", paragraph(how.prompt), [_claim(option) for option in options]
            return "multichoice", paragraph(how.prompt), _choice(item, options, multiple=multiple)
        case TextEntry(open=True):
            return "essay", paragraph(how.prompt), _essay(item.body.keys())
        case TextEntry(answers=answers):
            lines = [_answer("100", cdata(starred(plain(answer)))) for answer in answers]
            return "shortanswer", paragraph(how.prompt), ["    <usecase>0</usecase>", *lines]
        case Match(pairs=pairs):
            lines = [_pair(left, right) for left, right in pairs]
            return "matching", paragraph(how.prompt), ["    <shuffleanswers>true</shuffleanswers>", *lines]
        case Order(sequence=sequence):
            return "ordering", paragraph(how.prompt), _order(sequence)
        case Gap():
            return "cloze", _cloze(item, how), []
    raise ExportUnsupported(item.kind, FORMAT)


def _answer(share: str, text: str, feedback: str = "", format: str = "moodle_auto_format") -> str:
    told = f'<feedback format="html"><text>{cdata(feedback)}</text></feedback>'
    return f'    <answer fraction="{share}" format="{format}"><text>{text}</text>{told}</answer>'


def _claim(option: Option) -> str:
    return _answer("100" if option.correct else "0", option.text.lower(), piece(option.feedback))


def _choice(item: Item, options: Sequence[Option], *, multiple: bool) -> list[str]:
    """Of several keys each earns an equal share, and a wrong option costs as much, as here."""
    share = _SHARES.get(sum(option.correct for option in options))
    if share is None:
        raise ExportUnsupported(item.kind, FORMAT, _NO_SHARE)
    lines = [f"    <single>{'false' if multiple else 'true'}</single>", "    <shuffleanswers>true</shuffleanswers>",
             "    <answernumbering>abc</answernumbering>"]  # fmt: skip
    for option in options:
        worth = share if option.correct else f"-{share}" if multiple else "0"
        lines.append(_answer(worth, cdata(piece(option.text)), piece(option.feedback), "html"))
    return lines


def _essay(members: Sequence[str]) -> list[str]:
    return [
        "    <responseformat>editor</responseformat>",
        "    <responserequired>1</responserequired>",
        "    <responsefieldlines>10</responsefieldlines>",
        "    <attachments>0</attachments>",
        "    <attachmentsrequired>0</attachmentsrequired>",
        _text("graderinfo", model_answer(members)),
        _text("responsetemplate", ""),
    ]


def _pair(left: str, right: str) -> str:
    answer = f"<answer><text>{cdata(plain(right))}</text></answer>"
    return f'    <subquestion format="html"><text>{cdata(piece(left))}</text>{answer}</subquestion>'


def _order(sequence: Sequence[str]) -> list[str]:
    """Every pair of parts counts, which is nearest to how an order is marked here."""
    head = [
        "    <layouttype>VERTICAL</layouttype>",
        "    <selecttype>ALL</selecttype>",
        f"    <selectcount>{len(sequence)}</selectcount>",
        "    <gradingtype>RELATIVE_ALL_PREVIOUS_AND_NEXT</gradingtype>",
        "    <showgrading>SHOW</showgrading>",
        "    <numberingstyle>none</numberingstyle>",
    ]
    lines = [
        f'    <answer fraction="{place}" format="html"><text>{cdata(piece(part))}</text></answer>'
        for place, part in enumerate(sequence, 1)
    ]
    return head + lines


def _cloze(item: Item, how: Gap) -> str:
    """The text with its gaps; a brace that is only text is spelled out, so that it opens none."""
    ordered = in_order(how, kind=item.kind, format=FORMAT)
    if not all(can_be_spelled(plain(text)) for gap in ordered.gaps for text in (gap.key, *gap.accept)):
        raise ExportUnsupported(item.kind, FORMAT, _BACKSLASH)
    marked = "".join(MARK if number else text for text, number in pieces_of(plain(ordered.text)))
    first, *others = markup_of(marked).replace("{", "&#123;").split(MARK)
    gaps = map(gap_of, ordered.gaps)
    return f"<p>{first}{''.join(f'{gap}{text}' for gap, text in zip(gaps, others, strict=True))}</p>"
