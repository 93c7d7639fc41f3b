"""Decks leave as files."""

from __future__ import annotations

import io
import zipfile

import pytest

from quizapp.errors import InputError, NotFound
from quizapp.services.drafts import review_item
from quizapp.services.exports import export_apkg, export_missed
from tests.services.cast import finish, quiz
from tests.store.northern import LATER


def test_a_deck_leaves_as_an_anki_package_named_after_it(north: str) -> None:
    export = export_apkg(north)
    assert export.filename == "north.apkg"
    assert zipfile.is_zipfile(io.BytesIO(export.content))


def test_a_deck_leaves_as_the_same_bytes_twice(north: str) -> None:
    assert export_apkg(north).content == export_apkg(north).content


def test_a_deck_that_does_not_exist_cannot_leave(north: str) -> None:
    with pytest.raises(NotFound):
        export_apkg("nowhere")


def test_what_was_missed_leaves_as_a_part_of_the_deck(north: str) -> None:
    attempt = quiz(count=5)
    finish(attempt, missing=[2, 4])
    export = export_missed(attempt.id)
    assert (export.filename, zipfile.is_zipfile(io.BytesIO(export.content))) == ("north-missed.apkg", True)


def test_nothing_missed_leaves_no_file(north: str) -> None:
    attempt = quiz(count=3)
    finish(attempt)
    with pytest.raises(InputError, match="Nothing was missed"):
        export_missed(attempt.id)


def test_what_is_not_asked_any_more_leaves_in_no_file(north: str) -> None:
    attempt = quiz(count=1)
    finish(attempt, missing=[1])
    review_item(north, attempt.items[0].entry.item.id, status="rejected", now=LATER)
    with pytest.raises(InputError, match="not asked any more"):
        export_missed(attempt.id)


def test_an_attempt_that_does_not_exist_missed_nothing(north: str) -> None:
    with pytest.raises(NotFound):
        export_missed("nowhere")
