"""An evaluation as tables for people and as JSON, each figure beside the one of a run before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from quizapp.core.items.evaluation import Evaluation
from quizapp.core.items.figures import FIGURES, Figure, figures, positions
from quizapp.errors import ImportRejected

FORMAT = "quizapp-evaluation/1"
_NOISE = 0.1
_NAME = 48
_TEXT_COLUMNS = tuple(
    "words items items_per_1000_words evidence_percent fatal_flaws duplicates key_longest_percent "
    "true_false_percent choosing_percent kinds stating_percent words_per_second".split()
)
_KIND_COLUMNS = tuple(
    "items evidence_percent fatal_flaws advisory_per_item key_longest_percent human_percent random_percent".split()
)
_PATTERN_COLUMNS = (
    "statements",
    "statements_percent",
    *_KIND_COLUMNS[:-2],
    "choosing_percent",
    "human_percent",
)
_TABLES = (("texts", _TEXT_COLUMNS), ("kinds", _KIND_COLUMNS), ("patterns", _PATTERN_COLUMNS))

Row = Mapping[str, float | None]


class _Row(msgspec.Struct):
    figures: dict[str, float | None]


class Before(msgspec.Struct):
    """What a file of this format holds of a run: group → name → figures."""

    format: str
    folder: str
    rows: dict[str, dict[str, _Row]]

    def row(self, group: str, name: str) -> Row:
        """The figures of a text, genre, kind or pattern; none where that run had no such."""
        found = self.rows.get(group, {}).get(name)
        return {} if found is None else found.figures


def write_evaluation_json(evaluation: Evaluation) -> str:
    """The figures as JSON text, keys in a fixed order."""
    plain = {
        "format": FORMAT,
        "folder": evaluation.folder,
        "seed": evaluation.seed,
        "rows": {
            group: {
                name: {"figures": figures(tally), "key_positions": positions(tally)}
                for name, tally in rows.items()
            }
            for group, rows in evaluation.rows().items()
        },
        "problems": {text.name: text.problem for text in evaluation.texts if text.problem},
    }
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def read_before(raw: bytes) -> Before:
    """The figures of a run before. Raises `ImportRejected` where this is no file of this format."""
    try:
        before = msgspec.json.decode(raw, type=Before)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRejected(f"this is not a {FORMAT} document: {error}") from error
    if before.format != FORMAT:
        raise ImportRejected(f"format is “{before.format}”, not “{FORMAT}”")
    return before


def write_evaluation(evaluation: Evaluation, before: Before | None) -> str:
    """Tables: all and by genre, then texts, kinds and patterns.

    In brackets stands the figure of the run before, with an asterisk where it was another; “!” marks a missed bar.
    """
    rows = {
        group: {name: figures(tally) for name, tally in tallies.items()}
        for group, tallies in evaluation.rows().items()
    }
    blocks = ["\n".join(_genres(rows, before))]
    blocks += ["\n".join(_table(group, columns, rows[group], before)) for group, columns in _TABLES]
    blocks += [f"{text.name}: {text.problem}" for text in evaluation.texts if text.problem]
    legend = "! misses the bar"
    if before is not None:
        legend += f"; (…) the run before, of “{before.folder}”; * changed"
    return "\n\n".join([*blocks, legend]) + "\n"


def _genres(rows: Mapping[str, Mapping[str, Row]], before: Before | None) -> Iterator[str]:
    """Figures down, all and genres across."""
    across = [("all", "all"), *(("genres", name) for name in rows["genres"])]
    lines = [["", *(name for _, name in across)]]
    for figure in FIGURES.values():
        cells = [
            _cell(
                figure,
                rows[group][name],
                before.row(group, name) if before is not None else None,
                judged=not n,
            )
            for n, (group, name) in enumerate(across)
        ]
        lines.append([figure.title, *cells])
    yield from _aligned(lines)


def _table(
    group: str, columns: Sequence[str], rows: Mapping[str, Row], before: Before | None
) -> Iterator[str]:
    """Names down, figures across; those of the run before only where they were others."""
    lines = [[group, *(FIGURES[name].head or FIGURES[name].title for name in columns)]]
    for name, row in rows.items():
        old = before.row(group, name) if before is not None else None
        cells = (_cell(FIGURES[column], row, old, is_brief=True) for column in columns)
        lines.append([_short(name), *cells])
    yield from _aligned(lines)


def _cell(figure: Figure, row: Row, old: Row | None, *, judged: bool = False, is_brief: bool = False) -> str:
    value = row[figure.name]
    missed = "!" if (judged or figure.most == 0 or figure.least == 100) and figure.misses(value) else ""
    told = _told(figure, value) + missed
    if old is None:
        return told
    past = old.get(figure.name)
    is_other = _is_other(figure, value, past)
    if is_brief and not is_other:
        return told
    return f"{told} ({_told(figure, past)}){'*' if is_other else ''}"


def _short(name: str) -> str:
    """A file's name, cut in its middle where it is long."""
    return name if len(name) <= _NAME else f"{name[: _NAME // 2]}…{name[-_NAME // 2 :]}"


def _told(figure: Figure, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if figure.unit == "count" else f"{value:g}"


def _is_other(figure: Figure, value: float | None, past: float | None) -> bool:
    """Whether a figure changed; speed is never twice the same and counts from a tenth on."""
    if figure.name == "words_per_second" and value and past:
        return abs(value - past) > _NOISE * past
    return value != past


def _aligned(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *others = (
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join([first, *others]).rstrip()
