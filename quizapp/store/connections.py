"""The connections of one application: which a request reads and writes with, and which wait for the next one.

Taking a connection out of SQLAlchemy's pool and giving it back costs as much as two statements, and an answer would do
it twice. A server's may be lost while nobody uses it, which its pool finds out, so only those to a file of ours wait
outside of it.
"""

from __future__ import annotations

import weakref
from typing import Any

from flask.globals import _cv_app, _cv_request
from sqlalchemy import Connection, Engine, event

from quizapp.store.turns import Turns, dropped

_MOST_WAITING = 8
_SPARE = "spare_connection"
NAME = "quizapp-connections"
_inherited: list[object] = []
"""Of the parent of a forked child: never used, nor closed, nor collected."""


class Connections:
    """An engine with its turns at writing and the connections that nobody uses at the moment."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.turns = Turns()
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.waiting: list[Connection] = []
        event.listen(engine, "engine_disposed", self._close)
        _all.add(self)

    def take(self, notes: dict[str, Any]) -> Connection:
        """The one that this request, of which these are the ``notes``, used before, one that waits, or one of the
        pool."""
        spare: Connection | None = notes.pop(_SPARE, None)
        if spare is not None:
            return spare
        try:
            return self.waiting.pop()
        except IndexError:
            return self.engine.connect()

    def leave(self, connection: Connection, notes: dict[str, Any]) -> None:
        """Keep it for this request; what was not committed is undone.

        So nobody waits for, nor sees an old state of the database by, a connection that waits itself.
        """
        try:
            if connection.in_transaction():
                connection.rollback()
            elif not self.is_sqlite:  # statements on the driver itself begin a transaction there
                connection.connection.rollback()
        except BaseException:
            connection.close()
            raise
        if _SPARE not in notes and _cv_request.get(None) is not None:
            notes[_SPARE] = connection
        else:
            connection.close()

    def lose(self, connection: Connection) -> None:
        """One on which something failed is not used again by this request."""
        connection.close()

    def give_back(self, _error: BaseException | None = None) -> None:
        """A request has ended."""
        spare: Connection | None = here()[1].pop(_SPARE, None)
        if spare is None:
            return
        if self.is_sqlite and len(self.waiting) < _MOST_WAITING:
            self.waiting.append(spare)
        else:
            spare.close()

    def forget(self) -> None:
        """A forked child uses no connection of its parent, and waits for none of its threads."""
        _inherited.append((self.turns, self.waiting))
        self.turns, self.waiting = Turns(), []
        self.engine.dispose(close=False)

    def _close(self, _engine: Engine) -> None:
        """What waits goes when the pool goes."""
        while self.waiting:
            dropped(self.waiting.pop())
        self.turns.close()


_all: weakref.WeakSet[Connections] = weakref.WeakSet()


def forget_all() -> None:
    """See `Connections.forget`."""
    for each in list(_all):
        each.forget()


def here() -> tuple[Connections, dict[str, Any]]:
    """The connections of this application, and what is noted with this request.

    Flask-SQLAlchemy would look them up by name, and Flask look at each step for which request it is.
    """
    context = _cv_app.get()
    return context.app.extensions[NAME], vars(context.g)
