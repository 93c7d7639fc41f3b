"""Markup and scripts typed into every field are words on every page, and nothing of them runs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, Request

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation, ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.core.items.proof import Evidence
from quizapp.core.statements.statement import Statement
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.account import Account
from quizapp.core.teaching.assignment import Assignment
from quizapp.core.text.particulars import Particulars
from quizapp.core.text.source import Source
from quizapp.services import accounts, assignments, classes, live, quizzes, reports
from quizapp.services.learners import new_learner
from quizapp.store import decks, items, learners, sources
from quizapp.store.database import transaction
from tests.e2e.conftest import DESKTOP, Site, open_tab
from tests.e2e.school import PASSWORD, sign_in
from tests.e2e.steps import wrong_form

pytestmark = pytest.mark.slow

SHORT = '"><img src=x onerror=alert(1)><b hx-get=/evil hx-trigger=load>'
WORDS = f"""{SHORT}'><svg onload=alert(2)><script>alert(3)</script><i data-hx-get="/evil" data-hx-trigger="load">
<a href="javascript:alert(4)">{{{{7*7}}}}{{% raw %}}<iframe srcdoc="<script>alert(5)</script>"><form action=//evil>
<div hx-on::load="alert(6)" style="color:red"><style>*{{display:none}}</style></main></body><!-- <textarea></title>"""
CAME_ALIVE = """() => [
    ...document.querySelectorAll(`[onerror], [onload], [hx-get*=evil], [data-hx-get*=evil], img[src="x"], iframe,
        script:not([src]), a[href^=javascript], form[action*=evil], [style], style, [srcdoc]`),
    ...[...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("hx-on"))),
].map(element => element.outerHTML.slice(0, 200))"""


def _bodies() -> dict[str, ItemBody]:
    def option(n: int, *, correct: bool = False) -> Option:
        return Option(text=f"{WORDS} {n}", correct=correct, feedback=f"{WORDS} told")

    return {
        "mcq": Mcq(options=(option(1), option(2, correct=True), option(3))),
        "multiple_response": MultipleResponse(
            options=(option(1, correct=True), option(2), option(3, correct=True))
        ),
        "true_false": TrueFalse(
            options=(Option(text="True", correct=True), Option(text="False", correct=False, feedback=WORDS))
        ),
        "cloze": Cloze(gaps=(GapKey(key=SHORT, accept=(f"{SHORT} too",)),)),
        "short_answer": ShortAnswer(answers=(SHORT, f"{SHORT} too")),
        "basic": Basic(answers=(SHORT,)),
        "matching": Matching(
            pairs=tuple(Pair(left=f"{WORDS} l{n}", right=f"{WORDS} r{n}") for n in range(2))
        ),
        "ordering": Ordering(sequence=tuple(f"{WORDS} {n}" for n in range(3))),
    }


def _item(name: str, body: ItemBody, start: int) -> Item:
    """An item whose quote begins here in the text and holds its keys."""
    stem = f"{WORDS} {{{{1}}}} is a gap" if body.kind == "cloze" else f"{WORDS} {name}?"
    quote = f"{stem}: {'; '.join(body.keys())}."
    stated = Derivation(rule="stated", source=quote) if body.kind == "true_false" else None
    return Item(id=f"x-{name}", stem=stem, body=body, category=SHORT, tags=(SHORT, "<b>"), rationale=WORDS,
                statement="s1", derivation=stated,
                evidence=Evidence(start=start, end=start + len(quote), quote=quote))  # fmt: skip


def _items() -> tuple[dict[int, Item], str]:
    """An item of every kind, at last a draft, and the text in which their quotes stand one after the other."""
    made: dict[int, Item] = {}
    text = ""
    for n, (name, body) in enumerate([*_bodies().items(), ("draft", Basic(answers=(WORDS,)))], 1):
        made[n] = _item(name, body, len(text))
        text += f"{made[n].quote}\n\n"
    return made, text


def _deck(owner: Account) -> str:
    """A published deck of mallory's with every kind of item."""
    id, now = f"hostile-{uuid4().hex[:6]}", datetime.now(UTC)
    made, text = _items()
    known = Particulars(author=SHORT, licence=SHORT, address=f"https://example.org/{SHORT}", dated=now.date())
    with transaction() as connection:
        source = sources.add(connection, Source(title=SHORT, text=text, particulars=known))
        deck = decks.add(
            connection, public_id=id, title=SHORT, source_id=source, published=True, now=now, about=WORDS,
            reference=WORDS, owner=learners.row(connection, owner.learner),
        )  # fmt: skip
        first = made[1].quote
        stated = Statement(id="s1", kind="fact", pattern="by hand", category=SHORT, start=0, end=len(first),
                           quote=first, text=first)  # fmt: skip
        sources.add_statements(connection, source, [stated], [])
        draft = {len(made): made.pop(len(made))}
        items.add(connection, deck, made, source_id=source, status="accepted", now=now)
        items.add(connection, deck, draft, source_id=source, status="draft", now=now)
    return id


def _addresses(app: Flask) -> tuple[str, list[str]]:
    """mallory's email, and every page that shows what she and ben typed."""
    now = datetime.now(UTC)
    email = f"mallory-{uuid4().hex[:8]}@example.org"
    with app.app_context():
        mallory = accounts.create(role="teacher", name=SHORT[:60], email=email, password=PASSWORD, now=now)
        deck = _deck(mallory)
        room = classes.new_class(title=SHORT[:60], learner=mallory.learner, name=mallory.name, now=now)
        ben = new_learner(now=now).id
        classes.join(room.code, learner=ben, name=SHORT[:40], now=now)
        given = assignments.give(
            Assignment(
                id="",
                classroom=room.id,
                deck_id=deck,
                deck_title="",
                title=SHORT,
                created=now,
                quiz=Quiz(count=8),
            )
        )
        attempts = [
            assignments.begin(given.id, learner=ben, now=now, seed=2),
            quizzes.start_quiz(deck, now=now, seed=2, learner=mallory.learner),
        ]
        for attempt in attempts:
            for place in attempt.items:
                quizzes.answer(attempt.id, place.position, _typed(place), now=now)
            reports.report_item(attempt.id, 1, reason="wrong", words=WORDS[:200], now=now)
        fresh = quizzes.start_quiz(deck, now=now, seed=3, learner=mallory.learner)
        hall = live.open_round(room.id, deck, count=3, now=now, seed=4)
        hall = live.step(hall.id, seen=hall.sign, now=now)
        member = classes.get_class(room.id).learners[0].number
    own = attempts[1].id
    of_deck = ["", "/items", "/review", "/source", "/statements", "/coverage", "/settings", "/export", "/reports",
               "/delete", "/text", "/items/x-mcq", "/items/x-cloze/edit", "/items/x-mcq/edit", "/items/x-ordering/edit",
               "/items/x-mcq/history", "/items/x-mcq/move", "/items/x-mcq/regrade"]  # fmt: skip
    return email, [
        "/", "/account", "/study", f"/study/next?deck={deck}", "/classes", f"/classes/{room.id}",
        f"/classes/{room.id}/settings", f"/classes/{room.id}/gradebook", f"/classes/{room.id}/members/{member}",
        f"/assignments/{given.id}", f"/assignments/{given.id}/edit", f"/assignments/{given.id}/items",
        f"/live/{hall.id}/screen",
        *(f"/decks/{deck}{path}" for path in of_deck), *(f"/attempts/{fresh.id}/{n}" for n in range(1, 9)),
        *(f"/attempts/{own}/{n}" for n in range(1, 9)), f"/attempts/{own}/results", f"/attempts/{own}/review",
    ]  # fmt: skip


def _typed(place: Any) -> Any:
    """A wrong answer, typed where there is something to type."""
    form = dict(wrong_form(place))
    return {name: [WORDS[:150]] if place.entry.item.body.kind in {"cloze", "short_answer"} else values
            for name, values in form.items()}  # fmt: skip


def _watch(page: Page) -> list[str]:
    ran: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note(asked: Request) -> None:
        if asked.url.endswith(("/evil", "/x")):
            ran.append(asked.url)

    page.on("dialog", dismiss)
    page.on("request", note)
    return ran


def test_what_people_type_is_shown_as_words_and_never_comes_alive(chromium: Browser, shelf: Site) -> None:
    email, addresses = _addresses(shelf.app)
    tab = open_tab(chromium, shelf, viewport=DESKTOP)
    page, ran = tab.page, _watch(tab.page)
    sign_in(page, email)
    shown, missing = [], []
    for address in addresses:
        answered = page.goto(address)
        if answered is None or answered.status != 200:
            missing.append(address)
            continue
        page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")
        assert page.evaluate(CAME_ALIVE) == [], address
        text = page.evaluate(
            "document.body.innerText + [...document.querySelectorAll('input, textarea')].map(e => e.value)"
        )
        shown += [address] * ("onerror=alert(1)" in text)
        assert "49" not in page.title()
    page.context.close()
    assert missing == []
    assert ran == []
    assert len(shown) > 0.8 * len(addresses), sorted(set(addresses) - set(shown))
