"""What Anki knows our things by: guids, names and numbers of decks, tags."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from quizapp.core.decks.deck import Deck
from quizapp.core.items.item import Item
from quizapp.exchange.apkg.markup import clean

RETIRED_TAG = "quizapp::retired"

_NOT_IN_TAGS = re.compile(r"[^\w.-]+")
_SPACE = re.compile(r"\s+")


def guid(deck: Deck, item: Item) -> str:
    """The note's identity for ever. The deck's number is in it: the same item in two decks is two notes."""
    return f"quizapp:{deck.anki_id}:{clean(item.id)}"


def tags(item: Item, *, retired: bool) -> list[str]:
    """Category, kind, the teacher's own and, for a tombstone, that it is one. Signs alone give no tag."""
    named = [("category", _tag_part(item.category)), ("kind", _tag_part(item.kind))]
    found = [f"quizapp::{heading}::{part}" for heading, part in named if part]
    found += [own for tag in item.tags if (own := _tag_part(tag)) and own not in found]
    return [*found, RETIRED_TAG] if retired else found


def tag_of(text: str) -> str:
    """A word of a person as one tag of Anki's; empty where nothing is left."""
    return _tag_part(text)


@lru_cache(maxsize=1024)
def _tag_part(text: str) -> str:
    """Lower case, for Anki folds it; hyphens for all that would part or nest a tag."""
    folded = unicodedata.normalize("NFC", clean(text)).lower()
    return _NOT_IN_TAGS.sub("-", folded).strip("-.")


def deck_name(title: str) -> str:
    """A title as one part of a deck's name: no ``::``, which nests, no double quote, which Anki rewrites."""
    text = re.sub(r":{2,}", ":", clean(title).replace('"', "'"))
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text).strip(" :")) or "quizapp"


def own_name(text: str) -> str:
    """A deck's name as a learner wrote it, ``::`` between its parts; empty where nothing is left of it."""
    parts = (clean(part).strip(" :") for part in text.split("::"))
    return "::".join(deck_name(part) for part in parts if part)


def renamed(name: str, roots: Iterable[str], to: str) -> str:
    """A deck's name where the outermost one of ``roots`` is called otherwise; others as they are."""
    for root in roots:
        if name.casefold() == root.casefold():
            return to
        for beside in ("::", " (retired)"):
            if name.casefold().startswith((root + beside).casefold()):
                return to + name[len(root) :]
    return name


@lru_cache(maxsize=1024)
def subdeck_name(category: str) -> str:
    """``clean-energy`` as people read it: “Clean energy”. Empty where the category says nothing."""
    if not _tag_part(category):
        return ""
    label = deck_name(re.sub(r"[-_]+", " ", category))
    return label[:1].upper() + label[1:]


def subdeck_id(deck: Deck, name: str) -> int:
    """A number in the range of Anki's own (milliseconds, 2004–2039), from the deck's number and the name."""
    return _subdeck_id(deck.anki_id, name.casefold())


@lru_cache(maxsize=1024)
def _subdeck_id(deck: int, name: str) -> int:
    digest = hashlib.blake2b(f"{deck}\x1f{name}".encode(), digest_size=8).digest()
    return (1 << 40) + int.from_bytes(digest, "big") % (1 << 40)
