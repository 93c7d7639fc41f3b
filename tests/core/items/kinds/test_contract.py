"""The contract of all kinds: every exemplar of every kind keeps it, and a new kind inherits these tests."""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.config import resource
from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.interaction import Choice, Gap, Match, Order, TextEntry
from quizapp.core.items.kind import Exemplar, Form, View
from quizapp.core.items.kinds import KINDS
from quizapp.errors import ResponseInvalid
from tests.core.items.cast import EXEMPLARS, exemplar_item

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["0", "1", "-1", "00", " 1", "1.0", "\u0661", "²", "true", "knew", "Shenyang", "<Harbin>", "x" * 300]
    ),
)
each = pytest.mark.parametrize("exemplar", EXEMPLARS.values(), ids=EXEMPLARS)


def forms(exemplar: Exemplar) -> st.SearchStrategy[dict[str, list[str]]]:
    """Forms under the names that this kind reads, and others."""
    names = st.sampled_from([*exemplar.right, *(f"{name}0" for name in exemplar.right), "other"])
    return st.dictionaries(names, st.lists(TEXTS, max_size=3), max_size=5)


def fraction(exemplar: Exemplar, form: Form) -> float:
    """What a form earns."""
    return exemplar.body.grade(exemplar.body.parse(form)).fraction


def view(exemplar: Exemplar, seed: int = 7) -> View:
    """What a learner sees."""
    return exemplar.body.present(exemplar.stem, random.Random(seed))


def test_every_kind_knows_its_own_name() -> None:
    assert {name: kind.kind for name, kind in KINDS.items()} == {name: name for name in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_exemplar(kind: str) -> None:
    assert KINDS[kind].exemplars()


@each
def test_right_earns_all(exemplar: Exemplar) -> None:
    assert fraction(exemplar, exemplar.right) == 1.0


@each
def test_wrong_earns_nothing(exemplar: Exemplar) -> None:
    assert fraction(exemplar, exemplar.wrong) == 0.0


@pytest.mark.parametrize(
    "name", [name for name, exemplar in EXEMPLARS.items() if exemplar.partial is not None]
)
def test_partly_right_earns_a_part(name: str) -> None:
    exemplar = EXEMPLARS[name]
    assert 0 < fraction(exemplar, exemplar.partial or {}) < 1


@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for name, exemplar in EXEMPLARS.items() for form in exemplar.invalid]
)
def test_what_is_no_answer_is_refused_and_not_graded(name: str, form: Form) -> None:
    with pytest.raises(ResponseInvalid, match=r"\w"):
        EXEMPLARS[name].body.parse(form)


@each
def test_an_empty_form_is_no_answer(exemplar: Exemplar) -> None:
    with pytest.raises(ResponseInvalid):
        exemplar.body.parse({})


@each
@given(drawn=st.data())
def test_any_form_is_an_answer_or_refused_and_an_answer_is_graded(
    exemplar: Exemplar, drawn: st.DataObject
) -> None:
    form = drawn.draw(forms(exemplar))
    try:
        answer = exemplar.body.parse(form)
    except ResponseInvalid:
        return
    assert 0 <= exemplar.body.grade(answer).fraction <= 1


@each
def test_an_answer_is_classified_by_a_text(exemplar: Exemplar) -> None:
    assert exemplar.body.classify(exemplar.body.parse(exemplar.wrong))


@each
def test_right_and_wrong_are_different_classes(exemplar: Exemplar) -> None:
    body = exemplar.body
    assert body.classify(body.parse(exemplar.right)) != body.classify(body.parse(exemplar.wrong))


@each
def test_an_answer_survives_being_stored(exemplar: Exemplar) -> None:
    answer = exemplar.body.parse(exemplar.right)
    assert tuple(json.loads(json.dumps(answer))) == answer


@each
def test_an_answer_fills_the_form_that_it_came_in(exemplar: Exemplar) -> None:
    forms = [form for form in (exemplar.right, exemplar.wrong, exemplar.partial) if form is not None]
    answers = [exemplar.body.parse(form) for form in forms]
    assert [exemplar.body.parse(exemplar.body.refill(answer)) for answer in answers] == answers


@each
def test_a_body_survives_being_stored(exemplar: Exemplar) -> None:
    plain = json.loads(json.dumps(body_to_plain(exemplar.body)))
    assert body_from_plain(exemplar.body.kind, plain) == exemplar.body


@each
def test_a_view_is_the_same_for_the_same_seed(exemplar: Exemplar) -> None:
    assert view(exemplar) == view(exemplar)


@each
def test_a_view_names_its_kind_and_asks_for_something(exemplar: Exemplar) -> None:
    shown = view(exemplar)
    assert (shown.kind, bool(shown.inputs)) == (exemplar.body.kind, True)


@each
def test_the_right_answer_can_be_given_with_what_is_shown(exemplar: Exemplar) -> None:
    offered = {control.name: {value for value, _ in control.options} for control in view(exemplar).inputs}
    given = {name: set(values) for name, values in exemplar.right.items()}
    assert all(not offered[name] or values <= offered[name] for name, values in given.items())


@each
def test_whatever_is_offered_can_be_answered(exemplar: Exemplar) -> None:
    form = {
        control.name: [
            control.options[-1 - n * (exemplar.body.kind == "ordering")][0] if control.options else "x"
        ]
        for n, control in enumerate(view(exemplar).inputs)  # no two parts of an order share a place
    }
    assert exemplar.body.parse(form)


@each
def test_an_exemplar_has_no_flaw(exemplar: Exemplar) -> None:
    assert exemplar.body.flaws(exemplar.stem) == ()


@each
def test_an_exemplar_makes_an_item_with_proof(exemplar: Exemplar) -> None:
    assert exemplar_item(exemplar).kind == exemplar.body.kind


@each
def test_exporters_get_one_of_the_five_interactions(exemplar: Exemplar) -> None:
    assert isinstance(exemplar.body.interaction(exemplar.stem), Choice | TextEntry | Gap | Match | Order)


@each
def test_every_card_has_a_prompt_and_an_answer(exemplar: Exemplar) -> None:
    faces = exemplar.body.faces(exemplar.stem)
    assert faces
    assert all(face.prompt and face.answer for face in faces)


@each
def test_no_card_shows_its_answer_in_its_prompt(exemplar: Exemplar) -> None:
    assert all(face.answer not in face.prompt for face in exemplar.body.faces(exemplar.stem))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_template(kind: str) -> None:
    assert (resource("templates") / "items" / f"{kind}.html").is_file()


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    froms = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return froms | {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_knows_another_kind(kind: str) -> None:
    path = resource("quizapp") / "core" / "items" / "kinds" / f"{kind}.py"
    assert not {name for name in imports_of(path) if name.startswith("quizapp.core.items.kinds")}


def test_every_file_of_a_kind_has_its_line_in_the_table() -> None:
    folder = resource("quizapp") / "core" / "items" / "kinds"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == set(KINDS)


def without_texts(shown: View) -> Mapping[str, object]:
    """All of a view that is not a text of the item: what could tell something by the way."""
    return {"kind": shown.kind, "inputs": [(c.name, c.type, c.size, len(c.options)) for c in shown.inputs]}


@each
def test_a_view_says_nothing_more_on_another_seed(exemplar: Exemplar) -> None:
    def sizes(seed: int) -> list[object]:
        shown = without_texts(view(exemplar, seed))["inputs"]
        assert isinstance(shown, list)
        return sorted(shown)

    assert sizes(1) == sizes(2)
