"""The gate: a claim that cannot be understood alone is shown beside its source but never asked about."""

from __future__ import annotations

import re

_PRONOUN = re.compile(
    r"\b(he|she|him|they|them|it|this|these|those|such(?! as)|here|former|latter|we|us|our|you|your|I|my)\b",
    re.I,
)
_POSSESSIVE = re.compile(r"\b(its|their|his|her)\b", re.I)
_RELATIVE_TIME = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|recently|currently|now|(?:this|last|next|earlier this) "
    r"(?:week|month|year|morning|afternoon|evening|century|decade)|\w+ (?:days?|weeks?|months?|years?) ago|"
    r"so far|at that time|at the time|then)\b",
    re.I,
)
_REFERENCE = re.compile(
    r"\b(?:(?:figure|table|chapter|section|example|equation|box|exhibit) \d|as (?:shown|discussed|noted|mentioned|"
    r"described) (?:above|below|earlier|previously)|above-mentioned|the following|see (?:above|below)|"
    r"this (?:chapter|section|text|article))\b",
    re.I,
)
_EXPLETIVE = re.compile(r"\bit (?:is|was|will be|would be|has been|seems|appears|takes?)\b", re.I)
_BARE = re.compile(
    r"^the (?:same|other|others|latter|former|result|reason|answer|point|idea|situation|case|"
    r"process|problem|issue|following|group|(?:first|second|third|two|three|four)(?= (?:is|are|was|were|has|have)\b)|"
    r"move|decision|event|remarks?|statement|rest|region|country|"
    r"city|province|company|man|woman|meeting|program|plan|project|agreement|conflict|battle|work|book)\b(?! of| for)",
    re.I,
)


_BARE_PLACE = re.compile(
    r"\b(?:in|of|for|to|from|by|on) the (?:country|region|province|city|company|government|meeting|conference)\b"
    r"(?! of| in| for| that| which|['’]s)",
    re.I,
)


def lacks_context(text: str) -> str:
    """Why a claim cannot be understood without the text around it; empty where it can."""
    if found := _REFERENCE.search(text):
        return f"it points to another place (“{found.group()}”)"
    if found := _RELATIVE_TIME.search(text):
        return f"its time depends on when it was written (“{found.group()}”)"
    bare = _EXPLETIVE.sub(" ", text)
    bare = re.sub(r"\bthis\b(?= (?:is|was) (?:called|known))", " ", bare)
    if (found := _PRONOUN.search(bare)) and not _has_antecedent(bare, found):
        return f"it does not say who or what “{found.group()}” is"
    if (found := _POSSESSIVE.search(bare)) and not _names_before(bare[: found.start()]):
        return f"it does not say whose (“{found.group()}”)"
    if found := _BARE.search(text) or _BARE_PLACE.search(text):
        return f"it does not say which (“{found.group()}”)"
    return ""


def _has_antecedent(text: str, found: re.Match[str]) -> bool:
    """Whether a plural noun stands before “they” or “them” in the claim itself."""
    if found.group().lower() not in {"they", "them"}:
        return False
    return bool(re.search(r"\b\w{3,}s\b", text[: found.start()]))


def _names_before(text: str) -> bool:
    """Whether anything that could own something stands before."""
    return len(re.findall(r"\b\w{3,}\b", text)) >= 2
