"""Practice, exams, time limits, hints, flags and confidence on the pages, without a script."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from quizapp.web import attempts, clock, decks
from tests.web.cast import DECK, EXEMPLARS, NAMES, PROOF, WHY, Browser, exemplar

GRADED = [name for name, example in EXEMPLARS if not example.body.self_graded]


def start(visitor: Browser, name: str | None = None, **fields: str) -> str:
    """Start a quiz with these settings; the attempt's address."""
    form = {"category": name or "", "count": "20"} | fields
    response = visitor.post(f"/decks/{DECK}/quiz", form)
    assert response.status_code == 303
    return response.headers["Location"].rsplit("/", 1)[0]


def exam(visitor: Browser, name: str | None = None, **fields: str) -> str:
    """Start an exam."""
    return start(visitor, name, behaviour="deferred", **fields)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """The clock goes by as much as the list's last entry."""
    passed = [timedelta(0)]
    began = clock.now()

    def now() -> datetime:
        return began + passed[-1]

    monkeypatch.setattr(attempts, "now", now)
    monkeypatch.setattr(decks, "now", now)
    return passed


def test_the_start_offers_every_behaviour_with_what_it_means(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"/decks/{DECK}").text
    names = re.findall(r'name="behaviour" value="(\w+)"', text)
    assert names == ["practice", "immediate", "deferred"]
    assert [name for name in names if f'data-of="{name}"' not in text] == []


@pytest.mark.parametrize(
    "field", [{"behaviour": "x"}, {"minutes": "-1"}, {"minutes": "ten"}, {"minutes": "9999"}]
)
def test_settings_that_make_no_sense_are_refused(field: dict[str, str], visitor: Browser, deck: str) -> None:
    assert visitor.post(f"/decks/{DECK}/quiz", field).status_code == 422


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("name", GRADED)
def test_an_exam_tells_nothing_after_an_answer(name: str, htmx: bool, visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, name)
    visitor.post(f"{attempt}/1", {**exemplar(name).wrong, "go": "1"}, htmx=htmx)
    pages = ["1", "finish", "results", "review", "1?reveal=1"]
    texts = [visitor.get(f"{attempt}/{page}", htmx=htmx).text for page in pages]
    assert [text for text in texts if PROOF in text or WHY in text or "is-wrong" in text] == []


@pytest.mark.parametrize("name", GRADED)
def test_an_exam_shows_again_what_was_filled_in(name: str, visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, name)
    before = visitor.get(f"{attempt}/1").text
    visitor.post(f"{attempt}/1", {**exemplar(name).right, "go": "1"})
    after = visitor.get(f"{attempt}/1").text
    filled = len(re.findall(r"checked|selected|<input class=\"gap\"[^>]*value=\"[^\"]+", after))
    empty = len(re.findall(r"checked|selected|<input class=\"gap\"[^>]*value=\"[^\"]+", before))
    written = any(f'value="{value}"' in after for values in exemplar(name).right.values() for value in values)
    assert filled > empty or written
    assert "Clear my answer" in after


def test_an_exam_moves_on_with_or_without_an_answer(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor)
    moved = [
        visitor.post(f"{attempt}/1", {"go": where}).headers["Location"] for where in ("2", "3", "finish")
    ]
    assert moved == [f"{attempt}/2", f"{attempt}/3", f"{attempt}/finish"]


@pytest.mark.parametrize("where", ["0", "999", "x", "٣", "-1", "99999999999"])
def test_moving_to_nowhere_leads_to_the_end(where: str, visitor: Browser, deck: str) -> None:
    attempt = exam(visitor)
    assert visitor.post(f"{attempt}/1", {"go": where}).headers["Location"] == f"{attempt}/finish"


def test_moving_in_place_comes_with_its_address(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor)
    moved = visitor.post(f"{attempt}/1", {"go": "2"}, htmx=True)
    assert (moved.headers["HX-Push-Url"], 'id="stage"' in moved.text) == (f"{attempt}/2", True)


def test_an_answer_that_is_none_stays_and_is_told(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, "matching-0")
    refused = visitor.post(f"{attempt}/1", {"pair1": "Shenyang", "go": "finish"})
    assert (refused.status_code, "Choose a match for every line" in refused.text) == (422, True)
    assert re.search(r'value="Shenyang" selected', refused.text)


def test_enter_answers_and_moves_on(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{exam(visitor)}/1").text
    first = re.search(r'<button (?!type="button")[^>]*>', text[text.index('id="ask"') :])
    assert first is not None
    assert 'name="go" value="2"' in first[0]


def test_the_end_of_an_exam_names_what_is_open(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, count="3")
    name = next(
        n
        for n in GRADED
        if f"<span>{n[:1].upper()}{n[1:].replace('_', ' ')}</span>" in visitor.get(f"{attempt}/1").text
    )
    visitor.post(f"{attempt}/1", {**exemplar(name).right, "flag": "1", "go": "finish"})
    text = visitor.get(f"{attempt}/finish").text
    assert ("2 items are not answered yet" in text, text.count("flagged")) == (True, 1)


def test_a_finished_exam_tells_all(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor)
    visitor.post(f"{attempt}/1", {"go": "2"})
    results = visitor.post(f"{attempt}/finish", follow=True).text
    assert f"0% right; {len(GRADED)} items were not answered." in results
    assert results.count("Not answered") == len(GRADED)
    review = visitor.get(f"{attempt}/review").text
    assert [name for name in GRADED if f"{WHY}: {name}." not in review] == []


def test_a_finished_exam_takes_no_answer_and_says_so(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, "mcq-0")
    visitor.post(f"{attempt}/finish")
    late = visitor.post(f"{attempt}/1", exemplar("mcq-0").right, follow=True)
    assert (
        "it takes no more answers" in late.text,
        "0 <" in late.text or "<strong>0</strong>" in late.text,
    ) == (
        True,
        True,
    )


def test_an_item_left_open_is_looked_up_in_the_review(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, "mcq-0")
    visitor.post(f"{attempt}/finish")
    assert visitor.get(f"{attempt}/1").headers["Location"] == f"{attempt}/review#answer-1"


def test_what_was_missed_in_an_exam_leaves_for_anki_only_after_its_end(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, "mcq-0")
    visitor.post(f"{attempt}/1", {**exemplar("mcq-0").wrong, "go": "finish"})
    before = visitor.get(f"{attempt}/missed.apkg").status_code
    visitor.post(f"{attempt}/finish")
    assert (before, visitor.get(f"{attempt}/missed.apkg").status_code) == (422, 200)


def test_an_answer_can_be_cleared(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, "short_answer-0")
    visitor.post(f"{attempt}/1", {"answer": "Harbin", "go": "1"})
    visitor.post(f"{attempt}/1/clear")
    text = visitor.get(f"{attempt}/1").text
    assert ("Harbin" in text, "Clear my answer" in text) == (False, False)


def test_what_is_missed_in_practice_comes_once_more(visitor: Browser, deck: str) -> None:
    attempt = start(visitor, "mcq-0", behaviour="practice")
    told = visitor.post(f"{attempt}/1", exemplar("mcq-0").wrong, follow=True).text
    again = visitor.get(f"{attempt}/2").text
    assert (f'href="{attempt}/2"' in told, "Once more" in again, "Item 2 of 2" in again) == (True, True, True)


def test_the_time_left_is_shown(visitor: Browser, deck: str, later: list[timedelta]) -> None:
    attempt = start(visitor, minutes="10")
    later.append(timedelta(seconds=75))
    text = visitor.get(f"{attempt}/1").text
    assert ('data-timer="525"' in text, ">8:45<" in text, "js/timer.js" in text) == (True, True, True)


def test_without_a_limit_nothing_runs_down(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"{start(visitor)}/1").text
    assert ("data-timer" in text, "timer.js" in text) == (False, False)


@pytest.mark.parametrize("behaviour", ["practice", "immediate", "deferred"])
def test_when_time_is_over_the_results_come(
    behaviour: str, visitor: Browser, deck: str, later: list[timedelta]
) -> None:
    attempt = start(visitor, "mcq-0", behaviour=behaviour, minutes="5")
    later.append(timedelta(minutes=5, seconds=30))
    late = visitor.post(f"{attempt}/1", exemplar("mcq-0").right, follow=True)
    assert ("it takes no more answers" in late.text, "1 item was not answered" in late.text) == (True, True)
    assert visitor.get(attempt).headers["Location"] == f"{attempt}/results"


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("name", [name for name in GRADED if "true_false" not in name])
def test_a_hint_helps_and_keeps_what_was_filled_in(
    name: str, htmx: bool, visitor: Browser, deck: str
) -> None:
    attempt = start(visitor, name)
    text = visitor.post(f"{attempt}/1/hint", exemplar(name).wrong, htmx=htmx).text
    assert ('class="hints"' in text, "formaction" in text, PROOF in text) == (True, False, False)
    shown = text.replace("&lt;", "<").replace("&gt;", ">")
    values = [value for values in exemplar(name).wrong.values() for value in values]
    assert [value for value in values if f'value="{value}"' not in shown] == []
    if exemplar(name).body.kind != "short_answer" and "cloze" not in name:
        assert len(re.findall(r" checked| selected", shown)) == len(values)


def test_most_kinds_have_a_hint(visitor: Browser, deck: str) -> None:
    having = [name for name in NAMES if "/hint" in visitor.get(f"{start(visitor, name)}/1").text]
    assert {name.rpartition("-")[0] for name in having} == {
        "mcq", "multiple_response", "cloze", "short_answer", "matching", "ordering"
    }  # fmt: skip


def test_a_right_answer_with_a_hint_says_what_it_counts(visitor: Browser, deck: str) -> None:
    attempt = start(visitor, "mcq-0")
    visitor.post(f"{attempt}/1/hint")
    text = visitor.post(f"{attempt}/1", exemplar("mcq-0").right, follow=True).text
    assert "With a hint" in text
    assert "1 answer with a hint" in visitor.get(f"{attempt}/results").text


def test_there_is_no_hint_in_an_exam(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, "mcq-0")
    text = visitor.post(f"{attempt}/1/hint").text
    assert ('class="hints"' in text, "There is no hint" in text) == (False, True)


def test_a_flag_is_kept_with_and_without_an_answer(visitor: Browser, deck: str) -> None:
    attempt = start(visitor, "mcq-0")
    visitor.post(f"{attempt}/1", {"flag": ["0", "1"]})  # nothing chosen: refused
    kept = visitor.get(f"{attempt}/1").text
    assert re.search(r'name="flag" value="1" checked', kept)
    visitor.post(f"{attempt}/1", {**exemplar("mcq-0").right, "flag": "0"})
    assert "Take the flag off" not in visitor.get(f"{attempt}/1").text


def test_a_flag_goes_up_after_the_answer_too(visitor: Browser, deck: str) -> None:
    attempt = start(visitor, "mcq-0")
    visitor.post(f"{attempt}/1", exemplar("mcq-0").right)
    text = visitor.post(f"{attempt}/1/flag", {"flag": "1"}, follow=True).text
    assert "Take the flag off" in text
    flagged = visitor.get(f"{attempt}/review?show=flagged").text
    assert flagged.count('class="panel answered"') == 1


def test_nothing_flagged_is_said(visitor: Browser, deck: str) -> None:
    attempt = start(visitor, "mcq-0")
    visitor.post(f"{attempt}/1", exemplar("mcq-0").right)
    assert "Nothing is flagged" in visitor.get(f"{attempt}/review?show=flagged").text


def test_confidence_is_asked_only_where_wanted(visitor: Browser, deck: str) -> None:
    asked = ['name="confidence"' in visitor.get(f"{start(visitor, 'mcq-0', **more)}/1").text
             for more in ({}, {"confidence": "on"})]  # fmt: skip
    assert asked == [False, True]


def test_who_was_sure_and_wrong_reads_on(visitor: Browser, deck: str) -> None:
    attempt = start(visitor, "mcq-0", confidence="on")
    text = visitor.post(f"{attempt}/1", {**exemplar("mcq-0").wrong, "confidence": "sure"}, follow=True).text
    assert "You were sure." in text
    results = visitor.get(f"{attempt}/results").text
    assert ("By how sure you were" in results, "0 / 1" in results) == (True, True)


def test_a_level_that_there_is_not_is_refused(visitor: Browser, deck: str) -> None:
    attempt = start(visitor, "mcq-0", confidence="on")
    assert visitor.post(f"{attempt}/1", {**exemplar("mcq-0").right, "confidence": "x"}).status_code == 422


def test_a_new_quiz_is_like_the_last_one(visitor: Browser, deck: str) -> None:
    attempt = exam(visitor, "mcq-0", minutes="10", confidence="on")
    visitor.post(f"{attempt}/finish")
    text = visitor.get(f"{attempt}/results").text
    kept = dict(re.findall(r'name="(behaviour|minutes|confidence)" value="(\w+)"', text))
    assert kept == {"behaviour": "deferred", "minutes": "10", "confidence": "1"}


def test_what_was_left_is_offered_at_home(visitor: Browser, deck: str) -> None:
    before = "Go on where you left off" in visitor.get("/").text
    attempt = start(visitor)
    text = visitor.get("/").text
    assert (before, f'href="{attempt}"' in text, f"0 of {len(EXEMPLARS)} answered" in text) == (
        False,
        True,
        True,
    )


def test_nobody_else_is_offered_it(visitor: Browser, deck: str) -> None:
    start(visitor)
    stranger = Browser(visitor.client.application.test_client())
    assert "Go on where you left off" not in stranger.get("/").text


def test_a_gap_left_empty_is_not_told_as_right(visitor: Browser, deck: str) -> None:
    text = visitor.post(f"{start(visitor, 'cloze-1')}/1", {"gap1": "", "gap2": "roof"}, follow=True).text
    assert "is-slip" in text[text.index('class="gap-text"') :].split("</p>")[0]
