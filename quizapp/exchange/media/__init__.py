"""Images and sounds as files: known by their content, measured, and freed of what only tells where they were made."""

from quizapp.exchange.media.reading import LARGEST, MOST_SIDE, TAKEN, read_media

__all__ = ["LARGEST", "MOST_SIDE", "TAKEN", "read_media"]
