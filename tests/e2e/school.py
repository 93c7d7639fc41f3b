"""A school on the running site: ada's class with results, and the ways to its pages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import uuid4

from flask import Flask
from playwright.sync_api import Page

from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.assignment import Assignment
from quizapp.services import accounts, assignments, classes, live, quizzes
from quizapp.services.learners import new_learner
from tests.e2e.steps import SEED_DECK, right_form, wrong_form

PASSWORD = "correct horse"
NAMES = "Ben Chen Dora Emil Fatima Gita Hana Ivan Jules Kofi Lena Mo".split()
_KEY = "school"


@dataclass(frozen=True)
class School:
    """What of a class stands in addresses."""

    email: str
    room: str
    code: str
    exam: str
    homework: str
    member: int
    token: str


def school(app: Flask) -> School:
    """ada's class, made once for each application: an exam that eleven of twelve have taken, and homework."""
    if _KEY not in app.extensions:
        with app.app_context():
            app.extensions[_KEY] = _made()
    return cast(School, app.extensions[_KEY])


def _made() -> School:
    now = datetime.now(UTC)
    email = f"ada-{uuid4().hex[:8]}@example.org"
    ada = accounts.create(role="teacher", name="Ada Byron", email=email, password=PASSWORD, now=now)
    room = classes.new_class(title="9b Geography", learner=ada.learner, name=ada.name, now=now)
    exam = _given(room.id, "The north-east", due=now + timedelta(days=3), most=2, count=8, minutes=20)
    homework = _given(
        room.id, "A second look", due=now - timedelta(days=1), late="accepted", penalty=10, count=5
    )
    chance = random.Random(3)
    for number, name in enumerate(NAMES):
        learner = new_learner(now=now).id
        classes.join(room.code, learner=learner, name=name, now=now)
        if number < len(NAMES) - 1:
            _take(exam, learner, now, chance, share=0.35 + 0.05 * number)
        if number % 3 == 0:
            _take(homework, learner, now, chance, share=0.7)
    cleo = accounts.create(
        role="learner", name="Cleo", email=f"cleo-{uuid4().hex[:8]}@example.org", password=PASSWORD, now=now
    )
    token = accounts.reset_token(cast(str, cleo.email), now=now)
    member = classes.get_class(room.id).learners[0].number
    return School(
        email=email, room=room.id, code=room.code, exam=exam, homework=homework, member=member, token=token
    )


def _given(room: str, title: str, *, count: int, minutes: int = 0, **rules: object) -> str:
    limit = timedelta(minutes=minutes) if minutes else None
    quiz = Quiz(count=count, behaviour=DEFERRED, limit=limit)
    plain = Assignment(
        id="", classroom=room, deck_id=SEED_DECK.rpartition("/")[2], deck_title="", title=title,
        created=datetime.now(UTC), quiz=quiz, **rules,  # type: ignore[arg-type]
    )  # fmt: skip
    return assignments.give(plain).id


def _take(assignment: str, learner: str, now: datetime, chance: random.Random, *, share: float) -> None:
    attempt = assignments.begin(assignment, learner=learner, now=now, seed=5)
    for place in attempt.items:
        form = right_form(place) if chance.random() < share else wrong_form(place)
        at = now + timedelta(seconds=20 * place.position + chance.randrange(20))
        quizzes.answer(attempt.id, place.position, form, now=at)
    quizzes.finish(attempt.id, now=now + timedelta(minutes=5))


def hall(app: Flask, steps: int) -> tuple[str, str]:
    """A live round of a class of its own, so many steps after its lobby, that half of twelve answered; the codes of the
    class and the round."""
    now = datetime.now(UTC)
    with app.app_context():
        ada = accounts.sign_in(school(app).email, PASSWORD, now=now)
        room = classes.new_class(title="The hall", learner=ada.learner, name=ada.name, now=now)
        found = live.open_round(room.id, SEED_DECK.rpartition("/")[2], count=3, now=now, seed=4)
        people = [new_learner(now=now).id for _ in NAMES]
        for name, learner in zip(NAMES, people, strict=True):
            classes.join(room.code, learner=learner, name=name, now=now)
        for _ in range(steps):
            found = live.step(found.id, seen=found.sign, now=now)
            for number, learner in enumerate(people):
                place = live.take_part(found.id, learner=learner, now=now)[1]
                if found.phase == "asking" and place is not None and number % 4:
                    form = wrong_form(place) if number % 4 == 1 else right_form(place)
                    live.answer(found.id, found.position, form, learner=learner, now=now)
    return room.code, found.id


def sign_in(page: Page, email: str) -> None:
    """Enter with an account of the school."""
    page.goto("/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


def join(page: Page, code: str, name: str) -> None:
    """Come into a class without an account."""
    page.goto(f"/join/{code}")
    page.get_by_label("Your name in this class").fill(name)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/classes/*")
