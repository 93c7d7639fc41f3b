"""Every kind of item, one file each; a kind is added by its file, its template and its line here."""

from __future__ import annotations

from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.faces import Faces
from quizapp.core.items.kinds.matching import Matching
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse

KINDS: dict[str, type[ItemBody]] = {
    "mcq": Mcq,
    "multiple_response": MultipleResponse,
    "true_false": TrueFalse,
    "cloze": Cloze,
    "short_answer": ShortAnswer,
    "matching": Matching,
    "ordering": Ordering,
    "basic": Basic,
    "faces": Faces,
}
WRITABLE: dict[str, type[ItemBody]] = {name: kind for name, kind in KINDS.items() if kind is not Faces}
"""The kinds that a person writes and a form turns into one another: all but cards that come as markup."""
