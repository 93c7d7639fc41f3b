"""Who asks for something, and what exactly: from the words that announce it, or from the sentence before."""

from __future__ import annotations

import pytest

from tests.core.reader import read

MEETING = "Ada Lovelace chaired a Town Council meeting in Porto. The meeting called for planting oak trees."
EFFORTS = "Efforts should be made to mend the old mill and clean the river banks."
ASKED = {
    "according to": (
        "Efforts should be made to mend the old mill and clean the river banks, according to Ada Lovelace.",
        "Ada Lovelace say should be done",
    ),
    "the speaker before": (f"{MEETING}\n\n{EFFORTS}", "the Town Council meeting say should be done"),
    "efforts": (
        "Ada Lovelace called for efforts to mend the old mill and clean the river banks.",
        "did Ada Lovelace call for efforts to do",
    ),
}  # fmt: skip


def _picks(text: str) -> list[str]:
    return [focus.choose_all or "" for focus in read(text).focuses("goals")]


@pytest.mark.parametrize(("text", "asked"), ASKED.values(), ids=ASKED)
def test_it_is_asked_who_wants_what(text: str, asked: str) -> None:
    assert any(asked in question for question in _picks(text))


def test_nobody_is_made_the_speaker_of_what_nobody_said() -> None:
    text = f"The mill of Porto was built in 1754. {EFFORTS}"
    assert [statement.context for statement in read(text).of("goal") if not statement.context] == []


WHICH = "Which four provincial regions does the Yangtze Economic Belt cover?"
WHOLE = {
    "examples of a bare noun": (
        (
            "Ada Lovelace urged efforts to intensify monitoring in key areas, handle relief work well in regions such "
            "as Chongqing, and ensure a safe season."
        ),
        "handle relief work well in regions such as Chongqing",
    ),
    "a verb whose object comes later": (
        (
            "Ada Lovelace emphasized the need to mend the mill and to make the plan of the Town Council better support "
            "and serve the port."
        ),
        "make the plan of the Town Council better support and serve the port",
    ),
}


@pytest.mark.parametrize(("text", "member"), WHOLE.values(), ids=WHOLE)
def test_an_act_is_not_cut_short(text: str, member: str) -> None:
    assert member in {span.text for focus in read(text).focuses("goals") for span in focus.spans}


def test_a_gerund_inside_an_act_is_no_act_of_its_own() -> None:
    text = "Ada Lovelace stressed strengthening the capacity of agriculture in supporting and feeding large towns."
    acts = {span.text for focus in read(text).focuses("goals") for span in focus.spans}
    assert not any(act.startswith("feeding") for act in acts)


def test_what_belongs_to_the_last_of_two_things_is_no_gap_for_both() -> None:
    text = "Ada Lovelace called for efforts to promote river transport and faster growth of incomes in Porto."
    keys = {focus.answer for focus in read(text).focuses("goal")}
    assert "river transport and faster growth" not in keys


def test_whom_somebody_urged_stands_in_the_question() -> None:
    text = "Ada Lovelace urged local departments to mend the old mill, clean the river banks and plant oak trees."
    assert [focus.question for focus in read(text).focuses("goals-named")] == []
    assert any("urge local departments to do" in question for question in _picks(text))


def test_a_counted_whole_is_asked_for_all_its_parts() -> None:
    text = (
        "The Yangtze Economic Belt covers the four provincial regions of Jiangsu, Zhejiang, Anhui and Hubei."
    )
    focus = read(text).focuses("members")[0]
    assert (focus.question, len(focus.spans)) == (
        "Which four provincial regions does the Yangtze Economic Belt cover?",
        4,
    )


def test_one_of_several_offices_is_not_asked_as_the_only_one() -> None:
    text = (
        "Ada Lovelace, mayor of the town of Porto, opened a bridge in Braga.\n\n"
        "Lovelace, also president of the Northern League, spoke in Braga."
    )
    assert [
        focus.question
        for focus in read(text).focuses("apposed-office")
        if "Which office" in str(focus.question)
    ] == []


UNSAID = {
    "a promise that is denied": "The vote does not guarantee that the new line will be built in Charlotte by the city.",
    "more of something": "Ada Lovelace said more support should be given to bakers who are from the north of Portugal.",
    "a time of the day of writing": "Porto council approved the new budget of the harbour at Monday night's meeting.",
    "what something has become": "It has become a strong pillar industry, which supports many small towns in Portugal.",
    "for one thing only": "For the Douro Dam, Ada Lovelace said, flood safety should be given top priority in May.",
    "what something is good for": "Osmosis is a very useful process in the plant as cells in the plant stay turgid.",
    "one of two nouns": "It comes from the number of people on leave from the department, which costs Porto money.",
}  # fmt: skip


@pytest.mark.parametrize("text", UNSAID.values(), ids=UNSAID)
def test_what_the_sentence_does_not_say_is_not_asked(text: str) -> None:
    asked = [
        focus for statement in read(text).statements if not statement.context for focus in statement.focuses
    ]
    assert [focus.question for focus in asked if focus.question] == []


def test_what_others_are_to_do_is_not_asked_of_those_who_are_asked() -> None:
    text = (
        "Ada Lovelace asked local schools to encourage the students to work in small towns "
        "and start businesses in Porto."
    )
    acts = {span.text for focus in read(text).focuses("goals") for span in focus.spans}
    assert not any(act.startswith("start businesses") for act in acts)


def test_no_act_begins_with_also() -> None:
    text = "Ada Lovelace said local governments should also mend the old mill, clean the banks and plant oak trees."
    acts = [span.text for focus in read(text).focuses("goals") for span in focus.spans]
    assert "mend the old mill" in acts


def test_what_is_set_beside_a_thing_does_not_stay_in_the_question() -> None:
    text = "The early years of the mill involved the discovery of radium, a term that bakers coined in Porto."
    questions = [str(focus.question) for focus in read(text).focuses("complement")]
    assert not any("a term" in question for question in questions)
