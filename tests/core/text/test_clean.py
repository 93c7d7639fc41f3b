"""The page's furniture is left out, and the author's sentences never are."""

from __future__ import annotations

import pytest

from quizapp.core.text.clean import is_boilerplate

FURNITURE = [
    "Updated 10:15, 03-May-2021",
    "Last updated on 3 May 2021",
    "Published: May 3, 2021",
    "Source(s): Example News Agency",
    "Sources: Agency",
    "SOURCE: The Daily Example",
    "Photo: Ada Lovelace",
    "Image credit: Ben Example",
    "File photo / Agency",
    "By Ada Lovelace",
    "Reporting by Ada Lovelace",
    "Editor: Ben Example",
    "Read more about rivers",
    "Related articles",
    "Share this",
    "Advertisement",
    "Copyright 2021 Example",
    "© Example",
    "All rights reserved",
    "(Reuters)",
    "https://example.org/a/b?c=d",
    "www.example.org",
    "10:15, 3 May 2021",
    "Subscribe to our newsletter",
    "Follow us on every network",
    "Photo taken on May 3, 2021 shows a bridge over the Douro in Porto. (Agency/Ada Lovelace)",
    "Aerial photo shows the harbour of Porto, which will be opened next spring.",
    "An aerial view of the harbour of Porto",
    "Farmers pick olives on a hill near Porto, Nov. 3. (Photo by Ben Example)",
    "A woman casts a net in Porto. (Xinhua/Ada Lovelace)",
]
SENTENCES = [
    "Updated rules for fishing apply to all boats in the northern lakes.",
    "Sources of the river lie in three different valleys.",
    "Photosynthesis turns light into sugar.",
    "By 1903 the railway had reached the town.",
    "By the end of the war, the bridge was gone.",
    "Reading is taught first.",
    "Shares fell by a tenth in the spring of that year.",
    "Copyrighted works may be quoted in part.",
    "The picture: a river between two hills, painted by Ada.",
    "Following the war, the town was rebuilt.",
    "Photos of the comet were taken from three stations.",
    "The image shows that light is bent by water.",
    "Rivers carry sand (and, in floods, stones) to the sea.",
    "Comments by the mayor were read aloud to all who had come to the square.",
    "",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_told(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_is_no_furniture(line: str) -> None:
    assert not is_boilerplate(line)


def test_a_long_paragraph_is_never_furniture() -> None:
    assert not is_boilerplate("Source: " + "the river " * 40)
