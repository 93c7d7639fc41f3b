"""A table to fill in: one example row of each kind."""

from __future__ import annotations

from quizapp.exchange.sheets.written_workbook import write_workbook
from quizapp.exchange.tables import write_csv

COLUMNS = ("kind", "stem", "key", "options", "category", "tags", "rationale", "feedback")
EXAMPLES: tuple[dict[str, str], ...] = (
    {"kind": "mcq", "stem": "Which river flows through Harbin?", "key": "Songhua", "options": "Songhua | Yalu | Liao",
     "category": "rivers", "tags": "exam | week 3", "rationale": "Harbin lies on the Songhua.",
     "feedback": "Right. | It flows along the border. | It flows through Liaoning."},
    {"kind": "multiple_response", "stem": "Which of these cities are capitals of provinces?",
     "key": "Harbin | Shenyang", "options": "Harbin | Dalian | Shenyang | Daqing", "category": "cities"},
    {"kind": "true_false", "stem": "Harbin lies on the Songhua.", "key": "True", "category": "rivers"},
    {"kind": "short_answer", "stem": "Name the capital of Liaoning.", "key": "Shenyang | Mukden", "category": "cities"},
    {"kind": "cloze", "stem": "{{1}} is the capital of Heilongjiang, {{2}} that of Liaoning.",
     "key": "Harbin | Shenyang = Mukden", "category": "cities"},
    {"kind": "matching", "stem": "Match each city with its river.",
     "key": "Harbin = Songhua | Dandong = Yalu | Wuhan = Yangtze", "category": "rivers"},
    {"kind": "ordering", "stem": "Put these cities in order from north to south.",
     "key": "Harbin | Changchun | Shenyang", "category": "cities"},
    {"kind": "basic", "stem": "Which three provinces make up northeast China?",
     "key": "Liaoning | Jilin | Heilongjiang", "category": "regions"},
)  # fmt: skip


def write_template(extension: str) -> bytes:
    """The table in ``csv`` or ``xlsx``."""
    rows = [[example.get(column, "") for column in COLUMNS] for example in EXAMPLES]
    return write_workbook(COLUMNS, rows) if extension == "xlsx" else write_csv(COLUMNS, rows)
