"""A class that is about to answer: a database with learners, their open attempts and their browsers' cookies."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from benchmarks.answering.load import request
from quizapp.config import Settings, resource
from quizapp.core.items.kind import View
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.account import Account
from quizapp.services import quizzes
from quizapp.services.seeding import load_seeds
from quizapp.store import accounts, learners
from quizapp.store.database import transaction
from quizapp.store.migrate import upgrade
from quizapp.web import sessions
from quizapp.web.app import create_app
from quizapp.web.sessions import Sessions

DECK = "northeast-2023"


@dataclass(frozen=True, kw_only=True)
class Browser:
    """One learner's requests in their order, the attempt and position that each answers; who sends them."""

    requests: tuple[bytes, ...]
    places: tuple[tuple[str, int], ...] = ()
    cookie: str = ""
    token: str = ""
    learner: str = ""


def room(settings: Settings, *, learners: int, attempts: int, seed: int = 1) -> list[Browser]:
    """A fresh database in this folder with so many signed-in learners, each with so many open attempts."""
    app = create_app(replace(settings, synchronous="NORMAL"))
    upgrade(app)
    now = datetime.now(UTC)
    with app.app_context():
        load_seeds(resource("seeds"), now=now)
        known = [_account(n, now) for n in range(learners)]
    return [
        _browser(app, account, attempts=attempts, now=now, seed=seed + n) for n, account in enumerate(known)
    ]


def _account(n: int, now: datetime) -> Account:
    """Without the second that hashing a password takes."""
    with transaction() as connection:
        row = learners.row(connection, learners.add(connection, now=now).id)
        id = accounts.add(
            connection, role="learner", name=f"ben {n}", email=f"ben{n}@example.org", password="-", learner=row, now=now
        )  # fmt: skip
        return accounts.by_id(connection, id).account


def _browser(app: Flask, account: Account, *, attempts: int, now: datetime, seed: int) -> Browser:
    cookie, token = _session(app, account)
    rng = random.Random(seed)
    made: list[bytes] = []
    places: list[tuple[str, int]] = []
    with app.app_context():
        for n in range(attempts):
            quiz = Quiz(count=10)
            found = quizzes.start_quiz(
                DECK, now=now, seed=seed * 1000 + n, quiz=quiz, learner=account.learner
            )
            for place in found.items:
                body = urlencode([*answer_to(place.view(), rng), ("csrf_token", token)])
                made.append(request(f"/attempts/{found.id}/{place.position}", body, cookie=cookie))
                places.append((found.id, place.position))
    return Browser(
        requests=tuple(made), places=tuple(places), cookie=cookie, token=token, learner=account.learner
    )


def _session(app: Flask, account: Account) -> tuple[str, str]:
    """The cookie of somebody who signed in, and the token of their forms."""
    with app.test_request_context():
        sessions.begin(account)
        token = generate_csrf()
        signer = Sessions(app).get_signing_serializer(app)
        if signer is None:
            raise RuntimeError("the application has no secret key")
        return f"{sessions.COOKIE}={signer.dumps(dict(session))}", token


def answer_to(view: View, rng: random.Random) -> list[tuple[str, str]]:
    """An answer that can be graded, right or wrong."""
    if view.kind == "ordering":  # each place once
        values = [value for value, _ in view.inputs[0].options if value]
        return list(
            zip([each.name for each in view.inputs], rng.sample(values, len(view.inputs)), strict=True)
        )
    return [
        (
            each.name,
            rng.choice([value for value, _ in each.options if value]) if each.options else "the foundation",
        )
        for each in view.inputs
    ]


def settings_in(folder: Path, port: int) -> Settings:
    """An instance of its own."""
    return Settings(instance=folder, database_url=f"sqlite:///{folder / 'quizapp.db'}", port=port)
