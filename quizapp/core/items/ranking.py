"""How likely a demanding teacher takes an item as it is: a logistic model over its wording, with shipped weights."""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path

from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.item import Item

Features = dict[str, float]

_WORD = re.compile(r"[\w’'-]+")
_GAP = re.compile(r"\{\{\d+\}\}")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’-]+")
_POINTING = re.compile(r"(?<!which of )\b(?:he|she|it|they|this|these|those|such|its|their|his|her)\b", re.I)
_BARE = re.compile(
    r"\bthe (?!same\b)[a-z]+(?=[?.,;]|$| (?:is|are|was|were|has|have|had|do|does|did|to|and|by|in|on|at)\b)"
)
_SMALL = frozenset(
    "a an the of in on at to for from by with and or as is are was were be been do does did has have had which what "
    "who whom why when where how that these this it its their not".split()
)
_TIED = frozenset({"matching", "ordering"})  # many keys are their nature, and no fault
_OPENINGS = frozenset("what which who whom why when where how in according".split())


def acceptance(item: Item) -> float:
    """The chance, 0–1, that a teacher accepts the item without an edit.

    p = 1 / (1 + exp(-(b + Σ wᵢ xᵢ))), logistic regression after Cox 1958; a feature without a weight counts nothing, so
    that a new pattern starts at the average.
    """
    return probability(features_of(item), shipped_weights())


def probability(features: Features, weights: Features) -> float:
    """The model's answer, in thousandths: what platforms add up differently does not reach the order of items."""
    total = math.fsum(weights.get(name, 0.0) * value for name, value in features.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def features_of(item: Item) -> Features:
    """What the model looks at in an item."""
    options = [str(option.text) for option in getattr(item.body, "options", ())]
    advised = sum(1 for name in item.flaws if name in CATALOGUE and not CATALOGUE[name].fatal)
    keys = list(item.body.keys())
    shared = features_of_wording(kind=item.kind, stem=item.stem, keys=keys, options=options)
    return {
        **shared,
        **features_of_making(item.pattern, item.kind),
        "confidence": item.confidence - 0.7,
        "advised": float(advised),
    }


def features_of_making(pattern: str, kind: str) -> Features:
    """What an item was made of and into: a figure makes a good gap and a poor claim to be judged."""
    return {f"pattern:{pattern}": 1.0, f"made:{pattern}/{kind}": 1.0}


def features_of_wording(*, kind: str, stem: str, keys: list[str], options: list[str]) -> Features:
    """The part that any rated item has, whoever made it."""
    words = [word.lower() for word in _WORD.findall(_GAP.sub(" ", stem))]
    content = [word for word in words if word not in _SMALL]
    longest = max((len(key.split()) for key in keys), default=0)
    opening = "gap" if _GAP.match(stem) else words[0] if words and words[0] in _OPENINGS else "other"
    found: Features = {
        "bias": 1.0,
        f"kind:{kind}": 1.0,
        f"opens:{opening}": 1.0,
        "stem-words": math.log1p(len(words)) - 2.5,
        "content-words": math.log1p(len(content)) - 2.0,
        "few-content-words": float(len(content) < 4),
        "key-words": math.log1p(longest) - 1.1,
        "keys": 0.0 if kind in _TIED else math.log1p(len(keys)) - 0.7,
        "key-name": float(all(key[:1].isupper() for key in keys)),
        "key-figure": float(any(char.isdigit() for key in keys for char in key)),
        "stem-name": float(bool(_NAME.search(stem))),
        "stem-figure": float(any(char.isdigit() for char in _GAP.sub("", stem))),
        "points": float(len(_POINTING.findall(stem))),
        "bare": float(len(_BARE.findall(stem))),
        "key-points": float(any(_POINTING.search(key) for key in keys)),
    }
    if options and kind != "true_false":
        lengths = sorted(len(option) for option in options)
        found["options-spread"] = math.log((lengths[-1] + 3) / (lengths[0] + 3))
    return {name: value for name, value in found.items() if value}


@cache
def shipped_weights() -> Features:
    """`ranking.json` beside this file, as `quizapp train` writes it."""
    plain = json.loads((Path(__file__).parent / "ranking.json").read_text(encoding="utf-8"))
    return {str(name): float(weight) for name, weight in plain["weights"].items()}
