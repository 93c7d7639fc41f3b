"""An item of QTI with what it declares found by name: looked through once, however often it is asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from quizapp.exchange.qti.content import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_NEAR = frozenset({"absolute", "relative"})


class Document:
    """The element of an item."""

    def __init__(self, element: _Element) -> None:
        self.element = element

    @cached_property
    def declarations(self) -> dict[str, _Element]:
        """Response declarations by their identifiers."""
        return {one.get("identifier") or "": one for one in self.element.iter("{*}responseDeclaration")}

    @cached_property
    def feedback(self) -> dict[str, list[_Element]]:
        """Feedback below the item by its identifiers."""
        found: dict[str, list[_Element]] = {}
        for one in self.element.iterfind("{*}modalFeedback"):
            found.setdefault(one.get("identifier") or "", []).append(one)
        return found

    @cached_property
    def is_tolerant(self) -> bool:
        """Whether numbers near a key are right."""
        return any(one.get("toleranceMode") in _NEAR for one in self.element.iter("{*}equal"))

    def told(self, name: str) -> str:
        """What is told under a name when the item was answered. Raises `InputError`."""
        return "\n".join(text for one in self.feedback.get(name, ()) if (text := text_of(one)))
