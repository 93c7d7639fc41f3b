"""Names stand beside names of their sort, whatever they are asked as."""

from __future__ import annotations

import pytest

from tests.core.reader import read


def options(text: str, stem: str) -> set[str]:
    """What may be chosen for a question; nothing where it is not asked so."""
    return {
        option.text
        for item in read(text).generation.candidates
        if item.kind == "mcq" and item.stem == stem
        for option in item.body.options  # type: ignore[attr-defined]
    }


def test_departments_stand_beside_departments() -> None:
    text = "The Department of Commerce opened a new office for small exporters in the port of Larvik."
    found = options(text, "Which organization opened a new office for small exporters in the port of Larvik?")
    assert "Department of Commerce" in found
    assert len(found) > 2
    assert all(name.startswith("Department of ") for name in found)


def test_people_of_the_text_stand_beside_one_who_acts() -> None:
    text = (
        "Greta Holm taught the children of Halden. Nils Berg sold the mill of Bergen to a baker. "
        "In 1884, Erik Lund opened the stone quarry of Larvik with forty workers."
    )
    found = options(text, "In 1884, who opened the stone quarry of Larvik with forty workers?")
    assert found == {"Erik Lund", "Greta Holm", "Nils Berg"}


@pytest.mark.parametrize("date", ["April 1884", "12 April 1884"])
def test_a_date_stands_among_dates_written_alike_in_the_order_of_their_years(date: str) -> None:
    text = f"On {date}, Erik Lund opened the stone quarry of Larvik with forty workers."
    stems = [
        item for item in read(text).generation.candidates if item.kind == "mcq" and "1884" in str(item.body)
    ]
    assert stems
    for item in stems:
        found = [option.text for option in item.body.options]  # type: ignore[attr-defined]
        assert {text.rpartition(" ")[0] for text in found} == {date.rpartition(" ")[0]}
        assert [text[-4:] for text in found] == sorted(text[-4:] for text in found)
