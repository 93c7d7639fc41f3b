"""What institutions plan, propose or are asked to do: read as goals, in somebody's words or the text's own."""

from __future__ import annotations

import pytest

from tests.core.reader import read

ACTS = {
    "Norway will build 12 tunnels and widen the coastal road.": (
        "Which of these will Norway do?",
        ["build 12 tunnels", "widen the coastal road"],
    ),
    "Small towns are encouraged to plant dune grass and move harbours inland.": (
        "Which of these are small towns encouraged to do?",
        ["plant dune grass", "move harbours inland"],
    ),
    "The Harbour Commission has worked to reduce mooring fees and attract larger ferries.": (
        "Which of these has the Harbour Commission worked to do?",
        ["reduce mooring fees", "attract larger ferries"],
    ),
    "Mayor Ada Berg pledged to lower mooring fees and repaint the lighthouse.": (
        "Which of these did Ada Berg pledge to do?",
        ["lower mooring fees", "repaint the lighthouse"],
    ),
}
NO_PLANS = {
    "a lawful consequence": "A heated gas will expand and push the piston upwards.",
    "what is done to something": "Norway will be included when tunnels are counted.",
    "nobody in particular": "They will build 12 tunnels and widen the coastal road.",
}


@pytest.mark.parametrize("text", ACTS)
def test_a_plan_is_asked_for_act_by_act(text: str) -> None:
    question, acts = ACTS[text]
    (focus,) = read(text).focuses("goals")
    assert focus.choose_all == question
    assert [span.text for span in focus.spans] == acts


@pytest.mark.parametrize("name", NO_PLANS)
def test_no_plan_is(name: str) -> None:
    text = f"{NO_PLANS[name]} A price floor is the lowest price that can be charged for a good."
    assert not read(text).of("goals")


def test_a_proposal_named_by_nouns_is_asked_for_whole() -> None:
    text = "Mayor Ada Berg proposed the renewal of the old pier and the joint building of a ferry terminal."
    (focus,) = read(text).focuses("goals-named")
    assert focus.question == "What did Ada Berg propose?"
    assert focus.answer == "renewal of the old pier and the joint building of a ferry terminal"


def test_a_speaker_is_nobody_who_is_asked_to_do_something() -> None:
    text = "Shipowners will be subsidized by law for replacing boats of the old standard."
    assert {statement.attribution for statement in read(text).statements} == {""}


def test_a_need_ends_before_the_next_clause() -> None:
    text = "A patient approach should be taken to renew the old pier, while more boats are needed, said Ada Berg."
    questions = {focus.question for focus in read(text).focuses("need")}
    assert "What should be taken to renew the old pier, according to Ada Berg?" in questions


def test_two_acts_that_run_into_one_are_not_asked_about() -> None:
    text = "Ada Berg urged towns to strengthen the hand of mills in trade, foster harbour guilds with foreign partners."
    assert all(one.context for one in read(text).of("goal") if ", foster" in one.text)
