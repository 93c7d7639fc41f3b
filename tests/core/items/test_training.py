"""What is learned from rated items."""

from __future__ import annotations

import pytest

from quizapp.core.items.training import Rated, rated_from_plain, train
from quizapp.errors import ImportRejected


def rated(*, accepted: bool, pointing: bool) -> Rated:
    return Rated(features={"bias": 1.0, "points": float(pointing)}, accepted=accepted)


def row(**fields: object) -> dict[str, object]:
    return {"kind": "tf", "stem": "Porto is a town.", "key": "True", "verdict": "A", **fields}


CLEAR = [rated(accepted=n % 2 == 0, pointing=n % 2 == 1) for n in range(40)]


def test_a_trait_of_rejected_items_gets_a_negative_weight() -> None:
    assert train(CLEAR).weights["points"] < 0


def test_unseen_items_of_a_clear_case_are_told_apart() -> None:
    assert train(CLEAR).auc == 1.0


def test_a_trait_that_tells_nothing_gets_no_weight() -> None:
    even = [rated(accepted=n % 2 == 0, pointing=n % 4 < 2) for n in range(40)]
    assert abs(train(even).weights.get("points", 0.0)) < 0.05


def test_the_curve_never_keeps_more_at_a_higher_threshold() -> None:
    kept = [share for _, share, _ in train(CLEAR).curve]
    assert kept == sorted(kept, reverse=True)


def test_the_same_rows_give_the_same_weights() -> None:
    assert train(CLEAR) == train(CLEAR)


def test_few_items_teach_nothing() -> None:
    with pytest.raises(ImportRejected, match="too few"):
        train(CLEAR[:3])


def test_items_made_here_weigh_more_and_name_their_pattern() -> None:
    own = rated_from_plain(row(pattern="goal", confidence=0.8))
    assert own.weight > rated_from_plain(row(pattern="TF_true")).weight
    assert own.features["pattern:goal"] == 1.0
    assert "pattern:TF_true" not in rated_from_plain(row(pattern="TF_true")).features


def test_kinds_of_other_names_are_ours() -> None:
    assert rated_from_plain(row()).features["kind:true_false"] == 1.0


@pytest.mark.parametrize("broken", [[], "A", {"stem": "Porto?"}, row(verdict=None), row(stem=7)])
def test_a_row_without_its_fields_is_refused(broken: object) -> None:
    with pytest.raises(ImportRejected, match=r"“verdict”.*|rated item"):
        rated_from_plain(broken, place="rated.jsonl, line 3")


def test_items_of_a_document_are_never_both_learned_from_and_tried_on() -> None:
    by_place = [
        Rated(features={"bias": 1.0, f"pattern:{n % 10}": 1.0}, accepted=n % 10 < 5, document=f"d{n % 10}")
        for n in range(100)
    ]
    assert train(by_place).auc <= 0.5


def test_without_documents_every_item_is_tried_on_its_own() -> None:
    assert train(CLEAR).accuracy == 1.0


def test_the_tenths_of_the_scale_hold_every_item_once() -> None:
    assert sum(count for _, count, _, _ in train(CLEAR).calibration) == len(CLEAR)


def test_the_mean_chance_of_a_tenth_lies_within_it() -> None:
    assert all(least <= mean <= least + 0.1 for least, _, mean, _ in train(CLEAR).calibration)
