"""Everything that can go wrong on purpose.

::

    QuizappError
    ├── InputError              the person who sent it must change something
    │   ├── ResponseInvalid     an answer that cannot be graded (uses no attempt)
    │   ├── ItemInvalid         an item with fatal flaws or without proof
    │   ├── SourceUnreadable    a text that cannot be read as one
    │   ├── NothingToAsk        a text that can be read but holds no key statement
    │   └── ImportRejected      a file of ours or of another program that cannot be taken
    ├── NotFound                no such thing, or not yours
    ├── Conflict                the thing changed under you
    │   ├── AttemptFinished     the attempt takes no more answers
    │   └── ItemVersionStale    the item was edited since the form was opened
    ├── ExportUnsupported       this format cannot carry this kind of item
    └── Unavailable             the database cannot be used now: nothing was stored, trying again may help

Branches say who must act; leaves say what happened. Messages are sentences for the person, never traces: in English,
with named holes such as ``%(most)s`` and what fills them, so that the web can say them in the language of a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.phrases import phrase


class QuizappError(Exception):
    """Base of every error that quizapp raises on purpose; ``template`` is its sentence, ``values`` fill its holes."""

    def __init__(self, template: str = "", /, **values: object) -> None:
        super().__init__(template % values if values else template)
        self.template = template
        self.values = values


class InputError(QuizappError):
    """What was sent cannot be used; the message says what to change."""


class ResponseInvalid(InputError):
    """An answer that is not wrong but not an answer: nothing chosen, an unknown option, too long."""


class ItemInvalid(InputError):
    """An item that must not exist, with the names of its fatal flaws."""

    def __init__(self, template: str, /, *, flaws: Sequence[str] = (), **values: object) -> None:
        super().__init__(template, **values)
        self.flaws = tuple(flaws)


class SourceUnreadable(InputError):
    """A text that is empty, too large, binary, of unknown encoding or in a language we do not read."""


class NothingToAsk(InputError):
    """A readable text in which no key statement was found; the message says why."""


class ImportRejected(InputError):
    """A file that cannot be imported: where (a 1-based line or a place inside it) and why."""

    def __init__(self, reason: str, *, line: int | None = None, place: str = "") -> None:
        if line is not None:
            template = phrase("line %(line)s: %(reason)s")
        else:
            template = "%(what)s: %(reason)s" if place else "%(reason)s"
        super().__init__(template, line=line, what=place, reason=reason)
        self.reason = reason
        self.line = line
        self.place = place


class NotFound(QuizappError):
    """No such thing, or a thing that this person may not see: the two are not told apart."""

    def __init__(self, noun: str, id: str) -> None:
        super().__init__(phrase("There is no %(noun)s “%(id)s”."), noun=noun, id=id)
        self.noun = noun
        self.id = id


class Conflict(QuizappError):
    """The request was right when the page was opened and is not any more."""


class AttemptFinished(Conflict):
    """The attempt has ended; its results can be read but not changed."""


class ItemVersionStale(Conflict):
    """Somebody changed the item after this form was opened."""


class ExportUnsupported(QuizappError):
    """The format has no way to carry this item; ``reason`` says why where the kind alone does not."""

    def __init__(self, kind: str, format: str, reason: str = "") -> None:
        sentence = reason or phrase("%(format)s cannot carry items of the kind “%(kind)s”.")
        super().__init__(sentence, format=format, kind=kind)
        self.kind = kind
        self.format = format


class Unavailable(QuizappError):
    """The database cannot be used: full, locked, read-only, damaged, unreachable or of another version.

    Whoever runs the server must act; nothing of the request was stored.
    """
