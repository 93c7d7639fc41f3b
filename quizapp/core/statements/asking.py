"""What shows in the words that ask that they came out wrong: nobody could answer them without the text."""

from __future__ import annotations

import re

from quizapp.phrases import phrase

_LONGEST = 32
"""Words: what is longer is a sentence of the text with a hole, and nobody takes it in at once."""

_GARBLED = re.compile(
    r"^(?:Who|What) (?:[a-z]+ed|[a-z]+ought|made|built|led|held|won) (?:became|was|were|is|are|had)\b|"
    r"^What (?:lead|cause|make|help|require|include|affect|contribute|provide|allow|create|produce|form|give|take|"
    r"need|mean|lack|bring|show|have|keep|drive|offer|reflect|represent)\b|"
    r"\bterm for (?:part|one|some|many|most|all|any) of\b|"
    r"^(?:After|Before|Then|Following|Since|During|With|By|From)\b[^?]*,[^?]*\bwhich year\b|"
    r"\b(?:was|were|is|are) not\b[^?]*\bwhich year\b|"
    r"\b[a-z]+ing (?:up )?[a-z]+ in which year\?$|"
    r"\b(?:their|its|his|her) own\?$|\btoo\?$|\beven (?:more|less|greater)\b|"
    r"\bthe (?:first|last|only) [a-z]+(?:\?$| in which year)|, also [a-z]|"
    r"^(?:What|Whom?|Why|How|When|Where) (?:did|do|does|has|have|was|were|will) (?:January|February|March|April|May|"
    r"June|July|August|September|October|November|December) \d|"
    r"^(?:Who|Which [a-z]+) [^?,]+, [a-z]+\?$|"
    r"\b(?:ensure|make sure) (?!that |[^?]*\b(?:is|are|be|can|will|has|have|could|may)\b)(?:[a-z’'-]+ )+and "
    r"(?:[a-z’'-]+ )*[a-z]+\?$|"
    r"^Why\b.*\b(?:as a result of|because|due to|owing to|thanks to)\b|"
    r"^What (?:was|were|is|are) (?:the )?[a-z ]+, which (?:both|all|each)\b|"
    r"\bas well (?:due to|because|as a result)\b|"
    r"\bterm (?:stands for|is defined as) an? (?:\w+ )?(?:term|word|name|phrase|label)\b|"
    r" [’']s\b|\betc\b|\bin part\?$|^What to\b|^What (?:does|do|did) (?:which|who|that|to)\b|"
    r"^What [a-z]+ (?:use|used) [^?]* for [^?]* for\?$|^What (?:is|was) the [a-z]+ed [a-z]+\?$|"
    r"^(?:Little|Few|Nothing|None) [^?]*\bwhich year\b|"
    r"\bstress(?:ed)? efforts to do\b|"
    r", including [^?]* and [^?,]+ (?:does|did|do|has|have) |"
    r"^(?:In [^,?]*, )?[Ww]hat (?:did|does|do) [^?]*, including\b|"
    r"\bhad [^?]*\bbeen [^?]*\bby the time\b"
)
_NOBODY = re.compile(
    r"^What (?:did|do|does|has|have|will|would) "
    r"(?:others?|many|some|most|several|certain|different|few|another)\b|"
    r"^Who [a-z]+ (?:with|to|about|at) [A-Z][\w’' -]+ (?:people|staff|team|aides)\?$"
)
_OPEN = re.compile(
    r"^What (?:did|do|does) (?P<who>[^?]{1,60}?) (?:claim|argue|say|determine|believe|think|agree|announce|state|"
    r"maintain|insist|suggest|note|add|warn)\?$"
)
_WHAT_WAS = re.compile(r"^What (?:was|were|is|are) ")
_TOP = re.compile(r"(?:most|least|[a-z]+est|first|only|last) [a-z]")
_WORD_FOR = re.compile(r"an? (?:[a-z]+ )?(?:term|word|name|phrase|label)\b")
_DOCTRINE = re.compile(
    r"\b(?:study|studies|theor(?:y|ies|ists?)|research|report|survey|law|principle|hypothesis|model|view|school|"
    r"doctrine|act|amendment|court|rule|treaty|charter|constitution|analysis|paper|book|[a-z]+ists|[a-z]+ians|theorem)\b",
    re.I,
)
_TOO_OPEN = re.compile(r"^What (?:will|would|does|did|do) (?:[^ ?]+ ){1,6}(?<!to )do\?$")
_OF_WHAT = re.compile(
    r"^What (?:percentage|share|proportion|portion) (?:did|do|does|was|were|is|are|has|have|had)\b(?!.* of )|"
    r"^What (?:does|did|is|was|has) "
    r"(?:stage|phase|step|part|type|level|class|group|category|volume|zone|grade|form|article) (?!of\b)[a-z]+|"
    r"^What [a-z]+ the (?:first|second|third|final|last|next|other) (?:type|kind|form|sort|stage|step|part|phase|"
    r"reason|way|example|factor|category|group)\b(?! of)|"
    r"^How old (?:was|is|were) (?!.*\b(?:when|in|at|on|by|after|before)\b)|"
    r"^What (?:can|do|did|will|could|may|would|have|are) (?:flocks|groups|members|variations|levels|rates|parts|types|"
    r"kinds|numbers|amounts|others|individuals|users|results|effects|changes|conditions)\b(?! (?:of|in|from|that|who))"
)
_NO_EVENT = re.compile(
    r"\bwhich year did [^?]*?\b(?:strengthen|enhance|improve|deepen|continue|ensure|uphold|step up|attach|adhere|"
    r"remain|increase|promote|advance|support)\b"
)
_ONE_OF_MANY = re.compile(r"^What (?:has|lacks|is|was|[a-z]+s)\b(?P<before>[^?]*?)\b(?:their|they|them)\b")
_PLURAL = re.compile(r"\b(?!(?:across|its|this|was|has|does|less|plus|perhaps|always|thus)\b)[a-z]{2,}s\b")
_WHOSE = re.compile(r"^What (?:did|does|do|has|have|will)\b[^?]*\b(?:its|his|her|their)\b")
_NAME = re.compile(r"\b[A-Z][a-z]+")
_BY_OTHERS = re.compile(
    r"\baccording to (?:the )?(?:others?|some|many|most|several|various|experts|critics)\b"
)
_STEM = 6
_ASKS = re.compile(r"\?[\"”’')\]]*$")


def is_asked_already(sentence: str) -> str:
    """Whether a sentence asks itself, and so tells nothing; empty where it does not."""
    return phrase("it asks, and tells nothing") if _ASKS.search(sentence) else ""


def asks_badly(question: str, answer: str) -> str:
    """Why the words that ask cannot be used; empty where they can."""
    if len(question.split()) > _LONGEST:
        return phrase("what is asked is too long to take in at once")
    for pattern, why in (
        (_GARBLED, phrase("what is asked came out wrong (“%(words)s”)")),
        (_OF_WHAT, phrase("it does not say of what (“%(words)s”)")),
        (_NO_EVENT, phrase("it is no event of one year (“%(words)s”)")),
        (_TOO_OPEN, phrase("it is too open (“%(words)s”)")),
        (_NOBODY, phrase("it does not say who (“%(words)s”)")),
    ):
        if found := pattern.search(question):
            return why % {"words": found.group().strip()}
    return _asks_openly(question, answer)


def _asks_openly(question: str, answer: str) -> str:
    """Why the words leave open what is asked, or tell what they ask for; empty where they do neither."""
    if (found := _OPEN.search(question)) and not _DOCTRINE.search(found["who"]):
        return phrase("it does not say about what (“%(words)s”)") % {"words": found.group()}
    if (found := _ONE_OF_MANY.search(question)) and not _PLURAL.search(found["before"]):
        return phrase("what is asked came out wrong (“%(words)s”)") % {"words": found.group().strip()}
    if (found := _BY_OTHERS.search(question)) is not None:
        return phrase("it does not say who (“%(words)s”)") % {"words": found.group().strip()}
    if question.startswith(("Which term", "What is the term")) and (echo := _echo(question, answer)):
        return phrase("the words that ask tell the term (“%(words)s”)") % {"words": echo}
    if (question.startswith("What is meant by") and _WORD_FOR.match(answer)) or (
        _WHAT_WAS.match(question) and _TOP.match(answer)
    ):
        return phrase("the answer does not say what is meant (“%(words)s”)") % {"words": answer}
    named = set(_NAME.findall(answer)) - set(_NAME.findall(question))
    if (found := _WHOSE.search(question)) and named:
        return phrase("it does not say whose (“%(words)s”)") % {"words": found.group().rpartition(" ")[2]}
    return ""


def _echo(question: str, answer: str) -> str:
    """A word of the question that begins like one of the answer: “express” where “expressive crowds” are asked for."""
    starts = {word[:_STEM] for word in re.findall(r"[a-z]{6,}", answer.lower())}
    asked = (
        question.lower()
        .removeprefix("which term ")
        .removeprefix("what is the term for ")
        .removeprefix("is defined ")
    )
    return next((word for word in re.findall(r"[a-z]{6,}", asked) if word[:_STEM] in starts), "")
