"""Names on screen: of kinds, categories, statuses and verdicts, and numbers as people write them."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask
from flask_babel import LazyString, format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from quizapp.core.teaching.classroom import code_shown
from quizapp.web.translations import spoken

_MOST_KEPT = 1024
"""Names of ours that are told again and again, by language; there are fewer."""

KINDS: dict[str, LazyString] = {
    "mcq": _l("Multiple choice"),
    "multiple_response": _l("Multiple response"),
    "true_false": _l("True or false"),
    "cloze": _l("Fill the gap"),
    "short_answer": _l("Short answer"),
    "matching": _l("Matching"),
    "ordering": _l("Ordering"),
    "basic": _l("Recall"),
    "faces": _l("Card"),
}
STATUSES: dict[str, LazyString] = {
    "draft": _l("Draft"),
    "accepted": _l("Accepted"),
    "rejected": _l("Rejected"),
    "retired": _l("Retired"),
}
VERDICTS: dict[str, LazyString] = {
    "right": _l("Right"),
    "partial": _l("Partly right"),
    "wrong": _l("Wrong"),
}
BEHAVIOURS: dict[str, LazyString] = {
    "practice": _l("Practice"),
    "immediate": _l("Immediate"),
    "deferred": _l("Exam"),
}
BEHAVIOUR_NOTES: dict[str, LazyString] = {
    "practice": _l("Each answer is told at once, and what you miss comes again."),
    "immediate": _l("Each answer is told at once, with its proof."),
    "deferred": _l("All is told at the end. Until then you can move about and change answers."),
}
CONFIDENCES: dict[str, LazyString] = {
    "guess": _l("A guess"),
    "unsure": _l("Unsure"),
    "sure": _l("Sure"),
}
REASONS: dict[str, LazyString] = {
    "wrong": _l("The key is wrong"),
    "unclear": _l("It is unclear what is asked"),
    "typo": _l("There is a slip in the wording"),
    "other": _l("Something else"),
    "appeal": _l("I was right"),
}
ROLES: dict[str, LazyString] = {
    "learner": _l("Learner"),
    "teacher": _l("Teacher"),
    "operator": _l("Operator"),
}
VISIBILITIES: dict[str, LazyString] = {
    "own": _l("Only me"),
    "link": _l("Who has the link"),
    "everybody": _l("Everybody"),
}
TELLINGS: dict[str, LazyString] = {
    "once": _l("At once"),
    "due": _l("After the due date"),
}
BINNED: dict[str, LazyString] = {
    "deck": _l("Deck"),
    "class": _l("Class"),
    "assignment": _l("Assignment"),
    "member": _l("Out of a class"),
}
STATES: dict[str, LazyString] = {
    "waiting": _l("Not open yet"),
    "open": _l("Open"),
    "late": _l("Open, late"),
    "over": _l("Over"),
}
STATE_NOTES: dict[str, LazyString] = {
    "waiting": _l("This is not open yet."),
    "over": _l("This is over: it takes no more answers."),
}
LATE_RULES: dict[str, LazyString] = {
    "closed": _l("Nothing is taken"),
    "accepted": _l("It counts as late"),
}
DRAWS: dict[str, LazyString] = {
    "same": _l("Same for all"),
    "own": _l("Drawn anew"),
}
METHODS: dict[str, LazyString] = {
    "best": _l("the best"),
    "last": _l("the last"),
    "first": _l("the first"),
    "mean": _l("their mean"),
}
METHOD_NOTES: dict[str, LazyString] = {
    "best": _l("The best of them counts."),
    "last": _l("The last of them counts."),
    "first": _l("The first of them counts."),
    "mean": _l("Their mean counts."),
}
RULINGS: dict[str, LazyString] = {
    "upheld": _l("The report is right"),
    "declined": _l("The item stays as it is"),
}

LICENCES: dict[str, LazyString | str] = {
    "All rights reserved": _l("All rights reserved"),
    "CC BY": "CC BY",
    "CC BY-SA": "CC BY-SA",
    "CC BY-NC": "CC BY-NC",
    "CC BY-NC-SA": "CC BY-NC-SA",
    "CC0 or public domain": _l("CC0 or public domain"),
}
"""As they are stored, and as a page says them."""

CATEGORIES: dict[str, LazyString] = {
    # what the generator names itself
    "cause": _l("Cause"),
    "date": _l("Date"),
    "definition": _l("Definition"),
    "fact": _l("Fact"),
    "figure": _l("Figure"),
    "list": _l("List"),
    "people": _l("People"),
    "place": _l("Place"),
    "priority": _l("Priority"),
    "region": _l("Region"),
    # what the decks that come with the app use
    "agriculture": _l("Agriculture"),
    "disaster relief": _l("Disaster relief"),
    "energy": _l("Energy"),
    "finance": _l("Finance"),
    "governance": _l("Governance"),
    "industry": _l("Industry"),
    "infrastructure": _l("Infrastructure"),
    "meeting": _l("Meeting"),
    "opening up": _l("Opening up"),
    "population": _l("Population"),
    "sector": _l("Sector"),
}
"""Only our own: other names of categories stay as their deck writes them."""

JUDGEMENTS: dict[str, LazyString] = {
    "dependent": _l("Not self-contained"),
    "trivial": _l("Trivial"),
    "key": _l("Wrong key"),
    "options": _l("Bad options"),
    "wording": _l("Badly worded"),
    "other": _l("Another reason"),
}
"""Why a reviewer rejects an item, in the order of the keys that say it."""
STATEMENT_KINDS: dict[str, LazyString] = {
    "priority": _l("Priority"),
    "need": _l("Need"),
    "role": _l("Role"),
    "definition": _l("Definition"),
    "enumeration": _l("List"),
    "parallel": _l("Parallel"),
    "region": _l("Region"),
    "sector": _l("Sector"),
    "place": _l("Place"),
    "date": _l("Date"),
    "quantity": _l("Figure"),
    "agent": _l("Who"),
    "cause": _l("Cause"),
    "purpose": _l("Purpose"),
    "comparison": _l("Comparison"),
    "superlative": _l("Superlative"),
    "fact": _l("Fact"),
}
ANSWER_TYPES: dict[str, LazyString] = {
    "person": _l("A person"),
    "organization": _l("An organization"),
    "place": _l("A place"),
    "city": _l("A city"),
    "region": _l("A region"),
    "country": _l("A country"),
    "year": _l("A year"),
    "date": _l("A date"),
    "quantity": _l("A figure"),
    "term": _l("A term"),
    "cause": _l("A cause"),
    "purpose": _l("A purpose"),
    "other": _l("Something else"),
}
COVERS: dict[str, LazyString] = {
    "tested": _l("Tested"),
    "untested": _l("Untested"),
    "over": _l("Over-tested"),
}


FIELDS: dict[str, LazyString] = {
    "text": _l("Text"),
    "title": _l("Title"),
    "about": _l("Description"),
    "stem": _l("Stem"),
    "rationale": _l("Rationale"),
    "answers": _l("Answers, one a line"),
    "answer": _l("Your answer"),
}
"""What a form calls the fields that take a long text."""


def init_app(app: Flask) -> None:
    """Teach the templates these words."""
    app.add_template_filter(kind_word)
    app.add_template_filter(category_word)
    app.add_template_filter(field_word)
    app.add_template_filter(status_word)
    app.add_template_filter(verdict_word)
    app.add_template_filter(statement_word)
    app.add_template_filter(cover_word)
    app.add_template_filter(clock)
    app.jinja_env.globals["behaviour_words"] = BEHAVIOURS
    app.jinja_env.globals["behaviour_notes"] = BEHAVIOUR_NOTES
    app.jinja_env.globals["confidence_words"] = CONFIDENCES
    app.jinja_env.globals["reason_words"] = REASONS
    app.jinja_env.globals["ruling_words"] = RULINGS
    app.jinja_env.globals["role_words"] = ROLES
    app.jinja_env.globals["binned_words"] = BINNED
    app.jinja_env.globals["tell_words"] = TELLINGS
    app.jinja_env.globals["state_words"] = STATES
    app.jinja_env.globals["state_notes"] = STATE_NOTES
    app.jinja_env.globals["late_words"] = LATE_RULES
    app.jinja_env.globals["method_words"] = METHODS
    app.jinja_env.globals["draw_words"] = DRAWS
    app.jinja_env.globals["method_notes"] = METHOD_NOTES
    app.add_template_filter(code_shown, "class_code")
    app.jinja_env.globals["visibility_words"] = VISIBILITIES
    app.jinja_env.globals["answer_words"] = ANSWER_TYPES
    app.jinja_env.globals["judgement_words"] = JUDGEMENTS
    app.add_template_filter(score)
    app.add_template_filter(percent)
    app.add_template_filter(number)
    app.add_template_filter(letter)


def kind_word(kind: str) -> str:
    """The name of a kind."""
    return _kind_word(spoken().locale, kind) if kind in KINDS else _spaced(kind)


@lru_cache(_MOST_KEPT)
def _kind_word(_locale: str, kind: str) -> str:
    return str(KINDS[kind])


def category_word(category: str) -> str:
    """The name of a category: ours in the language of the page, others as their deck writes them."""
    if category in CATEGORIES:
        return _category_word(spoken().locale, category)
    return _spaced(category) or _("Other")


@lru_cache(_MOST_KEPT)
def _category_word(_locale: str, category: str) -> str:
    return str(CATEGORIES[category])


def field_word(field: str) -> str:
    """What the form calls one of its fields."""
    return str(FIELDS.get(field, _spaced(field)))


def status_word(status: str) -> str:
    """The name of an item's status."""
    return str(STATUSES.get(status, _spaced(status)))


def statement_word(kind: str) -> str:
    """The name of a kind of statement."""
    return str(STATEMENT_KINDS.get(kind, _spaced(kind)))


def cover_word(cover: str) -> str:
    """Whether a sentence is asked about, in a word."""
    return str(COVERS[cover])


def verdict_word(verdict: str) -> str:
    """The name of a verdict."""
    return _verdict_word(spoken().locale, verdict)


@lru_cache(_MOST_KEPT)
def _verdict_word(_locale: str, verdict: str) -> str:
    return str(VERDICTS[verdict])


def clock(seconds: int) -> str:
    """A time that runs down: 9:05."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def score(value: float) -> str:
    """Points with at most one decimal: 7, 7.5."""
    return str(format_decimal(round(value, 1), format="#,##0.#"))


def percent(value: float) -> str:
    """A share of one in percent; only all is 100 %."""
    return str(format_percent(int(value * 100 + 1e-9) / 100))


def number(value: int) -> str:
    """A whole number with its thousands parted."""
    return str(format_decimal(value))


def letter(index: int) -> str:
    """The name of an option: A for 0, B for 1 …"""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index] if index < 26 else str(index + 1)


def _spaced(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
