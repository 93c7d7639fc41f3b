"""Every test of the web has a visitor, and a deck where it asks for one."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.cast import Browser, build


@pytest.fixture
def visitor(web: Flask) -> Browser:
    """A visitor whom nobody knows."""
    return Browser(web.test_client())


@pytest.fixture
def deck(web: Flask) -> str:
    """The id of a published deck with every exemplar."""
    return build(web)


@pytest.fixture
def drafts(web: Flask) -> str:
    """The id of a deck whose items are all drafts."""
    return build(web, published=False)
