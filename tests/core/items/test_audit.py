"""An audit finds every promise that is broken, and nothing in items that keep theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.items.audit import Finding, audit, audit_together
from quizapp.core.items.item import Item
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from tests.core.items.cast import OXYGEN, basic

SOURCE = Source(title="Air", text=f"🚂 {OXYGEN} Neon was found in 1898.")
START = SOURCE.text.index(OXYGEN)


def item(stem: str = "Who discovered oxygen?", answer: str = "Joseph Priestley", name: str = "s1") -> Item:
    """An item whose quote stands in the source."""
    evidence = Evidence(start=START, end=START + len(OXYGEN), quote=OXYGEN)
    return replace(basic(answer, quote=OXYGEN, stem=stem, name=name), evidence=evidence)


def problems(*items: Item) -> list[tuple[str, str]]:
    """What is found, item by item."""
    return [(finding.item, finding.problem) for finding in audit(SOURCE, items)]


def test_sound_items_have_no_findings() -> None:
    assert problems(item(), item("When was oxygen discovered?", "1774", name="s2")) == []


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        (0, len(OXYGEN), "not what stands"),
        (START, START + len(OXYGEN) - 1, "not what stands"),
        (-1, len(OXYGEN), "outside"),
        (0, 10_000, "outside"),
        (9, 9, "outside"),
        (20, 10, "outside"),
    ],
)
def test_a_quote_that_does_not_stand_at_its_place_is_found(start: int, end: int, problem: str) -> None:
    moved = replace(item(), evidence=Evidence(start=start, end=end, quote=OXYGEN))
    assert [problem in told for _, told in problems(moved)] == [True]


def test_a_fatal_flaw_is_found_with_its_rule() -> None:
    assert problems(item("Where was he born?")) == [
        (item().id, "A rule is broken (anaphor): The stem does not point at something that is not there."),
    ]  # fmt: skip


def test_an_advisory_flaw_is_no_finding() -> None:
    assert problems(item("Who " + "really " * 60 + "discovered oxygen?")) == []


def test_an_advisory_flaw_is_told_on_request() -> None:
    long = item("Who " + "really " * 60 + "discovered oxygen?")
    assert audit(SOURCE, [long], advice=True) == (
        Finding(item=long.id, problem="Advice (too-long-stem): The stem has at most 60 words.", fatal=False),
    )


def test_items_that_are_sound_alone_are_audited_together() -> None:
    asked = [item(f"Who discovered gas {n}?", name=f"s{n}") for n in range(3)]
    assert problems(*asked) == []
    assert {finding.flaw for finding in audit_together(asked)} == {"crowded-sentence"}


def test_a_recorded_flaw_that_nobody_knows_is_found() -> None:
    assert problems(replace(item(), flaws=("imagined",))) == [
        (item().id, "There is no flaw named “imagined”.")
    ]


def test_a_flaw_that_is_recorded_and_found_is_told_once() -> None:
    assert len(problems(replace(item("Where was he born?"), flaws=("anaphor",)))) == 1


def test_an_item_that_asks_what_an_earlier_one_asks_is_found() -> None:
    twin = item("who discovered OXYGEN?", name="s2")
    assert problems(item(), twin) == [(twin.id, f"The item {item().id} has the same stem.")]


def test_two_items_with_one_id_are_found() -> None:
    assert problems(item(), item("When was oxygen discovered?", "1774")) == [
        (item().id, "Another item has the same id."),
    ]  # fmt: skip


def test_a_key_that_the_quote_no_longer_supports_is_found() -> None:
    changed = item()
    object.__setattr__(changed, "evidence", Evidence(start=0, end=2, quote=SOURCE.text[:2]))
    assert problems(changed) == [(changed.id, "The quote does not support the key “Joseph Priestley”.")]


def test_what_a_person_wrote_without_evidence_has_none_to_lose() -> None:
    assert problems(replace(item(), evidence=None, written=True)) == []


def test_what_has_no_quote_crowds_no_sentence() -> None:
    written = [
        replace(item(f"Who was number {n}?", name=f"s{n}"), evidence=None, written=True) for n in range(9)
    ]
    assert "crowded-sentence" not in {finding.flaw for finding in audit_together(written)}
