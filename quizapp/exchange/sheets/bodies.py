"""The body of an item from the cells of its row."""

from __future__ import annotations

from quizapp.core.items.codec import body_from_plain
from quizapp.core.items.kind import ItemBody
from quizapp.errors import InputError
from quizapp.exchange.sheets.cells import parted, subparted
from quizapp.phrases import phrase

NO_KEY = phrase("The row has no key. Write the answer into the column “key”.")
NO_PAIR = phrase("Every pair is written as “left = right”, with “|” between pairs.")
NO_KIND = phrase("There is no kind of item named “%(kind)s”.")
_CHOICES = ("mcq", "multiple_response", "true_false")


def body_of(kind: str, *, key: str, options: str = "", feedback: str = "") -> ItemBody:
    """The body of a row. Raises `InputError` with a sentence for who filled it in."""
    if not any(parted(key)):
        raise InputError(NO_KEY)
    if kind in _CHOICES:
        return body_from_plain(
            kind, {"options": _options(kind, parted(key), parted(options), parted(feedback))}
        )
    if kind in {"basic", "short_answer"}:
        return body_from_plain(kind, {"answers": parted(key)})
    if kind == "ordering":
        return body_from_plain(kind, {"sequence": parted(key)})
    if kind == "cloze":
        gaps = [{"key": first, "accept": others} for first, *others in subparted(key)]
        return body_from_plain(kind, {"gaps": gaps})
    if kind == "matching":
        return body_from_plain(kind, {"pairs": [_pair(row) for row in subparted(key)]})
    raise InputError(NO_KIND, kind=kind)


def kind_of(stem: str, *, key: str, options: str) -> str:
    """The kind of a row that names none."""
    if "{{1}}" in stem:
        return "cloze"
    if options.strip():
        return "mcq" if len(parted(key)) < len(("one", "two")) else "multiple_response"
    return "basic"


def _options(
    kind: str, keys: tuple[str, ...], offered: tuple[str, ...], feedback: tuple[str, ...]
) -> list[dict[str, object]]:
    if kind == "true_false" and not offered:
        offered = ("True", "False")
    texts = (*(key for key in keys if key not in offered), *offered)
    told = (*feedback, *[""] * len(texts))
    return [
        {"text": text, "correct": text in keys, "feedback": said}
        for text, said in zip(texts, told, strict=False)
    ]


def _pair(row: tuple[str, ...]) -> dict[str, str]:
    if len(row) != len(("left", "right")):
        raise InputError(NO_PAIR)
    return {"left": row[0], "right": row[1]}
