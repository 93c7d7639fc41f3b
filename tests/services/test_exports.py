"""Decks leave as files."""

from __future__ import annotations

import io
import zipfile

import pytest

from quizapp.errors import NotFound
from quizapp.services.exports import export_apkg


def test_a_deck_leaves_as_an_anki_package_named_after_it(north: str) -> None:
    export = export_apkg(north)
    assert export.filename == "north.apkg"
    assert zipfile.is_zipfile(io.BytesIO(export.content))


def test_a_deck_leaves_as_the_same_bytes_twice(north: str) -> None:
    assert export_apkg(north).content == export_apkg(north).content


def test_a_deck_that_does_not_exist_cannot_leave(north: str) -> None:
    with pytest.raises(NotFound):
        export_apkg("nowhere")
