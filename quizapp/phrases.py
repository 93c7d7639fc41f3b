"""Sentences and words for people that are written where no language of a page is known, and said in it later."""

from __future__ import annotations


def phrase(text: str) -> str:
    """The English text itself, marked for the catalogue of translations; say variable parts as ``%(name)s``."""
    return text
