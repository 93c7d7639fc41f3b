"""An audit names every item that breaks its promise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.items.audit import audit
from quizapp.core.items.item import Item
from quizapp.core.items.kinds import WRITABLE
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from quizapp.errors import NotFound
from quizapp.services.audits import audit_deck, audit_deck_together
from quizapp.services.drafts import review_item
from quizapp.store.database import transaction
from tests.services.workshop import TEXT, made
from tests.store.northern import NOW

SOURCE = Source(title="Capitals", text=TEXT)


def broken(item: Item, **fields: object) -> Item:
    """The item as no constructor would let it be, but a file or an older version might."""
    twin = object.__new__(Item)
    vars(twin).update(vars(item) | fields)
    return twin


def problems(*items: Item) -> str:
    return " ".join(finding.problem for finding in audit(SOURCE, items))


def test_sound_items_give_no_finding() -> None:
    assert audit(SOURCE, [made(kind) for kind in WRITABLE]) == ()


def test_a_finding_names_the_item() -> None:
    moved = replace(made("mcq"), evidence=Evidence(start=1, end=len(TEXT) + 1, quote=TEXT))
    assert [finding.item for finding in audit(SOURCE, [made("cloze"), moved])] == ["mcq"]


@pytest.mark.parametrize(("start", "end"), [(-5, 3), (7, 7), (0, 999_999)])
def test_evidence_outside_of_the_source_is_found(start: int, end: int) -> None:
    item = broken(made("mcq"), evidence=Evidence(start=start, end=end, quote=TEXT))
    assert "outside" in problems(item)


def test_a_quote_from_another_place_is_found() -> None:
    item = broken(made("mcq"), evidence=Evidence(start=0, end=5, quote="Changchun of Jilin"))
    assert "not what stands in the source" in problems(item)


def test_an_unproven_key_is_found() -> None:
    item = broken(made("mcq"), evidence=Evidence(start=0, end=6, quote="Harbin"))
    assert "does not support the key “Changchun”" in problems(item)


def test_a_fatal_flaw_is_found_though_nobody_recorded_it() -> None:
    assert "anaphor" in problems(broken(made("basic"), stem="Where does he live?"))


def test_a_recorded_flaw_that_is_not_fatal_is_no_finding() -> None:
    assert problems(replace(made("mcq"), flaws=("longest-key",))) == ""


def test_a_flaw_that_nobody_knows_is_found() -> None:
    assert "no flaw named “ugly”" in problems(replace(made("mcq"), flaws=("ugly",)))


def test_items_of_a_kind_with_the_same_stem_are_found() -> None:
    twin = replace(made("mcq"), id="twin", stem=made("mcq").stem.upper())
    assert [finding.item for finding in audit(SOURCE, [made("mcq"), twin])] == ["twin"]


def test_items_with_the_same_id_are_found() -> None:
    assert "same id" in problems(made("mcq"), replace(made("cloze"), id="mcq"))


def test_a_stored_deck_is_audited_without_what_is_not_asked(workshop: str) -> None:
    with transaction() as connection:
        connection.exec_driver_sql("UPDATE item_version SET quote = 'Nothing of the kind'")
    review_item(workshop, "mcq", status="rejected", now=NOW)
    found = {finding.item for finding in audit_deck(workshop)}
    assert "cloze" in found
    assert "mcq" not in found


def test_an_unknown_deck_is_not_found(workshop: str) -> None:
    with pytest.raises(NotFound):
        audit_deck("nowhere")


def test_a_stored_deck_is_audited_together_without_what_is_not_asked(workshop: str) -> None:
    before = {finding.flaw for finding in audit_deck_together(workshop)}
    for kind in set(WRITABLE) - {"mcq", "basic"}:
        review_item(workshop, kind, status="rejected", now=NOW)
    after = {finding.flaw for finding in audit_deck_together(workshop)}
    assert ("crowded-sentence" in before, "crowded-sentence" in after) == (True, False)


def test_advice_on_a_stored_deck_is_told_on_request(workshop: str) -> None:
    with transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE item_version SET stem = 'Name and/or describe the three capitals.'"
        )
    told = {
        finding.problem.split(":")[0] for finding in audit_deck(workshop, advice=True) if not finding.fatal
    }
    assert "Advice (ambiguous-stem)" in told
    assert all(finding.fatal for finding in audit_deck(workshop))


def test_an_unknown_deck_is_not_found_together(workshop: str) -> None:
    with pytest.raises(NotFound):
        audit_deck_together("nowhere")
