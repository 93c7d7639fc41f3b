"""A small deck of written statements, and the forms that answer it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.core.items.kind import Form
from quizapp.core.study.attempt import AttemptItem
from quizapp.errors import ResponseInvalid

NOW = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)

HEAD = """
format = "quizapp-statements/1"
id = "north"
title = "The north"
about = "Provinces, cities and power."
reference = "Written for tests."
"""
CITY = """
[[statement]]
id = "meeting"
kind = "place"
category = "meeting"
text = "The meeting took place in Harbin, the capital of Heilongjiang."
focus = [{ answer = "Harbin", type = "city", question = "In which city did the meeting take place?" }]
"""
PORT = """
[[statement]]
id = "port"
kind = "place"
category = "region"
text = "The port of Liaoning is Dalian."
focus = [{ answer = "Dalian", type = "city", question = "Which city is the port of Liaoning?" }]
"""
CARS = """
[[statement]]
id = "cars"
kind = "place"
category = "region"
text = "The car plants of Jilin stand in Changchun."
focus = [{ answer = "Changchun", type = "city", question = "In which city do the car plants of Jilin stand?" }]
"""
POWER = """
[[statement]]
id = "power"
kind = "enumeration"
category = "sector"
text = "The clean energy sources are wind power, solar power and nuclear power."

[[statement.focus]]
answers = ["wind power", "solar power", "nuclear power"]
type = "energy source"
belongs = "a clean energy source"
question = "Which clean energy sources does the text name?"
choose_one = "Which of these is a clean energy source?"
choose_all = "Which of these are clean energy sources?"

[[pool]]
type = "energy source"
values = ["coal gas", "peat", "oil shale"]
"""
CAPITALS = """
[[statement]]
id = "capitals"
kind = "parallel"
category = "region"
text = "Harbin is the capital of Heilongjiang, and Shenyang is the capital of Liaoning."

[statement.match]
prompt = "Match each city to its province."
pairs = [["Harbin", "Heilongjiang"], ["Shenyang", "Liaoning"]]
"""
STATEMENTS = (CITY, PORT, CARS, POWER, CAPITALS)


def write(folder: Path, *statements: str, head: str = HEAD, name: str = "north") -> Path:
    """A folder of seeds with this one file."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(head + "".join(statements or STATEMENTS), encoding="utf-8")
    return folder


def right(place: AttemptItem) -> Form:
    """A form that answers this place rightly."""
    body = place.entry.item.body
    forms: list[Form] = [{"recall": ["knew"]}, {"answer": [body.keys()[0]]}]
    forms.append({f"gap{n}": [key] for n, key in enumerate(body.keys(), 1)})
    forms.append({f"pair{n}": [right] for n, right in enumerate(body.keys()[1::2], 1)})
    forms += [{"choice": [str(n)]} for n in range(9)] + [{"choice": ["true"]}, {"choice": ["false"]}]
    options = getattr(body, "options", ())
    forms.append({"choices": [str(n) for n, option in enumerate(options) if option.correct]})
    return next(form for form in forms if _fraction(place, form) == 1)


def wrong(place: AttemptItem) -> Form:
    """A form that does not answer it wholly right."""
    inputs = place.view().inputs
    forms: list[Form] = [{"recall": ["missed"]}]
    forms += [{inputs[0].name: [value]} for value, _ in inputs[0].options]
    forms.append({each.name: [each.options[0][0] if each.options else "nothing like it"] for each in inputs})
    return next(form for form in forms if 0 <= _fraction(place, form) < 1)


def _fraction(place: AttemptItem, form: Form) -> float:
    body = place.entry.item.body
    try:
        return body.grade(body.parse(form)).fraction
    except ResponseInvalid:
        return -1
