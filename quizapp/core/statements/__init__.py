"""What a text claims: statements with their spans, found by extraction or written by a person."""
