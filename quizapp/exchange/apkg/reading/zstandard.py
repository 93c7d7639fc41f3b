"""Zstandard, Python's own from 3.14 on."""

from __future__ import annotations

import sys
from typing import IO

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["ZstdError", "unpacking"]

ZstdError = zstd.ZstdError
_WINDOW = 25  # 2 to this power bytes of memory; Anki writes 21


def unpacking(packed: IO[bytes]) -> zstd.ZstdFile:
    """What frames of Zstandard hold, as it is read."""
    options = {int(zstd.DecompressionParameter.window_log_max): _WINDOW}
    return zstd.ZstdFile(packed, options=options)
