"""From rated items to the weights of the ranking: logistic regression with a penalty, in plain Python, repeatable."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.core.items.ranking import Features, features_of_making, features_of_wording
from quizapp.errors import ImportRejected

ACCEPTED = "A"
_KINDS = {"short": "short_answer", "tf": "true_false", "multi": "multiple_response", "match": "matching"}
_STEPS, _RATE = 400, 0.5
_PENALTY, _OWN_PENALTY = 20.0, 20.0
_FOLDS = 5


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A rated item's features, whether it was accepted, how much it weighs, and the document it is from, if known."""

    features: Features
    accepted: bool
    weight: float = 1.0
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class Trained:
    """Weights and how well they do: all figures are from items of documents that the model had not seen.

    ``accuracy`` is the share on the right side of one half. ``curve`` holds (threshold, share of items at or above it,
    share of those that were accepted), ``calibration`` for each tenth of the scale that has items (its lower end, how
    many, their mean chance, share of them that were accepted).
    """

    weights: Features
    count: int
    accepted: int
    auc: float
    accuracy: float
    calibration: tuple[tuple[float, int, float, float], ...]
    curve: tuple[tuple[float, float, float], ...]


def rated_from_plain(row: object, *, place: str = "") -> Rated:
    """One line of a file of rated items. Raises `ImportRejected` where a field is missing or of another type.

    Lines with a ``confidence`` come from this generator: their pattern counts, and they weigh thrice.
    """
    if not isinstance(row, dict) or not all(
        isinstance(row.get(name), str) for name in ("kind", "stem", "verdict")
    ):
        raise ImportRejected("a rated item needs “kind”, “stem” and “verdict”", place=place)
    keys = _texts(row.get("key"))
    kind = _KINDS.get(str(row["kind"]), str(row["kind"]))
    features = features_of_wording(kind=kind, stem=row["stem"], keys=keys, options=_texts(row.get("options")))
    confidence = row.get("confidence")
    own = isinstance(confidence, int | float)
    if own:
        features |= features_of_making(str(row.get("pattern", "")), kind)
        features["confidence"] = float(confidence or 0) - 0.7
    else:
        features["foreign"] = 1.0
    return Rated(
        features=features,
        accepted=row["verdict"] == ACCEPTED,
        weight=3.0 if own else 1.0,
        document=str(row.get("document", "")),
    )


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(text) for text in value or ()]


def train(rated: Sequence[Rated]) -> Trained:
    """The weights of all rated items, and figures of a fivefold cross-validation.

    Raises `ImportRejected` where there are too few.
    """
    if len(rated) < 2 * _FOLDS:
        raise ImportRejected(
            f"{len(rated)} rated items are too few to learn from: at least {2 * _FOLDS} are needed"
        )
    held: list[tuple[float, Rated]] = []
    folds = _folds(rated)
    for fold in range(_FOLDS):
        weights = _fit([one for one, of in zip(rated, folds, strict=True) if of != fold])
        held += [
            (_score(one.features, weights), one) for one, of in zip(rated, folds, strict=True) if of == fold
        ]
    own = [(score, one) for score, one in held if one.weight > 1] or held
    weights = {name: round(value, 3) for name, value in sorted(_fit(rated).items()) if round(value, 3)}
    weights.pop("foreign", None)
    return Trained(
        weights=weights,
        count=len(rated),
        accepted=sum(one.accepted for one in rated),
        auc=_auc(own),
        accuracy=sum((score >= 0.5) == one.accepted for score, one in own) / len(own),
        calibration=tuple(_calibration(own)),
        curve=tuple(_at(threshold / 20, own) for threshold in range(6, 19)),
    )


def _folds(rated: Sequence[Rated]) -> list[int]:
    """The fold of each item. Those of a document stay together: they resemble one another, and a model that has seen
    some of them would look better than it is."""
    places = {name: n for n, name in enumerate(dict.fromkeys(one.document for one in rated if one.document))}
    return [places.get(one.document, n) % _FOLDS for n, one in enumerate(rated)]


def _fit(rated: Sequence[Rated]) -> Features:
    """Gradient descent on the penalised log-likelihood; patterns are held closer to nothing, each has few items."""
    weights: dict[str, float] = defaultdict(float)
    total = sum(one.weight for one in rated)
    for _ in range(_STEPS):
        slope: dict[str, float] = defaultdict(float)
        for one in rated:
            miss = one.weight * (_score(one.features, weights) - one.accepted)
            for name, value in one.features.items():
                slope[name] += miss * value
        for name in slope:
            penalty = 0.0 if name in {"bias", "foreign"} else _OWN_PENALTY if ":" in name else _PENALTY
            weights[name] -= _RATE * (slope[name] + penalty * weights[name]) / total
    return dict(weights)


def _score(features: Features, weights: Features) -> float:
    total = math.fsum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _auc(held: Sequence[tuple[float, Rated]]) -> float:
    """The chance that an accepted item scores above a rejected one (Hanley & McNeil 1982); 0.5 where none is either."""
    good = [score for score, one in held if one.accepted]
    bad = [score for score, one in held if not one.accepted]
    if not good or not bad:
        return 0.5
    above = sum((a > b) + 0.5 * (a == b) for a in good for b in bad)
    return above / (len(good) * len(bad))


def _calibration(held: Sequence[tuple[float, Rated]]) -> Iterator[tuple[float, int, float, float]]:
    tenths: dict[int, list[tuple[float, Rated]]] = defaultdict(list)
    for score, one in held:
        tenths[min(9, int(10 * score))].append((score, one))
    for tenth, found in sorted(tenths.items()):
        mean = math.fsum(score for score, _ in found) / len(found)
        yield tenth / 10, len(found), mean, sum(one.accepted for _, one in found) / len(found)


def _at(threshold: float, held: Sequence[tuple[float, Rated]]) -> tuple[float, float, float]:
    kept = [one for score, one in held if score >= threshold]
    accepted = sum(one.accepted for one in kept)
    return threshold, len(kept) / len(held), accepted / len(kept) if kept else 0.0
