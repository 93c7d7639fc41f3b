"""What learners hold copies of: it may never change unnoticed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from quizapp.exchange.apkg.note_types import BASIC, CHOICE, CLOZE, NOTE_TYPES, REVISED, NoteType, style

PROOF = ["Rationale", "Evidence", "Source", "Retired", "Spare 1", "Spare 2", "Spare 3", "Spare 4"]
SHIPPED = [
    (BASIC, 1_795_392_000_101, 731_000_100, ["Stem", "Given", "Answer", "Accepted", *PROOF]),
    (CLOZE, 1_795_392_000_102, 731_000_200, ["Text", "Accepted", *PROOF]),
    (CHOICE, 1_795_392_000_103, 731_000_300, ["Stem", "Instruction", "Options", "Key", *PROOF]),
]
# When this test fails, templates or style have changed: set REVISED to today, then write both here.
REVISION = (1_795_392_000, "db20a961670e7ab4")


@pytest.mark.parametrize(
    ("note_type", "number", "template", "fields"), SHIPPED, ids=lambda value: str(value)[:12]
)
def test_a_shipped_note_type_never_changes(
    note_type: NoteType, number: int, template: int, fields: list[str]
) -> None:
    assert (note_type.id, note_type.first_id, list(note_type.fields)) == (number, template, fields)


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda note_type: note_type.name)
def test_fields_are_numbered_in_their_order(note_type: NoteType) -> None:
    numbers = list(note_type.field_ids.values())
    assert numbers == list(range(note_type.first_id + 1, note_type.first_id + 1 + len(note_type.fields)))


def test_a_changed_template_or_style_has_a_new_date() -> None:
    text = "\n".join([*(side for each in NOTE_TYPES for side in (each.front, each.back)), style()])
    assert (REVISED, hashlib.sha256(text.encode()).hexdigest()[:16]) == REVISION


def test_the_date_of_revision_is_not_ahead_of_learners_clocks() -> None:
    assert datetime.fromtimestamp(REVISED, tz=UTC) <= datetime.now(tz=UTC)
