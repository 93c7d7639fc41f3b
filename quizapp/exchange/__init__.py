"""Decks as files of other programs, and back: bytes and domain objects, never a database of ours."""
