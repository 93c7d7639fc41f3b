"""Ada measures a folder of texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizapp.errors import ImportRejected, InputError
from quizapp.exchange.measured import read_before, write_evaluation, write_evaluation_json
from quizapp.services.evaluation import evaluate_folder

TEXT = (
    "Ada Lovelace opened the bridge in Porto in 1998. The mayor called for planting trees, digging wells and building "
    "roads. Renewable sources such as wind power, solar power and tidal power are cheap.\n"
)
ARTICLE = {
    "title": "Bridges",
    "paragraphs": [
        {
            "text": TEXT.strip(),
            "questions": [
                {"question": "Where?", "answer": "Porto", "start": 39},
                {"question": "When?", "answer": "1998"},
            ],
        },
        {"text": "A mill was built in Faro in 1887.", "questions": []},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text, a text of a genre, what is no text, and an article that somebody asked about."""
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "README.md").write_text("# These are the texts of the town.", encoding="utf-8")
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "again.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "news" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "human-questions.json").write_text(json.dumps([ARTICLE]), encoding="utf-8")
    return tmp_path


def test_every_text_is_measured_under_its_genre(folder: Path) -> None:
    found = {text.name: text.genre for text in evaluate_folder(folder).texts}
    assert found == {
        "bridge.txt": "text",
        "news/again.md": "news",
        "human-questions.json: Bridges": "human-questions",
    }


def test_keys_are_compared_with_what_people_asked(folder: Path) -> None:
    rows = evaluate_folder(folder).rows()["genres"]
    assert (rows["text"].keys, rows["human-questions"].keys > 0) == (0, True)
    assert rows["human-questions"].touching > 0


def test_a_text_that_cannot_be_used_is_named_and_the_others_are_measured(folder: Path) -> None:
    (folder / "french.txt").write_text(
        "Le pont de la ville est le plus long de la province. " * 9, encoding="utf-8"
    )
    found = {text.name: text for text in evaluate_folder(folder).texts}
    assert "English" in found["french.txt"].problem
    assert found["bridge.txt"].whole.items > 0


def test_a_text_without_statements_counts_with_its_words(folder: Path) -> None:
    (folder / "empty.txt").write_text("Hello there. Well, well. Oh dear, the end of it!", encoding="utf-8")
    found = {text.name: text for text in evaluate_folder(folder).texts}["empty.txt"]
    assert (found.whole.words, found.whole.items, bool(found.problem)) == (10, 0, True)


def test_a_folder_without_texts_says_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"put \.txt or \.md files there"):
        evaluate_folder(tmp_path)


@pytest.mark.parametrize("content", ["{}", "[{}]", "nonsense", '[{"title": "x", "paragraphs": 3}]'])
def test_articles_in_another_shape_are_bad_input(content: str, folder: Path) -> None:
    (folder / "human-questions.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="does not have the shape"):
        evaluate_folder(folder)


def test_the_run_before_stands_beside_and_changes_are_marked(folder: Path) -> None:
    before = read_before(write_evaluation_json(evaluate_folder(folder)).encode())
    same = write_evaluation(evaluate_folder(folder), before)
    (folder / "news" / "more.txt").write_text("A mill was built in Faro in 1887.", encoding="utf-8")
    other = write_evaluation(evaluate_folder(folder), before)
    items = [next(line for line in told.splitlines() if line.startswith("items ")) for told in (same, other)]
    assert ("*" in items[0], "*" in items[1]) == (False, True)


def test_figures_are_written_in_the_same_order_and_value_each_time(folder: Path) -> None:
    first, second = (json.loads(write_evaluation_json(evaluate_folder(folder))) for _ in range(2))
    for told in (first, second):
        for rows in told["rows"].values():
            for row in rows.values():
                row["figures"].pop("words_per_second")
    assert json.dumps(first) == json.dumps(second)


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"[]", b'{"format": "quizapp-evaluation/9", "folder": "", "rows": {}}']
)
def test_a_file_that_holds_no_run_is_bad_input(raw: bytes) -> None:
    with pytest.raises(ImportRejected):
        read_before(raw)
