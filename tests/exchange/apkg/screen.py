"""A card in a real browser: as Anki's desktop shows it, as phones do."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from playwright.sync_api import BrowserContext, Route

from quizapp.core.items.item import Item
from tests.exchange.apkg.cast import mcq, multiple
from tests.exchange.apkg.learner import Learner

PAGE = """<!doctype html><html lang="en"><title>Anki</title>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<body class="card card1 {mode}"><div id="qa">{side}</div></body></html>"""
AFTER = "row => getComputedStyle(row, '::after').content.replace(/\"/g, '')"
# Anki's desktop keeps the page, changes what is in it and runs its scripts again.
REPLACE = """side => {
  const qa = document.getElementById("qa");
  qa.innerHTML = side;
  for (const old of qa.querySelectorAll("script")) {
    const script = document.createElement("script");
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
}"""


class Screen:
    """A card's sides on a screen."""

    def __init__(
        self, context: BrowserContext, *, headers: dict[str, str] | None = None, mode: str = ""
    ) -> None:
        self.mode, self.headers, self.side = mode, headers or {}, ""
        self.troubles: list[str] = []
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self.troubles.append(request.url))
        self.page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        body = PAGE.format(mode=self.mode, side=self.side)
        route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=self.headers)

    def loads(self, side: str) -> None:
        """Show the side as a new page, as AnkiDroid does."""
        self.side = side
        self.page.goto("http://card.test/")
        self.troubles.remove("http://card.test/")

    def replaces(self, side: str) -> None:
        """Show the side in the page that is there, as Anki's desktop does."""
        self.page.evaluate(REPLACE, side)

    def taps(self, *texts: str) -> None:
        """Tap these options."""
        for text in texts:
            self.page.locator("li", has_text=text).click()

    def options(self) -> list[str]:
        """The options' texts from top to bottom."""
        return self.page.locator(".options .text").all_text_contents()

    def verdict(self) -> str:
        """How it went, as the back says."""
        return self.page.locator(".verdict").inner_text()

    def label(self, text: str) -> str:
        """What stands under an option on the back."""
        return str(self.page.locator("li", has_text=text).evaluate(AFTER)).replace("none", "")


@cache
def rendered(asked: Item) -> tuple[str, str]:
    """Both sides of the item's first card, rendered by Anki."""
    with tempfile.TemporaryDirectory() as folder:
        ben = Learner(Path(folder))
        first = ben.sides(asked)[0]
        ben.collection.close()
    return first


ONE = rendered(mcq())
"""Both sides of a choice of one."""

MANY = rendered(multiple())
"""Both sides of a choice of several."""
