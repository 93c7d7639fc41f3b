"""Who got in, who did not, and what changed of an account: a line in the log each, whatever its level.

A line holds the id of an account or the start of a keyed hash of what was typed, and such a hash of the network: by
them lines belong together, and nobody is named. The key is the site's, so nobody else can try names.
"""

from __future__ import annotations

import logging

from quizapp.web.limits import keyed, network

_SIGNS = 12
"""Of a hash: enough to tell names apart, and too few to be looked for elsewhere."""

log = logging.getLogger("quizapp.security")


def told(event: str, *, account: str = "", typed: str = "") -> None:
    """Write down what happened; ``typed`` is a name that somebody gave, whether or not there is such an account."""
    extra = {"network": keyed(f"log|{network()}")[:_SIGNS]}
    if account:
        extra["account"] = account
    if typed:
        extra["name_hash"] = keyed(f"log|{typed.strip().casefold()[:300]}")[:_SIGNS]
    log.info(event, extra=extra)
