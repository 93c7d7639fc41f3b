"""Whether two words are forms of one word: endings by rule, irregular verbs by list."""

from __future__ import annotations

import re
from functools import cache

_IRREGULAR = """
become became / begin began begun / bind bound / break broke broken / bring brought / build built / buy
bought / catch caught / choose chose chosen / come came / deal dealt / do does did done / draw drew
drawn / drive drove driven / eat ate eaten / fall fell fallen / feed fed / feel felt / fight fought /
find found / fly flew flown / forget forgot forgotten / get got gotten / give gave given / go goes went
gone / grow grew grown / hear heard / hide hid hidden / hold held / keep kept / know knew known / lay
laid / lead led / leave left / lend lent / lie lay lain / lose lost / make made / mean meant / meet met
/ pay paid / rise rose risen / run ran / say said / see saw seen / seek sought / sell sold / send sent /
shake shook shaken / show shown / shrink shrank shrunk / sing sang sung / sink sank sunk / speak spoke
spoken / spend spent / stand stood / steal stole stolen / strike struck / swim swam swum / take took
taken / teach taught / tell told / think thought / throw threw thrown / understand understood /
undertake undertook undertaken / wear wore worn / win won / withdraw withdrew withdrawn / write wrote
written / man men / woman women / child children / person people
"""
_BASE = {form: forms.split()[0] for forms in _IRREGULAR.split("/") for form in forms.split()}
_VOWEL = re.compile(r"[aeiouy]")


def is_same_word(a: str, b: str) -> bool:
    """Whether two folded words share a base: “call” and “calling”, “grew” and “grow”, never “growing” and “ground”."""
    return a == b or not bases(a).isdisjoint(bases(b))


@cache
def bases(word: str) -> frozenset[str]:
    """Every word that this one may be a form of, itself among them."""
    found = {word, _BASE.get(word, word)}
    if word.endswith(("ies", "ied")):
        found.add(word[:-3] + "y")
    if word.endswith("s") and not word.endswith("ss"):
        found |= {word[:-1], word[:-2] if word.endswith("es") else word[:-1]}
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            cut = word.removesuffix(ending)
            found |= {cut, cut + "e", cut[:-1] if cut[-2:-1] == cut[-1:] else cut}
    return frozenset(base for base in found if len(base) > 1 and _VOWEL.search(base)) | {word}
