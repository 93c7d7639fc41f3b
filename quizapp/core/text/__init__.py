"""What comes in: a source and its passages, with offsets that never move."""
