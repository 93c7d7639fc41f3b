"""Items of one statement beside those that a deck has."""

from __future__ import annotations

from dataclasses import replace

from quizapp.core.items.beside import best_of, generate_beside
from quizapp.core.items.ranking import acceptance
from quizapp.core.statements.own import Wish, own_statement
from quizapp.core.statements.statement import Statement

CITIES = {"Larvik": "1899", "Skien": "1881", "Bergen": "1912", "Moss": "1867"}
TEXT = " ".join(f"The harbour of {city} was opened in {year}." for city, year in CITIES.items())


def about(city: str, **changes: object) -> Statement:
    wish = Wish(
        sentence=f"The harbour of {city} was opened in {CITIES[city]}.",
        answers=(city,),
        type="city",
        stem=f"Which city had its harbour opened in {CITIES[city]}?",
    )
    return own_statement(replace(wish, **changes), TEXT)  # type: ignore[arg-type]


OTHERS = [about(city) for city in CITIES]


def test_wrong_answers_come_from_the_other_statements() -> None:
    items = generate_beside(OTHERS[0], OTHERS, text=TEXT).items
    choice = next(item for item in items if item.kind == "mcq")
    assert {option.text for option in choice.body.options} == set(CITIES)  # type: ignore[attr-defined]


def test_what_is_of_no_sort_gets_no_wrong_answers() -> None:
    odd = [about(city, type="other") for city in CITIES]
    items = generate_beside(odd[0], odd, text=TEXT).items
    assert items
    assert "mcq" not in {item.kind for item in items}


def test_what_is_asked_already_is_not_asked_again() -> None:
    first = generate_beside(OTHERS[0], OTHERS, text=TEXT)
    twin = replace(OTHERS[0], id="w-twin")
    again = generate_beside(twin, OTHERS, text=TEXT, asked=first.candidates)
    assert (again.items, again.rejections[0].name) == ((), "same-stem")


def test_its_own_items_are_no_reason_to_leave_it_out() -> None:
    first = generate_beside(OTHERS[0], OTHERS, text=TEXT)
    assert generate_beside(OTHERS[0], OTHERS, text=TEXT, asked=first.candidates) == first


def test_where_nothing_comes_of_it_the_reason_is_told() -> None:
    silent = about("Moss", stem="", words="It was opened.")
    found = generate_beside(silent, [silent], text=TEXT)
    assert found.items == ()
    assert found.rejections[0].name


def test_the_best_is_what_a_teacher_most_likely_takes() -> None:
    items = generate_beside(OTHERS[0], OTHERS, text=TEXT).candidates
    best = best_of(items)
    assert best is not None
    assert acceptance(best) == max(map(acceptance, items))
    second = best_of(items, without={best.id})
    assert second is not None
    assert second.id != best.id
    assert best_of([]) is None
