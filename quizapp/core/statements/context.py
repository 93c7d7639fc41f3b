"""The gate: a claim that cannot be understood alone is shown beside its source but never asked about."""

from __future__ import annotations

import re

from quizapp.phrases import phrase

_PRONOUN = re.compile(
    r"\b(he|she|him|they|them|it|this|these|those(?! who\b)|such(?! as)|here|former|latter|we|us|our|you|your|"
    r"(?<!War )I|my)\b",
    re.I,
)
_POSSESSIVE = re.compile(r"\b(its|their|his|her)\b", re.I)
_RELATIVE_TIME = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|recently|currently|now|(?:this|last|next|earlier this) "
    r"(?:week|month|year|morning|afternoon|evening|century|decade)|"
    r"the (?:recent|past|coming) (?:\w+ )?(?:day|week|month|year)s?|\w+ (?:days?|weeks?|months?|years?) ago|"
    r"so far|at that time|at the time|then|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|"
    r"afternoon|evening|night))?['’]s)\b",
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
    r"process|problem|issue|following|group|"
    r"(?:first|second|third|last|next|two|three|four)(?: (?:two|three|four|five|six))?"
    r"(?= (?:is|are|was|were|has|have)\b)|"
    r"move|decision|event|remarks?|statement|rest|region|country|"
    r"danger|effect|advantages?|disadvantages?|ruling|standoff|shift|trick|trend|pattern|technique|curve|line|graph|figure|"
    r"study|discussion|experiment|researchers?|participants?|patients?|authors?|particular \w+|"
    r"city|province|company|man|woman|meeting|program|plan|project|agreement|conflict|battle|work|book)\b(?! of| for)",
    re.I,
)

_FRONTED = re.compile(
    r"(?:Despite|In|With|As|By|For|To|Of|Through|Among|Besides|Because of|Due to)\b(?! (?:which|what|how)\b)[^,]*"
)
_AGAIN = re.compile(r"\b(?:again|still(?= [a-z]+s?\b)|another (?:reason|way|example|type|kind))\b", re.I)
_OPENED = re.compile(r"^(?:If|When|As|Because|Once|While|Although) (?!it\b|they\b|there\b)\w+[^,]+, ")
_GIVEN = re.compile(r"^(?!There\b|It\b)\w+\b[^,;]+,? (?:because|since|so that) ")
_BARE_PLACE = re.compile(
    r"\bthe (?:two|three|both) (?:sides|parties|countries|nations|governments|leaders)\b|"
    r"\bthe (?:region|area|province|city|company)['’]s\b|"
    r"\b(?:in|of|for|to|from|by|on) the (?:country|region|province|city|company|government|meeting|conference)\b"
    r"(?! of| in| for| that| which|['’]s)",
    re.I,
)


_TORN = re.compile(
    r"\b(?:[Ii]n|[Ss]ee|[Aa]s) (?:shows|illustrates|presents|depicts|summarizes|indicates)\b|"
    r"\b(?:[Ii]n|of|[Ss]ee|from|to|with|by|and|the|a) [,.;)]|^[a-z]+ |^[Aa]s (?:you can see|seen|shown) in\b"
)
_HOLE = re.compile(r"\b(?:and|or), (?:at|in|on|by|for|with|over)\b|\(\s*[,;]?\s*\)|\(\s*,|\[\s*\]")
_GRAPH = re.compile(
    r"(?:\b(?:from|to|point|at|curve) |\()[DEPQS][0-4]\b|\bfrom [A-Z] to [A-Z]\b|"
    r"\b(?:point|[Cc]hoice|[Ff]irm|[Cc]ountry|[Oo]ption) [A-Z]\b"
)
_ILLUSTRATED = re.compile(
    r"\b(?:in|for|of) (?:this|our|the (?:above|previous|first|second)) "
    r"(?:example|case|scenario|diagram|graph|situation)\b|^(?:imagine|suppose|assume|consider|recall|note|notice|say|let|think|picture|remember|look|take)\b|"
    r"\b(?:clear it up|work it out|bring it home|link to learning|chapters? (?:on|discuss\w*|explain\w*|cover\w*)|"
    r"the example of|(?:previous|next|following|earlier|later) (?:section|chapter|module|feature|figure|table))\b",
    re.I,
)


def is_torn(sentence: str) -> str:
    """What shows that a sentence lost words or lives on an example; empty where nothing does."""
    for pattern, why in (
        (_TORN, phrase("words are missing in it (“%(words)s”)")),
        (_GRAPH, phrase("it points at a graph (“%(words)s”)")),
        (_ILLUSTRATED, phrase("it belongs to an example or to another place (“%(words)s”)")),
    ):
        if found := pattern.search(sentence):
            return why % {"words": found.group().strip()}
    return ""


def is_quoted(sentence: str) -> str:
    """Whether a sentence is somebody's own words, which are no fact unless it is said whose; empty where it is not."""
    opened, closed = sentence.count("“"), sentence.count("”")
    plain = sentence.count('"')
    inside = opened != closed or plain % 2 or (sentence[:1] in {"“", '"'} and sentence[-1:] in {"”", '"'})
    return phrase("it is somebody's own words, and it does not say whose") if inside else ""


def lacks_context(text: str, *, known: frozenset[str] = frozenset()) -> str:
    """Why a claim cannot be understood without the text around it; empty where it can.

    ``known`` holds the nouns of the text's title, which every learner sees: “the plan” is the one it names.
    """
    if found := _HOLE.search(text):
        return phrase("words are missing in it (“%(words)s”)") % {"words": found.group()}
    if found := _REFERENCE.search(text):
        return phrase("it points to another place (“%(words)s”)") % {"words": found.group()}
    if found := _RELATIVE_TIME.search(text):
        return phrase("its time depends on when it was written (“%(words)s”)") % {"words": found.group()}
    if found := _AGAIN.search(text):
        return phrase("it goes on from what stands before (“%(words)s”)") % {"words": found.group()}
    bare = _EXPLETIVE.sub(" ", text)
    bare = re.sub(r"\bthis\b(?= (?:is|was) (?:called|known))", " ", bare)
    if (found := _PRONOUN.search(bare)) and not _has_antecedent(bare, found):
        return phrase("it does not say who or what “%(words)s” is") % {"words": found.group()}
    if (found := _POSSESSIVE.search(bare)) and not _names_before(bare[: found.start()]):
        return phrase("it does not say whose (“%(words)s”)") % {"words": found.group()}
    for pattern in (_BARE, _BARE_PLACE):
        for found in pattern.finditer(text):
            if not known.intersection(re.findall(r"[a-z]+", found.group().lower())):
                return phrase("it does not say which (“%(words)s”)") % {"words": found.group()}
    return ""


def _has_antecedent(text: str, found: re.Match[str]) -> bool:
    """Whether the claim itself says before what “they”, “them” or “it” is.

    “They” takes a plural noun; “it” opens the second clause of two, of which the first has a noun for its subject.
    """
    before, word = text[: found.start()], found.group().lower()
    if word == "it":
        return bool(_OPENED.match(before) or _GIVEN.search(before))
    plurals = [near.start() for near in re.finditer(r"\b\w{3,}s\b", before)]
    if word == "them":  # not what acts on them, which would be “themselves”
        return len(plurals) > 1 or (len(plurals) == 1 and len(before[: plurals[0]].split()) > 3)
    return word == "they" and bool(plurals)


def _names_before(text: str) -> bool:
    """Whether anything that could own something stands before, and not only a phrase in front of the subject."""
    return len(re.findall(r"\b\w{3,}\b", text)) >= 2 and not _FRONTED.fullmatch(text)
