"""An assignment: a quiz that a class is to take, with its dates and rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from quizapp.core.analytics.gradebook import Column, GradingMethod, Reached
from quizapp.core.study.attempt import Attempt, results
from quizapp.core.study.quiz import MOST_MINUTES, Quiz
from quizapp.errors import Conflict, InputError
from quizapp.phrases import phrase

LateRule = Literal["closed", "accepted"]
LATE_RULES: tuple[LateRule, ...] = ("closed", "accepted")
Telling = Literal["once", "due"]
TELLINGS: tuple[Telling, ...] = ("once", "due")
State = Literal["waiting", "open", "late", "over"]
MOST_TITLE = 120
MOST_ATTEMPTS = 20
NOT_YET = phrase("This is not open yet.")
OVER = phrase("This is over: it takes no more answers.")
USED_UP = phrase("There is no attempt left.")


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """``opens`` and ``due`` may be unset. After ``due`` nothing is taken, or it is taken as ``late`` and ``penalty``
    percent of what was reached are taken off.

    ``most`` is how many attempts there are, None for any number; ``method`` which of them counts. ``items`` are the ids
    that are asked; empty: the quiz draws from the whole deck. Raises `InputError` for dates in the wrong order.
    """

    id: str
    classroom: str
    deck_id: str
    deck_title: str
    title: str
    created: datetime
    opens: datetime | None = None
    due: datetime | None = None
    late: LateRule = "closed"
    penalty: int = 0
    most: int | None = None
    method: GradingMethod = "best"
    quiz: Quiz = field(default_factory=Quiz)
    items: tuple[str, ...] = ()
    tell: Telling = "once"
    """When learners hear what came of an attempt: at its end, or not before it is due for everybody."""

    def __post_init__(self) -> None:
        if self.opens is not None and self.due is not None and self.due <= self.opens:
            raise InputError("What is due must open before.")
        if not 0 <= self.penalty <= 100:
            raise InputError("From 0 to 100 percent can be taken off what comes late.")
        if self.most is not None and not 1 <= self.most <= MOST_ATTEMPTS:
            raise InputError("From 1 to %(most)s attempts can be allowed.", most=MOST_ATTEMPTS)
        if self.tell == "due" and self.due is None:
            raise InputError("Say when it is due: before that nobody would hear the results.")
        if self.tell == "due" and self.quiz.behaviour.tells:
            raise InputError(
                "Only an exam can keep its results: the other behaviours tell each answer at once."
            )

    @property
    def column(self) -> Column:
        """Its place in a gradebook."""
        return Column(assignment=self.id, title=self.title, method=self.method, due=self.due)

    def state(self, now: datetime) -> State:
        """Whether it can be taken."""
        if self.opens is not None and now < self.opens:
            return "waiting"
        if self.due is None or now < self.due:
            return "open"
        return "late" if self.late == "accepted" else "over"

    def keeps_results(self, now: datetime) -> bool:
        """Whether learners do not hear yet what came of an attempt."""
        return self.tell == "due" and self.due is not None and now < self.due

    def left(self, attempts: int) -> int | None:
        """How many attempts are left after so many, None where there is no end."""
        return None if self.most is None else max(0, self.most - attempts)

    def require_open(self, now: datetime, *, attempts: int) -> None:
        """Raises `Conflict` where no attempt can begin."""
        state = self.state(now)
        if state == "waiting":
            raise Conflict(NOT_YET)
        if state == "over":
            raise Conflict(OVER)
        if self.left(attempts) == 0:
            raise Conflict(USED_UP)

    def quiz_for(self, extra: int) -> Quiz:
        """The quiz of somebody who has so much more time, in percent."""
        if self.quiz.limit is None:
            return self.quiz
        longest = timedelta(minutes=MOST_MINUTES)
        return replace(self.quiz, limit=min(longest, self.quiz.limit * (100 + extra) / 100))

    def closes(self) -> datetime | None:
        """When an attempt ends whatever time it has left."""
        return self.due if self.late == "closed" else None

    def reached(self, attempt: Attempt, *, learner: str) -> Reached | None:
        """What a finished attempt counts, None for one that goes on."""
        ended = ended_at(attempt)
        if ended is None:
            return None
        found = results(attempt)
        percent = 100 * found.score / found.total if found.total else 0.0
        is_late = self.due is not None and ended > self.due
        kept = percent * (100 - self.penalty) / 100 if is_late else percent
        return Reached(learner=learner, assignment=self.id, percent=kept, ended=ended)


def ended_at(attempt: Attempt) -> datetime | None:
    """When an attempt ended: handed in, out of time, or with its last answer; None where it goes on."""
    if attempt.ended is not None:
        return attempt.ended
    if not attempt.finished:
        return None
    return max((place.response.answered for place in attempt.items if place.response), default=None)


def telling_named(name: str) -> Telling:
    """Raises `InputError` for a time of telling that there is not."""
    found = next((telling for telling in TELLINGS if telling == name), None)
    if found is None:
        raise InputError("Results cannot be told “%(name)s”.", name=name[:40])
    return found


def late_rule_named(name: str) -> LateRule:
    """Raises `InputError` for a rule that there is not."""
    found = next((rule for rule in LATE_RULES if rule == name), None)
    if found is None:
        raise InputError("There is no rule “%(name)s” for what comes late.", name=name[:40])
    return found


def title_of(text: str, *, otherwise: str) -> str:
    """A title, the deck's where there is none. Raises `InputError`."""
    title = " ".join(text.split()) or otherwise
    if len(title) > MOST_TITLE:
        raise InputError("A title takes at most %(title)s characters.", title=MOST_TITLE)
    return title


def counted(attempts: Iterable[Reached | None]) -> list[Reached]:
    """The finished ones."""
    return [one for one in attempts if one is not None]
