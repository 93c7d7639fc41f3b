"""The text before and behind the braces as one stem, with a gap where they stood in its midst."""

from __future__ import annotations

import re

from quizapp.core.items.interaction import GapKey
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.exchange.gift.escapes import GAP, bare
from quizapp.exchange.gift.formats import as_plain
from quizapp.exchange.gift.sections import Sections

_BLANK = "_____"
_NUMBERED = re.compile(r"\{\{[0-9]{1,3}\}\}")
_CLOSING = tuple(".,;:!?…。，；：！？")


def stem_and_body(sections: Sections, body: ItemBody) -> tuple[str, ItemBody]:
    """The stem, empty where nothing is asked; a text to write in the midst of a sentence makes a cloze of it."""
    if not _goes_on(sections):
        return _plain(sections, sections.before), body
    if not _plain(sections, f"{sections.before}{sections.after}"):
        return "", body
    if not isinstance(body, Mcq | MultipleResponse | ShortAnswer):
        return _joined(sections), body
    stem = _plain(sections, f"{sections.before}{GAP}{sections.after}")
    if not isinstance(body, ShortAnswer) or _NUMBERED.search(stem):
        return stem.replace(GAP, _BLANK), body
    key, *accept = body.answers
    return stem.replace(GAP, "{{1}}"), Cloze(gaps=(GapKey(key=key, accept=tuple(accept)),))


def _goes_on(sections: Sections) -> bool:
    """Whether text stands behind the braces; tags that only close what was opened are none, an escaped line end is."""
    if sections.format == "html":
        return bool(_plain(sections, sections.after))
    return bool(bare(sections.after))


def _joined(sections: Sections) -> str:
    """Both texts without a gap, for answers that are no part of the sentence."""
    before, after = sections.before.rstrip(), sections.after.lstrip()
    return _plain(sections, f"{before}{after}" if after.startswith(_CLOSING) else f"{before} {after}")


def _plain(sections: Sections, raw: str) -> str:
    return as_plain(raw, sections.format).strip()
