"""ada and her learners do anything in any order, and the promises of the store hold after each step."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from quizapp.core.decks.deck import ItemStatus
from quizapp.core.items.kind import Form
from quizapp.core.study.attempt import AttemptItem, results
from quizapp.core.study.behaviours import BEHAVIOURS
from quizapp.core.study.quiz import Quiz
from quizapp.core.study.review import replay
from quizapp.errors import Conflict, InputError, NotFound
from quizapp.services import changes, history, imports, quizzes, regrading, renewal, study
from quizapp.services.decks import get_deck, publish_deck
from quizapp.services.drafts import accept_all, edit_item, review_item
from quizapp.services.learners import get_learner, new_learner
from quizapp.services.texts import run_next_job, submit_text
from quizapp.store import cards, learners
from quizapp.store.database import reading
from tests.fuzz import Tally
from tests.services.atlas import ATLAS, HARBOUR, LINES, MOVED_CAPITAL
from tests.services.atlas import text as atlas_of
from tests.services.generator import FakeExtraction, about_each_line
from tests.store.databases import migrated, opened
from tests.store.northern import NOW, right, wrong

COUNT, STEPS = 400, 50
ALLOWED = (InputError, NotFound, Conflict)
"""What a person may be told. Anything else that a step raises is a fault."""
_SENTENCES = (*LINES, MOVED_CAPITAL, HARBOUR)
_FILE = b"Where is the town of the wells? {=Daqing ~Dandong ~Dalian}"


def _no_language_model() -> None:
    def extract(source: Any, *, progress: Any = None) -> FakeExtraction:
        return FakeExtraction(statements=about_each_line(source, progress or (lambda share, stage: None)))

    module = ModuleType("quizapp.core.statements.extract")
    vars(module)["extract"] = extract
    sys.modules[module.__name__] = module


def template(folder: Path) -> Path:
    """A database with ada's published atlas, to copy."""
    file = folder / "template.db"
    with opened(migrated(f"sqlite:///{file}")):
        submit_text(atlas_of(*LINES), now=NOW)
        run_next_job(now=NOW)
        accept_all(ATLAS, now=NOW)
        publish_deck(ATLAS)
        with reading() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


class Domain(RuleBasedStateMachine):
    """Every rule is something that a person does; errors that say what to do are no faults.

    ``made`` is the database that each story begins with a copy of.
    """

    made: Path

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copy(self.made, folder / "domain.db")
        self.stack.enter_context(opened(f"sqlite:///{folder / 'domain.db'}"))
        self.now = NOW
        self.learners = [new_learner(now=NOW).id for _ in range(2)]
        self.attempts: list[str] = []
        self.kept: dict[tuple[str, int], tuple[str, ...]] = {}

    def teardown(self) -> None:
        self.stack.close()

    def later(self) -> datetime:
        self.now += timedelta(minutes=7)
        return self.now

    @initialize()
    def ben_begins(self) -> None:
        self.attempts.append(quizzes.start_quiz(ATLAS, now=self.later(), seed=1, learner=self.learners[0]).id)

    @rule(who=st.integers(0, 1), how=st.sampled_from(sorted(BEHAVIOURS)), seed=st.integers(0, 9))
    def start(self, who: int, how: str, seed: int) -> None:
        quiz = Quiz(count=3, behaviour=BEHAVIOURS[how])
        with suppress(*ALLOWED):
            self.attempts.append(
                quizzes.start_quiz(
                    ATLAS, now=self.later(), seed=seed, quiz=quiz, learner=self.learners[who]
                ).id
            )

    @rule(which=st.integers(0, 30), place=st.integers(0, 5), is_right=st.booleans())
    def answer(self, which: int, place: int, is_right: bool) -> None:
        attempt = quizzes.get_attempt(self.attempts[which % len(self.attempts)])
        item = attempt.items[place % len(attempt.items)]
        with suppress(*ALLOWED):
            found = quizzes.answer(attempt.id, item.position, _form(item, is_right), now=self.later())
            assert found.response is not None
            key = (attempt.id, item.position)
            before = self.kept.setdefault(key, found.response.answer)
            if attempt.behaviour.tells:
                assert found.response.answer == before, "a told response was replaced"
            self.kept[key] = found.response.answer

    @rule(which=st.integers(0, 30))
    def finish(self, which: int) -> None:
        quizzes.finish(self.attempts[which % len(self.attempts)], now=self.later())

    @rule(which=st.integers(0, 30), place=st.integers(0, 5))
    def clear(self, which: int, place: int) -> None:
        attempt = quizzes.get_attempt(self.attempts[which % len(self.attempts)])
        item = attempt.items[place % len(attempt.items)]
        with suppress(*ALLOWED):
            quizzes.clear(attempt.id, item.position, now=self.later())
            if not attempt.behaviour.tells and not attempt.finished:
                self.kept.pop((attempt.id, item.position), None)

    @rule(
        who=st.integers(0, 1),
        rating=st.sampled_from(["again", "hard", "good", "easy", "suspended", "buried"]),
    )
    def study(self, who: int, rating: str) -> None:
        learner, now = get_learner(self.learners[who]), self.later()
        shown = study.deal(learner, now=now, deck=ATLAS).shown
        if shown is not None:
            act = study.set_aside if rating in study.ASIDES else study.rate
            act(learner, shown.name, rating, seen=shown.seen, now=now)

    @rule(who=st.integers(0, 1))
    def take_back(self, who: int) -> None:
        study.undo(get_learner(self.learners[who]), now=self.later())

    @rule(days=st.integers(-1, 40))
    def time_goes_by(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(which=st.integers(0, 30), words=st.sampled_from(["As ada says.", "As the atlas says."]))
    def edit(self, which: int, words: str) -> None:
        entry = self._entry(which)
        with suppress(*ALLOWED):
            edit_item(ATLAS, entry.item.id, {"rationale": [words]}, version=entry.version, now=self.later())

    @rule(which=st.integers(0, 30), key=st.sampled_from(["Harbin", "Dalian", "Daqing"]))
    def change_the_key(self, which: int, key: str) -> None:
        entry = self._entry(which)
        with suppress(*ALLOWED):
            edit_item(ATLAS, entry.item.id, {"gap_key": [key]}, version=entry.version, now=self.later())

    @rule(which=st.integers(0, 30), status=st.sampled_from(["accepted", "rejected", "retired"]))
    def decide(self, which: int, status: str) -> None:
        with suppress(*ALLOWED):
            review_item(ATLAS, self._entry(which).item.id, status=cast(ItemStatus, status), now=self.later())

    @rule(which=st.integers(0, 30), number=st.integers(1, 4))
    def go_back(self, which: int, number: int) -> None:
        with suppress(*ALLOWED):
            history.restore(ATLAS, self._entry(which).item.id, number, now=self.later())

    @rule(lines=st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5, unique=True))
    def regenerate(self, lines: list[str]) -> None:
        with suppress(*ALLOWED):
            renewal.update_deck(ATLAS, atlas_of(*lines), now=self.later())

    @rule(which=st.integers(0, 30), choice=st.sampled_from(["mine", "new"]))
    def choose(self, which: int, choice: Any) -> None:
        with suppress(*ALLOWED):
            changes.decide(ATLAS, self._entry(which).item.id, choice, now=self.later())

    @rule(status=st.sampled_from(["draft", "accepted"]))
    def take_in(self, status: str) -> None:
        with suppress(*ALLOWED):
            imports.import_file(ATLAS, _FILE, now=self.later(), status=cast(ItemStatus, status))

    @rule(which=st.integers(0, 30))
    def regrade(self, which: int) -> None:
        with suppress(*ALLOWED):
            regrading.carry_out(ATLAS, self._entry(which).item.id, now=self.later())
            assert not regrading.preview(ATLAS, self._entry(which).item.id).changes

    def _entry(self, which: int) -> Any:
        entries = get_deck(ATLAS).items
        return entries[which % len(entries)]

    @invariant()
    def no_row_belongs_to_nothing(self) -> None:
        with reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
            assert connection.execute(text(_OTHER_ITEM)).scalar_one() == 0

    @invariant()
    def no_acknowledged_response_is_lost(self) -> None:
        for id in {attempt for attempt, _ in self.kept}:
            for place in quizzes.get_attempt(id).items:
                if (id, place.position) in self.kept:
                    assert place.response is not None, "a response is gone"
                    assert place.response.answer == self.kept[id, place.position]

    @invariant()
    def scores_can_be_computed_again(self) -> None:
        with reading() as connection:
            regraded = {tuple(row) for row in connection.execute(text(_REGRADED))}
        for id in self.attempts:
            attempt = quizzes.get_attempt(id)
            for place in attempt.items:
                if place.response is not None and (id, place.position) not in regraded:
                    assert place.entry.item.body.grade(place.response.answer) == place.response.outcome
            if attempt.finished:
                results(attempt)

    @invariant()
    def every_card_is_what_its_log_says(self) -> None:
        with reading() as connection:
            for id in self.learners:
                for card in cards.of_learner(connection, learners.row(connection, id)):
                    if card.row is not None:
                        log = cards.log(connection, card.row)
                        assert (card.state, card.entries) == (replay(log), len(log))


_OTHER_ITEM = """
SELECT count(*) FROM response
JOIN attempt_item ON attempt_item.id = response.attempt_item_id
LEFT JOIN item_version ON item_version.id = response.item_version_id
WHERE item_version.id IS NULL OR item_version.id <> attempt_item.item_version_id
"""
_REGRADED = """
SELECT attempt.public_id, attempt_item.position FROM response
JOIN attempt_item ON attempt_item.id = response.attempt_item_id
JOIN attempt ON attempt.id = attempt_item.attempt_id
WHERE response.regraded IS NOT NULL
"""


def _form(place: AttemptItem, is_right: bool) -> Form:
    made: Callable[[AttemptItem], Form] = right if is_right else wrong
    return made(place)


def act(folder: Path, *, examples: int, steps: int, seed: int | None = None, shrinks: bool = True) -> None:
    """Let them act; raises with the shortest story that breaks a promise."""
    _no_language_model()
    found = type("Domain", (Domain,), {"made": template(folder)})
    told = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=seed is None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink) if shrinks else (Phase.generate,),
    )
    if seed is not None:
        found = hypothesis.seed(seed)(found)
    run_state_machine_as_test(found, settings=told)


def fuzz(count: int, seed: int) -> Tally:
    """So many stories of up to fifty deeds."""
    with tempfile.TemporaryDirectory() as folder:
        act(Path(folder), examples=count, steps=STEPS, seed=seed)
    return Tally(outcomes=Counter({f"stories of up to {STEPS} deeds kept every promise": count}))
