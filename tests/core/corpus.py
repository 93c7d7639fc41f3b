"""The texts that the generator is tried on: they lie beside the project, not in it, or where QUIZAPP_CORPUS says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("QUIZAPP_CORPUS") or ROOT.parent / "shared" / "corpus")
REPORT = CORPUS / "northeast-2023.txt"
ARTICLES = CORPUS / "human-questions.json"

report_at_hand = pytest.mark.skipif(not REPORT.is_file(), reason=f"{REPORT.name} is not at hand")
corpus_at_hand = pytest.mark.skipif(
    not ARTICLES.is_file(), reason="the texts to try things on are not at hand"
)


def texts() -> dict[str, str]:
    """Name → text: the report, sections of a textbook, articles; empty where they are not at hand."""
    files = [REPORT, *sorted(CORPUS.glob("texts/*.txt"))] if REPORT.is_file() else []
    found = {file.stem: file.read_text(encoding="utf-8") for file in files}
    articles = json.loads(ARTICLES.read_text(encoding="utf-8")) if ARTICLES.is_file() else []
    for article in articles:
        found[article["title"]] = "\n\n".join(one["text"] for one in article["paragraphs"])
    return found
