"""Decks made by hand, and a visitor's browser without JavaScript."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation, Exemplar
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.media import Media
from quizapp.core.items.proof import Evidence
from quizapp.core.items.shown import media_names
from quizapp.core.statements.statement import Statement
from quizapp.core.text.source import Source
from quizapp.store import decks, items, media, sources
from quizapp.store.database import transaction
from tests.exchange.media.samples import png

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DECK = "capitals"
PROOF = "This sentence proves it"
WHY = "This is why"
EXEMPLARS = [
    (f"{kind}-{n}", exemplar) for kind in KINDS for n, exemplar in enumerate(KINDS[kind].exemplars())
]
NAMES = [name for name, _ in EXEMPLARS]


def exemplar(name: str) -> Exemplar:
    """The exemplar with this name."""
    return dict(EXEMPLARS)[name]


def _items() -> Iterator[tuple[Item, str]]:
    """Every exemplar as an item of a category of its own, and the source's part that proves it."""
    start = 0
    for name, example in EXEMPLARS:
        quote = f"{PROOF}: {example.stem} {'; '.join(example.body.keys())}."
        stated = Derivation(rule="stated", source=quote) if example.body.kind == "true_false" else None
        evidence = Evidence(start=start, end=start + len(quote), quote=quote)
        yield Item(id=f"i-{name}", stem=example.stem, body=example.body, category=name, rationale=f"{WHY}: {name}.",
                   statement="s1", evidence=evidence, derivation=stated), quote  # fmt: skip
        start += len(quote) + 2


def _stated(quote: str) -> Statement:
    """What the first part of the source says; nothing in it can be asked for by itself."""
    return Statement(id="s1", kind="fact", pattern="by hand", category="fact", start=0, end=len(quote), quote=quote,
                     text=quote)  # fmt: skip


def build(app: Flask, *, published: bool = True) -> str:
    """Store a deck of all exemplars: published with all accepted, or all still drafts; its id."""
    made = list(_items())
    with app.app_context(), transaction() as connection:
        text = "\n\n".join(quote for _, quote in made)
        source = sources.add(connection, Source(title="Capitals", text=text))
        deck = decks.add(
            connection, public_id=DECK, title="Capitals", source_id=source, published=published, now=NOW
        )
        sources.add_statements(connection, source, [_stated(made[0][1])], [])
        for name in {name for item, _ in made for name in media_names(item)}:
            content = png()
            media.add(
                connection, deck, Media(name=name, size=len(content), width=4, height=3), content, now=NOW
            )
        placed = dict(enumerate((item for item, _ in made), 1))
        status = "accepted" if published else "draft"
        items.add(connection, deck, placed, source_id=source, status=status, now=NOW)  # type: ignore[arg-type]
    return DECK


@dataclass(frozen=True)
class Browser:
    """A visitor who sends forms with their token."""

    client: FlaskClient

    def get(self, path: str, *, htmx: bool = False, headers: Mapping[str, str] | None = None) -> TestResponse:
        """A page, or a fragment."""
        return self.client.get(path, headers=dict(headers or {}) | ({"HX-Request": "true"} if htmx else {}))

    def post(
        self, path: str, form: Mapping[str, Any] | None = None, *, htmx: bool = False, follow: bool = False,
        **more: Any,
    ) -> TestResponse:  # fmt: skip
        """Send a form."""
        fields = dict(form or {}) | {"csrf_token": self.token()}
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(path, data=fields, headers=headers, follow_redirects=follow, **more)

    def upload(
        self, content: bytes, name: str = "text.txt", *, to: str = "/texts", **fields: str
    ) -> TestResponse:
        """Send the text form with a file."""
        form = fields | {"file": FileStorage(io.BytesIO(content), filename=name), "csrf_token": self.token()}
        boundary, body = encode_multipart(form)
        kind = f'multipart/form-data; boundary="{boundary}"'
        return self.client.post(to, data=body, content_type=kind)

    def token(self) -> str:
        """The token of this visitor's forms."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/texts/new").text)
        assert found is not None
        return found[1]

    def start(self, name: str | None = None, *, count: int = 1) -> str:
        """Start a quiz, of one exemplar or of all; the attempt's address."""
        response = self.post(f"/decks/{DECK}/quiz", {"count": str(count), "category": name or ""})
        assert response.status_code == 303
        return response.headers["Location"].rsplit("/", 1)[0]

    def answered(self, name: str, form: Mapping[str, Sequence[str]]) -> TestResponse:
        """The page after an answer to this exemplar."""
        return self.post(f"{self.start(name)}/1", form, follow=True)
