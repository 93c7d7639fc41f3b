"""Choosing on the front, checked on the back: on the desktop, on phones, without storage, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.exchange.apkg.cast import mcq
from tests.exchange.apkg.screen import MANY, ONE, PAGE, Screen, rendered

Show = Callable[[Screen, str], None]


def test_options_are_shuffled(screen: Screen) -> None:
    screen.loads(ONE[0])
    assert screen.options() == ["Heilongjiang", "Jilin", "Liaoning"]


def test_options_are_shuffled_anew_at_each_showing(screen: Screen) -> None:
    screen.loads(ONE[0])
    screen.page.evaluate("Math.random = () => 0.99")
    screen.replaces(ONE[0])
    assert screen.options() == ["Liaoning", "Heilongjiang", "Jilin"]


def test_numbers_are_not_shuffled(screen: Screen) -> None:
    screen.loads(rendered(mcq("1978", "1949", "2001"))[0])
    assert screen.options() == ["1949", "1978", "2001"]


@pytest.mark.parametrize("show", [Screen.loads, Screen.replaces], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("taps", "verdict", "labels"),
    [
        (["Heilongjiang"], "✓ Right", ["", "Your choice, right", ""]),
        (["Jilin"], "✕ Not right", ["", "Right answer, not chosen", "Your choice, wrong"]),
        (["Jilin", "Heilongjiang"], "✓ Right", ["", "Your choice, right", ""]),
        ([], "", ["", "Right answer", ""]),
    ],
    ids=["right", "wrong", "second thoughts", "nothing chosen"],
)
def test_the_back_checks_the_choice(
    taps: list[str], verdict: str, labels: list[str], show: Show, screen: Screen
) -> None:
    screen.loads(ONE[0])
    screen.taps(*taps)
    show(screen, ONE[1])
    shown = [screen.label(text) for text in ("Liaoning", "Heilongjiang", "Jilin")]
    assert (screen.verdict(), shown) == (verdict, labels)


@pytest.mark.parametrize(
    ("taps", "verdict"),
    [
        (["sun", "wind"], "✓ Right"),
        (["sun"], "Partly right: 1 of 2"),
        (["sun", "coal"], "Partly right: 1 of 2, and 1 wrong"),
        (["sun", "wind", "coal"], "Partly right: 2 of 2, and 1 wrong"),
        (["coal"], "✕ Not right"),
        (["coal", "sun", "wind", "coal"], "✓ Right"),
    ],
)
def test_the_back_checks_a_choice_of_several(taps: list[str], verdict: str, screen: Screen) -> None:
    screen.loads(MANY[0])
    screen.taps(*taps)
    screen.loads(MANY[1])
    assert screen.verdict() == verdict


@pytest.mark.parametrize("show", [Screen.loads, Screen.replaces], ids=["phone", "desktop"])
def test_the_back_keeps_the_order_of_the_front(show: Show, screen: Screen) -> None:
    screen.loads(MANY[0])
    before = screen.options()
    show(screen, MANY[1])
    assert screen.options() == before


def test_options_can_be_chosen_with_the_keyboard(screen: Screen) -> None:
    screen.loads(MANY[0])
    screen.page.keyboard.press("Tab")
    screen.page.keyboard.press("Space")
    assert screen.page.locator("li.chosen").all_text_contents() == screen.options()[:1]


def test_the_choice_of_another_card_is_not_taken_for_this_one(screen: Screen) -> None:
    screen.loads(rendered(mcq("1978", "1949", "2001"))[0])
    screen.taps("1949")
    screen.loads(ONE[1])
    assert (screen.verdict(), screen.label("Heilongjiang")) == ("", "Right answer")


def test_a_choice_is_forgotten_when_the_card_is_shown_again(screen: Screen) -> None:
    screen.loads(ONE[0])
    screen.taps("Jilin")
    screen.loads(ONE[0])
    screen.loads(ONE[1])
    assert screen.verdict() == ""


def test_without_storage_the_front_works(forgetful: Screen) -> None:
    forgetful.loads(ONE[0])
    forgetful.taps("Jilin")
    assert forgetful.page.locator("li.chosen").all_text_contents() == ["Jilin"]


def test_without_storage_the_back_lists_the_options_and_tells_the_key(forgetful: Screen) -> None:
    forgetful.loads(ONE[0])
    forgetful.taps("Jilin")
    forgetful.loads(ONE[1])
    assert (forgetful.options(), forgetful.verdict(), forgetful.label("Heilongjiang")) == (
        ["Liaoning", "Heilongjiang", "Jilin"], "", "Right answer",
    )  # fmt: skip


def test_without_storage_nothing_fails(forgetful: Screen) -> None:
    forgetful.loads(ONE[0])
    forgetful.taps("Jilin")
    forgetful.loads(ONE[1])
    assert forgetful.troubles == []


def test_without_storage_the_desktop_checks_all_the_same(forgetful: Screen) -> None:
    forgetful.loads(ONE[0])
    forgetful.taps("Heilongjiang")
    forgetful.replaces(ONE[1])
    assert forgetful.verdict() == "✓ Right"


def test_without_script_the_front_lists_the_options(scriptless: Page) -> None:
    scriptless.set_content(PAGE.format(mode="", side=ONE[0]))
    assert scriptless.get_by_role("listitem").all_inner_texts() == ["Liaoning", "Heilongjiang", "Jilin"]


def test_without_script_the_back_tells_the_key(scriptless: Page) -> None:
    scriptless.set_content(PAGE.format(mode="", side=ONE[1]))
    assert "✓" in scriptless.locator("li.key", has_text="Heilongjiang").inner_text()


STRANGE = ["1", '"x"', "[]", "{", '{"of": 1}', "null", '{"of": "Liaoning\\nHeilongjiang\\nJilin"}']


@pytest.mark.parametrize("state", STRANGE)
def test_a_strange_memory_does_no_harm(state: str, screen: Screen) -> None:
    screen.loads(ONE[0])
    screen.page.evaluate("state => sessionStorage.setItem('quizapp-choice', state)", state)
    screen.loads(ONE[1])
    assert (screen.verdict(), screen.troubles) == ("", [])
