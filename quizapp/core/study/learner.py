"""Somebody who learns here: a browser, until there are accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from quizapp.core.study.preferences import Preferences


@dataclass(frozen=True, kw_only=True)
class Learner:
    """``id`` is a secret token: who has it sees what this learner did."""

    id: str
    created: datetime
    preferences: Preferences = field(default_factory=Preferences)
