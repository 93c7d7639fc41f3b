"""The services are tested on the databases of the store."""

from tests.store.conftest import (
    app,
    dialect,
    empty_url,
    postgresql,
    postgresql_template,
    sqlite_template,
    sqlite_url,
    url,
)

__all__ = [
    "app",
    "dialect",
    "empty_url",
    "postgresql",
    "postgresql_template",
    "sqlite_template",
    "sqlite_url",
    "url",
]
