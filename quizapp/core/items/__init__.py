"""What is asked: items of every kind, each with its proof."""
