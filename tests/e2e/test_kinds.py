"""Every kind in a real browser: right, wrong, partly right and no answer, by mouse, by keys and without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from quizapp.core.items.kind import Form
from quizapp.core.items.kinds import KINDS
from quizapp.core.study.attempt import Attempt
from quizapp.services.quizzes import get_attempt
from tests.e2e.conftest import Site, Tab
from tests.e2e.steps import asked, move
from tests.web.cast import DECK, EXEMPLARS, NAMES, exemplar

pytestmark = pytest.mark.slow
VERDICTS = [
    (name, verdict)
    for name, example in EXEMPLARS
    for verdict in ("right", "wrong", "partial")
    if getattr(example, verdict) is not None
]
RECALL = {"knew": "I knew it", "missed": "I missed it"}


def verdict(shelf: Site, attempt: Attempt) -> str | None:
    """How the first item was answered, None where it was not."""
    with shelf.app.app_context():
        response = get_attempt(attempt.id).items[0].response
    return None if response is None else response.outcome.verdict


def fill(page: Page, form: Form) -> None:
    """Fill in a form with a mouse. A control that nobody here can fill fails."""
    for name, values in sorted(form.items(), key=lambda field: list(field[1])):
        if name == "recall":
            page.get_by_role("link", name="Show the answer").click()
            continue
        control = page.locator(f'#stage [name="{name}"]')
        kind = control.first.evaluate("control => control.type") if control.count() else "nothing"
        if kind in {"radio", "checkbox"}:
            for value in values:
                page.locator(f'#stage [name="{name}"][value="{value}"]').check()
        elif kind == "text":
            control.fill(values[0])
        elif control.locator("xpath=ancestor::*[@data-part]").count():
            move(control, int(values[0]))
        else:
            assert kind == "select-one", f"{name} is {kind}"
            control.select_option(values[0])


def submit(page: Page, form: Form) -> Locator:
    """The button that sends the answer."""
    if "recall" in form:
        return page.get_by_role("button", name=RECALL[form["recall"][0]])
    return page.get_by_role("button", name="Answer", exact=True)


ONE_OF_EACH = [next(name for name in NAMES if exemplar(name).body.kind == kind) for kind in KINDS]


@pytest.mark.parametrize(("name", "wanted"), VERDICTS)
def test_an_answer_is_told_and_still_after_a_reload(name: str, wanted: str, ben: Tab, shelf: Site) -> None:
    page, form = ben.page, getattr(exemplar(name), wanted)
    attempt = asked(shelf.app, page, name)
    fill(page, form)
    submit(page, form).click()
    expect(page.locator("#verdict")).to_be_focused()
    expect(page.locator(".verdict")).to_have_class(f"verdict is-{wanted}")
    told = page.locator("#stage").inner_text()
    page.reload()
    assert page.locator("#stage").inner_text() == told
    assert verdict(shelf, attempt) == wanted


@pytest.mark.parametrize("name", [name for name, example in EXEMPLARS if not example.body.self_graded])
def test_no_answer_is_told_and_uses_nothing_up(name: str, ben: Tab, shelf: Site) -> None:
    page = ben.page
    attempt = asked(shelf.app, page, name)
    submit(page, {}).click()
    expect(page.locator(".problem[role=alert]")).to_be_visible()
    assert verdict(shelf, attempt) is None
    fill(page, exemplar(name).right)
    submit(page, exemplar(name).right).click()
    expect(page.locator(".verdict.is-right")).to_be_visible()


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_without_a_script_an_answer_is_told(name: str, plain: Tab, shelf: Site) -> None:
    page, form = plain.page, exemplar(name).right
    asked(shelf.app, page, name)
    fill(page, form)
    submit(page, form).click()
    expect(page.locator(".verdict.is-right")).to_be_visible()


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_reload_changes_nothing_and_a_double_click_answers_once(name: str, ben: Tab, shelf: Site) -> None:
    page, form = ben.page, exemplar(name).wrong
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    attempt = asked(shelf.app, page, name)
    before = page.locator("#stage").inner_text()
    page.reload()
    assert page.locator("#stage").inner_text() == before
    fill(page, form)
    submit(page, form).dblclick()
    expect(page.locator(".verdict.is-wrong")).to_be_visible()
    assert len(posts) == 1
    assert page.url.endswith(f"{attempt.id}/1")


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_back_shows_what_was_told_and_takes_no_second_answer(name: str, ben: Tab, shelf: Site) -> None:
    page, form = ben.page, exemplar(name).wrong
    page.goto(f"/decks/{DECK}")
    attempt = asked(shelf.app, page, name)
    fill(page, form)
    submit(page, form).click()
    page.get_by_role("link", name="See the results", exact=True).click()
    expect(page.get_by_role("heading", name="Results")).to_be_visible()
    page.go_back()
    expect(page.locator(".verdict.is-wrong")).to_be_visible()
    expect(page.locator("[data-ask]")).to_have_count(0)
    assert verdict(shelf, attempt) == "wrong"


def by_digits(page: Page, form: Form) -> None:
    """Choose with 1–9, answer with Enter."""
    offered = page.locator("[data-choice]").evaluate_all("all => all.map(one => one.value)")
    for value in next(iter(form.values())):
        page.keyboard.press(str(offered.index(value) + 1))
    page.keyboard.press("Enter")


def by_typing(page: Page, form: Form) -> None:
    """Write, go on with Tab, answer with Enter."""
    for n, values in enumerate(form.values()):
        if n:
            page.keyboard.press("Tab")
        page.keyboard.type(values[0])
    page.keyboard.press("Enter")


def by_lists(page: Page, form: Form) -> None:
    """Go to every list with Tab and choose in it by its letters; then on to the button."""
    left = dict(form)
    while left:
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name ?? ''")
        if name in left:
            page.keyboard.type(left.pop(name)[0])
    press(page, "Answer")


def by_moves(page: Page, form: Form) -> None:
    """Go to a part's button with Tab and press it until the part has its place."""
    for name, values in sorted(form.items(), key=lambda field: list(field[1])):
        while (row := f'li:has([name="{name}"])') and place_of(page, row) > int(values[0]):
            page.locator(f'{row} [data-move="-1"]').focus()
            page.keyboard.press("Enter")
    press(page, "Answer")


def place_of(page: Page, row: str) -> int:
    """Where a part stands, counted from 1."""
    return int(page.locator(row).evaluate("row => [...row.parentElement.children].indexOf(row) + 1"))


def press(page: Page, words: str) -> None:
    """Go on with Tab until this button, and press it."""
    for _ in range(30):
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def by_recall(page: Page, form: Form) -> None:
    """Enter shows the key, 2 says that it was known."""
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="I knew it")).to_be_visible()
    page.keyboard.press("2")


KEYS: dict[str, Callable[[Page, Form], None]] = {
    "mcq": by_digits,
    "multiple_response": by_digits,
    "true_false": by_digits,
    "cloze": by_typing,
    "short_answer": by_typing,
    "matching": by_lists,
    "ordering": by_moves,
    "basic": by_recall,
    "faces": by_recall,
}


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_an_item_is_answered_by_keys_alone(name: str, ben: Tab, shelf: Site) -> None:
    page = ben.page
    asked(shelf.app, page, name)
    page.wait_for_load_state()
    KEYS[exemplar(name).body.kind](page, exemplar(name).right)
    expect(page.locator(".verdict.is-right")).to_be_visible()
    expect(page.locator("#verdict")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Results")).to_be_visible()
