"""Items from a QTI 2 content package, or from the XML of a single item; a faulty one costs only itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapp.errors import ImportRejected, InputError
from quizapp.exchange.gift.written import LineError, Reading, Written
from quizapp.exchange.markup import legible
from quizapp.exchange.qti import faults
from quizapp.exchange.qti.bodies import asked
from quizapp.exchange.qti.content import local
from quizapp.exchange.qti.document import Document
from quizapp.exchange.qti.package import Package, Resource
from quizapp.exchange.qti.words import RATIONALE
from quizapp.exchange.xmltree import tree_of
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from lxml.etree import _Element

NO_ITEMS = phrase(
    "This package names no items of QTI 2. Packages of QTI 1.2 and 3.0 are not read: export it as QTI 2.1 or 2.2."
)


def read_qti(raw: bytes) -> Reading:
    """Items and errors; a line is the number of an item in the manifest. Raises `ImportRejected` for no package.

    What the house's kinds cannot hold is left out: feedback but that of options, response processing beyond keys and
    shares, formatting. An item with media, a tolerance or other interactions is an error.
    """
    if not raw.startswith(b"PK"):
        return _reading([(1, Resource(path="", category="", tags=()), tree_of(raw))])
    package = Package(raw)
    resources = list(package.resources())
    if not resources:
        raise ImportRejected(NO_ITEMS)
    return _reading([(number, one, _document(package, one)) for number, one in enumerate(resources, 1)])


def _document(package: Package, resource: Resource) -> _Element | InputError:
    if not package.has(resource.path):
        return InputError(faults.MISSING, path=resource.path[:80])
    try:
        return package.tree(resource.path)
    except ImportRejected as error:
        return InputError(faults.BAD_FILE, path=resource.path[:80], why=str(error))


def _reading(found: list[tuple[int, Resource, _Element | InputError]]) -> Reading:
    items, errors = list[Written](), list[LineError]()
    for number, resource, document in found:
        try:
            items.append(_item(number, resource, document))
        except InputError as error:
            errors.append(LineError(line=number, template=error.template, values=error.values))
    return Reading(items=tuple(items), errors=tuple(errors))


def _item(number: int, resource: Resource, document: _Element | InputError) -> Written:
    """Raises `InputError`."""
    if isinstance(document, InputError):
        raise document
    body = document.find("{*}itemBody")
    if local(document) != "assessmentItem" or body is None:
        raise InputError(faults.NO_ITEM, path=resource.path[:80])
    item = Document(document)
    stem, answers = asked(item, body)
    if not stem:
        raise InputError(faults.NO_STEM)
    return Written(
        line=number,
        stem=stem,
        body=answers,
        category=resource.category,
        rationale=item.told(RATIONALE),
        name=legible(document.get("title") or "").strip(),
        id=legible(document.get("label") or document.get("identifier") or "").strip(),
        tags=resource.tags,
    )
