"""What is known of a source beside its text: whose it is, of which day it speaks, and when to look at it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlsplit

from quizapp.errors import InputError

MOST_AUTHOR = 200
MOST_LICENCE = 120
MOST_ADDRESS = 500
A_YEAR = 365  # days


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """``dated`` is the day of which the text speaks; ``licence`` one of our codes or a teacher's own words.

    By the day ``review_by`` somebody should look whether the text is still right, and then again every
    ``review_every`` days.
    """

    dated: date | None = None
    author: str = ""
    licence: str = ""
    address: str = ""
    review_by: date | None = None
    review_every: int = A_YEAR

    def is_overdue(self, today: date) -> bool:
        """Whether the day to look at it again is past."""
        return self.review_by is not None and self.review_by < today

    def checked(self, today: date) -> Self:
        """As it is after somebody found it still right: the next day to look is as far on as the last one was."""
        if self.review_by is None:
            return self
        span = timedelta(days=self.review_every)
        following = _later(self.review_by, span)
        return replace(self, review_by=following if following > today else _later(today, span))

    def or_else(self, other: Self) -> Self:
        """With the other's day, author, licence, address and review where this says nothing of them."""
        review = other if self.review_by is None else self
        return replace(
            other,
            dated=self.dated or other.dated,
            author=self.author or other.author,
            licence=self.licence or other.licence,
            address=self.address or other.address,
            review_by=review.review_by,
            review_every=review.review_every,
        )

    def reviewed_by(self, day: date | None, *, today: date) -> Self:
        """With another day to look at it again; how far off that is counts for the days after it."""
        if day == self.review_by:
            return self
        ahead = (day - today).days if day is not None else 0
        return replace(self, review_by=day, review_every=ahead if ahead > 0 else A_YEAR)


UNKNOWN = Particulars()


def stated(
    *, dated: date | None = None, author: str = "", licence: str = "", address: str = "",
    review_by: date | None = None, review_every: int = A_YEAR,
) -> Particulars:  # fmt: skip
    """Particulars as a person typed them. Raises `InputError` for what is too long and for an address that is none."""
    author, licence, address = (" ".join(words.split()) for words in (author, licence, address))
    if len(author) > MOST_AUTHOR or len(licence) > MOST_LICENCE:
        raise InputError(
            "An author takes at most %(author)s characters and a licence at most %(licence)s.",
            author=MOST_AUTHOR,
            licence=MOST_LICENCE,
        )
    if address and not _is_address(address):
        raise InputError(
            "“%(address)s” is no address of a page: it must look like https://example.org/report.",
            address=address[:60],
        )
    return Particulars(
        dated=dated,
        author=author,
        licence=licence,
        address=address,
        review_by=review_by,
        review_every=review_every,
    )


def _is_address(address: str) -> bool:
    """Whether a link to it leads to a page of the web, and to nothing else."""
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and len(address) <= MOST_ADDRESS and address.isprintable() and " " not in address


def _later(day: date, span: timedelta) -> date:
    return date.max if span > date.max - day else day + span
