"""Groups of items studied together."""
