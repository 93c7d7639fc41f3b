"""Items from a text in GIFT; a faulty block costs only itself."""

from __future__ import annotations

from quizapp.core.items.kinds.basic import Basic
from quizapp.exchange.gift import faults
from quizapp.exchange.gift.blocks import Block, blocks_of
from quizapp.exchange.gift.bodies import body_of
from quizapp.exchange.gift.escapes import bare
from quizapp.exchange.gift.faults import Fault
from quizapp.exchange.gift.formats import plain_text
from quizapp.exchange.gift.sections import sections_of
from quizapp.exchange.gift.stems import stem_and_body
from quizapp.exchange.gift.written import LineError, Reading, Written


def read_gift(text: str) -> Reading:
    """Items and errors of a text as teachers type it, after Moodle's description of the format.

    Every text gives a reading, and in time that grows with its length. What the house's kinds cannot hold is left out:
    an answer that earns only a share beside a full one counts as wrong, written answers have no feedback, formatted
    text becomes plain text. Numbers with a tolerance, two full keys, extra rights of a match and texts without answers
    are errors. An essay is a card whose answer is the general feedback.
    """
    items: list[Written] = []
    errors: list[LineError] = []
    is_open = False
    for block in blocks_of(text):
        if is_open and _is_rest(block):
            is_open = "}" not in block.text
            continue
        found = _read(block)
        is_open = isinstance(found, Fault) and found.template == faults.NOT_CLOSED
        if isinstance(found, Fault):
            errors.append(_located(found, block))
        else:
            items.append(found)
    return Reading(items=tuple(items), errors=tuple(errors))


def _is_rest(block: Block) -> bool:
    """Whether it continues answers that an empty line has cut: it belongs to the error before it."""
    return "{" not in block.text and bare(block.text).startswith(("=", "~", "#", "}"))


def _located(fault: Fault, block: Block) -> LineError:
    if fault.at is None:
        return LineError(line=block.line, template=fault.template, values=fault.values)
    line = block.line + block.text.count("\n", 0, fault.at)
    column = fault.at - (block.text.rfind("\n", 0, fault.at) + 1) + 1
    return LineError(line=line, column=column, template=fault.template, values=fault.values)


def _read(block: Block) -> Written | Fault:
    sections = sections_of(block.text)
    if isinstance(sections, Fault):
        return sections
    rationale = plain_text(sections.general, sections.format)
    body = body_of(sections.inside, model=rationale)
    if isinstance(body, Fault):
        return body
    stem, body = stem_and_body(sections, body)
    if not stem:
        return Fault(template=faults.NO_STEM)
    return Written(
        line=block.line,
        stem=stem,
        body=body,
        category=block.category,
        rationale="" if isinstance(body, Basic) else rationale,
        name=plain_text(sections.title, "plain"),
        id=block.id,
        tags=block.tags,
    )
