"""Who may do what: the one place that decides it.

The web asks once per request, before the view; the shell does not ask, because who can run it owns the database. It is
not asked inside the other services: their signatures would carry an actor through every call.

What nobody owns is everybody's: the decks that came with quizapp. Anybody may change them until somebody looks after
the site, an operator; from then on only operators may. So quizapp on a machine of one's own needs no account.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from quizapp.core.teaching.account import Role
from quizapp.errors import NotFound
from quizapp.store import accounts, bin, learners, standing
from quizapp.store.bin import Whose
from quizapp.store.database import Connection, reading
from quizapp.store.standing import Standing

Deed = Literal[
    "visit", "study", "see", "edit", "export", "answer", "look", "make", "follow", "belong", "lead", "take", "mark",
    "join", "host", "own", "teach", "restore", "bring",
]  # fmt: skip
"""visit: a page that everybody has. study, edit, export: a deck; see: what its items show. answer, look: an attempt.
follow: a job. bring: a file that was sent to be imported. belong, lead: a class. take, mark: an assignment. join, host:
a live round. own: what only somebody with an account has. teach: what only teachers have. restore: what is in the bin,
by its name there."""


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who asks: ``learner`` is the id that things belong to, None for a browser that has nothing here."""

    learner: str | None = None
    role: Role | Literal["visitor"] = "visitor"


ANYONE = Actor()


def may(actor: Actor, deed: Deed, thing: str = "") -> bool:
    """Whether this actor may do this to the deck, attempt or job with this id; of what is not there nobody may."""
    if deed in {"visit", "make"}:
        return True
    if deed == "own":
        return actor.role != "visitor"
    if deed == "teach":
        return actor.role in {"teacher", "operator"}
    with reading() as connection:
        return _RULES[deed](connection, actor, thing)


def require(actor: Actor, deed: Deed, thing: str = "") -> None:
    """Raises `NotFound` where the actor may not: what is not yours is not there."""
    if not may(actor, deed, thing):
        raise NotFound(_NOUNS.get(deed, "page"), thing)


def edits(actor: Actor, owner: str | None, *, is_open: bool) -> bool:
    """Whether a deck of this owner is the actor's to change; ``is_open``: nobody looks after the site."""
    if actor.role == "operator":
        return True
    return is_open if owner is None else owner == actor.learner


def is_looked_after() -> bool:
    """Whether there is an operator."""
    with reading() as connection:
        return not is_open(connection)


def is_open(connection: Connection) -> bool:
    """Whether nobody looks after the site, so that everybody's decks are everybody's to change."""
    return not accounts.any_operator(connection)


def _may_edit(connection: Connection, actor: Actor, deck: Standing) -> bool:
    return edits(actor, deck.owner, is_open=deck.owner is None and is_open(connection))


def _edits(connection: Connection, actor: Actor, deck: str) -> bool:
    found = standing.of_deck(connection, deck)
    return found is not None and _may_edit(connection, actor, found)


def _studies(connection: Connection, actor: Actor, deck: str) -> bool:
    found = standing.of_deck(connection, deck)
    if found is None:
        return False
    is_open = found.published and found.visibility != "own"
    return is_open or _may_edit(connection, actor, found)


def _sees(connection: Connection, actor: Actor, deck: str) -> bool:
    """Who studies a deck, and who is asked its items elsewhere: in an attempt, or in a class where it is given."""
    return _studies(connection, actor, deck) or standing.is_asked(connection, deck, actor.learner)


def _answers(connection: Connection, actor: Actor, attempt: str) -> bool:
    """Who has the secret id of an attempt may answer, unless it is of somebody with an account."""
    found = standing.of_attempt(connection, attempt)
    return found is not None and _is_theirs(actor, found)


def _looks(connection: Connection, actor: Actor, attempt: str) -> bool:
    """Teachers look at what their class answered."""
    return _answers(connection, actor, attempt) or bool(
        standing.of_class_of_attempt(connection, attempt, actor.learner)
    )


def _belongs(connection: Connection, actor: Actor, classroom: str) -> bool:
    return standing.of_class(connection, classroom, actor.learner) is not None


def _leads(connection: Connection, actor: Actor, classroom: str) -> bool:
    """Only its teachers: not even an operator sees what is in a class."""
    return bool(standing.of_class(connection, classroom, actor.learner))


def _takes(connection: Connection, actor: Actor, assignment: str) -> bool:
    return standing.of_assignment(connection, assignment, actor.learner) is not None


def _marks(connection: Connection, actor: Actor, assignment: str) -> bool:
    return bool(standing.of_assignment(connection, assignment, actor.learner))


def _joins(connection: Connection, actor: Actor, live: str) -> bool:
    return standing.of_live(connection, live, actor.learner) is not None


def _hosts(connection: Connection, actor: Actor, live: str) -> bool:
    return bool(standing.of_live(connection, live, actor.learner))


def _follows(connection: Connection, actor: Actor, job: str) -> bool:
    found = standing.of_job(connection, job)
    return found is None or actor.role == "operator" or _is_theirs(actor, found)


def _brings(connection: Connection, actor: Actor, upload: str) -> bool:
    """Only who sent it: a file of somebody's own learning."""
    found = standing.of_upload(connection, upload)
    return found is not None and actor.learner is not None and found.owner == actor.learner


def _is_theirs(actor: Actor, found: Standing) -> bool:
    return not found.is_known or found.owner == actor.learner


def bin_of(connection: Connection, actor: Actor) -> Whose:
    """What the actor may bring back: operators, too, only what was theirs or everybody's."""
    row = 0 if actor.learner is None else learners.row(connection, actor.learner)
    return Whose(learner=row, everybodys=edits(actor, None, is_open=is_open(connection)))


def _restores(connection: Connection, actor: Actor, name: str) -> bool:
    named = bin.named(name)
    return named is not None and bin.find(connection, bin_of(connection, actor), *named) is not None


_RULES: dict[Deed, Callable[[Connection, Actor, str], bool]] = {
    "study": _studies,
    "see": _sees,
    "export": _studies,
    "edit": _edits,
    "answer": _answers,
    "look": _looks,
    "belong": _belongs,
    "lead": _leads,
    "take": _takes,
    "mark": _marks,
    "join": _joins,
    "host": _hosts,
    "follow": _follows,
    "restore": _restores,
    "bring": _brings,
}
_NOUNS: dict[Deed, str] = {
    "study": "deck",
    "see": "deck",
    "export": "deck",
    "edit": "deck",
    "answer": "attempt",
    "look": "attempt",
    "follow": "job",
    "bring": "import",
    "belong": "class",
    "lead": "class",
    "take": "assignment",
    "mark": "assignment",
    "join": "live round",
    "host": "live round",
}
