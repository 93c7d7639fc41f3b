"""The parts of addresses that somebody else wrote."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def parts_of(address: str) -> SplitResult:
    """Scheme, host, path and so on; all empty where it can be no address, such as “http://[”."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
