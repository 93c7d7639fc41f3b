"""A wrong answer is offered only where the statements prove it wrong, and is told where it belongs."""

from __future__ import annotations

import random

import pytest

from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Focus, Statement
from tests.core.items.cast import focus, pool, statement


def town(name: str, work: str, *, belongs: str = "") -> Statement:
    """A town with its work."""
    text = f"The council opened the {work} in {name}."
    asked = focus(text, name, type="city", name="city", belongs=belongs or f"the place of the {work}",
                  question=f"Where did the council open the {work}?")  # fmt: skip
    return statement(text, asked, kind="place")


PORTO = town("Porto", "bridge")


def offered(near: DistractorPool, made: Statement = PORTO, *, asked: Focus | None = None, count: int = 9, seed: int = 1,
            stem: str = "Where did the council open the bridge?") -> list[str]:  # fmt: skip
    """Wrong answers for the first focus."""
    found = near.distractors(
        asked or made.focuses[0], statement=made, stem=stem, count=count, rng=random.Random(seed)
    )
    return [one.text for one in found]


def test_answers_of_other_statements_are_offered() -> None:
    assert sorted(offered(pool(PORTO, town("Lisbon", "mill"), town("Faro", "inn")))) == ["Faro", "Lisbon"]


def test_values_of_another_type_are_not_offered() -> None:
    assert offered(pool(PORTO, person=("Ada", "Ben"))) == []


def test_the_key_is_not_offered() -> None:
    assert offered(pool(PORTO, town("Porto", "mill"), city=("Porto", "PORTO", "the Porto"))) == []


def test_no_answer_to_the_very_same_question_is_offered() -> None:
    assert offered(pool(PORTO, town("Lisbon", "bridge"), city=("Lisbon",))) == []


def test_no_other_member_of_the_same_is_offered() -> None:
    first = town("Porto", "bridge", belongs="a town by the sea")
    assert offered(pool(first, town("Lisbon", "mill", belongs="a town by the sea")), first) == []


def test_no_other_answer_of_the_same_statement_is_offered() -> None:
    text = "The council opened the bridge in Porto and sold the mill in Faro."
    both = statement(
        text, focus(text, "Porto", type="city", name="a"), focus(text, "Faro", type="city", name="b")
    )
    assert offered(pool(both), both) == []


def test_siblings_of_a_parallel_statement_are_offered_first() -> None:
    text = "Porto is the key, Faro is the roof and Braga is the door."
    parts = [
        focus(text, word, type="city", name=word, belongs=f"x{word}") for word in ("Porto", "Faro", "Braga")
    ]
    made = statement(text, *parts, kind="parallel")
    assert sorted(offered(pool(made, town("Lisbon", "mill")), made, count=2, stem="What is the key?")) == [
        "Braga",
        "Faro",
    ]


def test_what_stands_in_the_stem_is_not_offered() -> None:
    assert offered(pool(PORTO, town("Lisbon", "mill")), stem="Where, if not in Lisbon, is the bridge?") == []


@pytest.mark.parametrize("like", ["greater Porto", "Porto harbour", "old Porto"])
def test_what_may_mean_the_key_is_not_offered(like: str) -> None:
    assert offered(pool(PORTO, city=(like,))) == []


def test_two_wrong_answers_that_may_mean_the_same_are_not_offered_together() -> None:
    assert len(offered(pool(PORTO, city=("Faro", "Faro Town", "old Faro")))) == 1


def test_the_texts_own_values_come_before_curated_ones() -> None:
    near = pool(PORTO, town("Lisbon", "mill"), city=("Faro", "Braga", "Evora"))
    assert all(offered(near, count=1, seed=seed) == ["Lisbon"] for seed in range(10))


def test_no_more_are_offered_than_wanted() -> None:
    assert len(offered(pool(PORTO, city=("Faro", "Braga", "Evora", "Viseu")), count=2)) == 2


def test_the_same_seed_offers_the_same() -> None:
    near = pool(PORTO, city=("Faro", "Braga", "Evora", "Viseu"))
    assert offered(near, count=2, seed=4) == offered(near, count=2, seed=4)


def test_values_of_like_length_come_first() -> None:
    near = pool(PORTO, city=("Vila Nova de Famalicao do Norte", "Braga"))
    assert all(offered(near, count=1, seed=seed) == ["Braga"] for seed in range(10))


def feedback(near: DistractorPool) -> str:
    """What the first wrong answer is told."""
    return near.distractors(PORTO.focuses[0], statement=PORTO, stem="Where?", count=1, rng=random.Random(1))[
        0
    ].feedback


def test_a_wrong_answer_is_told_where_it_belongs() -> None:
    assert "the place of the mill" in feedback(pool(PORTO, town("Lisbon", "mill")))


def test_a_curated_answer_is_told_that_the_text_does_not_name_it() -> None:
    assert feedback(pool(PORTO, city=("Faro",))) == "The text does not name this."


def test_no_wrong_answer_stands_in_another_sentence_about_the_same() -> None:
    text = "Later the council opened a second bridge, that of Lisbon."
    near = pool(PORTO, town("Lisbon", "mill"), statement(text, focus(text, "council", type="body")))
    assert offered(near, stem="The council opened the bridge of which town?") == []


def on(date: str, what: str) -> Statement:
    """Something that was opened on a date."""
    text = f"The council opened the {what} on {date}."
    return statement(
        text, focus(text, date, type="date", name="date", question=f"When did the {what} open?"), kind="date"
    )


def test_a_date_is_offered_beside_dates_of_the_same_shape() -> None:
    made = on("15 January 2001", "mill")
    near = pool(made, on("3 May 1999", "inn"), on("December 2000", "bridge"), on("the early 1990s", "quay"))
    assert offered(near, made, stem="When did the mill open?") == ["3 May 1999"]


def test_no_other_spelling_of_the_key_is_offered() -> None:
    def sailed(name: str, where: str) -> Statement:
        text = f"{name} sailed to {where}."
        return statement(
            text, focus(text, name, type="person", name="agent", question=f"Who sailed to {where}?")
        )

    made = sailed("Ada Verrazzano", "Porto")
    near = pool(made, sailed("Verrazanno", "Faro"), sailed("Ben Okoro", "Lisbon"))
    assert offered(near, made, stem="Who sailed to Porto?") == ["Ben Okoro"]
