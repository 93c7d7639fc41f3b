"""Items from Moodle XML; a faulty one costs only itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.core.items.interaction import GapKey
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.errors import ImportRejected, InputError
from quizapp.exchange.gaps import MOST_GAPS, TOO_MANY, has_gaps
from quizapp.exchange.gift.blocks import category_of
from quizapp.exchange.gift.written import LineError, Reading, Written
from quizapp.exchange.markup import text_of
from quizapp.exchange.moodle import faults
from quizapp.exchange.moodle.bodies import BODIES
from quizapp.exchange.moodle.embedded import MARK, gaps_in
from quizapp.exchange.moodle.texts import bare_in, markup_in, members_in, plain, text_in
from quizapp.exchange.moodle.writer import OURS
from quizapp.exchange.xmltree import tree_of
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from lxml.etree import _Element

NO_QUIZ = phrase("This XML is not one of Moodle’s question bank. Export there as “Moodle XML format”.")


def read_moodle(raw: bytes) -> Reading:
    """Items and errors of a file. Raises `ImportRejected` for what is no Moodle XML.

    What the house's kinds cannot hold is left out: an answer that earns a share beside a full one counts as wrong,
    written answers have no feedback, formatted text becomes plain text; hints and penalties are not read. An item with
    pictures, a tolerance or a type of its own is an error.
    """
    root = tree_of(raw)
    if root.tag != "quiz":
        raise ImportRejected(NO_QUIZ)
    items, errors = list[Written](), list[LineError]()
    category = ""
    for question in root.findall("question"):
        if question.get("type") == "category":
            category = _category(question)
            continue
        try:
            items.append(_item(question, category))
        except InputError as error:
            errors.append(LineError(line=_line(question), template=error.template, values=error.values))
    return Reading(items=tuple(items), errors=tuple(errors))


def _line(element: _Element) -> int:
    return int(element.sourceline or 1)


def _category(question: _Element) -> str:
    """The last part of its path; none where it stands for a deck of ours."""
    if (question.findtext("idnumber") or "").startswith(OURS):
        return ""
    return category_of(bare_in(question.find("category")))


def _item(question: _Element, category: str) -> Written:
    """Raises `InputError`."""
    type = (question.get("type") or "").strip()
    stem, body = _asked(type, question)
    if not stem:
        raise InputError(faults.NO_STEM)
    return Written(
        line=_line(question),
        stem=stem,
        body=body,
        category=category,
        rationale=_rationale(question, body),
        name=bare_in(question.find("name")),
        id=plain(question.findtext("idnumber") or ""),
        tags=tuple(dict.fromkeys(tag for one in question.findall("tags/tag") if (tag := bare_in(one)))),
    )


def _asked(type: str, question: _Element) -> tuple[str, ItemBody]:
    if type in {"cloze", "multianswer"}:
        return _cloze(question)
    if type not in BODIES:
        raise InputError(faults.UNKNOWN_TYPE, type=type[:40])
    return text_in(question.find("questiontext")), BODIES[type](question)


def _cloze(question: _Element) -> tuple[str, ItemBody]:
    marked, gaps = gaps_in(markup_in(question.find("questiontext")))
    text = text_of(marked).strip()
    if len(gaps) > MOST_GAPS:
        raise InputError(TOO_MANY, most=MOST_GAPS)
    if has_gaps(text):
        raise InputError(faults.NUMBERED)
    if not gaps or text.count(MARK) != len(gaps):
        raise InputError(faults.NO_GAP)
    return _numbered(text, gaps)


def _numbered(text: str, gaps: tuple[GapKey, ...]) -> tuple[str, ItemBody]:
    first, *others = text.split(MARK)
    stem = first + "".join(f"{{{{{number}}}}}{piece}" for number, piece in enumerate(others, 1))
    return stem, Cloze(gaps=gaps)


def _rationale(question: _Element, body: ItemBody) -> str:
    """The feedback for all, unless an essay without an answer of its own has lent it as the answer."""
    is_lent = body.self_graded and not any(members_in(question.find("graderinfo")))
    return "" if is_lent else text_in(question.find("generalfeedback"))
