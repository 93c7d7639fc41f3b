"""What archives of strangers may hold."""

from __future__ import annotations

import zipfile

METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How members may be packed: LZMA alone may ask for gigabytes of memory."""
