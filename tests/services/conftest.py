"""The services are tested on the databases of the store."""

from tests.exchange.apkg.conftest import ben
from tests.services.atlas import atlas
from tests.services.cast import north
from tests.services.school import ada, room
from tests.services.workshop import published, workshop
from tests.store.conftest import app, dialect, empty_url, sqlite_url, url

__all__ = [
    "ada",
    "app",
    "atlas",
    "ben",
    "dialect",
    "empty_url",
    "north",
    "published",
    "room",
    "sqlite_url",
    "url",
    "workshop",
]
