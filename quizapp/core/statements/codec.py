"""Statements to plain values and back, for where they are kept."""

from __future__ import annotations

from typing import Any

import msgspec

from quizapp.core.statements.statement import Statement


def statement_to_plain(statement: Statement) -> dict[str, Any]:
    """The statement's fields as JSON values."""
    plain: dict[str, Any] = msgspec.to_builtins(statement)
    return plain


def statement_from_plain(plain: object) -> Statement:
    """The statement from what `statement_to_plain` gave."""
    return msgspec.convert(plain, type=Statement)
