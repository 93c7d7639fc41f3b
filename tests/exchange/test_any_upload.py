"""Whatever is uploaded as a table, a file of another program, an image or a sound is taken or refused with a reason."""

from __future__ import annotations

import pytest

from tests.fuzz import files


def test_files_broken_at_random_are_taken_or_refused() -> None:
    outcomes = files.fuzz(300, 7).outcomes
    assert {name.partition(" ")[2] for name in outcomes} == {"read", "refused"}
    assert len({name.partition(" ")[0] for name in outcomes}) == len(files.MEDIA) + 7


def test_a_file_that_breaks_the_reader_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise KeyError("IHDR")

    monkeypatch.setattr(files, "read_media", broken)
    with pytest.raises(AssertionError, match="of seed 7"):
        files.fuzz(50, 7)
