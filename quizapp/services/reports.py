"""Reporting an item to the owner of its deck, and ruling on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from quizapp.core.study.report import (
    Reason,
    Report,
    accepting,
    can_appeal,
    reason_named,
    ruling_named,
    within,
)
from quizapp.errors import Conflict, InputError, NotFound
from quizapp.services.assignments import assignment_of
from quizapp.services.drafts import edit_item
from quizapp.store import attempts, decks, items, learners, reports
from quizapp.store.attempts import Asked
from quizapp.store.database import reading, transaction

_MOST_NUMBER = 2**62


def report_item(attempt_id: str, position: int, *, reason: str, words: str, now: datetime) -> None:
    """Tell the owner that something is wrong with an item that was answered and told; the same twice counts once.

    Raises `NotFound`; `InputError` for a reason that there is not, or where nothing was told yet.
    """
    known, kept = reason_named(reason), within(words)
    if known == "other" and not kept:
        raise InputError("Say what is wrong with the item.")
    _send(_told(attempt_id, position, now=now), known, kept, now=now)


def appeal(attempt_id: str, position: int, *, now: datetime) -> None:
    """“I was right”: ask the owner to take what was written for right.

    Raises `NotFound`; `InputError` where nothing was written, or it was right.
    """
    asked = _told(attempt_id, position, now=now)
    response = asked.place.response
    if response is None or not can_appeal(asked.place.entry.item, response.answer):
        raise InputError("There is nothing to appeal against.")
    _send(asked, "appeal", "", now=now)


def reports_at(attempt_id: str, position: int) -> tuple[Report, ...]:
    """What was reported of this place."""
    with reading() as connection:
        return tuple(reports.of_place(connection, attempt_id, position))


def list_reports(deck_id: str) -> tuple[Report, ...]:
    """All reports of a deck, those that wait first. Raises `NotFound`."""
    with reading() as connection:
        return tuple(reports.of_deck(connection, decks.find(connection, deck_id).id))


def waiting_by_deck(decks: Collection[str]) -> dict[str, int]:
    """How many reports of these decks wait for a ruling, by the deck's id; a deck without any is not among them."""
    with reading() as connection:
        return reports.waiting(connection, decks)


def rule(deck_id: str, number: int, *, ruling: str, reply: str, now: datetime) -> Report:
    """Decide on a report; the learner hears it. An appeal that is upheld makes the answer right, here and from now on.

    Raises `NotFound`, `Conflict` where somebody decided already, `InputError`; and what editing raises.
    """
    known, kept = ruling_named(ruling), within(reply)
    report = _find(deck_id, number)
    if report.ruling is not None:
        raise Conflict("Somebody has decided on this report already.")
    if known == "upheld" and report.reason == "appeal":
        _accept(report, now=now)
    with transaction() as connection:
        if not reports.rule(connection, number, known, reply=kept, now=now):
            raise Conflict("Somebody has decided on this report already.")
    return _find(deck_id, number)


def reopen(deck_id: str, number: int) -> None:
    """Take a ruling back; the report waits again. Raises `NotFound`; `Conflict` where it is known or did something."""
    report = _find(deck_id, number)
    if report.ruling is None:
        return
    with transaction() as connection:
        if not report.can_reopen or not reports.reopen(connection, number):
            raise Conflict(
                "This was decided for good: the learner has heard it, or an answer was graded by it."
            )


def unheard_rulings(learner: str) -> tuple[Report, ...]:
    """What was decided on a learner's reports and not seen by them yet."""
    with reading() as connection:
        return tuple(reports.unheard(connection, learner))


def hear(learner: str, numbers: list[int]) -> None:
    """Note that a learner saw rulings. Raises `NotFound`."""
    with transaction() as connection:
        reports.hear(connection, learners.row(connection, learner), numbers)


def _accept(report: Report, *, now: datetime) -> None:
    """Take the answer's wording into the item as it is now, and grade the response by it."""
    with reading() as connection:
        place = items.find(connection, decks.find(connection, report.deck_id).id, report.item.id)
        found = items.entries(connection, [place]) if place is not None else ()
    if not found:
        raise NotFound("item", report.item.id)
    entry = found[0]
    if can_appeal(entry.item, report.answer):
        form = accepting(entry.item, report.answer)
        entry = edit_item(report.deck_id, entry.item.id, form, version=entry.version, now=now)
    with transaction() as connection:
        reports.regrade(connection, report.number, entry.item.body.grade(report.answer))


def _told(attempt_id: str, position: int, *, now: datetime) -> Asked:
    with reading() as connection:
        asked = attempts.place(connection, attempt_id, position)
    given = assignment_of(attempt_id)
    is_kept = given is not None and given.keeps_results(now)
    told = (asked.behaviour.tells or asked.ended is not None) and not is_kept
    if asked.place.response is None or not told:
        raise InputError("An item can be reported once its answer was told.")
    return asked


def _send(asked: Asked, reason: Reason, words: str, *, now: datetime) -> None:
    with transaction() as connection:
        reports.add(connection, asked, reason=reason, words=words, now=now)


def _find(deck_id: str, number: int) -> Report:
    with reading() as connection:
        deck = decks.find(connection, deck_id).id
        found = reports.find(connection, deck, number) if number < _MOST_NUMBER else None
    if found is None:
        raise NotFound("report", str(number))
    return found
