"""What a teacher and her student do in the browser, with or without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from quizapp.core.items.interaction import Option
from quizapp.core.study.attempt import Attempt, AttemptItem
from quizapp.core.study.quiz import Quiz
from quizapp.services.quizzes import get_attempt, start_quiz
from tests.web.cast import DECK

SEED_DECK = "/decks/northeast-2023"
TEXT = """The harbour of Larvik

Larvik is a port in southern Norway. The harbour of Larvik was opened in 1899.

To protect the harbour, the council built a breakwater, a lighthouse and a dry dock.

A breakwater is a wall that protects a harbour from waves. The lighthouse is the oldest building of the town, \
the dry dock is the largest and the customs house is the finest.

The council stressed the importance of fishing, trade and shipping. The mayor called on the town to speed up \
the building of railways, roads and bridges. Stone from Larvik was sold to Denmark, Germany and England.

The railway reached Larvik in 1881 because the king wanted a line to the coast. Larvik exports larvikite, timber \
and mineral water.
"""
CHANGED = f"""{TEXT.replace("1899", "1901").replace("trade and shipping", "trade and tourism")}
The school of Larvik was founded by Ellen Berg in 1921.
"""


WORDS = {
    "en": {"reveal": "Show the answer", "knew": "I knew it", "missed": "I missed it", "answer": "Answer"},
    "zh-Hans": {"reveal": "显示答案", "knew": "我知道", "missed": "没答上来", "answer": "提交"},
}
"""What the controls of a quiz are called, by the language of the page."""


CARDS = {"basic", "faces"}


def place_of(app: Flask, page: Page) -> AttemptItem:
    """The item that the page asks."""
    page.wait_for_load_state()  # keys pressed before the scripts run would be lost
    id, position = urlsplit(page.url).path.split("/")[-2:]
    with app.app_context():
        place = get_attempt(id).at(int(position))
    assert place is not None
    return place


def right_form(place: AttemptItem) -> Mapping[str, Sequence[str]]:
    """The form that answers an item rightly."""
    body = place.entry.item.body
    options: Sequence[Option] = getattr(body, "options", ())
    match body.kind:
        case "mcq" | "multiple_response":
            name = "choice" if body.kind == "mcq" else "choices"
            return {name: [str(index) for index, option in enumerate(options) if option.correct]}
        case "true_false":
            return {"choice": ["true" if options[0].correct else "false"]}
        case "matching":
            rights = list(body.keys())[1::2]
            return {f"pair{n}": [right] for n, right in enumerate(rights, 1)}
        case "ordering":
            parts = sorted(body.keys(), key=lambda part: (part.casefold(), part))
            return {f"part{n}": [str(body.keys().index(part) + 1)] for n, part in enumerate(parts, 1)}
        case "cloze":
            return {f"gap{n}": [key] for n, key in enumerate(body.keys(), 1)}
        case "short_answer":
            return {"answer": [body.keys()[0]]}
        case _:
            return {"recall": ["knew"]}


def wrong_form(place: AttemptItem) -> Mapping[str, Sequence[str]]:
    """The form that answers an item wrongly: another option, the parts or matches exchanged, or other words."""
    body, form = place.entry.item.body, right_form(place)
    match body.kind:
        case "mcq" | "multiple_response":
            others = [str(n) for n, option in enumerate(getattr(body, "options", ())) if not option.correct]
            return dict.fromkeys(form, others[:1])
        case "true_false":
            return {"choice": ["false" if form["choice"] == ["true"] else "true"]}
        case "matching" | "ordering":
            values = list(form.values())
            return dict(zip(form, [*values[1:], values[0]], strict=True))
        case "basic":
            return {"recall": ["missed"]}
        case _:
            return {name: ["zzz"] for name in form}


def answer(page: Page, app: Flask, *, right: bool) -> None:
    """Answer the item on the page; wrongly: with the first thing that is not the key."""
    place = place_of(app, page)
    form = right_form(place)
    kind = place.entry.item.kind
    words = WORDS[page.locator("html").get_attribute("lang") or ""]
    if kind in CARDS:
        page.get_by_role("link", name=words["reveal"]).click()
        page.get_by_role("button", name=words["knew" if right else "missed"]).click()
    else:
        for name, values in form.items():
            for field in _fields(page, name):
                fill(field, values, right=right)
        page.get_by_role("button", name=words["answer"], exact=True).click()
    expect(page.locator(".verdict")).to_be_visible()


def answer_by_keys(page: Page, app: Flask) -> None:
    """Answer the item on the page with anything, and send it, without a mouse."""
    kind = place_of(app, page).entry.item.kind
    if kind in {"cloze", "short_answer"}:
        page.keyboard.type("zzz")
        page.keyboard.press("Enter")
    elif kind in CARDS:
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="I knew it")).to_be_visible()
        page.keyboard.press("2")
    elif kind in {"matching", "ordering"}:
        for control in page.locator("#stage select:visible").all():
            control.select_option(index=1)
        if kind == "ordering":
            page.locator('#stage [data-move="1"]').first.press("Enter")
        page.locator("#stage .primary").press("Enter")
    else:
        page.keyboard.press("1")
        page.keyboard.press("Enter")


def _fields(page: Page, name: str) -> list[Locator]:
    return page.locator(f'#stage [name="{name}"]').all()


def fill(field: Locator, values: Sequence[str], *, right: bool) -> None:
    """Fill one control with the key, or with something else."""
    if field.evaluate("field => field.closest('[data-part]') !== null"):
        move(field, int(values[0]) if right else 0)
    elif field.evaluate("field => field.tagName") == "SELECT":
        offered = [str(value) for value in field.evaluate("f => [...f.options].map(o => o.value)") if value]
        wrong = next(value for value in offered if value not in values)
        field.select_option(values[0] if right else wrong)
    elif field.get_attribute("type") == "text":
        field.fill(values[0] if right else "zzz")
    elif (field.get_attribute("value") in values) is right:
        field.check()


def move(field: Locator, place: int) -> None:
    """Bring a part of an order to its place by its buttons, or 0: one up or down; without a script, choose it."""
    row = field.locator("xpath=ancestor::*[@data-part]")
    if field.is_visible():
        field.select_option(str(place))
        return
    down, up = row.locator('[data-move="1"]'), row.locator('[data-move="-1"]')
    while (now := int(row.evaluate("row => [...row.parentElement.children].indexOf(row)")) + 1) != place:
        (down if now < place or now == 1 else up).click()
        if not place:
            return


def finish(page: Page, app: Flask, *, right: Sequence[bool]) -> None:
    """Answer one item after the other, and go on to the results."""
    for one in right:
        answer(page, app, right=one)
        page.locator("[data-next]").click()
        expect(page.locator(".verdict")).to_have_count(0)
    expect(page.get_by_role("heading", name="Results")).to_be_visible()


def wait_until(page: Page, promise: str, arg: object = None) -> None:
    """Wait until the function of this source, which may be async, gives something true.

    `wait_for_function` takes any promise for true, and where it has to look twice the content policy stops it.
    """
    page.evaluate(
        f"""async (arg) => {{
  for (const end = Date.now() + 20000; Date.now() < end; await new Promise((go) => setTimeout(go, 50)))
    if (await ({promise})(arg)) return;
  throw new Error("waited in vain");
}}""",
        arg,
    )


def submit_text(page: Page, text: str) -> None:
    """Paste a text and wait for its drafts."""
    page.goto("/texts/new")
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Make drafts").click()
    page.wait_for_url("**/review", timeout=60_000)


def edit_year(page: Page) -> None:
    """Reword the rationale of the first draft about the opening of the harbour."""
    draft = page.locator("[data-draft]").filter(has_text="1899").first
    draft.get_by_role("link", name="Edit").click()
    page.get_by_label("Rationale").fill("Ada read it on the pier.")
    page.get_by_role("button", name="Save and accept").click()
    expect(page.locator(".tally")).to_contain_text("1 accepted")


def accept_all(page: Page) -> None:
    """Open the choice once the page is whole, for what opens before may close again, and accept every draft."""
    page.wait_for_load_state("networkidle")
    page.locator("summary").filter(has_text="Accept all").click()
    page.get_by_role("button", name=re.compile("Accept all")).click()


def publish(page: Page) -> None:
    """Accept what is still a draft and let learners in; each press waits for the page that it leads to."""
    accept_all(page)
    expect(page.locator(".tally")).to_contain_text("0 to review")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def update_text(page: Page, text: str) -> None:
    """Give a deck another text and wait for what that changed."""
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_role("button", name="Update", exact=True).click()
    page.wait_for_url("**/changes", timeout=60_000)


def asked(app: Flask, page: Page, name: str, *, count: int = 1) -> Attempt:
    """Open an attempt at this exemplar, or one that begins with anything."""
    with app.app_context():
        quiz = Quiz(count=count, category=name if count == 1 else None)
        attempt = start_quiz(DECK, now=datetime.now(UTC), seed=1, quiz=quiz)
    page.goto(f"/attempts/{attempt.id}/1")
    return attempt
