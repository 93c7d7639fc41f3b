"""A note type's style sheet, as far as it can do no harm to the page around a card.

Left out, since they reach beyond the card, load something or fail at night: every @-rule, ids, positions, generated
content, addresses, animation, selectors of programs and modes (``.mobile``, ``.nightMode``), black and white.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.exchange.apkg.reading.looks import PREFIX, colour
from quizapp.exchange.apkg.reading.sanitising import TAGS

_MAX_STYLE = 100_000
_MAX_RULES = 2_000
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_SIMPLE = re.compile(
    r"([a-zA-Z][a-zA-Z0-9]*|\*)?((?:\.[a-zA-Z_][\w-]*)*)((?::(?:first|last|nth|only)-child(?:\([\w+ ]{1,8}\))?)?)"
)
_COMBINATOR = re.compile(r"\s*([>+~\s])\s*")
_ROOT = re.compile(r"(?:html|body|\.card[0-9]{0,3}|#qa)(?:\.card[0-9]{0,3})*")
_OF_PROGRAMS = re.compile(
    r"\.(?:night[-_]?mode|mobile|android|ios|iphone|ipad|win|mac|linux|isWin|isMac|isLin)\b", re.I
)
_VALUE = re.compile(r"[\w\s.%,'\"#-]{1,120}")
_NEGATIVE = re.compile(r"(?:^|\s)-\s*[\d.]")
_PROPERTIES = frozenset(
    "font-family font-size font-style font-variant font-weight text-align text-decoration text-decoration-line "
    "text-transform text-indent line-height letter-spacing word-spacing white-space vertical-align direction "
    "list-style list-style-type border border-top border-right border-bottom border-left border-radius border-width "
    "border-style border-collapse border-spacing margin margin-top margin-right margin-bottom margin-left padding "
    "padding-top padding-right padding-bottom padding-left width max-width max-height min-width color background "
    "background-color display float clear".split()
)
_DISPLAYS = frozenset("none block inline inline-block list-item table table-row table-cell".split())


def scoped(css: str, under: str) -> str:
    """The rules that are safe, each below the selector ``under``; colours are variables such as ``--anki-color-red``
    and ``--anki-on-yellow``, which the page draws for day and night. Classes have the prefix of `sanitised`."""
    if len(css) > _MAX_STYLE:
        return ""
    return "\n".join(_rules(_COMMENT.sub(" ", css), under))


def _rules(css: str, under: str) -> Iterator[str]:
    for number, (head, body) in enumerate(_blocks(css)):
        if number >= _MAX_RULES:
            return
        selectors = [found for part in head.split(",") if (found := _selector(part.strip(), under))]
        declarations = [found for part in body.split(";") if (found := _declaration(part))]
        if selectors and declarations:
            yield f"{', '.join(selectors)} {{ {'; '.join(declarations)} }}"


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Head and body of each plain rule; an @-rule goes with all that is inside it."""
    at = 0
    while (opening := css.find("{", at)) >= 0:
        head = css[at:opening].rpartition(";")[2].strip()
        closing = css.find("}", opening)
        inner = css.find("{", opening + 1)
        if closing < 0:
            return
        if head.startswith("@") or 0 <= inner < closing:
            at = _end(css, opening)
            continue
        yield head, css[opening + 1 : closing]
        at = closing + 1


def _end(css: str, opening: int) -> int:
    """Behind the bracket that closes this one."""
    depth = 0
    for sign in re.finditer(r"[{}]", css[opening:]):
        depth += 1 if sign[0] == "{" else -1
        if depth == 0:
            return opening + sign.end()
    return len(css)


def _selector(stated: str, under: str) -> str:
    if not stated or _OF_PROGRAMS.search(stated):
        return ""
    root = _ROOT.match(stated)
    rest = stated[root.end() :] if root else stated
    if root and not rest:
        return under
    if root and not rest[0].isspace() and rest[0] not in ">+~":
        return ""
    parts = _COMBINATOR.split(rest.strip())
    simple = [_simple(part) for part in parts[::2]]
    if not all(simple):
        return ""
    joined = simple[0] + "".join(
        f" {sign.strip()} {part}".replace("  ", " ")
        for sign, part in zip(parts[1::2], simple[1:], strict=False)
    )
    return f"{under} {joined}"


def _simple(stated: str) -> str:
    found = _SIMPLE.fullmatch(stated)
    if not found or not stated:
        return ""
    tag = (found[1] or "").lower()
    if tag and tag != "*" and tag not in TAGS:
        return ""
    return tag + found[2].replace(".", f".{PREFIX}") + found[3]


def _declaration(stated: str) -> str:
    name, _, value = stated.partition(":")
    name, value = name.strip().lower(), value.lower().replace("!important", "").strip()
    if name not in _PROPERTIES:
        return ""
    if name in ("color", "background", "background-color"):
        nearest = colour(value)
        if not nearest:
            return ""
        return (
            f"color: var(--anki-color-{nearest})"
            if name == "color"
            else f"background-color: var(--anki-on-{nearest})"
        )
    if not _VALUE.fullmatch(value) or _NEGATIVE.search(value) or value.count('"') % 2 or value.count("'") % 2:
        return ""
    return "" if name == "display" and value not in _DISPLAYS else f"{name}: {value}"
