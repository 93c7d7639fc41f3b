"""Note types that came from Anki, as the oldest form of a collection has them."""

from __future__ import annotations

from typing import Any

from quizapp.core.decks.kept import KeptType


def model_of(kept: KeptType) -> dict[str, Any]:
    """A note type as the oldest form of a collection has it. Its date is the earliest: a learner's own, where it is of
    the same fields and templates, is never replaced."""
    fields = [
        {"name": name, "ord": n, "font": "Arial", "size": 20, "rtl": False, "sticky": False, "media": []}
        for n, name in enumerate(kept.fields)
    ]
    templates = [
        {"name": name, "ord": n, "qfmt": front, "afmt": back, "bqfmt": "", "bafmt": "", "did": None}
        for n, (name, front, back) in enumerate(kept.templates)
    ]
    return {
        "id": kept.id, "name": kept.name, "type": int(kept.is_cloze), "mod": 0, "usn": -1, "sortf": 0, "did": None,
        "tmpls": templates, "flds": fields, "css": kept.css, "latexPre": _LATEX_PRE, "latexPost": _LATEX_POST,
        "latexsvg": False, "req": [], "tags": [], "vers": [],
    }  # fmt: skip


_LATEX_PRE = (
    "\\documentclass[12pt]{article}\n\\special{papersize=3in,5in}\n\\usepackage[utf8]{inputenc}\n"
    "\\usepackage{amssymb,amsmath}\n\\pagestyle{empty}\n\\setlength{\\parindent}{0in}\n\\begin{document}\n"
)
_LATEX_POST = "\\end{document}"
