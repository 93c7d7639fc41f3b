"""As much of a QTI engine as it takes to mark what is exported, written from the specification alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quizapp.exchange.xmltree import tree_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Responses = Mapping[str, Sequence[str]]
NAMESPACE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


class Engine:
    """An item and what was answered: its outcomes after response processing."""

    def __init__(self, document: str, responses: Responses) -> None:
        self.item = tree_of(document.encode())
        self.responses = responses
        self.outcomes: dict[str, object] = {"SCORE": 0.0, "FEEDBACK": []}
        rules = self.item.find("{*}responseProcessing")
        if rules is not None:
            self._run(rules)

    @property
    def score(self) -> float:
        return float(str(self.outcomes["SCORE"]))

    @property
    def told(self) -> list[str]:
        """The feedback that is shown."""
        shown = self.outcomes["FEEDBACK"]
        assert isinstance(shown, list)
        return [
            "".join(one.itertext())
            for one in self.item.iter("{*}modalFeedback")
            if one.get("identifier") in shown
        ]

    def _run(self, rules: _Element) -> None:
        template = (rules.get("template") or "").rpartition("/")[2]
        if template:
            ways = {"match_correct": self._matches, "map_response": self._mapped}
            self.outcomes["SCORE"] = ways[template]("RESPONSE")
        for rule in rules:
            self._rule(rule)

    def _rule(self, rule: _Element) -> None:
        name = rule.tag.removeprefix(NAMESPACE)
        if name == "setOutcomeValue":
            self.outcomes[rule.get("identifier") or ""] = self._value(rule[0])
        else:
            assert name == "responseCondition"
            branch = rule[0] if self._value(rule[0][0]) else rule[1]
            for inner in branch.iterfind("{*}setOutcomeValue"):
                self._rule(inner)

    def _value(self, expression: _Element) -> object:
        name = expression.tag.removeprefix(NAMESPACE)
        identifier = expression.get("identifier") or ""
        if name == "baseValue":
            return float(expression.text or "") if expression.get("baseType") == "float" else expression.text
        if name == "mapResponse":
            return self._mapped(identifier)
        if name == "match":
            return bool(self._matches(expression[0].get("identifier") or ""))
        if name == "variable":
            return list(self.responses.get(identifier, ()))
        values = [self._value(one) for one in expression]
        if name == "sum":
            return sum(float(str(value)) for value in values)
        if name == "divide":
            return float(str(values[0])) / float(str(values[1]))
        assert name == "multiple"
        return [one for value in values for one in (value if isinstance(value, list) else [value])]

    def declaration(self, identifier: str) -> _Element:
        found = [
            one for one in self.item.iter("{*}responseDeclaration") if one.get("identifier") == identifier
        ]
        assert len(found) == 1
        return found[0]

    def correct(self, identifier: str) -> list[str]:
        return [
            one.text or "" for one in self.declaration(identifier).iterfind("{*}correctResponse/{*}value")
        ]

    def _matches(self, identifier: str) -> float:
        given, key = list(self.responses.get(identifier, ())), self.correct(identifier)
        is_ordered = self.declaration(identifier).get("cardinality") == "ordered"
        return float(given == key if is_ordered else sorted(given) == sorted(key))

    def _mapped(self, identifier: str) -> float:
        """Every different value once; texts by their letters alone where case does not count."""
        mapping = self.declaration(identifier).find("{*}mapping")
        assert mapping is not None
        entries = {one.get("mapKey") or "": float(one.get("mappedValue") or "") for one in mapping}
        folded = {key.lower(): value for key, value in entries.items()}
        is_folded = any(one.get("caseSensitive") == "false" for one in mapping)
        default = float(mapping.get("defaultValue") or "0")
        total = sum(
            folded.get(value.lower(), default) if is_folded else entries.get(value, default)
            for value in dict.fromkeys(self.responses.get(identifier, ()))
        )
        return min(
            float(mapping.get("upperBound") or "inf"), max(float(mapping.get("lowerBound") or "-inf"), total)
        )
