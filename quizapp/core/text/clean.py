"""Which passages are the page's furniture and not the author's text."""

from __future__ import annotations

import re

_BOILERPLATE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:last )?(?:updated|published|posted|modified)\b.{0,60}\d",
        r"^sources?(?:\(s\))?\s*:",
        r"^(?:photo|image|picture|video|file photo)(?: credit)?s?\s*[:/]",
        r"^(?:by|reporting by|editing by|editor)\s*:?\s+[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,3}$",
        r"^(?:search trends?|read more|related(?: stories| articles)?|advertisement)\b.{0,40}$",
        r"^(?:share(?: this)?|comments?)\b.{0,40}$",
        r"^(?:copyright\b|©|all rights reserved\b)",
        r"^\(?\s*(?:CFP|Xinhua|AFP|Reuters|AP|VCG)\s*\)?$",
        r"^(?:https?://|www\.)\S+$",
        r"^\d{1,2}:\d{2}\b.{0,30}\d{4}$",
        r"^(?:click|tap|subscribe|sign up|follow us)\b.{0,80}$",
    )
)

_CAPTION = re.compile(
    r"^(?:(?:this|a|an|the|undated|file|recent|combo|aerial|drone|panoramic) )*(?:photo|picture|image)s? "
    r"(?:taken|provided|released) (?:on|by|in)\b|"
    r"^(?:(?:undated|file|recent|combo|aerial|drone|panoramic) )*photo shows?\b|^(?:an )?aerial view of\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[(\[](?:(?:(?:file|handout) )?(?:photos?|pictures?|images?|graphics?)(?: credit)?(?:\s*[:/]| by | via |[)\]])|"
    r"(?:Xinhua|AP|AFP|Reuters|VCG|CFP|EPA|Getty|ANSA|People[’']s Daily(?: Online)?|China Daily|CGTN)"
    r"(?: Photo)?\s*/)[^()\[\]]{0,60}[)\]]?\s*$",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 600


def is_boilerplate(text: str) -> bool:
    """Whether this passage is a dateline, a credit, a caption, a link or another piece of furniture."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_CAPTION and (_CAPTION.search(line) or _CREDIT.search(line)):
        return True
    return len(line) <= 160 and any(pattern.search(line) for pattern in _BOILERPLATE)
