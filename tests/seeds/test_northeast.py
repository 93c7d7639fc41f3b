"""The starting deck on northeast China: what it covers, and that every item of it may be asked."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from quizapp.core.items.generate import Generation, generate
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.true_false import TrueFalse
from quizapp.core.items.matching import normalize
from quizapp.core.statements.written import WrittenStatements, read_written

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "northeast-2023.toml"
REPORT = ROOT.parent / "shared" / "corpus" / "northeast-2023.txt"
MOST_WORDS_COPIED = 8

CATEGORIES = {
    "meeting", "priority", "region", "industry", "energy", "agriculture", "opening up", "infrastructure",
    "population", "governance", "finance", "disaster relief",
}  # fmt: skip

TOPICS = {
    "who convened the meeting": "Xi Jinping",
    "the city": "Harbin",
    "the province": "Heilongjiang",
    "the day of the meeting": "7",
    "the month": "September 2023",
    "the time of the week": "Thursday afternoon",
    "the office in the state": "president of China",
    "the office in the Party": "general secretary",
    "the office in the army": "Central Military Commission",
    "the image of the aim": "new chapter",
    "support": "increased support",
    "self-motivation": "self-motivation",
    "courage": "more courage",
    "actions": "concrete actions",
    "the path's quality": "high-quality",
    "the path's endurance": "sustainable",
    "Liaoning": "Liaoning",
    "Jilin": "Jilin",
    "Inner Mongolia": "Inner Mongolia",
    "the earlier meeting": "2018",
    "resources": "abundance of resources",
    "industrial base": "solid foundations in industry",
    "location": "location",
    "potential": "potential for development",
    "opportunities": "great new opportunities",
    "innovation in industry": "innovation in industry",
    "the industrial system": "distinctive industrial system",
    "the foundation": "foundation",
    "the key": "scientific and technological innovation",
    "the direction": "industrial upgrading",
    "traditional industries": "traditional",
    "digital": "digital",
    "intelligent": "intelligent",
    "internet": "internet-based",
    "chains": "industrial chains",
    "clusters": "clusters",
    "new energy": "new energy",
    "new materials": "new materials",
    "manufacturing": "advanced manufacturing",
    "electronic information": "electronic information",
    "wind": "wind power",
    "sun": "photovoltaic power",
    "nuclear power": "nuclear power",
    "farming": "agriculture and rural areas",
    "grain": "grain",
    "responsibility for grain": "main responsibility",
    "ordinary times": "abundant",
    "extreme times": "reliable",
    "opening inward": "internally",
    "opening outward": "externally",
    "Belt and Road": "Belt and Road",
    "domestic flows": "flow of the economy",
    "circulations": "circulation",
    "infrastructure": "infrastructure",
    "pipelines": "oil and gas",
    "railways": "high-speed",
    "grids": "power grids",
    "transmission": "transmission",
    "mobile communications": "mobile",
    "data networks": "data networks",
    "population quality": "overall quality",
    "childcare": "childcare",
    "childbearing": "childbearing",
    "parenting": "parenting",
    "education": "education",
    "birth rate": "birth rate",
    "population scale": "scale of the population",
    "talent": "fostering talent",
    "platforms": "platforms",
    "political atmosphere": "political atmosphere",
    "business environment": "business environment",
    "enthusiasm": "hard work and entrepreneurship",
    "Party members": "Party members and cadres",
    "private companies": "private",
    "corruption": "corruption",
    "integrity": "integrity",
    "credibility": "credibility",
    "intellectual property": "intellectual property rights",
    "a stable law": "stable",
    "a transparent law": "transparent",
    "a regulated law": "regulated",
    "a predictable law": "predictable",
    "business entities": "all business entities",
    "local debt": "local governments",
    "financial institutions": "small and medium-sized financial institutions",
    "financial health": "healthy financial environment",
    "Party leadership": "Party leadership and Party building",
    "the guarantee": "fundamental guarantee",
    "floods": "floods",
    "restoration": "restoration and reconstruction",
    "production and life": "production and life",
    "autumn floods": "autumn",
    "the source": "Xinhua News Agency",
}


@pytest.fixture(scope="module")
def deck() -> WrittenStatements:
    return read_written(SEED.read_bytes(), name=SEED.name)


@pytest.fixture(scope="module")
def made(deck: WrittenStatements) -> Generation:
    return generate(deck.statements, curated=deck.curated)


def test_the_deck_keeps_its_name(deck: WrittenStatements) -> None:
    assert (deck.id, deck.title) == ("northeast-2023", "Northeast China revitalization, 2023")


def test_the_deck_is_rich_enough_to_study(deck: WrittenStatements, made: Generation) -> None:
    assert len(deck.statements) >= 60
    assert len(made.items) >= 120


def test_the_deck_mixes_its_kinds(made: Generation) -> None:
    kinds = Counter(item.kind for item in made.items)
    assert len(kinds) >= 6
    assert kinds["true_false"] <= 0.2 * len(made.items)


def test_neither_true_nor_false_is_a_safe_guess(made: Generation) -> None:
    keys = Counter(item.body.keys()[0] for item in made.items if isinstance(item.body, TrueFalse))
    assert 0.25 <= keys["False"] / keys.total() <= 0.75


def test_every_category_has_enough_items_for_a_result(made: Generation) -> None:
    categories = Counter(item.category for item in made.items)
    assert set(categories) == CATEGORIES
    assert min(categories.values()) >= 8


def test_hardly_a_statement_goes_unasked(deck: WrittenStatements, made: Generation) -> None:
    assert len(made.rejections) <= 0.05 * len(deck.statements)


def test_no_item_has_a_flaw(made: Generation) -> None:
    assert {item.stem: item.flaws for item in made.items if item.flaws} == {}


def test_every_quote_stands_in_the_source(deck: WrittenStatements, made: Generation) -> None:
    for item in made.items:
        assert deck.source.text[item.span[0] : item.span[1]] == item.quote


def test_no_two_items_are_alike(made: Generation) -> None:
    asked = Counter((normalize(item.stem), item.kind == "cloze" and item.body.keys()) for item in made.items)
    assert [stem for stem, count in asked.items() if count > 1] == []


def test_no_choice_offers_two_options_that_read_alike(made: Generation) -> None:
    for item in made.items:
        if isinstance(item.body, Mcq):
            texts = [normalize(option.text) for option in item.body.options]
            assert not any(a in b or b in a for a, b in combinations(texts, 2)), item.stem


def test_the_key_is_seldom_the_longest_option(made: Generation) -> None:
    choices = [item.body for item in made.items if isinstance(item.body, Mcq)]
    longest = [body for body in choices if _key_is_longest(body)]
    assert len(longest) <= 0.3 * len(choices)


def _key_is_longest(body: Mcq) -> bool:
    key = max(len(option.text) for option in body.options if option.correct)
    return all(len(option.text) < key for option in body.options if not option.correct)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_report_is_covered(topic: str, made: Generation) -> None:
    wanted = normalize(TOPICS[topic])
    assert any(f" {wanted} " in f" {normalize(text)} " for item in made.items for text in _asked(item))


def _asked(item: Item) -> tuple[str, ...]:
    """Stem and keys; what a card asks or answers."""
    return (re.sub(r"[.?,:;]", " ", item.stem), *item.body.keys())


def test_no_statement_copies_the_report(deck: WrittenStatements) -> None:
    if not REPORT.exists():
        pytest.skip("the report is not on this computer")
    report = _runs(REPORT.read_text(encoding="utf-8"))
    copied = {run for statement in deck.statements for run in _runs(statement.text) if run in report}
    assert copied == set()


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of one word more than may be copied."""
    words = re.findall(r"\w+", text.casefold())
    length = MOST_WORDS_COPIED + 1
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
