"""Words that say which way something changes or compares, each with its contrary in the same form."""

from __future__ import annotations

_PAIRS = """
rise/fall rises/falls rose/fell risen/fallen rising/falling
increase/decrease increases/decreases increased/decreased increasing/decreasing
grow/shrink grows/shrinks grew/shrank grown/shrunk growing/shrinking
climb/drop climbs/drops climbed/dropped climbing/dropping
raise/lower raises/lowers raised/lowered raising/lowering
boost/reduce boosts/reduces boosted/reduced boosting/reducing
widen/narrow widens/narrows widened/narrowed expand/contract expands/contracts expanded/contracted
strengthen/weaken strengthens/weakens strengthened/weakened
speed/slow speeds/slows accelerate/slow accelerates/slows accelerated/slowed
"""
_COMPARATIVES = """
higher/lower larger/smaller bigger/smaller greater/smaller more/less stronger/weaker faster/slower wider/narrower
warmer/cooler hotter/colder deeper/shallower longer/shorter older/younger denser/thinner heavier/lighter more/fewer
"""
_FURTHER = """
reduce/increase reduces/increases reduced/increased reducing/increasing
decline/increase declines/increases declined/increased declining/increasing
diminish/increase diminishes/increases diminished/increased
drop/rise drops/rises dropped/rose slow/accelerate slows/accelerates slowed/accelerated
"""
_OPPOSITES = """
high/low large/small strong/weak rich/poor deep/shallow fast/slow rapid/slow thick/thin wide/narrow long/short
surplus/deficit surpluses/deficits supply/demand imports/exports import/export inflow/outflow inflows/outflows
expansionary/contractionary positive/negative upward/downward maximum/minimum internal/external inside/outside
public/private domestic/foreign short-term/long-term buyers/sellers borrowers/lenders appreciation/depreciation
dominant/recessive aerobic/anaerobic solid/liquid acidic/basic ancient/modern rural/urban northern/southern
eastern/western winter/summer majority/minority federal/state legal/illegal formal/informal voluntary/involuntary
"""


def _read(pairs: str) -> list[tuple[str, str]]:
    return [(word, other) for word, _, other in (pair.partition("/") for pair in pairs.split())]


_OPPOSED = _read(_OPPOSITES)
_EITHER = dict(_OPPOSED) | {right: left for left, right in _OPPOSED}
_UP_DOWN = _read(_PAIRS + _COMPARATIVES)
_DOWN_UP = _read(_FURTHER)
_UP = {up for up, _ in _UP_DOWN} | {"growth", "expansion", "gain", "gains"}
_DOWN = (
    {down for _, down in _UP_DOWN}
    | {down for down, _ in _DOWN_UP}
    | {"reduction", "reductions", "cut", "cuts"}
)
_COMPARED = dict(reversed(_read(_COMPARATIVES))) | {down: up for up, down in reversed(_read(_COMPARATIVES))}
_CONTRARY = dict(reversed(_UP_DOWN))
_CONTRARY |= {down: up for up, down in reversed(_UP_DOWN)} | dict(_DOWN_UP)


def direction(word: str) -> str:
    """``increase``, ``decrease``, or nothing for a word that says neither."""
    folded = word.casefold()
    return "increase" if folded in _UP else "decrease" if folded in _DOWN else ""


def opposite(word: str) -> str:
    """The noun or adjective that names the other side of two (“inflow” of “outflow”), or nothing."""
    return _EITHER.get(word.casefold(), "")


def contrary(word: str, *, compares: bool = False) -> str:
    """The word that says the contrary in the same form, or nothing: of “lower” “raise”, or “higher” if it compares."""
    folded = word.casefold()
    return _COMPARED.get(folded, "") if compares else _CONTRARY.get(folded, "")
