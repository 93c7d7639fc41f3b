"""A QTI engine marks what is exported as it is marked here, and tells what is told here."""

from __future__ import annotations

import pytest

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.exchange.qti import item_xml
from tests.core.items.cast import EXEMPLARS, IN_WORDS
from tests.exchange.awkward import own
from tests.exchange.qti.engine import Engine, Responses

CHOICE = Mcq(options=(Option(text="a", correct=False, feedback="No."), Option(text="b", correct=True)))
SEVERAL = MultipleResponse(
    options=(*(Option(text=text, correct=True) for text in "abc"), Option(text="d", correct=False))
)
PAIRS = Matching(pairs=tuple(Pair(left=f"l{n}", right=f"r{n % 2}") for n in range(3)))
GAPS = Cloze(gaps=(GapKey(key="Lima", accept=("the <capital>",)), GapKey(key="1 & 2")))
ORDER = Ordering(sequence=("c", "a", "b"))
TEXT = ShortAnswer(answers=("Lima", 'the "city"'))

MARKED: list[tuple[ItemBody, Responses, float]] = [
    (CHOICE, {"RESPONSE": ["C2"]}, 1), (CHOICE, {"RESPONSE": ["C1"]}, 0), (CHOICE, {}, 0),
    (SEVERAL, {"RESPONSE": ["C1", "C2", "C3"]}, 1), (SEVERAL, {"RESPONSE": ["C1", "C2"]}, 2 / 3),
    (SEVERAL, {"RESPONSE": ["C1", "C2", "C3", "C4"]}, 2 / 3), (SEVERAL, {"RESPONSE": ["C4"]}, 0),
    (PAIRS, {"RESPONSE": ["L1 R1", "L2 R2", "L3 R1"]}, 1), (PAIRS, {"RESPONSE": ["L1 R1", "L2 R1"]}, 1 / 3),
    (GAPS, {"RESPONSE1": ["LIMA"], "RESPONSE2": ["1 & 2"]}, 1), (GAPS, {"RESPONSE1": ["the <CAPITAL>"]}, 1 / 2),
    (ORDER, {"RESPONSE": ["P3", "P1", "P2"]}, 1), (ORDER, {"RESPONSE": ["P1", "P2", "P3"]}, 0),
    (TEXT, {"RESPONSE": ["lima"]}, 1), (TEXT, {"RESPONSE": ['The "city"']}, 1), (TEXT, {"RESPONSE": ["Quito"]}, 0),
]  # fmt: skip


@pytest.mark.parametrize("rationale", ["", "So."])
@pytest.mark.parametrize(("body", "responses", "score"), MARKED)
def test_an_engine_gives_the_same_share(
    body: ItemBody, responses: Responses, score: float, rationale: str
) -> None:
    stem = "It is {{1}} and {{2}}." if isinstance(body, Cloze) else "Q"
    marked = Engine(item_xml(own("w", stem, body, rationale=rationale)), responses)
    assert marked.score == pytest.approx(score, abs=1e-6)
    assert marked.score <= 1


@pytest.mark.parametrize("name", [name for name in IN_WORDS if not name.startswith("basic")])
def test_the_correct_response_earns_the_whole(name: str) -> None:
    document = item_xml(own("w", EXEMPLARS[name].stem, EXEMPLARS[name].body, rationale="So."))
    names = [one.get("identifier") or "" for one in Engine(document, {}).item.iter("{*}responseDeclaration")]
    right = {each: Engine(document, {}).correct(each) for each in names}
    assert Engine(document, right).score == 1
    assert Engine(document, {}).score == 0


def test_the_feedback_of_what_was_chosen_and_the_rationale_are_told() -> None:
    document = item_xml(own("w", "Q", CHOICE, rationale="So."))
    assert Engine(document, {"RESPONSE": ["C1"]}).told == ["No.", "So."]
    assert Engine(document, {"RESPONSE": ["C2"]}).told == ["So."]


def test_a_recall_item_is_not_marked_but_told() -> None:
    marked = Engine(item_xml(own("w", "Q", EXEMPLARS["basic-1"].body)), {"RESPONSE": ["anything"]})
    assert (marked.score, marked.told) == (0, ["LiaoningJilinHeilongjiang"])


def test_what_has_no_feedback_uses_the_standard_templates() -> None:
    plain = Mcq(options=(Option(text="a", correct=False), Option(text="b", correct=True)))
    for body, template in ((plain, "match_correct"), (TEXT, "map_response")):
        assert f'rptemplates/{template}"/>' in item_xml(own("w", "Q", body))


def test_places_tell_nothing_of_an_order_or_a_match() -> None:
    for body in (ORDER, PAIRS):
        document = item_xml(own("w", "Q", body))
        found = [
            one.text for one in Engine(document, {}).item.iter("{*}simpleChoice", "{*}simpleAssociableChoice")
        ]
        shown = found if body is ORDER else found[3:]
        assert shown == sorted(shown, key=str)
