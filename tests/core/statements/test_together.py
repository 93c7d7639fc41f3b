"""What several sentences tell together is matched: figures with their sentences, and who does what."""

from __future__ import annotations

from quizapp.core.items.kinds.matching import Matching
from tests.core.reader import read

SPENT = (
    "The Ministry of Harbours spent $4.5 million on the lighthouse of Larvik.",
    "The Ministry of Roads spent $2.5 million on the bridge of Halden.",
    "The Ministry of Schools spent $7.5 million on the library of Bergen.",
)
PLANNED = (
    "Shipowners will be paid for the repair of old engines.",
    "Farmers will be encouraged to plant apple trees beside country lanes.",
    "Students will be invited to the winter school in Bergen.",
)


def pairs(text: str, pattern: str) -> list[tuple[str, str]]:
    """The pairs of the first matching of a pattern; none without one."""
    for item in read(text, title="What each ministry of the north does").generation.candidates:
        if item.pattern == pattern and isinstance(item.body, Matching):
            return [(pair.left, pair.right) for pair in item.body.pairs]
    return []


def test_figures_of_one_unit_are_matched_with_their_sentences() -> None:
    found = pairs("\n\n".join(SPENT), "figures")
    assert dict(found) == {
        "The Ministry of Harbours spent … on the lighthouse of Larvik": "$4.5 million",
        "The Ministry of Roads spent … on the bridge of Halden": "$2.5 million",
        "The Ministry of Schools spent … on the library of Bergen": "$7.5 million",
    }


def test_nobody_is_matched_whom_his_deed_gives_away() -> None:
    text = "\n\n".join(
        [*PLANNED[:2], "Tourist guides will be encouraged to lead tours of the old mills in Bergen."]
    )
    assert not pairs(text, "deeds")


def test_a_share_is_no_sum() -> None:
    text = "\n\n".join([*SPENT[:2], "The Ministry of Schools sold 75 percent of the books of Bergen."])
    assert not pairs(text, "figures")


def test_who_does_what_is_matched() -> None:
    found = pairs("\n\n".join(PLANNED), "deeds")
    assert ("shipowners", "will be paid for the repair of old engines") in found
    assert len(found) == len(PLANNED)


def test_nobody_is_matched_whose_deed_names_him() -> None:
    text = "\n\n".join([*PLANNED[:2], "Students of music will be invited to the music school in Bergen."])
    assert not pairs(text, "deeds")
