"""What is kept of one person: how much, and all of it as a file."""

from __future__ import annotations

from datetime import datetime

import msgspec

from quizapp.core.items.codec import body_to_plain
from quizapp.core.teaching.account import Account
from quizapp.services.decks import get_deck
from quizapp.services.exports import Export
from quizapp.store import learners, personal
from quizapp.store.database import reading
from quizapp.store.personal import Holdings


def holdings(account: Account) -> Holdings:
    """How much is kept. Raises `NotFound`."""
    with reading() as connection:
        return personal.holdings(connection, learners.row(connection, account.learner))


def copy_of(account: Account, *, now: datetime) -> Export:
    """All of it as JSON; of a password nothing. Raises `NotFound`."""
    with reading() as connection:
        row = learners.row(connection, account.learner)
        preferences = learners.get(connection, account.learner).preferences
        kept = {
            "account": {
                "name": account.name, "email": account.email, "role": account.role, "created": account.created
            },
            "preferences": preferences,
            "responses": personal.responses(connection, row),
            "reviews": personal.reviews(connection, row),
            "reports": personal.reports(connection, row),
            "imports": personal.imports(connection, row),
            "tokens": personal.tokens(connection, row),
        }  # fmt: skip
        owned = personal.deck_ids(connection, row)
    kept |= {"copied": now, "decks": [_deck(id) for id in owned]}
    content = msgspec.json.format(msgspec.json.encode(kept), indent=2)
    return Export(filename="quizapp-copy.json", media_type="application/json", content=content)


def _deck(id: str) -> dict[str, object]:
    deck = get_deck(id)
    items = [
        {"kind": entry.item.kind, "stem": entry.item.stem, "body": body_to_plain(entry.item.body),
         "status": entry.status, "rationale": entry.item.rationale, "quote": entry.item.quote}
        for entry in deck.items
    ]  # fmt: skip
    return {"title": deck.title, "about": deck.about, "source": deck.source.text, "items": items}
