"""Inline styles of strangers' cards as a few classes: colours readable by day and by night, nothing that moves.

An inline style would not pass the content policy of our pages, and “black on nothing” is invisible at night. So a
colour becomes the nearest of a palette that the page draws, and other declarations one of `LOOKS`, or nothing.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from functools import lru_cache

PREFIX = "anki-"
"""Before every class of a stranger's card, which so never meets a class of ours."""

COLOURS = ("red", "orange", "yellow", "green", "teal", "blue", "purple", "pink", "grey")
LOOKS = (
    *(f"color-{colour}" for colour in COLOURS),
    *(f"on-{colour}" for colour in COLOURS),
    *"bold italic underline strike center left right justify super sub mono small large pre rtl".split(),
)
"""What stands behind the prefix in classes that are made of inline styles."""

_HUES = ((15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (195, "teal"), (255, "blue"), (290, "purple"),
         (345, "pink"), (361, "red"))  # fmt: skip
_NAMED = {
    "red": "f00", "orange": "ffa500", "yellow": "ff0", "green": "008000", "lime": "0f0", "teal": "008080",
    "cyan": "0ff", "aqua": "0ff", "blue": "00f", "navy": "000080", "purple": "800080", "magenta": "f0f",
    "fuchsia": "f0f", "pink": "ffc0cb", "grey": "808080", "gray": "808080", "silver": "c0c0c0", "brown": "a52a2a",
    "maroon": "800000", "olive": "808000", "crimson": "dc143c", "gold": "ffd700", "tomato": "ff6347",
    "darkgreen": "006400", "darkblue": "00008b", "darkred": "8b0000", "lightblue": "add8e6",
    "lightgreen": "90ee90", "skyblue": "87ceeb", "steelblue": "4682b4", "violet": "ee82ee", "indigo": "4b0082",
    "darkorange": "ff8c00", "royalblue": "4169e1", "forestgreen": "228b22", "deepskyblue": "00bfff",
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*(?:[,/][^)]*)?\)")
_SIZE = re.compile(r"([0-9]{0,4}\.?[0-9]{1,4})(px|pt|em|rem|%)")
_MAX_STYLE = 2_000
_UNITS = {"px": 16.0, "pt": 12.0, "em": 1.0, "rem": 1.0, "%": 100.0}
_PLAIN = {
    ("font-weight", "bold"): "bold", ("font-weight", "bolder"): "bold", ("font-weight", "600"): "bold",
    ("font-weight", "700"): "bold", ("font-weight", "800"): "bold", ("font-weight", "900"): "bold",
    ("font-style", "italic"): "italic", ("font-style", "oblique"): "italic", ("vertical-align", "super"): "super",
    ("vertical-align", "sub"): "sub", ("direction", "rtl"): "rtl", ("font-size", "small"): "small",
    ("font-size", "smaller"): "small", ("font-size", "x-small"): "small", ("font-size", "large"): "large",
    ("font-size", "larger"): "large", ("font-size", "x-large"): "large", ("font-size", "xx-large"): "large",
    **{("text-align", side): side for side in ("center", "left", "right", "justify")},
    **{("white-space", value): "pre" for value in ("pre", "pre-wrap", "pre-line", "break-spaces")},
}  # fmt: skip
STYLES = frozenset(
    {name for name, _ in _PLAIN}
    | {"color", "background-color", "background", "text-decoration", "text-decoration-line", "font-family", "display",
       "visibility"}
)  # fmt: skip
"""Properties of which anything is kept."""


def looks(style: str) -> tuple[str, ...]:
    """Classes of an inline style, prefixed; ``hidden`` alone has no prefix: it is an attribute's name."""
    return _once(style) if len(style) <= _MAX_STYLE else ()


@lru_cache(maxsize=1024)
def _once(style: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_looks(style)))


def colour(value: str) -> str:
    """The nearest of `COLOURS`; empty for black, white and what is no colour."""
    rgb = _rgb(value.strip().lower())
    if rgb is None:
        return ""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    if saturation < 0.15 or not 0.06 < lightness < 0.97:
        return "grey" if 0.25 < lightness < 0.85 else ""
    return next(name for most, name in _HUES if hue * 360 < most)


def _looks(style: str) -> Iterator[str]:
    for declaration in style.split(";"):
        name, _, stated = declaration.partition(":")
        name, value = name.strip().lower(), stated.replace("!important", "").strip().lower()
        if (name, value) in _PLAIN:
            yield PREFIX + _PLAIN[name, value]
        elif (name, value) in (("display", "none"), ("visibility", "hidden")):
            yield "hidden"
        elif name in ("color", "background-color", "background"):
            if nearest := colour(value):
                yield f"{PREFIX}{'color' if name == 'color' else 'on'}-{nearest}"
        else:
            yield from _of_words(name, value)


def _of_words(name: str, value: str) -> Iterator[str]:
    if name.startswith("text-decoration"):
        yield from (PREFIX + look for word, look in (("underline", "underline"), ("line-through", "strike"))
                    if word in value)  # fmt: skip
    elif name == "font-family" and re.search(r"mono|courier|consolas|menlo", value):
        yield f"{PREFIX}mono"
    elif name == "font-size" and (size := _SIZE.fullmatch(value)):
        relative = float(size[1]) / _UNITS[size[2]]
        if not 0.85 <= relative <= 1.3:
            yield PREFIX + ("small" if relative < 1 else "large")


def _rgb(value: str) -> tuple[int, ...] | None:
    if found := _RGB.fullmatch(value):
        return tuple(min(int(part), 255) for part in found.groups())
    if found := _HEX.fullmatch(_NAMED.get(value, value)):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        return tuple(int(digits[n : n + 2], 16) for n in (0, 2, 4))
    return None
