"""Hypothesis draws the same examples each time, so that a failure can be repeated."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("core", max_examples=25, deadline=None, database=None, derandomize=True)
settings.load_profile("core")
