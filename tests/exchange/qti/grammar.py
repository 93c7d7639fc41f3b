"""Which elements of QTI 2.1 may stand where, in which order and with which attributes: as much as is exported.

Written from the information model of the specification, since its schema may not be passed on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

INLINE = "br|textEntryInteraction"
BLOCK = "p|ul|blockquote"
INTERACTION = "choiceInteraction|extendedTextInteraction|matchInteraction|orderInteraction"
EXPRESSION = "baseValue|variable|mapResponse|correct|match|sum|divide|multiple|testVariables"

# content as a pattern over names each followed by a space; attributes that must and that may be there
GRAMMAR: dict[str, tuple[str, str, str]] = {
    "assessmentItem": (
        "(responseDeclaration )*(outcomeDeclaration )*itemBody (responseProcessing )?(modalFeedback )*",
        "identifier title adaptive timeDependent", "label schemaLocation",
    ),
    "responseDeclaration": ("(correctResponse )?(mapping )?", "identifier cardinality baseType", ""),
    "outcomeDeclaration": ("(defaultValue )?", "identifier cardinality", "baseType"),
    "defaultValue": ("(value )+", "", ""),
    "correctResponse": ("(value )+", "", ""),
    "value": ("#", "", ""),
    "mapping": ("(mapEntry )+", "defaultValue", "lowerBound upperBound"),
    "mapEntry": ("", "mapKey mappedValue", "caseSensitive"),
    "itemBody": (f"(({BLOCK}|{INTERACTION}) )+", "", ""),
    "choiceInteraction": ("(prompt )?(simpleChoice )+", "responseIdentifier shuffle maxChoices", ""),
    "orderInteraction": ("(prompt )?(simpleChoice )+", "responseIdentifier shuffle", ""),
    "matchInteraction": ("(prompt )?simpleMatchSet simpleMatchSet ", "responseIdentifier shuffle maxAssociations", ""),
    "extendedTextInteraction": ("(prompt )?", "responseIdentifier", ""),
    "textEntryInteraction": ("", "responseIdentifier", "expectedLength"),
    "simpleMatchSet": ("(simpleAssociableChoice )*", "", ""),
    "simpleChoice": ("#(br )*", "identifier", ""),
    "simpleAssociableChoice": ("#(br )*", "identifier matchMax", ""),
    "prompt": ("#(br )*", "", ""),
    "p": (f"#(({INLINE}) )*", "", ""),
    "ul": ("(li )*", "", ""),
    "li": ("#(br )*", "", ""),
    "blockquote": ("(p )*", "", "class"),
    "br": ("", "", ""),
    "responseProcessing": ("((responseCondition|setOutcomeValue) )*", "", "template"),
    "responseCondition": ("responseIf (responseElse )?", "", ""),
    "responseIf": (f"({EXPRESSION}) (setOutcomeValue )*", "", ""),
    "responseElse": ("(setOutcomeValue )*", "", ""),
    "setOutcomeValue": (f"({EXPRESSION}) ", "identifier", ""),
    "match": (f"({EXPRESSION}) ({EXPRESSION}) ", "", ""),
    "divide": (f"({EXPRESSION}) ({EXPRESSION}) ", "", ""),
    "sum": (f"(({EXPRESSION}) )+", "", ""),
    "multiple": (f"(({EXPRESSION}) )*", "", ""),
    "baseValue": ("#", "baseType", ""),
    "variable": ("", "identifier", ""),
    "correct": ("", "identifier", ""),
    "mapResponse": ("", "identifier", ""),
    "testVariables": ("", "variableIdentifier", ""),
    "modalFeedback": (f"(({BLOCK}) )*", "outcomeIdentifier identifier showHide", ""),
    "assessmentTest": (
        "(outcomeDeclaration )*(testPart )+(outcomeProcessing )?", "identifier title", "schemaLocation",
    ),
    "testPart": ("(itemSessionControl )?(assessmentSection )+", "identifier navigationMode submissionMode", ""),
    "itemSessionControl": ("", "", "maxAttempts showFeedback"),
    "assessmentSection": ("(assessmentItemRef )*", "identifier title visible", ""),
    "assessmentItemRef": ("", "identifier href", ""),
    "outcomeProcessing": ("(setOutcomeValue )*", "", ""),
}  # fmt: skip
NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def breaches(root: _Element) -> list[str]:
    """Where a document is not of this grammar."""
    return [told for element in root.iter() for told in _of(element)]


def _of(element: _Element) -> list[str]:
    if not element.tag.startswith(NAMESPACE):
        return [f"{element.tag} is of another namespace"]
    name = element.tag.removeprefix(NAMESPACE)
    content, must, may = GRAMMAR[name]
    told = []
    children = "".join(f"{one.tag.removeprefix(NAMESPACE)} " for one in element)
    if not re.fullmatch(content.removeprefix("#"), children):
        told.append(f"{name} holds {children}")
    texts = [element.text or "", *(one.tail or "" for one in element)]
    if not content.startswith("#") and "".join(texts).strip():
        told.append(f"{name} holds text")
    given = {key.rpartition("}")[2] for key in element.attrib}
    if not set(must.split()) <= given <= {*must.split(), *may.split()}:
        told.append(f"{name} has {sorted(given)}")
    return told
