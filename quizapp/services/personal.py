"""What is kept of one person: how much, and all of it as a file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

import msgspec

from quizapp.core.decks.deck import Deck
from quizapp.core.items.codec import body_to_plain
from quizapp.core.teaching.account import Account
from quizapp.services.decks import get_deck
from quizapp.services.exports import Export
from quizapp.services.media import contents_of
from quizapp.store import learners, personal
from quizapp.store.database import reading
from quizapp.store.personal import Holdings


def holdings(account: Account) -> Holdings:
    """How much is kept. Raises `NotFound`."""
    with reading() as connection:
        return personal.holdings(connection, learners.row(connection, account.learner))


def copy_of(account: Account, *, now: datetime) -> Export:
    """All of it as JSON, where there are images and sounds as an archive that holds them beside it; of a password
    nothing. Raises `NotFound`."""
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
        }  # fmt: skip
        owned = personal.deck_ids(connection, row)
    found = [get_deck(id) for id in owned]
    kept |= {"copied": now, "decks": [_plain(deck) for deck in found]}
    content = msgspec.json.format(msgspec.json.encode(kept), indent=2)
    media = {name: raw for deck in found for name, raw in contents_of(deck.id, deck.items).items()}
    if media:
        packed = _archive({"quizapp-copy.json": content} | {f"media/{name}": media[name] for name in media})
        return Export(filename="quizapp-copy.zip", media_type="application/zip", content=packed)
    return Export(filename="quizapp-copy.json", media_type="application/json", content=content)


def _archive(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _plain(deck: Deck) -> dict[str, object]:
    items = [
        {"kind": entry.item.kind, "stem": entry.item.stem, "body": body_to_plain(entry.item.body),
         "status": entry.status, "rationale": entry.item.rationale, "quote": entry.item.quote,
         **({"media": [asdict(each) for each in entry.item.media]} if entry.item.media else {})}
        for entry in deck.items
    ]  # fmt: skip
    return {"title": deck.title, "about": deck.about, "source": deck.source.text, "items": items}
