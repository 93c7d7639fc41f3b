"""What every query says of what can be deleted: that it is there, and not in the bin."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from quizapp.store.rows import Binned


def there(*rows: type[Binned]) -> ColumnElement[bool]:
    """That a row of each of these tables is not in the bin."""
    return and_(*(row.deleted_at.is_(None) for row in rows))
